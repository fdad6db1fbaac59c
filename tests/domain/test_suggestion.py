"""What is suggested when more or less was asked of some techniques."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Audience, Catalogue, Routine, RoutineKey, Step, StepKind, TechniqueKey
from bot.domain.fitting import SHORT_TECHNIQUE
from bot.domain.ids import ChatId, OwnId
from bot.domain.liking import Liking, disliked, liked
from bot.domain.message import Phrase
from bot.domain.own import OwnRoutine, Piece, as_routine
from bot.domain.plan import LENGTHS, Choice, Wanted, lengths, needs_of, plan
from bot.domain.suggestion import Suggestion, suggest, suit
from bot.screens import plans
from bot.screens.after import by_likings
from bot.screens.plan_lines import Shown

KEYS = tuple(map(TechniqueKey, ("kneading", "pushing", "pinching", "tapping", "rolling")))
LIKINGS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(Liking))


def less(*keys: str) -> dict[TechniqueKey, Liking]:
    return dict.fromkeys(map(TechniqueKey, keys), Liking.less)


def more(*keys: str) -> dict[TechniqueKey, Liking]:
    return dict.fromkeys(map(TechniqueKey, keys), Liking.more)


def suggested(
    catalogue: Catalogue,
    wanted: str,
    likings: Mapping[TechniqueKey, Liking],
    minutes: int | None = None,
    audience: Audience = Audience.partner,
) -> Suggestion | None:
    routine = catalogue.routines[RoutineKey(wanted)]
    known = catalogue.routines.values(), catalogue.techniques
    return suggest(routine, audience, minutes or routine.minutes, *known, likings)


def planned(catalogue: Catalogue, suggestion: Suggestion) -> tuple[Step, ...]:
    """Return the plan of a suggestion if nobody had asked for anything."""
    known = catalogue.routines.values(), catalogue.techniques
    return plan(suggestion.routine, suggestion.audience, suggestion.wanted, *known) or ()


@given(likings=LIKINGS, wanted=st.sampled_from(["taster", "quick", "full", "long", "deep", "solo"]))
def test_no_suggestion_holds_what_is_not_liked(
    likings: dict[TechniqueKey, Liking], wanted: str, catalogue: Catalogue
) -> None:
    """Every technique that goes is named; so is every one that is longer, or in it, for being liked."""
    audience = Audience.alone if wanted == "solo" else Audience.partner

    found = suggested(catalogue, wanted, likings, audience=audience)

    if found is None:
        assert disliked(likings) == set(KEYS)
        return
    assert not found.holds & disliked(likings)
    named = {step.technique for step in planned(catalogue, found)}
    routine = catalogue.routines[RoutineKey(wanted)]
    whole = {step.technique for step in routine.plans[audience]}
    if whole & set(KEYS) <= disliked(likings):  # it is given up, which is said as well
        named |= whole
    assert set(found.left_out) == named & disliked(likings)
    assert set(found.more_of) <= liked(likings) & found.holds
    assert bool(found.left_out or found.more_of) == found.offer.suggested


@pytest.mark.parametrize(
    ("wanted", "without", "routine"),
    [
        ("deep", [], "deep"),
        ("deep", ["rolling"], "deep"),
        ("quick", ["pushing"], "quick"),
        ("quick", ["pushing", "kneading"], "full"),
        ("taster", ["kneading"], "quick"),
    ],
)
def test_the_wanted_routine_is_kept_as_long_as_something_of_it_stays(
    wanted: str, without: list[str], routine: str, catalogue: Catalogue
) -> None:
    """Else the one nearest to it in length, in its length, with a partner as before."""
    found = suggested(catalogue, wanted, less(*without))

    assert found is not None
    assert (found.routine.key, found.audience) == (routine, Audience.partner)
    assert found.wanted == catalogue.routines[RoutineKey(wanted)].minutes


@pytest.mark.parametrize(
    ("wanted", "minutes", "likings", "routine", "holds"),
    [
        ("quick", 5, more("rolling"), "full", "pushing rolling"),
        ("taster", 1, more("pinching"), "full", "pinching"),
        ("quick", 5, more("rolling", "kneading"), "quick", "kneading pushing"),
        ("quick", 10, more("rolling"), "quick", "kneading pushing rolling"),
        ("quick", 5, {**more("rolling"), **less("kneading")}, "quick", "pushing rolling"),
        ("full", 5, more("tapping"), "full", "kneading tapping"),
        ("full", 3, more("rolling"), "full", "kneading pushing rolling"),
    ],
)
def test_what_is_liked_comes_in_first(
    wanted: str,
    minutes: int,
    likings: dict[TechniqueKey, Liking],
    routine: str,
    holds: str,
    catalogue: Catalogue,
) -> None:
    """In the wanted routine if it fits, else in one of the same length that holds it."""
    found = suggested(catalogue, wanted, likings, minutes)

    assert found is not None
    assert (found.routine.key, found.minutes) == (routine, minutes)
    assert [step.technique for step in found.steps if step.technique] == holds.split()


def test_who_is_alone_is_not_sent_to_a_partner_for_what_is_liked(catalogue: Catalogue) -> None:
    """And the other way round."""
    for wanted, audience in (("solo", Audience.alone), ("quick", Audience.partner)):
        for key in KEYS:
            found = suggested(catalogue, wanted, more(key), audience=audience)
            assert found is not None
            assert found.audience is audience


def test_for_what_is_liked_neither_audience_nor_length_are_given_up(catalogue: Catalogue) -> None:
    """With other content than ours: rolling with a partner only, or not for long enough."""
    solo, full = (catalogue.routines[RoutineKey(key)] for key in ("solo", "full"))
    for_two = replace(full, plans={Audience.partner: full.plans[Audience.partner]})
    rolling = replace(full.plans[Audience.alone][-1], seconds=60, needs=("mat",))
    mat = Routine(RoutineKey("mat"), 1, {Audience.alone: (rolling,)})

    likings = {**more("rolling"), **less("pinching", "tapping")}

    for other in (for_two, mat):
        found = suggest(solo, Audience.alone, 5, (solo, other), catalogue.techniques, likings)

        assert found is not None
        assert (found.routine, found.audience, found.minutes) == (solo, Audience.alone, 5)


@pytest.mark.parametrize(
    ("wanted", "likings", "seconds"),
    [
        ("full", more("kneading"), {"settle": 30, "kneading": 190, "finish": 30}),
        ("long", more("tapping"), {"kneading": 230, "tapping": 120}),
        ("deep", more("tapping"), {"kneading": 300, "tapping": 120}),
        ("quick", less("pushing"), {"settle": 30, "kneading": 240, "finish": 30}),
        ("full", {**less("tapping"), **more("rolling")}, {"kneading": 180, "rolling": 200}),
        # At most two minutes of tapping: in a five-minute plan more than half would be rest.
        ("full", less("kneading", "pushing", "pinching", "rolling"), {"tapping": 120, "settle": 30}),
    ],
)
def test_the_spare_seconds_go_to_what_is_liked_and_then_to_the_rest_by_their_share(
    wanted: str, likings: dict[TechniqueKey, Liking], seconds: dict[str, int], catalogue: Catalogue
) -> None:
    """Up to the limit of each."""
    found = suggested(catalogue, wanted, likings)

    assert found is not None
    spent_on = {str(step.technique or step.kind): step.seconds for step in found.steps}
    assert {key: spent_on[key] for key in seconds} == seconds


def test_a_routine_of_ones_own_keeps_its_times_and_is_not_given_up(catalogue: Catalogue) -> None:
    """The person has set them; what is not liked goes, and the whole is shorter and called so."""
    pieces = (Piece(KEYS[0], 180), Piece(KEYS[3], 60))
    own = as_routine(OwnRoutine(OwnId(7), ChatId(1), "Evening", pieces, "t"), catalogue.techniques)
    known = catalogue.routines.values(), catalogue.techniques

    liking = suggest(own, Audience.partner, own.minutes, *known, more("rolling"))
    sparing = suggest(own, Audience.partner, own.minutes, *known, less("tapping"))

    assert liking is not None
    assert (liking.routine, liking.steps) == (own, own.plans[Audience.partner])
    assert sparing is not None
    assert [step for step in own.plans[Audience.partner] if step.technique != "tapping"] == list(
        sparing.steps
    )
    assert sparing.offer == Wanted(RoutineKey("own_7"), Audience.partner, suggested=True)
    assert sparing.left_out == ("tapping",)


def test_begun_minutes_of_ones_own_are_not_explained(catalogue: Catalogue) -> None:
    """Four minutes and twenty seconds are as they were built."""
    own = as_routine(
        OwnRoutine(OwnId(7), ChatId(1), "Evening", (Piece(KEYS[0], 200),), "t"), catalogue.techniques
    )
    known = catalogue.routines.values(), catalogue.techniques

    found = suggest(own, Audience.partner, own.minutes, *known, more("kneading"))

    assert found is not None
    assert (found.minutes, found.wanted) == (4, 5)
    assert by_likings(found) == ()


# --- every routine, audience and length with every less and more -----------------------------------------

# Of the plans of the content, where neither the seed nor the technique gives a limit.
OURS = {
    (Audience.partner, "pushing"): (60, 240),
    (Audience.partner, "pinching"): (90, 240),
    (Audience.alone, "pushing"): (40, 180),
    (Audience.alone, "pinching"): (40, 60),
}
WALK = 20  # seconds of rolling in which the giver walks round
EVERY_LIKING = [
    {key: liking for key, liking in zip(KEYS, each, strict=True) if liking is not None}
    for each in product((None, Liking.less, Liking.more), repeat=len(KEYS))
]


Every = list[tuple[Routine, Audience, int, dict[TechniqueKey, Liking], Suggestion | None]]


@pytest.fixture(scope="module")
def every_suit(catalogue: Catalogue) -> Every:
    """Return what becomes of every plan by every likings. A pace changes words and no seconds."""
    known = catalogue.routines.values(), catalogue.techniques
    return [
        (routine, audience, minutes, likings, suit(routine, audience, minutes, *known, likings))
        for routine in catalogue.routines.values()
        for audience in routine.plans
        for minutes in lengths(routine, audience, *known)
        for likings in EVERY_LIKING
    ]


def test_a_routine_is_given_up_only_when_none_of_its_techniques_stays(every_suit: Every) -> None:
    for routine, audience, _, likings, found in every_suit:
        own = {step.technique for step in routine.plans[audience] if step.technique}
        assert (found is None) == (own <= disliked(likings))


def test_every_suggestion_is_within_five_percent_of_a_length(every_suit: Every) -> None:
    """Of the wanted one, if nothing is left out."""
    for routine, audience, minutes, likings, found in every_suit:
        if found is not None:
            total = sum(step.seconds for step in found.steps)
            assert spent(found, found.holds) >= total / 2
            assert found.minutes in LENGTHS
            assert abs(total - found.minutes * 60) <= 0.05 * found.minutes * 60
            if not disliked(likings):
                assert found.minutes == minutes, (routine.key, audience, minutes, likings)


def test_another_length_is_the_nearest_that_can_be_filled(every_suit: Every, catalogue: Catalogue) -> None:
    """What stays, at its most, is too little for the wanted one, or would be rest for the greater part."""
    for routine, audience, minutes, likings, found in every_suit:
        if found is None or found.minutes == minutes:
            continue
        able = {
            step.technique: limits(catalogue, audience, step.technique)[1]
            for each in catalogue.routines.values()
            for step in each.plans.get(audience, ())
            if step.technique and step.technique not in disliked(likings)
            if needs_of(routine.plans[audience]) >= set(step.needs)
        }
        rests = sum(
            {"settle": 90 if audience is Audience.partner else 30, "finish": 130, "breathing": 40}[step.kind]
            for step in routine.plans[audience]
            if step.technique is None
        )
        if minutes == 1 and set(able) == {"rolling"}:
            continue  # with the two walks round it has no place in a minute
        work = sum(able.values())
        assert work + rests < 0.95 * minutes * 60 or work < 0.5 * minutes * 60, (
            routine.key,
            minutes,
            likings,
        )
        assert found.minutes < minutes


def limits(catalogue: Catalogue, audience: Audience, key: TechniqueKey) -> tuple[int, int]:
    known = catalogue.techniques[key]
    walk = WALK if (audience, key) == (Audience.partner, "rolling") else 0
    least, most = known.min_seconds, known.max_seconds
    return (least + walk, most + walk) if least and most else OURS[audience, key]


def test_every_technique_keeps_its_limits(every_suit: Every, catalogue: Catalogue) -> None:
    """The most always, the least with a partner from five minutes on; both sides get whole seconds alike."""
    for _, audience, _, likings, found in every_suit:
        for step in found.steps if found else ():
            assert step.seconds % step.sides == 0
            if step.technique is None:
                continue
            assert step.technique not in disliked(likings)
            least, most = limits(catalogue, audience, step.technique)
            binds = audience is Audience.partner and found is not None and found.minutes >= 5
            assert (least if binds else SHORT_TECHNIQUE) <= step.seconds <= most


def test_alone_nothing_needs_a_partner_or_more_to_fetch(every_suit: Every, catalogue: Catalogue) -> None:
    """Nor does one for two hold what is done alone."""
    belongs = {
        audience: {
            step.prompt for each in catalogue.routines.values() for step in each.plans.get(audience, ())
        }
        for audience in Audience
    }
    for routine, audience, _, _, found in every_suit:
        if found is not None:
            assert {step.prompt for step in found.steps} <= belongs[audience]
            assert needs_of(found.steps) <= needs_of(routine.plans[audience])


def test_every_suggestion_keeps_the_order_of_a_session(every_suit: Every) -> None:
    """Each technique once; it settles first and finishes last."""
    for _, _, _, _, found in every_suit:
        if found is not None:
            named = [step.technique for step in found.steps if step.technique]
            order = ("kneading", "pushing", "pinching", "rolling", "tapping")
            assert named == [key for key in order if key in found.holds]
            kinds = [step.kind for step in found.steps]
            assert StepKind.settle not in kinds[1:]
            assert StepKind.finish not in kinds[:-1]


def test_shortened_is_said_when_and_only_when_it_is_true(every_suit: Every, catalogue: Catalogue) -> None:
    """With a partner, no step of a plan of 5 minutes or more is shorter than the seed's minimum."""
    seen = set()
    for routine, audience, minutes, _, found in every_suit:
        if found is None or found.steps in seen:
            continue
        seen.add(found.steps)
        screen = plans.plan(Shown(Choice(routine.key, audience, minutes), routine, found.steps, catalogue))
        said = [part.args["technique"] for part in screen.parts if part.id == "plan_shortened"]
        short = [
            Phrase(step.name)
            for step in found.steps
            if step.technique
            and step.seconds - step.walk
            < (step.wants or (catalogue.techniques[step.technique].min_seconds or 0,))[0]
        ]
        assert said == short
        assert not (short and audience is Audience.partner and found.minutes >= 5)


def test_more_never_gives_less(every_suit: Every) -> None:
    """The liked techniques together get at least as much time as in the plan without likes."""
    plain = {
        (routine.key, audience, minutes, disliked(likings)): found
        for routine, audience, minutes, likings, found in every_suit
        if not liked(likings)
    }
    for routine, audience, minutes, likings, found in every_suit:
        before = plain[routine.key, audience, minutes, disliked(likings)]
        if found is None or before is None:
            continue
        assert found.minutes == before.minutes
        assert spent(found, liked(likings)) >= spent(before, liked(likings))
        longer = {key for key in liked(likings) if spent(found, {key}) > spent(before, {key})}
        assert set(found.more_of) == longer
        assert longer or found.steps == before.steps


def spent(suggestion: Suggestion, keys: Set[TechniqueKey]) -> int:
    return sum(step.seconds for step in suggestion.steps if step.technique in keys)


def test_what_a_routine_is_given_up_for_is_named(catalogue: Catalogue) -> None:
    """Alone, Taster is nothing but pinching; Solo holds that too, but not in one minute."""
    found = suggested(catalogue, "taster", less("pinching"), minutes=1, audience=Audience.alone)

    assert found is not None
    assert found.routine.key != "taster"
    assert found.left_out == ("pinching",)

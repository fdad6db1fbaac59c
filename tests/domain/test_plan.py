"""Fitting a routine into a number of minutes: every routine, for everybody, in every length."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import (
    Audience,
    Catalogue,
    PhraseId,
    Routine,
    RoutineKey,
    Step,
    StepKind,
    Technique,
    TechniqueKey,
)
from bot.domain.fitting import SHORT_TECHNIQUE
from bot.domain.plan import LENGTHS, is_offered, is_shortened, lengths, needs_of, plan
from tests.sizes import examples

# The least of the content's plans, and our own most.
FROM_CONTENT = {"pushing": (60, 240), "pinching": (90, 240)}


def every_plan(catalogue: Catalogue) -> list[tuple[Routine, Audience, int, tuple[Step, ...]]]:
    """Return every plan there is."""
    return [
        (routine, audience, minutes, steps)
        for routine in catalogue.routines.values()
        for audience in routine.plans
        for minutes in LENGTHS
        if (steps := made(catalogue, routine, audience, minutes)) is not None
    ]


def made(catalogue: Catalogue, routine: Routine, audience: Audience, minutes: int) -> tuple[Step, ...] | None:
    return plan(routine, audience, minutes, catalogue.routines.values(), catalogue.techniques)


def techniques_of(steps: tuple[Step, ...] | None) -> list[str]:
    return [step.technique for step in steps or () if step.technique]


def test_every_plan_is_as_long_as_was_chosen(catalogue: Catalogue) -> None:
    """To the second, with the real content."""
    assert [
        (routine.key, audience, minutes)
        for routine, audience, minutes, steps in every_plan(catalogue)
        if sum(step.seconds for step in steps) != minutes * 60
    ] == []


def test_the_routines_own_length_is_its_plan_of_the_content(catalogue: Catalogue) -> None:
    """Where the content has a plan of this length, that plan is used as it is."""
    for routine in catalogue.routines.values():
        for audience, steps in routine.plans.items():
            assert made(catalogue, routine, audience, routine.minutes) == steps


@pytest.mark.parametrize(
    ("routine", "audience", "offered"),
    [
        *((key, "partner", LENGTHS) for key in ("taster", "quick", "full")),
        *((key, "partner", (15, 20)) for key in ("long", "deep")),
        ("taster", "alone", (1, 3)),
        *((key, "alone", (1, 3, 5, 10)) for key in ("full", "solo")),
    ],
)
def test_a_length_is_offered_where_the_techniques_can_fill_it(
    catalogue: Catalogue, routine: str, audience: str, offered: tuple[int, ...]
) -> None:
    """With a partner: every length; of Long and Slow rest the long ones. Alone: without more equipment."""
    known = catalogue.routines[RoutineKey(routine)]

    assert lengths(known, Audience(audience), catalogue.routines.values(), catalogue.techniques) == offered


def test_with_a_partner_from_five_minutes_on_every_technique_keeps_its_limits(catalogue: Catalogue) -> None:
    """The limits are the seed's own; for pushing and pinching they are our own."""
    for routine, audience, minutes, steps in every_plan(catalogue):
        if audience is not Audience.partner or minutes < 5:
            continue
        for step in steps:
            if step.technique is None:
                continue
            known = catalogue.techniques[step.technique]
            least, most = FROM_CONTENT.get(step.technique, (known.min_seconds, known.max_seconds))
            assert (least or 0) <= step.seconds - step.walk <= (most or 0), (routine.key, minutes, step)
            assert not is_shortened(step, catalogue.techniques)


def test_no_technique_is_ever_longer_than_its_limit_or_too_short_to_begin(catalogue: Catalogue) -> None:
    """Alone and in short plans too."""
    for routine, _, minutes, steps in every_plan(catalogue):
        for step in steps:
            if step.technique is not None:
                most = catalogue.techniques[step.technique].max_seconds or 240
                assert SHORT_TECHNIQUE <= step.seconds - step.walk <= most, (routine.key, minutes, step)


def test_both_sides_get_the_same_whole_seconds(catalogue: Catalogue) -> None:
    """Half of the step each."""
    for _, _, _, steps in every_plan(catalogue):
        assert all(step.seconds % step.sides == 0 for step in steps)


def test_alone_holds_only_what_one_can_do_alone(catalogue: Catalogue) -> None:
    """And with a partner only what needs one."""
    belongs = {
        audience: {
            step.prompt for routine in catalogue.routines.values() for step in routine.plans.get(audience, ())
        }
        for audience in Audience
    }
    assert belongs[Audience.alone].isdisjoint(belongs[Audience.partner])
    for _, audience, _, steps in every_plan(catalogue):
        assert {step.prompt for step in steps} <= belongs[audience]


def test_a_longer_plan_asks_for_nothing_more_to_fetch(catalogue: Catalogue) -> None:
    """Another length adds no technique that needs other equipment."""
    for routine, audience, _, steps in every_plan(catalogue):
        assert needs_of(steps) <= needs_of(routine.plans[audience])
    needs = {key: needs_of(each.plans.get(Audience.alone, ())) for key, each in catalogue.routines.items()}
    assert needs[RoutineKey("taster")] == set()
    assert needs[RoutineKey("solo")] == {"ball", "wall"}


def test_every_plan_keeps_the_order_of_a_session_each_technique_once(catalogue: Catalogue) -> None:
    """It settles first and finishes last."""
    assert [
        key for key, _ in sorted(catalogue.techniques.items(), key=lambda item: item[1].session_order)
    ] == [*("kneading", "pushing", "pinching", "rolling", "tapping")]
    for _, _, _, steps in every_plan(catalogue):
        named = techniques_of(steps)
        assert named == sorted(
            set(named), key=lambda key: catalogue.techniques[TechniqueKey(key)].session_order
        )
        kinds = [step.kind for step in steps]
        assert StepKind.settle not in kinds[1:]
        assert StepKind.finish not in kinds[:-1]


@pytest.mark.parametrize(
    ("routine", "minutes", "named"),
    [
        ("full", 1, "kneading"),
        ("full", 3, "kneading pushing pinching"),
        ("full", 5, "kneading pushing"),
        ("full", 15, "kneading pushing pinching rolling tapping"),
        ("quick", 10, "kneading pushing"),
        ("quick", 15, "kneading pushing pinching"),
        ("taster", 10, "kneading pushing"),
        ("taster", 20, "kneading pushing pinching rolling"),
    ],
)
def test_too_short_leaves_techniques_out_and_too_long_adds_the_missing_ones(
    catalogue: Catalogue, routine: str, minutes: int, named: str
) -> None:
    """Techniques leave and join in the order of a session, and no more of them than needed."""
    known = catalogue.routines[RoutineKey(routine)]

    assert techniques_of(made(catalogue, known, Audience.partner, minutes)) == named.split()


def test_routines_for_a_partner_with_all_five_techniques_differ_in_every_length(catalogue: Catalogue) -> None:
    """Full, Long and Slow rest."""
    for minutes in LENGTHS:
        plans = [
            steps
            for key in ("full", "long", "deep")
            if is_offered(catalogue.routines[RoutineKey(key)], minutes)
            and (steps := made(catalogue, catalogue.routines[RoutineKey(key)], Audience.partner, minutes))
        ]
        assert len(set(plans)) == len(plans), minutes


def test_pinching_too_short_for_three_times_a_spot_is_called_shortened(catalogue: Catalogue) -> None:
    """Six spots, three times each, three seconds each time: 54 s."""
    steps = made(catalogue, catalogue.routines[RoutineKey("full")], Audience.partner, 3) or ()
    pinching = next(step for step in steps if step.technique == "pinching")

    assert is_shortened(replace(pinching, seconds=52), catalogue.techniques)
    assert not is_shortened(replace(pinching, seconds=54), catalogue.techniques)


@pytest.mark.parametrize("minutes", [-5, 0, 2, 4, 7, 30, 999])
def test_a_length_that_there_is_not_has_no_plan(catalogue: Catalogue, minutes: int) -> None:
    """Whatever was typed."""
    for routine in catalogue.routines.values():
        for audience in routine.plans:
            assert made(catalogue, routine, audience, minutes) is None


def test_a_routine_has_no_plan_for_whom_it_is_not(catalogue: Catalogue) -> None:
    """Long needs a partner."""
    long = catalogue.routines[RoutineKey("long")]

    assert made(catalogue, long, Audience.alone, 10) is None
    assert lengths(long, Audience.alone, catalogue.routines.values(), catalogue.techniques) == ()


LIMITS = st.tuples(st.integers(20, 240), st.integers(0, 240))


@settings(max_examples=examples(300))
@given(
    limits=st.lists(LIMITS, min_size=1, max_size=5),
    seconds=st.lists(st.integers(10, 300), min_size=5, max_size=5),
    sides=st.lists(st.sampled_from([1, 2]), min_size=5, max_size=5),
    minutes=st.sampled_from(LENGTHS),
)
def test_with_any_limits_a_plan_fits_them_or_is_not_offered(
    limits: list[tuple[int, int]], seconds: list[int], sides: list[int], minutes: int, catalogue: Catalogue
) -> None:
    """Whatever content authors write: within 5 %, inside every limit, both sides alike."""
    pattern = next(iter(catalogue.techniques.values()))
    techniques: dict[TechniqueKey, Technique] = {}
    steps = [Step(StepKind.settle, PhraseId("settle"), PhraseId("settle"), 30)]
    for number, (least, more) in enumerate(limits):
        key = TechniqueKey(f"t{number}")
        techniques[key] = replace(
            pattern, key=key, session_order=number + 1, min_seconds=least, max_seconds=least + more
        )
        length = min(max(seconds[number], least), least + more)
        even = length - length % 2 or 2
        steps.append(Step(StepKind.technique, PhraseId(key), PhraseId(key), even, key, sides=sides[number]))
    own = Routine(RoutineKey("own"), 7, {Audience.partner: tuple(steps)})

    made = plan(own, Audience.partner, minutes, [own], techniques)

    if made is None:
        return
    total = sum(step.seconds for step in made)
    assert abs(total - minutes * 60) <= 0.05 * minutes * 60
    for step in made:
        assert step.seconds % step.sides == 0
        if step.technique is not None:
            known = techniques[step.technique]
            assert step.seconds <= (known.max_seconds or 0)
            if minutes >= 5:
                # If two sides cannot share a limit equally, the nearest second that they can share counts.
                assert step.seconds >= (known.min_seconds or 0) - (known.max_seconds or 0) % 2

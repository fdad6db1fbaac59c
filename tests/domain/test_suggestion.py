"""What is suggested when more or less was asked of some techniques."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Audience, Catalogue, RoutineKey, Step, TechniqueKey
from bot.domain.ids import ChatId, OwnId
from bot.domain.liking import Liking, disliked, liked
from bot.domain.own import OwnRoutine, Piece, as_routine
from bot.domain.plan import plan
from bot.domain.suggestion import Suggestion, suggest

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
    assert set(found.left_out) == named & disliked(likings)
    assert set(found.more_of) <= liked(likings) & found.holds
    assert bool(found.left_out or found.more_of) == found.start.startswith("spare:")


@pytest.mark.parametrize(
    ("wanted", "without", "routine"),
    [
        ("deep", [], "deep"),
        ("deep", ["rolling"], "deep"),
        ("quick", ["tapping"], "quick"),
        ("quick", ["tapping", "kneading"], "full"),
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
        ("quick", 5, more("rolling"), "full", "pushing tapping rolling"),
        ("taster", 1, more("pinching"), "full", "pinching"),
        ("quick", 5, more("rolling", "kneading"), "quick", "kneading tapping"),
        ("quick", 10, more("rolling"), "quick", "kneading tapping rolling"),
        ("quick", 5, {**more("rolling"), **less("kneading")}, "quick", "tapping rolling"),
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
    assert sparing.data == "own_7:partner"
    assert sparing.left_out == ("tapping",)

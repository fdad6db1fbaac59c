"""What is suggested when some techniques are not liked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Audience, Catalogue, RoutineKey, TechniqueKey
from bot.domain.suggestion import suggest

KEYS = ("kneading", "pushing", "pinching", "tapping", "rolling")


@given(
    without=st.sets(st.sampled_from(KEYS)),
    wanted=st.sampled_from(["taster", "quick", "full", "long", "deep"]),
)
def test_no_suggestion_holds_what_is_not_liked(
    without: set[TechniqueKey], wanted: str, catalogue: Catalogue
) -> None:
    """What stays keeps its length, and every technique that goes is named."""
    routine = catalogue.routines[RoutineKey(wanted)]

    found = suggest(catalogue.routines.values(), routine, Audience.partner, without)

    if found is None:
        assert without == set(KEYS)
        return
    plan = found.routine.plans[found.audience]
    assert [step for step in plan if step.technique not in without] == list(found.steps)
    assert {step.technique for step in plan} & without == set(found.left_out)
    assert any(step.technique for step in found.steps)
    assert bool(found.left_out) == found.start.startswith("spare:")


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
    wanted: str, without: list[TechniqueKey], routine: str, catalogue: Catalogue
) -> None:
    """Else the one nearest to it in length, with a partner as before."""
    known = catalogue.routines[RoutineKey(wanted)]

    found = suggest(catalogue.routines.values(), known, Audience.partner, without)

    assert found is not None
    assert (found.routine.key, found.audience) == (routine, Audience.partner)

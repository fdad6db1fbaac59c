"""Routines, tips and safety facts are those that were agreed."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.domain.catalogue import Audience, Catalogue, RoutineKey, StepKind
from bot.reading.readers import Readers

# Routine, audience, then each step with its seconds; /2: half on each side.
PLANS = [
    ("taster", "partner", "settle 10, kneading 40, finish 10"),
    ("taster", "alone", "settle_solo 10, shoulder_pinching 40/2, breathing 10"),
    ("quick", "partner", "settle 30, kneading 180, pushing 60, finish 30"),
    (
        "full",
        "partner",
        "settle 30, kneading 180, pushing 60, pinching 90, rolling 140/2, tapping 60, finish 40",
    ),
    (
        "long",
        "partner",
        "settle 60, kneading 240, pushing 120, pinching 120, rolling 170/2, tapping 90, finish 100",
    ),
    (
        "deep",
        "partner",
        "settle 90, kneading 300, pushing 180, pinching 180, rolling 200/2, tapping 120, finish 130",
    ),
    (
        "full",
        "alone",
        "settle_solo 30, wall_kneading 180/2, wall_pushing 180/2, shoulder_pinching 60/2, wall_rolling 60, "
        "shoulder_tapping 60/2, breathing 30",
    ),
    (
        "solo",
        "alone",
        "wall_kneading 180/2, shoulder_pinching 40/2, shoulder_tapping 40/2, breathing 40",
    ),
]
NOT_BY_THE_KIDNEYS = ("pinching", "tapping")


def told(catalogue: Catalogue, routine: str, audience: str) -> str:
    """Return a plan in the short form of PLANS."""
    steps = catalogue.routines[RoutineKey(routine)].plans[Audience(audience)]
    return ", ".join(
        f"{step.prompt.removeprefix('step.')} {step.seconds}" + (f"/{step.sides}" if step.sides > 1 else "")
        for step in steps
    )


@pytest.mark.parametrize(("routine", "audience", "plan"), PLANS)
def test_a_plan_has_the_agreed_steps(catalogue: Catalogue, routine: str, audience: str, plan: str) -> None:
    assert told(catalogue, routine, audience) == plan


def test_there_are_no_other_plans(catalogue: Catalogue) -> None:
    plans = {(key, audience.value) for key, each in catalogue.routines.items() for audience in each.plans}

    assert plans == {(routine, audience) for routine, audience, _ in PLANS}


def test_routines_are_offered_from_the_shortest_on(catalogue: Catalogue) -> None:
    assert list(catalogue.routines) == ["taster", "quick", "full", "long", "deep", "solo"]
    assert [routine.minutes for routine in catalogue.routines.values()] == [1, 5, 10, 15, 20, 5]


def test_every_plan_adds_up_to_its_minutes(catalogue: Catalogue) -> None:
    for routine in catalogue.routines.values():
        for steps in routine.plans.values():
            assert sum(step.seconds for step in steps) == routine.minutes * 60


def test_partner_steps_of_five_minutes_and_more_stay_inside_the_seeds_limits(catalogue: Catalogue) -> None:
    for routine in catalogue.routines.values():
        if routine.minutes < 5:
            continue
        for step in routine.plans.get(Audience.partner, ()):
            if step.kind is StepKind.technique:
                assert step.technique is not None
                technique = catalogue.techniques[step.technique]
                hands_on = step.seconds - step.walk
                assert (technique.min_seconds or 0) <= hands_on <= (technique.max_seconds or 3600)


def test_full_long_and_deep_hold_all_five_techniques(catalogue: Catalogue) -> None:
    for key in ("full", "long", "deep"):
        steps = catalogue.routines[RoutineKey(key)].plans[Audience.partner]
        assert {step.technique for step in steps if step.technique} == set(catalogue.techniques)


def test_tapping_stands_last_and_a_calm_step_follows(catalogue: Catalogue) -> None:
    for routine in catalogue.routines.values():
        for steps in routine.plans.values():
            for step, following in pairwise(steps):
                if step.technique == "tapping":
                    assert following.kind in (StepKind.finish, StepKind.breathing)


def test_the_giver_gets_ten_seconds_to_walk_to_each_side(catalogue: Catalogue) -> None:
    walks = {
        (step.technique, step.change_over)
        for routine in catalogue.routines.values()
        for step in routine.plans.get(Audience.partner, ())
        if step.sides > 1
    }

    assert walks == {("rolling", 10)}


def test_alone_pushing_gets_the_minutes_a_side_of_its_source(catalogue: Catalogue) -> None:
    steps = catalogue.routines[RoutineKey("full")].plans[Audience.alone]
    pushing = next(step for step in steps if step.technique == "pushing")

    assert (pushing.seconds, pushing.wants) == (180, (180, 240))


def test_no_technique_touches_spine_neck_or_broken_skin(catalogue: Catalogue) -> None:
    for technique in catalogue.techniques.values():
        assert {"spine", "neck", "broken_skin"} <= set(technique.keep_off)


def test_pressure_stays_at_five_and_light_by_the_lowest_ribs(catalogue: Catalogue) -> None:
    for key, technique in catalogue.techniques.items():
        assert technique.pressure[1] <= 5
        if key in NOT_BY_THE_KIDNEYS:
            assert technique.pressure_low_ribs is None
            assert "kidneys" in technique.keep_off
        else:
            assert technique.pressure_low_ribs == (1, 2)


def test_lighter_is_lighter_than_every_technique_each_time(catalogue: Catalogue) -> None:
    assert catalogue.lighter == ((2, 3), (1, 2))
    assert all(technique.pressure > catalogue.lighter[0] for technique in catalogue.techniques.values())


def test_kneading_and_rolling_with_a_partner_have_a_rhythm_for_each_pace(catalogue: Catalogue) -> None:
    assert catalogue.paced == {"step.kneading", "step.rolling"}


def test_alone_no_step_reaches_the_lowest_ribs(catalogue: Catalogue) -> None:
    """So the text of such a step does not name the lighter pressure near the lowest ribs."""
    alone = {
        step.prompt
        for routine in catalogue.routines.values()
        for step in routine.plans.get(Audience.alone, ())
        if step.technique is not None
    }

    assert catalogue.above_low_ribs == alone | {"step.wall_rolling"}


def test_in_a_routine_that_a_person_builds_the_agreed_limits_hold(catalogue: Catalogue) -> None:
    limits = {key: (each.own_seconds, each.own_sides) for key, each in catalogue.techniques.items()}

    assert limits == {
        "kneading": ((180, 300), 1),
        "pushing": ((60, 300), 1),
        "pinching": ((90, 300), 1),
        "tapping": ((60, 120), 1),
        "rolling": ((120, 180), 2),
    }


def test_tips_for_every_day_each_rest_on_a_source_of_grade_a_or_b(catalogue: Catalogue) -> None:
    kinds = [tip.kind for tip in catalogue.tips.values()]

    assert kinds.count("posture") >= 50 and kinds.count("exercise") >= 25
    assert {catalogue.sources[tip.source].grade for tip in catalogue.tips.values()} <= {"A", "B"}


@pytest.mark.parametrize(
    ("form", "urgency"),
    [
        ("numb", "now"),
        ("can't pee", "now"),
        ("cant pee", "now"),
        ("fell", "now"),
        ("accident", "now"),
        ("chest pain", "now"),
        ("fever", "today"),
        ("blood clot", "today"),
        ("cancer", "ask"),
        ("pregnant", "ask"),
        ("blood thinners", "ask"),
        ("surgery", "ask"),
    ],
)
def test_a_danger_is_as_urgent_as_agreed(readers: Readers, form: str, urgency: str) -> None:
    flag = readers.find_red_flag(form)

    assert flag is not None and flag.urgency == urgency

"""What a person chooses before the start: routine, audience, length and pace; and the plan of the choice."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions.planning.likings import left_out, likings_of
from bot.actions.planning.suggest import known, suit_choice
from bot.actions.saying.answers import change, say, say_on_card
from bot.actions.scene import Scene
from bot.domain import plan as plans
from bot.domain.catalogue import Audience, Routine, RoutineKey, Step
from bot.domain.liking import NO_LIKINGS
from bot.domain.message import Message, Phrase
from bot.domain.plan import Choice, Pace
from bot.domain.trial import tried
from bot.screens import cards
from bot.screens import plans as screens
from bot.screens.after import not_suggested
from bot.screens.plan_lines import Shown


def chosen(
    scene: Scene,
    key: RoutineKey,
    audience: Audience | None = None,
    minutes: int | None = None,
    pace: Pace | None = None,
    *,
    suggested: bool = False,
) -> Choice:
    """Return a choice with all parts. If a part is None: the routine's own length, the pace of last time."""
    routine = scene.texts.routines[key]
    for_whom = audience if audience in routine.plans else None
    return Choice(
        key,
        for_whom or next(iter(routine.plans)),
        routine.minutes if minutes is None else minutes,
        pace or scene.chat.pace,
        suggested,
    )


def planned(scene: Scene, choice: Choice) -> tuple[Step, ...] | None:
    """Return the steps of what was chosen, or None if the routine does not offer that length."""
    routine = _routine(scene, choice)
    if not plans.is_offered(routine, choice.minutes):
        return None
    return plans.plan(routine, choice.audience, choice.minutes, *known(scene))


def lengths_of(scene: Scene, choice: Choice) -> tuple[int, ...]:
    """Return the minutes that the chosen routine can fill; if suggested, without disliked techniques."""
    likings = likings_of(scene) if choice.suggested else NO_LIKINGS
    return plans.lengths(_routine(scene, choice), choice.audience, *known(scene), likings)


def refuse_length(scene: Scene, choice: Choice) -> Phrase | None:
    """Say that the routine cannot fill that length, and offer the lengths that it can fill."""
    lengths = lengths_of(scene, choice)
    if not lengths:
        return say_nothing_stays(scene)
    change(scene, screens.wrong_length(choice, lengths))
    return None


def show_choice(scene: Scene, choice: Choice, screen: Callable[[Shown], Message]) -> Phrase | None:
    """Show a choice on `screen`. If a session runs, or there is nothing to show, say so instead."""
    live = scene.live
    if live is not None:
        say_on_card(scene, cards.on_now(live))
        return None
    if planned(scene, choice) is None:
        return refuse_length(scene, choice)
    shown = shown_of(scene, choice)
    if shown is None:
        return say_nothing_stays(scene)
    change(scene, screen(shown))
    return None


def shown_of(scene: Scene, choice: Choice) -> Shown | None:
    """Return what the screens show of a choice; None: all techniques of a suggestion are disliked."""
    routine = _routine(scene, choice)
    if choice.suggested:
        found = suit_choice(scene, routine, choice)
        return Shown(choice, routine, found.steps, scene.texts, found) if found else None
    steps = planned(scene, choice)
    return Shown(choice, routine, steps, scene.texts) if steps else None


def say_nothing_stays(scene: Scene) -> Phrase | None:
    """Say that nothing can be suggested, because the person dislikes every technique of it."""
    say(scene, not_suggested(left_out(scene)))
    return None


def _routine(scene: Scene, choice: Choice) -> Routine:
    technique = tried(choice.routine)
    return scene.texts.routines[choice.routine] if technique is None else scene.texts.trials[technique]

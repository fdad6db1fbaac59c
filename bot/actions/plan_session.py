"""A person looks at a plan and chooses its length, its pace and its cues, before the start."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from bot.actions.planning.choices import chosen, lengths_of, planned, say_nothing_stays, show_choice, shown_of
from bot.actions.planning.suggest import suggested
from bot.actions.scene import Scene
from bot.domain.catalogue import Audience, RoutineKey, TechniqueKey
from bot.domain.message import Message, Phrase
from bot.domain.plan import NO_CUE, Choice, Cues, Wanted
from bot.domain.trial import trial_key
from bot.screens import plans as screens
from bot.screens.plan_lines import Shown


def show_plan(
    scene: Scene,
    key: RoutineKey,
    audience: Audience | None = None,
    minutes: int | None = None,
    *,
    wished: int | None = None,
) -> Phrase | None:
    """Show a routine's plan before the start; while a session runs, say so instead.

    `wished`: the minutes that were asked for, if no plan has them.
    """
    return show_choice(scene, chosen(scene, key, audience, minutes), _plan(wished))


def show_wanted(scene: Scene, wanted: Wanted) -> Phrase | None:
    """Show the plan of `wanted` before the start; its pace is kept for all future sessions."""
    open_ = (wanted.minutes, wanted.pace)
    choice = chosen(scene, wanted.routine, wanted.audience, *open_, suggested=wanted.suggested)
    if wanted.pace is not None:
        scene.keep(replace(scene.chat, pace=wanted.pace))
    return show_choice(scene, choice, screens.plan)


def show_suggested(scene: Scene, minutes: int, wished: int | None = None) -> Phrase | None:
    """Show the last routine, or else the first offer, in `minutes`, without disliked techniques."""
    likely = suggested(scene, scene.chat, minutes)
    if likely is None:
        return say_nothing_stays(scene)
    choice = chosen(scene, likely.routine.key, likely.audience, minutes, suggested=True)
    return show_choice(scene, choice, _plan(wished))


def show_without(
    scene: Scene, unwanted: Collection[TechniqueKey], minutes: int, wished: int | None = None
) -> Phrase | None:
    """Show the suggested plan in `minutes`, if none of `unwanted` is in it."""
    likely = suggested(scene, scene.chat, minutes)
    if likely is None:
        return None
    choice = chosen(scene, likely.routine.key, likely.audience, minutes, suggested=True)
    steps = planned(scene, choice)
    if steps is None or {step.technique for step in steps}.isdisjoint(unwanted):
        return show_choice(scene, choice, _plan(wished))
    return None


def show_likely(
    scene: Scene,
    key: RoutineKey,
    audience: Audience | None = None,
    minutes: int | None = None,
    *,
    wished: int | None = None,
) -> Phrase | None:
    """Show a routine that the person did not name, without disliked techniques.

    If it has no other techniques, show another routine of the same length.
    """
    choice = chosen(scene, key, audience, minutes, suggested=True)
    if planned(scene, choice) is not None and shown_of(scene, choice) is None:
        return show_suggested(scene, choice.minutes, wished)
    return show_choice(scene, choice, _plan(wished))


def show_trial(scene: Scene, key: TechniqueKey, audience: Audience | None) -> Phrase | None:
    """Show the trial of a technique, also if the person dislikes it.

    `audience` None: that of the last session, in a new message, so that the card of the technique stays.
    """
    for_whom = audience or scene.chat.last_audience or Audience.partner
    choice = Choice(trial_key(key), for_whom, scene.texts.trials[key].minutes)
    asked = scene if audience else scene.untapped()
    return show_choice(asked, choice, lambda shown: screens.trial(key, shown))


def choose_length(scene: Scene, choice: Choice) -> Phrase | None:
    """Show the lengths that the routine can fill."""
    lengths = lengths_of(scene, choice)
    return show_choice(scene, choice, lambda shown: screens.choose_length(shown, lengths))


def choose_pace(scene: Scene, choice: Choice) -> Phrase | None:
    """Show the two paces."""
    return show_choice(scene, choice, screens.choose_pace)


def choose_cues(scene: Scene, choice: Choice, switch: Cues = NO_CUE) -> Phrase | None:
    """Show the cues; `switch` turns one of them on or off for all future sessions."""
    chat = scene.chat
    cues = chat.cues ^ switch
    if switch and scene.live is None:
        scene.keep(replace(chat, cues=cues))
    return show_choice(scene, choice, lambda shown: screens.choose_cues(shown, cues))


def _plan(wished: int | None) -> Callable[[Shown], Message]:
    return lambda shown: screens.plan(replace(shown, wished=wished))

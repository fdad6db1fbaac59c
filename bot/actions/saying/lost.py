"""The answer to a line that was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.domain.intent import Intent
from bot.domain.message import Button, Style
from bot.domain.session import State
from bot.reading.line import NOTHING, Line, Meaning, Nearest
from bot.screens import basics
from bot.screens.buttons import (
    A_TIP,
    CHANGE_ZONE,
    HISTORY,
    MY_ROUTINES,
    REMINDERS,
    ROUTINES,
    SAFETY,
    SETTINGS,
    TECHNIQUES,
    button,
)
from bot.screens.names import routine_name, technique_name
from bot.screens.presses import (
    AnswerFaq,
    AskHour,
    AskToDelete,
    ShowPrivacy,
    ShowRoutine,
    ShowTechnique,
    TakeCalendar,
    TakeOut,
)

# The buttons of the wishes that may be offered. A wish without one is never offered.
OFFERS: Mapping[Intent, Button] = {
    Intent.routine: ROUTINES,
    Intent.techniques: TECHNIQUES,
    Intent.tip: A_TIP,
    Intent.history: HISTORY,
    Intent.settings: SETTINGS,
    Intent.safety: SAFETY,
    Intent.reminders: REMINDERS,
    Intent.remind: button("reminder", AskHour()),
    Intent.timezone: CHANGE_ZONE,
    Intent.my_routines: MY_ROUTINES,
    Intent.privacy: button("privacy", ShowPrivacy()),
    Intent.export: button("take_out", TakeOut()),
    Intent.calendar: button("to_calendar", TakeCalendar()),
    Intent.delete_me: button("delete_all", AskToDelete(), Style.danger),
}


def say_lost(scene: Scene, line: Line = NOTHING) -> None:
    """It was not understood; in a session no other screen's buttons push its card up."""
    if scene.live is not None:
        say(scene, basics.plain("e_lost_session" if scene.live.state is State.running else "e_lost_paused"))
    else:
        say(scene, basics.helpless(tuple(_offers(scene, line))))


def _offers(scene: Scene, line: Line) -> Iterator[Button]:
    """Yield the buttons of what the line may mean: a name that is nearly typed, or else what it is like."""
    named = _button_of(line.nearest)
    if named is not None:
        yield named
        return
    for meaning in line.near:
        if (found := _button_for(scene, meaning)) is not None:
            yield found


def _button_of(nearest: Nearest) -> Button | None:
    if nearest.technique is not None:
        return button(technique_name(nearest.technique), ShowTechnique(nearest.technique), Style.primary)
    if nearest.routine is not None:
        return button(routine_name(nearest.routine), ShowRoutine(nearest.routine), Style.primary)
    return None


def _button_for(scene: Scene, meaning: Meaning) -> Button | None:
    if meaning.techniques:
        return button(technique_name(meaning.techniques[0]), ShowTechnique(meaning.techniques[0]))
    if meaning.faq is not None:
        is_offered = scene.texts.faq[meaning.faq].is_offered
        return button(f"faq.{meaning.faq}", AnswerFaq(meaning.faq)) if is_offered else None
    if meaning.intent is Intent.alone:
        return button("on_my_own", ShowRoutine(scene.texts.offers.alone))
    return OFFERS.get(meaning.intent) if meaning.intent is not None else None

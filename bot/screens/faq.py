"""Answers to questions that people often ask, and to small talk, each with the buttons that lead on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain import pictures
from bot.domain.catalogue import Faq, RoutineKey
from bot.domain.message import Button, Message, Told, message, phrase
from bot.screens import presses
from bot.screens.buttons import (
    A_TIP,
    FIVE_BREATHS,
    MY_ROUTINES,
    ROUTINES,
    SAFETY,
    TECHNIQUES,
    button,
    in_rows,
)
from bot.screens.presses import SafetyPart
from bot.screens.safety import SIGNS

_IN_A_ROW = 2

# The buttons that an answer may have, by the names that content/faq.yaml uses; `alone`: the routine for one.
NEXT: Mapping[str, Callable[[RoutineKey], Button]] = {
    "techniques": lambda alone: TECHNIQUES,
    "routines": lambda alone: ROUTINES,
    "alone": lambda alone: button("on_my_own", presses.ShowRoutine(alone)),
    "my_routines": lambda alone: MY_ROUTINES,
    "reminder": lambda alone: button("reminder", presses.AskHour()),
    "safety": lambda alone: SAFETY,
    "signs": lambda alone: SIGNS,
    "when_not": lambda alone: button("when_not_to", presses.ShowSafety(SafetyPart.when_not)),
    "pressure": lambda alone: button("pressure", presses.ShowSafety(SafetyPart.pressure)),
    "keep_off": lambda alone: button("keep_off", presses.ShowSafety(SafetyPart.keep_off)),
    "tip": lambda alone: A_TIP,
    "breaths": lambda alone: FIVE_BREATHS,
    "privacy": lambda alone: button("privacy", presses.ShowPrivacy()),
}


def answer(faq: Faq, alone: RoutineKey | None) -> Message:
    """Answer a question; `alone`: the routine for one person; None: in words alone, without buttons."""
    own_advice = {"own_advice": phrase("own_advice")} if faq.is_own_advice else {}
    words = phrase(f"faq.{faq.key}", **own_advice)
    if alone is None:
        return message(words)
    others = [button(f"faq.{each}", presses.AnswerFaq(each)) for each in faq.also]
    buttons = in_rows([*others, *(NEXT[each](alone) for each in faq.next)], _IN_A_ROW)
    medium = pictures.picture(faq.picture) if faq.picture else None
    return message(words, buttons=buttons, medium=medium, tells=Told.last)

"""A person types an answer to the newest message: do what its button does, or read the line as any other.

Many people type "the second one" or a label where others tap. Which buttons they saw is known only in memory
(`bot/delivery/newest.py`); without it the line is read by its words.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.actions.answer_line import answer_line
from bot.actions.press_button import press_button
from bot.actions.saying.answers import say
from bot.actions.saying.long_lines import is_rest
from bot.actions.saying.old import drop_buttons
from bot.actions.saying.questions import awaits_name, forget_questions
from bot.actions.scene import Scene
from bot.domain.dangers import Urgency
from bot.domain.intent import Intent
from bot.domain.message import Button, Message, Phrase, Style, message
from bot.ports import NO_OFFERS, Offers
from bot.reading.line import Line
from bot.screens import basics, safety
from bot.screens.presses import (
    ConfirmSafety,
    DoubtSafety,
    Press,
    ShowLater,
    TakeFileBack,
    decode,
    is_binding,
)

_YES = {Intent.yes, Intent.begin}
# To "is any of these true?" both a yes and a no may mean two things.
_VAGUE = {*_YES, Intent.just_right, Intent.no, Intent.now}


def answer_typed(
    scene: Scene, line: Line, mild: Urgency | None = None, offers: Offers = NO_OFFERS
) -> Phrase | None:
    """Press the button of the newest message that the line names; answer any other line by its words."""
    if not offers.buttons or mild is not None or line.is_too_long or awaits_name(scene):
        return answer_line(scene, line, mild)
    asks_safety = any(isinstance(decode(each.data), ConfirmSafety) for each in offers.buttons)
    if scene.live is not None and not asks_safety:  # words steer the session
        return answer_line(scene, line, mild)
    press = _safety_press(offers) if asks_safety else _press(line, offers)
    is_vague = press is None and (_is_vague_about_safety if asks_safety else _is_vague)(line, offers)
    if not (press or is_vague) or is_rest(scene) or not _are_newest(scene, offers):
        return answer_line(scene, line, mild)
    if isinstance(press, TakeFileBack):  # only the message that quotes the file can do it
        say(scene, basics.tap_above())
        return None
    if press is not None:
        return _press_typed(scene, press, offers)
    _ask_again(scene, offers, safety.gate_again if asks_safety else basics.tap_one)
    return None


def _are_newest(scene: Scene, offers: Offers) -> bool:
    """Are the buttons still those of the newest message?

    They are not, for example, if a line in the same batch spoke of a danger. The person has not read that
    answer yet, and the question above it is no longer theirs to answer.
    """
    if offers.message is None or offers.row is None:
        return False
    return scene.outbox.is_newest(scene.chat_id, offers.row, offers.message)


def _press_typed(scene: Scene, press: Press, offers: Offers) -> Phrase | None:
    """Do what the button does. What a tap would show in passing is said, if nothing else is."""
    forget_questions(scene)
    if isinstance(press, ConfirmSafety | DoubtSafety):
        drop_buttons(scene, offers.message)  # the question is answered
    toast = press_button(scene, press)
    if toast is not None and not scene.has_answered:
        say(scene, message(toast))
    return None


def _ask_again(scene: Scene, offers: Offers, ask: Callable[[tuple[Button, ...]], Message]) -> None:
    """Ask for a plain answer. The buttons move down: above they could be tapped against the new answer."""
    if any(isinstance(decode(each.data), TakeFileBack) for each in offers.buttons):
        say(scene, basics.tap_above())  # its buttons work only there
        return
    drop_buttons(scene, offers.message)
    say(scene, ask(offers.buttons))


def _safety_press(offers: Offers) -> Press | None:
    """Return the press that answers the safety question. A part of its words is enough for a doubt."""
    if offers.named is not None:
        return decode(offers.named.data)
    presses = [decode(each.data) for each in offers.buttons]
    doubt = next((each for each in presses if isinstance(each, DoubtSafety)), None)
    if offers.says_none:
        return next(each for each in presses if isinstance(each, ConfirmSafety))
    names_doubt = offers.likely is not None and isinstance(decode(offers.likely.data), DoubtSafety)
    return doubt if offers.says_doubt or (names_doubt and not offers.is_place) else None


def _press(line: Line, offers: Offers) -> Press | None:
    """Return the press of the button that the line means. What is binding is meant by its label alone."""
    if offers.named is not None:
        named = decode(offers.named.data)
        # Its choices open in the tapped message. The word itself says enough: a quarter of an hour later.
        return None if isinstance(named, ShowLater) else named
    meant = _likely(line, offers)
    if meant is None:
        primary = [button for button in offers.buttons if button.style is Style.primary]
        meant = primary[0] if len(primary) == 1 and line.is_just & _YES else None
    press = None if meant is None else decode(meant.data)
    return None if is_binding(press) else press


def _likely(line: Line, offers: Offers) -> Button | None:
    """Return the button that the line names by its place, or by a part of its label and nothing else."""
    return offers.likely if offers.is_place or not line.says_something else None


def _is_vague_about_safety(line: Line, offers: Offers) -> bool:
    return bool(line.is_just & _VAGUE) or offers.is_place


def _is_vague(line: Line, offers: Offers) -> bool:
    """May the line mean a button that is binding?"""
    meant = _likely(line, offers)
    if meant is not None:
        return is_binding(decode(meant.data))
    asks = [each for each in offers.buttons if each.style is Style.danger and is_binding(decode(each.data))]
    return bool(line.is_just & _YES and asks)

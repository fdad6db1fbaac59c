"""Screens about safety: the question before a session, when not to do a massage, and where to get help."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import pictures
from bot.domain.dangers import Helpline, Urgency
from bot.domain.message import Button, Message, Style, Told, Value, message, phrase
from bot.domain.session import Session
from bot.screens import presses
from bot.screens.buttons import A_TIP, FIVE_BREATHS, SAFETY, button, in_rows
from bot.screens.presses import BREATHS, SafetyPart
from bot.screens.steering import alarm_buttons, stop_row

SIGNS = button("signs", presses.ShowSafety())
# The buttons below an answer about a sign of illness or a sore spot. None of them starts a session or tries a
# technique.
_UNSTARTED = (
    (SIGNS, button("leave_a_spot", presses.ShowSafety(SafetyPart.keep_off))),
    (button("not_meant", presses.ClearRedFlag()),),
)


_PICTURES = {SafetyPart.keep_off: pictures.KEEP_OFF, SafetyPart.pressure: pictures.PRESSURE}


def in_session(said: Message, session: Session) -> Message:
    """Return the answer to words of a danger as it stands in a session: it has the session's buttons too."""
    rows = alarm_buttons(session)
    own = tuple(row for row in said.buttons if row not in rows)
    return replace(said, buttons=(*own, *rows))


def crisis_in_session(said: Message, session: Session) -> Message:
    """Return the answer to words of a crisis as it stands in a session: one button ends the session.

    None offers to go on. Who types "resume" is asked the safety question.
    """
    return replace(said, buttons=(stop_row(session),))


def gate(then: presses.Begin | presses.Listen | presses.SwapPlaces | None) -> Message:
    """Ask the safety question. A yes leads to `then`; None: to the waiting session."""
    return message(
        phrase("gate"),
        buttons=(
            (button("yes_all_clear", presses.ConfirmSafety(then), Style.success),),
            (button("not_sure", presses.DoubtSafety()),),
        ),
    )


def gate_again(buttons: tuple[Button, ...]) -> Message:
    """Ask for a plain answer to the safety question above; `buttons`: those of the question."""
    return message(phrase("gate_again"), buttons=in_rows(buttons, 1))


def unsure() -> Message:
    """Advise against a massage today."""
    return message(phrase("unsure"), buttons=((A_TIP, FIVE_BREATHS), (SAFETY,)))


def safety() -> Message:
    """Show the safety text."""
    return message(
        phrase("safety", call_now=phrase("call_now")),
        buttons=(
            (
                button("when_not_to", presses.ShowSafety(SafetyPart.when_not)),
                button("keep_off", presses.ShowSafety(SafetyPart.keep_off)),
            ),
            (button("pressure", presses.ShowSafety(SafetyPart.pressure)),),
        ),
    )


def safety_part(part: SafetyPart) -> Message:
    """Show one part of the safety text."""
    return message(
        phrase(f"safety_{part}"), buttons=((SAFETY,),), medium=_PICTURES.get(part), tells=Told.second
    )


def crisis(helpline: Helpline | None) -> Message:
    """Answer words of suicide or self-harm: name somebody to talk to, and offer nothing else; it notifies."""
    if helpline is None:
        return message(phrase("crisis"), silent=False)
    name = helpline.name or phrase(f"helpline.{helpline.country}")
    known: dict[str, Value] = {"name": name, "number": helpline.number}
    if helpline.emergency is None:
        return message(phrase("crisis_some_hours", **known), silent=False)
    return message(phrase("crisis_known", **known, emergency=helpline.emergency), silent=False)


def leave_out() -> Message:
    """Say that a spot is to be left out."""
    return message(phrase("leave_out"), buttons=_UNSTARTED)


def care() -> Message:
    """Say that this is of the body, and that a message cannot judge it."""
    return message(phrase("care"), buttons=_UNSTARTED)


def pain() -> Message:
    """Answer pain and nothing worse: what may help, and when to see somebody."""
    return message(phrase("pain"), buttons=((SIGNS, A_TIP),))


def red_flag(urgency: Urgency, was_running: bool) -> Message:
    """Say where to get help, after a red-flag word; this message notifies."""
    id = {
        Urgency.now: "redflag_running" if was_running else "redflag",
        Urgency.today: "redflag_today",
        Urgency.ask: "redflag_ask",
    }[urgency]
    args = {} if urgency is Urgency.ask else {"call_now": phrase("call_now")}
    return message(
        phrase(id, **args),
        buttons=(
            (button("get_help", presses.ShowSafety(), Style.primary),),
            (button("not_meant", presses.ClearRedFlag()),),
        ),
        silent=False,
    )


def sore() -> Message:
    """Say that a little soreness after a massage is normal, and more is not."""
    return message(phrase("soreness"), buttons=((SAFETY,),))


def refused(why: str) -> Message:
    """Refuse a massage; `why` is `adults_only`, `sober_only` or `sexual_no`."""
    return message(phrase(why), buttons=((A_TIP, FIVE_BREATHS),))


def five_breaths() -> Message:
    """Say how to sit for five slow breaths, which can be done instead of a massage."""
    return message(
        phrase("five_breaths"),
        buttons=((button("first_breath", presses.Breathe(1), Style.primary),),),
        medium=pictures.BREATHING,
        tells=Told.second,
    )


def breath(number: int) -> Message:
    """Lead through one breath; after the last one, say that it was the last."""
    if number > BREATHS:
        return message(
            phrase("breaths_done"),
            buttons=((button("once_more", presses.Breathe(1)),), (A_TIP, SAFETY)),
            medium=pictures.BREATHING,
        )
    words = phrase(f"breath_words.{number}")
    go_on = button("next_breath" if number < BREATHS else "done", presses.Breathe(number + 1), Style.primary)
    return message(
        phrase("breath", i=number, n=BREATHS, words=words), buttons=((go_on,),), medium=pictures.BREATHING
    )

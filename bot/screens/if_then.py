"""Screens that make the if-then plan of a reminder: after what, what is in the way, and the sentence."""

from __future__ import annotations

from bot.domain.ids import ReminderId
from bot.domain.if_then import Barrier, Cue, IfThen
from bot.domain.message import ClockTime, Message, message, phrase
from bot.domain.reminder import Reminder
from bot.screens import presses
from bot.screens.buttons import REMINDERS, button, in_rows
from bot.screens.names import cue_of


def ask_cue(reminder: ReminderId, *, has_plan: bool) -> Message:
    """Ask for the moment of the day."""
    cues = [button(f"cue_{cue}", presses.ChooseCue(reminder, cue)) for cue in Cue]
    own = button("own_words", presses.AskOwnCue(reminder))
    rest = ((button("no_plan", presses.DropPlan(reminder)),),) if has_plan else ()
    return message(phrase("plan_ask"), buttons=(*in_rows([*cues, own], 3), *rest))


def ask_own_cue() -> Message:
    """Ask for the person's own words for the moment of the day."""
    return message(phrase("plan_own"), question=phrase("plan_own_example"))


def refuse_own_cue() -> Message:
    """Say that the words are too long, or none."""
    return message(phrase("plan_own_long"), question=phrase("plan_own_example"))


def ask_barrier(reminder: ReminderId) -> Message:
    """Ask what is in the way most often."""
    barriers = [button(f"barrier_{each}", presses.ChooseBarrier(reminder, each)) for each in Barrier]
    return message(phrase("plan_barrier"), buttons=in_rows(barriers, 3))


def is_planned(reminder: Reminder, plan: IfThen) -> Message:
    """Say the whole plan, as one sentence with two halves."""
    at = ClockTime(reminder.at)
    said = [phrase("plan_ok", cue=cue_of(plan), days=reminder.days, time=at)]
    if plan.barrier is not None:
        said.append(phrase(f"plan_if.{plan.barrier}"))
    said.append(phrase("plan_quoted"))
    return message(*said, buttons=((button("change", presses.AskCue(reminder.id)), REMINDERS),))


def no_plan() -> Message:
    """Confirm that a plan is forgotten."""
    return message(phrase("plan_gone"), buttons=((REMINDERS,),))

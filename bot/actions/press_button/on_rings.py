"""Presses that answer a ring, keep reminders quiet, or make a plan."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from bot.actions import (
    answer_reminder,
    close_day,
    go_away,
    make_plan,
    manage_reminders,
    move_reminder,
    pause_reminder,
    ring_less,
    set_quiet,
    show,
    turn_off,
)
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.plan import Wanted
from bot.domain.said_times import NOTHING_SAID
from bot.screens import presses


def press_on_rings(
    scene: Scene,
    press: presses.RingPress | presses.AnsweringPress | presses.PeacePress | presses.IfThenPress,
) -> Phrase | None:
    """Do what the press asks for."""
    if isinstance(press, presses.PeacePress):
        return _keep_quiet(scene, press)
    if isinstance(press, presses.IfThenPress):
        return _plan(scene, press)
    if isinstance(press, presses.AnsweringPress):
        return _answer(scene, press)
    return _answer_ring(scene, press)


def _answer_ring(scene: Scene, press: presses.RingPress) -> Phrase | None:
    match press:
        case presses.StartFromReminder(reminder, routine, audience, minutes):
            wanted = Wanted(routine, audience, minutes, suggested=True)
            return answer_reminder.start_from_reminder(scene, reminder, wanted)
        case presses.Snooze(reminder):
            return answer_reminder.snooze_reminder(scene, reminder)
        case presses.NotToday(reminder):
            return close_day.not_today(scene, reminder)
    assert_never(press)


def _answer(scene: Scene, press: presses.AnsweringPress) -> Phrase | None:
    match press:
        case presses.ShowLater(reminder):
            return answer_reminder.show_later(scene, reminder)
        case presses.SnoozeFor(reminder, wait):
            return answer_reminder.snooze_reminder(scene, reminder, timedelta(minutes=wait))
        case presses.SnoozeTonight(reminder):
            return answer_reminder.snooze_tonight(scene, reminder)
        case presses.AskLater(reminder):
            return answer_reminder.ask_later(scene, reminder)
        case presses.DoneToday(reminder):
            return close_day.done_today(scene, reminder)
        case presses.RingAfterAll():
            return close_day.take_back(scene, press)
        case presses.WantTips(tip, more):
            return show.want_tips(scene, tip, more=more)
    assert_never(press)


def _keep_quiet(scene: Scene, press: presses.PeacePress) -> Phrase | None:
    match press:
        case presses.KeepRings():
            return ring_less.keep_rings(scene)
        case presses.RingLess(fewer):
            return ring_less.ring_less(scene, fewer)
        case presses.AskHourToMove():
            return move_reminder.move(scene, NOTHING_SAID)
        case presses.ShowAway():
            return go_away.show_away(scene)
        case presses.GoAway(back_on):
            return go_away.go_away(scene, back_on)
        case presses.ComeBack():
            return go_away.come_back(scene)
        case presses.AskQuiet(begins):
            return set_quiet.ask_quiet(scene, begins)
        case presses.RingInside(reminder):
            return set_quiet.ring_inside(scene, reminder)
        case _:
            return _rest(scene, press)


def _rest(
    scene: Scene,
    press: presses.PauseReminder
    | presses.ResumeReminder
    | presses.AskTurnOff
    | presses.TurnOff
    | presses.RestWeekly,
) -> Phrase | None:
    match press:
        case presses.PauseReminder(reminder):
            return pause_reminder.pause_reminder(scene, reminder)
        case presses.ResumeReminder(reminder):
            return pause_reminder.resume_reminder(scene, reminder)
        case presses.AskTurnOff(reminder):
            return turn_off.ask_turn_off(scene, reminder)
        case presses.TurnOff(which):
            return turn_off.turn_off(scene, which)
        case presses.RestWeekly(days):
            return manage_reminders.rest_weekly(scene, days)
    assert_never(press)


def _plan(scene: Scene, press: presses.IfThenPress) -> Phrase | None:
    match press:
        case presses.AskCue(reminder):
            return make_plan.ask_cue(scene, reminder)
        case presses.ChooseCue(reminder, cue):
            return make_plan.choose_cue(scene, reminder, cue)
        case presses.AskOwnCue(reminder):
            return make_plan.ask_own_cue(scene, reminder)
        case presses.ChooseBarrier(reminder, barrier):
            return make_plan.choose_barrier(scene, reminder, barrier)
        case presses.DropPlan(reminder):
            return make_plan.drop_plan(scene, reminder)
    assert_never(press)

"""Presses that change what is stored about a chat: settings, reminders, time zone, quiet hours."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from bot.actions import (
    change_settings,
    choose_language,
    delete_me,
    edit_reminder,
    manage_reminders,
    move_reminder,
    set_quiet,
    set_reminder,
    set_zone,
    take_back,
    take_out,
    turn_off,
)
from bot.actions.scene import Scene
from bot.domain.deciding import OnDate
from bot.domain.message import Phrase
from bot.screens import presses


def press_on_settings(
    scene: Scene,
    press: presses.SettingsPress | presses.ReminderPress | presses.ReminderEditPress | presses.HoursPress,
) -> Phrase | None:
    """Change or show what the press asks for."""
    if isinstance(press, presses.ChoicePress):
        return _settle(scene, press)
    if isinstance(press, presses.DataPress):
        return _handle_data(scene, press)
    if isinstance(press, presses.ReminderPress):
        return _remind(scene, press)
    if isinstance(press, presses.ReminderEditPress):
        return _edit(scene, press)
    return _set_hours(scene, press)


def _handle_data(scene: Scene, press: presses.DataPress) -> Phrase | None:
    match press:
        case presses.AskToDelete():
            return delete_me.ask_to_delete(scene)
        case presses.DeleteMe():
            return delete_me.delete_me(scene)
        case presses.KeepMe():
            return delete_me.keep_me(scene)
        case presses.TakeOut():
            return take_out.take_out(scene)
        case presses.TakeCalendar():
            return take_out.take_calendar(scene)
        case presses.TakeFileBack():
            return take_back.send_again(scene)  # the file that is quoted is taken another way
        case presses.LeaveFile():
            return take_back.leave_file(scene)
    assert_never(press)


def _settle(scene: Scene, press: presses.ChoicePress) -> Phrase | None:
    match press:
        case presses.ShowSettings():
            return change_settings.show_settings(scene)
        case presses.AskForRating(asks):
            return change_settings.ask_for_rating(scene, asks)
        case presses.ShowLanguages():
            return choose_language.show_languages(scene)
        case presses.SetLanguage(language):
            return choose_language.set_language(scene, language)
        case presses.WantPictures(pictures):
            return change_settings.want_pictures(scene, pictures)
        case presses.BringBack(technique):
            return change_settings.bring_back(scene, technique)
    assert_never(press)


def _remind(scene: Scene, press: presses.ReminderPress) -> Phrase | None:
    if isinstance(press, presses.SettingPress):
        return _set(scene, press)
    match press:
        case presses.AskHour():
            return set_reminder.ask_hour(scene)
        case presses.ShowReminders():
            return manage_reminders.show_reminders(scene)
        case presses.DropReminders(which):
            return manage_reminders.drop_reminders(scene, which)
        case presses.StopReminders():
            return turn_off.ask_turn_off(scene)
    assert_never(press)


def _set(scene: Scene, press: presses.SettingPress) -> Phrase | None:
    match press:
        case presses.AskHourOn(on, part):
            return set_reminder.ask_hour_on(scene, on, part)
        case presses.SetHour(hour):
            return set_reminder.offer_hour(scene, hour)
        case presses.SetHours(hours):
            return set_reminder.set_hours(scene, hours, is_sure=True)
        case presses.SetOnce(on, hours):
            return set_reminder.set_once(scene, OnDate(on, hours), is_sure=True)
        case presses.RingIn(span):
            return set_reminder.ring_in(scene, timedelta(minutes=span))
        case presses.MoveReminder(reminder, hour):
            return move_reminder.move_to(scene, reminder, hour)
    assert_never(press)


def _edit(scene: Scene, press: presses.ReminderEditPress) -> Phrase | None:
    match press:
        case presses.EditReminder(reminder, part):
            return edit_reminder.show_reminder(scene, reminder, part)
        case presses.ChangeReminder():
            return edit_reminder.change_reminder(scene, press)
    assert_never(press)


def _set_hours(scene: Scene, press: presses.HoursPress) -> Phrase | None:
    match press:
        case presses.AskZone():
            return set_zone.set_zone(scene)
        case presses.SetZone(zone):
            return set_zone.take_zone(scene, zone)
        case presses.SetOffset(offset):
            return set_zone.take_offset(scene, timedelta(minutes=offset))
        case presses.ShowQuiet():
            return set_quiet.show_quiet(scene)
        case presses.SetQuiet(quiet):
            return set_quiet.set_quiet(scene, quiet)
    assert_never(press)

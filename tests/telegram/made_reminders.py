"""Reminders, hours and questions about them, as the tests of the screens show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.days import DAILY, Days
from bot.domain.deciding import After, Doubt, OnDate, Question
from bot.domain.hours import Hours
from bot.domain.ids import ChatId, ReminderId
from bot.domain.reminder import Reminder, Ring
from bot.domain.said_times import Part

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LARGE = 10**7  # an id after years of use


def several(count: int) -> list[Reminder]:
    ring = Ring(NOON.date(), NOON)
    days = Days.named(["mon", "tue", "wed", "fri", "sat", "sun"])
    return [Reminder(ReminderId(LARGE + at), ChatId(1), time(10 + at, 30), days, ring) for at in range(count)]


def single() -> Reminder:
    return replace(several(1)[0], once_on=NOON.date())


def hours_of(count: int) -> Hours:
    return Hours(tuple(each.at for each in several(count)), several(1)[0].days)


def questions() -> list[Question]:
    """Return questions about times, each with choices of all kinds."""
    on = NOON.date()
    choices = (hours_of(2), hours_of(1), OnDate(on, (time(9), time(20, 15))), After(timedelta(days=300)))
    hours = tuple(Hours((time(8 + each, 30),), DAILY) for each in range(3))
    return [
        Question(Doubt.hour, hours),
        Question(Doubt.hour, hours, days=DAILY),
        Question(Doubt.hour, (OnDate(on, (time(20, 15),)),), on=on),
        Question(Doubt.which, choices),
        Question(Doubt.meant, choices),
        Question(Doubt.day, (OnDate(on, ()), OnDate(date(2027, 5, 12), ())), on=on, part=Part.evening),
        Question(Doubt.which, (Hours((time(9),), Days(1)), OnDate(on, (time(9),)))),
        Question(Doubt.left, choices, "x" * 30),
        Question(Doubt.left, (), "x" * 30),
        Question(Doubt.wrong, (), "25:99"),
        Question(Doubt.zone),
        Question(Doubt.halves),
    ]

"""Screens that ask for the time zone and confirm it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta

from bot.domain.message import (
    Button,
    City,
    ClockTime,
    Message,
    Moment,
    Phrase,
    Rows,
    Said,
    apart,
    message,
    phrase,
)
from bot.domain.place_names import Place
from bot.domain.reminder import Reminder
from bot.screens import presses
from bot.screens.buttons import CHANGE_ZONE, REMINDERS, button, in_rows
from bot.screens.reminders import next_of, plan_of
from bot.screens.rings import when_later

MOST = 4  # places that are offered
_FITS = 30  # characters on a button that has a row of its own


def ask_zone(zone: str | None = None, local: time | None = None) -> Message:
    """Ask for the time zone. `zone`, `local`: the one that is known, and the time of day there."""
    asks = phrase("zone")
    parts: tuple[Phrase, ...] = (asks,)
    if zone is not None and local is not None:
        parts = apart(phrase("zone_ok", city=City(zone), time=ClockTime(local)), asks)
    return message(*parts, question=phrase("zone_hour_example"))


def unknown_zone(text: str) -> Message:
    """Say that the bot does not know the place `text`, and ask for the time zone again."""
    return message(phrase("e_zone", text=Said(text)), question=phrase("zone_example"))


def which_place(text: str, places: Sequence[Place]) -> Message:
    """Ask which of several places of one name is meant."""
    return message(phrase("zone_which", text=Said(text)), buttons=in_rows(_of_places(places), 1))


def meant_place(places: Sequence[Place]) -> Message:
    """Ask whether the person is at a place that a line names beside other words."""
    return message(phrase("zone_meant"), buttons=in_rows(_of_places(places), 1))


def then_hour(asks: Message) -> Message:
    """Return a question of the zone that says that the hour of the line is not kept."""
    return replace(asks, parts=(*asks.parts, phrase("zone_then_hour")))


def near_places(text: str, places: Sequence[Place]) -> Message:
    """Offer places with a name like `text`."""
    return message(phrase("zone_near", text=Said(text)), buttons=in_rows(_of_places(places), 1))


def which_city(zones: Sequence[str]) -> Message:
    """Ask which of some cities is like the person's own: all have its time now, but not all year."""
    return message(phrase("zone_fits"), buttons=in_rows(_of_zones(zones), 1))


def which_half(hours: Sequence[tuple[time, timedelta]]) -> Message:
    """Ask which of two hours the watch shows; each stands with its offset from UTC."""
    shown = [ClockTime(at) for at, _ in hours]
    row = tuple(
        button("clock", presses.SetOffset(round(offset.total_seconds() / 60)), time=ClockTime(at))
        for at, offset in hours
    )
    return message(phrase("zone_half", earlier=shown[0], later=shown[-1]), buttons=(row,))


def zone_is(
    zone: str,
    local: time,
    reminders: Sequence[Reminder],
    passed: Reminder | None = None,
    *,
    has_evening: bool = False,
) -> Message:
    """Confirm the time zone and name the next ring; `local` is the time of day there.

    `passed`: its hour of today has passed there, and it can ring later today. `has_evening`: also tonight.
    """
    city = City(zone)
    if not reminders:
        return message(
            phrase("zone_ok", city=city, time=ClockTime(local)),
            buttons=((button("add_reminder", presses.AskHour()),),),
        )
    return message(
        phrase("zone_ok_ring", city=city, time=ClockTime(local), next=Moment(next_of(reminders), zone)),
        *_said_of(passed),
        buttons=(*_later(passed, has_evening=has_evening), *plan_of(reminders), (CHANGE_ZONE, REMINDERS)),
    )


def offset_is(
    zone: str,
    local: time,
    cities: Sequence[str],
    reminders: Sequence[Reminder],
    passed: Reminder | None = None,
    *,
    has_evening: bool = False,
) -> Message:
    """Confirm a zone that has the same offset all year, and offer cities that have this time now.

    `reminders`, `passed`, `has_evening`: as for `zone_is`.
    """
    following = (phrase("reminder_one_next", next=Moment(next_of(reminders), zone)),) if reminders else ()
    return message(
        phrase("zone_offset", city=City(zone), time=ClockTime(local)),
        *following,
        *_said_of(passed),
        buttons=(
            *_later(passed, has_evening=has_evening),
            *in_rows(_of_zones(cities), 1),
            (CHANGE_ZONE, REMINDERS),
        ),
    )


def _said_of(passed: Reminder | None) -> tuple[Phrase, ...]:
    return () if passed is None else (phrase("zone_passed", time=ClockTime(passed.at)),)


def _later(passed: Reminder | None, *, has_evening: bool) -> Rows:
    """Return the buttons that let a reminder ring later today whose hour has passed in the new zone."""
    return () if passed is None else when_later(passed.id, has_evening=has_evening)


def _of_places(places: Sequence[Place]) -> list[Button]:
    return [
        button("zone", presses.SetZone(place.zone), city=City(place.zone, _short(place.label)))
        for place in places[:MOST]
    ]


def _short(label: str) -> str:
    """Return a label that fits on a button: without its country, if it is long."""
    return label if len(label) <= _FITS else label.partition(", ")[0][:_FITS]


def _of_zones(zones: Sequence[str]) -> list[Button]:
    return [button("zone", presses.SetZone(zone), city=City(zone)) for zone in zones[:MOST]]

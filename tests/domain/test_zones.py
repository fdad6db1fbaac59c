"""Finding a zone by the time on somebody's clock, or by a city."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.zones import city_of, fixed_zone, zones_showing
from tests.sizes import examples

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "zones"),
    [
        (time(12, 0), ["Europe/London", "Africa/Accra"]),
        (time(13, 0), ["Europe/Berlin", "Africa/Lagos"]),
        (time(14, 0), ["Europe/Athens", "Africa/Cairo", "Africa/Johannesburg"]),
        (time(7, 0), ["America/New_York", "America/Bogota"]),
        (time(20, 0), ["Asia/Shanghai"]),
        (time(17, 30), ["Asia/Kolkata"]),
        (time(17, 45), ["Asia/Kathmandu"]),
        (time(4, 0), ["America/Los_Angeles"]),
    ],
)
def test_of_zones_with_the_same_time_now_those_that_differ_within_the_year_are_found(
    shown: time, zones: list[str], catalogue: Catalogue
) -> None:
    """Lagos has the time of Berlin in winter only, and Warsaw has it all year."""
    assert list(zones_showing(shown, NOON, catalogue.populous))[:3] == zones


@pytest.mark.parametrize(
    ("hours", "zone"),
    [(-3, "Etc/GMT+3"), (2, "Etc/GMT-2"), (0, "UTC"), (5.5, "Asia/Kolkata"), (5.75, "Asia/Kathmandu")],
)
def test_an_offset_has_a_zone_that_keeps_it_all_year(hours: float, zone: str, catalogue: Catalogue) -> None:
    assert fixed_zone(timedelta(hours=hours), NOON, catalogue.populous) == zone


def test_an_offset_that_every_zone_leaves_in_summer_has_no_such_zone(catalogue: Catalogue) -> None:
    assert fixed_zone(timedelta(hours=-3.5), NOON, catalogue.populous) is None


@settings(max_examples=examples(40))
@given(
    name=st.sampled_from(sorted(available_timezones())),
    off=st.integers(-5, 5),
    now=st.datetimes(datetime(2025, 1, 1), datetime(2030, 12, 31)).map(lambda each: each.replace(tzinfo=UTC)),
)
def test_a_clock_a_few_minutes_off_finds_its_time(
    name: str, off: int, now: datetime, catalogue: Catalogue
) -> None:
    """The found zone shows nearly the time that was typed, in every zone and also across midnight."""
    typed = (now.astimezone(ZoneInfo(name)) + timedelta(minutes=off)).time().replace(second=0, microsecond=0)

    found, *_ = zones_showing(typed, now, catalogue.populous)

    there = now.astimezone(ZoneInfo(found))
    difference = timedelta(hours=typed.hour - there.hour, minutes=typed.minute - there.minute)
    half = timedelta(hours=12)
    assert abs((difference + half) % (2 * half) - half) <= timedelta(minutes=8)


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Europe/Lisbon", "Lisbon"),
        ("America/New_York", "New York"),
        ("UTC", "UTC"),
        ("Etc/GMT+3", "UTC-3"),
        ("Etc/GMT-14", "UTC+14"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, city: str) -> None:
    """People read the city and not the zone's name."""
    assert city_of(zone) == city


def test_a_zone_is_read_from_its_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Finding a zone by a local time looks at some five hundred zones, while others wait."""
    populous = ("Europe/Lisbon",)
    zones_showing(time(12, 0), NOON, populous)
    monkeypatch.setattr("bot.domain.zones.ZoneInfo", None)

    assert zones_showing(time(12, 0), NOON, populous) == ("Europe/Lisbon",)

"""Finding a zone by the time on somebody's clock, or by a city."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.zones import city_of, read_all_zones, zone_at
from bot.reading.places import Places

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def places(catalogue: Catalogue) -> Places:
    """What people call places in English."""
    return Places(catalogue.lexicons[catalogue.languages[0]].cities)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Lisbon", "Europe/Lisbon"),
        ("lisbon", "Europe/Lisbon"),
        ("  LISBON!  ", "Europe/Lisbon"),
        ("lisbonn", "Europe/Lisbon"),
        ("lisbn", "Europe/Lisbon"),
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("new yrok", "America/New_York"),
        ("mumbai", "Asia/Kolkata"),
        ("beijing", "Asia/Shanghai"),
        ("San Francisco", "America/Los_Angeles"),
        ("Zürich", "Europe/Zurich"),
        ("UTC", "UTC"),
        ("Kyiv", "Europe/Kyiv"),
        ("Ho Chi Minh", "Asia/Ho_Chi_Minh"),
    ],
)
def test_a_city_is_found(typed: str, zone: str, places: Places) -> None:
    """A city is found by its name, by a zone's name, or by either with a small typing mistake."""
    assert places.zone_named(typed) == zone


@pytest.mark.parametrize("typed", ["", "   ", "🙂", "asdfgh", "the moon", "?", "x" * 5000, "123"])
def test_what_is_no_city_is_not_guessed(typed: str, places: Places) -> None:
    """The bot asks again; it does not guess."""
    assert places.zone_named(typed) is None


def test_every_zone_is_found_by_its_own_name(places: Places) -> None:
    """The full name always works, and gives a zone with the same clock."""
    for name in sorted(available_timezones()):
        found = places.zone_named(name)
        assert found is not None, name
        assert NOON.astimezone(ZoneInfo(found)).utcoffset() == NOON.astimezone(ZoneInfo(name)).utcoffset()


@pytest.mark.parametrize(
    ("shown", "zone"),
    [
        (time(12, 0), "Europe/London"),
        (time(13, 0), "Europe/Berlin"),
        (time(7, 0), "America/New_York"),
        (time(20, 0), "Asia/Shanghai"),
        (time(17, 30), "Asia/Kolkata"),
        (time(17, 45), "Asia/Kathmandu"),
        (time(4, 0), "America/Los_Angeles"),
        (time(0, 45), None),
    ],
)
def test_the_zone_where_most_people_live_is_taken(
    shown: time, zone: str | None, catalogue: Catalogue
) -> None:
    """If several zones fit, the most populous one is taken. If no listed zone fits, none is found."""
    found = zone_at(shown, NOON, catalogue.populous)

    assert found is not None
    if zone is not None:
        assert found == zone


@settings(max_examples=40)
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

    found = zone_at(typed, now, catalogue.populous)

    assert found is not None
    there = now.astimezone(ZoneInfo(found))
    difference = timedelta(hours=typed.hour - there.hour, minutes=typed.minute - there.minute)
    half = timedelta(hours=12)
    assert abs((difference + half) % (2 * half) - half) <= timedelta(minutes=8)


@pytest.mark.parametrize(
    ("zone", "city"), [("Europe/Lisbon", "Lisbon"), ("America/New_York", "New York"), ("UTC", "UTC")]
)
def test_a_zone_is_called_by_its_city(zone: str, city: str) -> None:
    """People read the city and not the zone's name."""
    assert city_of(zone) == city


def test_a_zone_is_read_from_its_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Finding a zone by a local time looks at some five hundred zones, while others wait."""
    populous = ("Europe/Lisbon",)
    read_all_zones(populous)
    monkeypatch.setattr("bot.domain.zones.ZoneInfo", None)

    assert zone_at(time(12, 0), NOON, populous) == "Europe/Lisbon"

"""Places as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.reader import Reader

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def zones_of(text: str, english: Reader) -> list[str]:
    """Return the zones that a line names exactly."""
    return [place.zone for place in english.read(text).place.places]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        *(("Lisbon", "Europe/Lisbon"), ("  LISBON!  ", "Europe/Lisbon"), ("Europe/Lisbon", "Europe/Lisbon")),
        *(("new york", "America/New_York"), ("New_York", "America/New_York"), ("nyc", "America/New_York")),
        *(("mumbai", "Asia/Kolkata"), ("Bombay", "Asia/Kolkata"), ("Pune", "Asia/Kolkata")),
        *(("北京", "Asia/Shanghai"), ("Wien", "Europe/Vienna"), ("Lisboa", "Europe/Lisbon")),
        *(("Kiev", "Europe/Kyiv"), ("Cape Town", "Africa/Johannesburg"), ("Zürich", "Europe/Zurich")),
        *(("UTC", "UTC"), ("EST5EDT", "EST5EDT"), ("america/sao_paulo", "America/Sao_Paulo")),
        *(("Ho Chi Minh", "Asia/Ho_Chi_Minh"), ("Germany", "Europe/Berlin"), ("japan", "Asia/Tokyo")),
        *(("Portland, Oregon", "America/Los_Angeles"), ("paris texas", "America/Chicago")),
    ],
)
def test_a_place_is_found(typed: str, zone: str, english: Reader) -> None:
    """A zone, a city in several languages, a country with one zone, a city with its state."""
    assert zones_of(typed, english) == [zone]


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("Portland", {"America/Los_Angeles", "America/New_York"}),
        ("Birmingham", {"Europe/London", "America/Chicago"}),
        ("IST", {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}),
        ("cst", {"America/Chicago", "Asia/Shanghai", "America/Havana"}),
        ("Spain", {"Europe/Madrid", "Atlantic/Canary"}),
    ],
)
def test_a_name_of_several_places_names_them_all(typed: str, zones: set[str], english: Reader) -> None:
    assert set(zones_of(typed, english)) == zones


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        *(("UTC-3", -3), ("GMT+5:30", 5.5), ("+2", 2), ("-03:00", -3), ("utc +8", 8), ("UTC−8", -8)),
        *(("gmt+0545", 5.75), ("+14", 14), ("UTC-12", -12)),
    ],
)
def test_an_offset_is_read_in_any_form(typed: str, hours: float, english: Reader) -> None:
    assert english.read(typed).place.offset == timedelta(hours=hours)


@pytest.mark.parametrize("typed", ["UTC+15", "-13", "+25", "5", "3:30"])
def test_what_is_no_offset_is_none(typed: str, english: Reader) -> None:
    assert english.read(typed).place.offset is None


@pytest.mark.parametrize("typed", ["", "   ", "🙂", "asdfgh", "the moon", "?", "x" * 5000, "123"])
def test_what_is_no_place_is_not_guessed(typed: str, english: Reader) -> None:
    place = english.read(typed).place

    assert not place.is_exact and place.near == ()


def test_every_zone_is_found_by_its_own_name(english: Reader) -> None:
    """The full name always works, and gives a zone with the same clock."""
    for name in sorted(available_timezones()):
        if name in ("EST", "MST", "EET", "GMT-0", "GMT+0"):  # several zones, or an offset
            continue
        found, *_ = zones_of(name, english)
        assert NOON.astimezone(ZoneInfo(found)).utcoffset() == NOON.astimezone(ZoneInfo(name)).utcoffset(), (
            name
        )


@pytest.mark.parametrize(
    "typed",
    [
        *("i'm in tokyo", "I’m in Tokyo now", "i moved to tokyo", "my zone is wrong, i live in tokyo"),
        *("we are in tokyo this week", "set my timezone to tokyo", "currently in Tokyo, Japan"),
    ],
)
def test_a_line_can_say_where_somebody_is(typed: str, english: Reader) -> None:
    place = english.read(typed).place

    assert (place.says_where, [each.zone for each in place.places]) == (True, ["Asia/Tokyo"])


@pytest.mark.parametrize(
    "typed",
    [
        *("i'm in pain", "i'm in bed", "i'm in love", "we're in a hurry", "i live with my wife", "i'm in"),
        *("i'm in the mood", "Tokyo massage", "back in 5", "i'm in tokyo and my back hurts"),
    ],
)
def test_other_lines_say_nothing_of_a_place(typed: str, english: Reader) -> None:
    place = english.read(typed).place

    assert not (place.says_where and place.is_exact)


def test_the_time_on_a_watch_is_told_from_an_hour_to_ring_at(english: Reader) -> None:
    assert english.read("it's 3:40 pm here").place.is_watch
    assert not english.read("remind me at 3:40 pm").place.is_watch
    assert not english.read("3:40 pm").place.is_watch


@given(typed=st.text(max_size=80))
def test_any_text_is_a_place_or_none(typed: str, english: Reader) -> None:
    """Without an error."""
    assert english.read(typed).place is not None


@pytest.mark.parametrize(
    "typed",
    [
        "it's half past six in the evening over here",
        "its ten past six in the morning where i am",
        "right now it is 4 pm in my town",
        "it is already 11 pm here",
        "the kitchen clock says 21:15",
    ],
)
def test_more_words_make_an_hour_the_time_on_a_watch(typed: str, english: Reader) -> None:
    assert english.read(typed).place.is_watch


@pytest.mark.parametrize("typed", ["8 pm right", "8 pm in my house", "already 8 pm", "9 in our kitchen"])
def test_these_words_alone_make_no_watch(typed: str, english: Reader) -> None:
    assert not english.read(typed).place.is_watch


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("use london time", "Europe/London"),
        ("please go by lagos time from now on", "Africa/Lagos"),
        ("use the time of tokyo", "Asia/Tokyo"),
        ("im on eastern time now", "America/New_York"),
        ("we drive to poland tomorrow, use warsaw time", "Europe/Warsaw"),
        ("i work in oslo now", "Europe/Oslo"),
        ("my semester in vienna, so the hour is wrong", "Europe/Vienna"),
        ("travelling to tokyo", "Asia/Tokyo"),
        ("here in manila it is 9:20 in the evening", "Asia/Manila"),
        ("in lagos its 7:15 in the morning right now", "Africa/Lagos"),
        ("it's 8 o'clock in the morning in toronto", "America/Toronto"),
        ("keep berlin time even tho im in dubai", "Europe/Berlin"),
        ("im in dubai but stay on berlin time please", "Europe/Berlin"),
    ],
)
def test_a_place_that_may_be_meant_is_asked_about(typed: str, zone: str, english: Reader) -> None:
    place = english.read(typed).place

    assert [each.zone for each in place.places][:1] == [zone]
    assert place.says_where and place.is_part and not place.is_sure


@pytest.mark.parametrize(
    "typed",
    [
        "use olive oil next time",
        "can i use a bath time",
        "have a nice time",
        "we work in the garden",
        "he is visiting his mum",
        "i am on time",
        "every evening in bed at 10",
    ],
)
def test_words_around_no_big_place_name_none(typed: str, english: Reader) -> None:
    assert not english.read(typed).place.places


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("eastern time please", "America/New_York"),
        ("indian standard time please", "Asia/Kolkata"),
        ("central european time", "Europe/Berlin"),
        ("mountain time", "America/Denver"),
    ],
)
def test_names_of_times_are_places(typed: str, zone: str, english: Reader) -> None:
    assert zones_of(typed, english) == [zone]

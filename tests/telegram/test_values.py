"""Phrases and values in words: escaped, and as the reader's language writes them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import ForceReply

from bot.domain.catalogue import (
    Catalogue,
    Language,
    PhraseId,
    RoutineKey,
)
from bot.domain.cleaning import shown
from bot.domain.days import DAILY, WEEKDAYS, WEEKENDS, Days
from bot.domain.message import City, ClockTime, Length, Moment, Phrase, Timer, phrase
from bot.screens import (
    basics,
    zones,
)
from bot.telegram.rendering import Renderer

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LARGE = 10**7  # an id after years of use
EVIL = '<a href="x">&</a>'


@given(name=st.text(min_size=1, max_size=64))
def test_a_name_is_only_text(name: str, words: Renderer) -> None:
    """HTML in a name makes no tag, and the name reads as it was typed, but for what the cleaning changes."""
    html = words.text(basics.start(name, RoutineKey("taster")))

    assert "<" not in html
    assert unescape(html).startswith(f"Hello, {shown(name)}. I'm Unknot.")


def test_braces_in_what_people_typed_are_left_alone(words: Renderer) -> None:
    """Placeholders in a name are not filled."""
    assert "{name} {text}" in words.text(basics.start("{name} {text}", RoutineKey("taster")))


def test_on_buttons_and_toasts_nothing_is_escaped(words: Renderer) -> None:
    """They are plain text."""
    assert (
        words.plain(phrase("e_routine", text="<&>", nearest="x")) == 'I don\'t know "<&>". The nearest is x.'
    )


@pytest.mark.parametrize(
    ("style", "zone", "inside"),
    [
        ("t", "Europe/Berlin", "13:00"),
        ("wt", "Asia/Tokyo", "Mon 21:00"),
        ("wdt", "America/New_York", "Mon 23 Nov 7:00"),
        ("wdt", "Pacific/Kiritimati", "Tue 24 Nov 2:00"),
        ("t", None, "12:00 UTC"),
        ("wd", None, "Mon 23 Nov"),
    ],
)
def test_a_moment_shows_in_the_readers_own_zone(
    catalogue: Catalogue, style: str, zone: str | None, inside: str
) -> None:
    """A tg-time element holds the bot's own reading, for apps that do not know the element."""
    language = catalogue.languages[0]
    phrases = {**catalogue.phrases[language], PhraseId("shown"): f"{{at|{style}}}"}
    words = Renderer(replace(catalogue, phrases={language: phrases}), language)

    said = words.phrase(phrase("shown", at=Moment(NOON, zone)))

    assert said == f'<tg-time unix="1795435200" format="{style}">{inside}</tg-time>'


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Length(40), "40 s"),
        (Length(60), "1 min"),
        (Length(90), "1 min 30 s"),
        (Length(1200), "20 min"),
        (Length(0), "0 s"),
        (Length(3600), "1 h"),
        (Length(26 * 3600 + 300), "26 h 5 min"),
        (Timer(90), "1:30"),
        (Timer(5), "0:05"),
        (Timer(600), "10:00"),
        (ClockTime(time(8, 5)), "8:05"),
        (ClockTime(time(0, 30)), "0:30"),
        (ClockTime(time(20, 15)), "20:15"),
        (DAILY, "every day"),
        (WEEKDAYS, "weekdays"),
        (WEEKENDS, "weekends"),
        (Days.named(["mon"]), "Mon"),
        (Days.named(["mon", "wed", "fri"]), "Mon, Wed and Fri"),
    ],
)
def test_values_read_well(words: Renderer, value: Length | Timer | ClockTime | Days, said: str) -> None:
    """Lengths, timers, times of day and days."""
    assert words.plain(phrase("format.verbatim", text=value)) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(0, 30), "12.30 am"),
        (time(8, 5), "8.05 am"),
        (time(12, 0), "12.00 pm"),
        (time(20, 15), "8.15 pm"),
    ],
)
def test_a_language_may_count_the_hours_of_each_half_of_the_day(
    catalogue: Catalogue, at: time, said: str
) -> None:
    """Its phrases decide, for times of day and for the time inside a moment."""
    language = catalogue.languages[0]
    halves = {PhraseId(f"format.time_{half}"): f"{{hour_12}}.{{minute}} {half}" for half in ("am", "pm")}
    phrases = {language: {**catalogue.phrases[language], **halves}}
    renderer = Renderer(replace(catalogue, phrases=phrases), language)
    moment = Moment(datetime.combine(NOON, at, UTC), "UTC")

    assert renderer.plain(phrase("format.verbatim", text=ClockTime(at))) == said
    assert f">{said}</tg-time>" in renderer.phrase(phrase("format.verbatim", text=moment))


@pytest.mark.parametrize(
    ("city", "names"),
    [
        (City("Asia/Shanghai"), "Shanghai, 上海, Shanghai"),
        (City("Europe/Vienna"), "Vienna, 维也纳, Wien"),
        (City("America/Chicago", "Chicago, Illinois"), "Chicago, Illinois, 芝加哥, Chicago, Illinois"),
        (
            City("America/New_York", "New York City, New York"),
            "New York City, New York, 纽约, New York City, New York",
        ),
        # another place in the zone
        (City("Europe/London", "Londonderry"), "Londonderry, Londonderry, Londonderry"),
        (City("America/Chicago", "Paris, Texas"), "Paris, Texas, Paris, Texas, Paris, Texas"),
        (City("Etc/GMT+3"), "UTC-3, UTC-3, UTC-3"),
    ],
)
def test_a_city_has_its_name_in_each_language(catalogue: Catalogue, city: City, names: str) -> None:
    words = [Renderer(catalogue, Language(each)) for each in ("en", "zh-Hans", "de")]

    assert ", ".join(each.plain(phrase("button.zone", city=city)) for each in words) == names


def test_each_zone_that_is_offered_has_a_chinese_name(catalogue: Catalogue) -> None:
    """Of those that are offered by a local time, and of the largest in countries where many speak Chinese."""
    named = {
        f"Asia/{city}" for city in ("Hong_Kong", "Macau", "Taipei", "Singapore", "Kuala_Lumpur", "Seoul")
    }
    offered = {zone for zone in catalogue.populous if not zone.startswith("Etc/")}

    assert (named | offered) - catalogue.zones[Language("zh-Hans")].keys() == set()


def test_a_question_is_a_typed_one(words: Renderer) -> None:
    """The input field shows an example."""
    keyboard = words.keyboard(zones.ask_zone())

    assert keyboard == ForceReply(input_field_placeholder="14:20").to_dict()


def test_a_message_without_buttons_has_no_keyboard(words: Renderer) -> None:
    """Nothing under it."""
    assert words.keyboard(basics.plain("gate_yes")) is None


def test_a_phrase_that_is_missing_is_an_error(words: Renderer) -> None:
    """Never a message with a hole."""
    with pytest.raises(KeyError):
        words.phrase(Phrase("no.such.phrase"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "1 minute 1 second"),
        (600, "10 minutes"),
        (3600, "1 hour"),
        (7500, "2 hours 5 minutes"),
        (86_400, "1 day"),
        (108_000, "1 day 6 hours"),
        (4320 * 60, "3 days"),
        (4321 * 60 + 59, "3 days"),
    ],
)
def test_a_length_that_is_written_out_is_said_as_people_say_it(
    catalogue: Catalogue, seconds: int, said: str
) -> None:
    """In days, hours and minutes, with one and several told apart; rows of older versions hold minutes."""
    language = catalogue.languages[0]
    phrases = {**catalogue.phrases[language], PhraseId("shown"): "{length|long}"}
    words = Renderer(replace(catalogue, phrases={language: phrases}), language)

    assert words.phrase(phrase("shown", length=Length(seconds))) == said
    if seconds % 60 == 0 and seconds:
        assert words.phrase(phrase("shown", length=seconds // 60)) == said


def test_no_phrase_counts_with_a_plural_word_of_its_own(catalogue: Catalogue) -> None:
    """Numbers of minutes, hours and days are written out by one rule, never as `{n} minutes`."""
    by_hand = re.compile(r"\{\w+\} (?:second|minute|hour|day|week|month)s?\b")
    for phrases in catalogue.phrases.values():
        found = [
            id for id, text in phrases.items() if by_hand.search(text) and not id.startswith("format.long.")
        ]
        assert found == []

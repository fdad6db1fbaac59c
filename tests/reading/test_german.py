"""German is read by data alone: its words steer, and its dangers are found in every chat."""

from __future__ import annotations

from datetime import time

import pytest

from bot.domain.catalogue import Catalogue, Language
from bot.domain.dangers import Urgency
from bot.domain.intent import Intent
from bot.domain.said_times import DayOf, DaysAhead
from bot.reading.makers import MAKERS, make_all
from bot.reading.reader import Reader
from bot.reading.readers import Readers
from tests.reading.judging import judged_lines

DE, EN = Language("de"), Language("en")

MEANT = {
    "Stopp!": Intent.stop,
    "bitte aufhören": Intent.stop,
    "Pause bitte": Intent.pause,
    "sanfter bitte": Intent.softer,
    "es tut weh": Intent.pain,
    "weiter": Intent.resume,
    "wie lange noch?": Intent.time_left,
}
DANGERS = {
    "ich will nicht mehr leben": "crisis",
    "meine Beine sind taub": "numbness",
    "meine Beine sind ganz schwach": "weak_legs",
    "ich kann nicht mehr pinkeln": "bladder_bowel",
    "mein Gesäß ist ganz taub": "saddle",
    "ich habe Brustschmerzen": "chest_pain",
    "ich bekomme keine Luft": "breath",
    "ich bin gestürzt": "fall",
    "sie hat Schüttelfrost": "fever",
    "ich bin schwanger": "pregnancy",
    "ich nehme Blutverdünner": "blood_thinner",
    "er ist betrunken": "sober",
    "ich habe vier bier getrunken": "sober",
    "sie atmet nicht": "breath",
    "ich hab keine lust mehr zu leben": "crisis",
    "ich hatte vor zwei wochen eine op": "operation",
}
HARMLESS = (
    "die Massage war schön",
    "wo liegen die Hände?",
    "ist das gut für die Beine?",
    "heute bin ich müde",
)


@pytest.fixture(scope="module")
def german(catalogue: Catalogue) -> Reader:
    return make_all(catalogue, MAKERS)[DE]


def test_german_words_steer(readers: Readers) -> None:
    assert {line: readers.read(line, DE).meaning.intent for line in MEANT} == MEANT


def test_german_dangers_are_found_in_every_chat(readers: Readers) -> None:
    found = {line: readers.find_red_flag(line) for line in (*DANGERS, *HARMLESS)}

    assert {line: flag.key for line, flag in found.items() if flag is not None} == DANGERS


def test_a_number_of_years_is_an_age_unless_it_says_how_long(readers: Readers) -> None:
    """A pause of three years was answered as a wish of a child."""
    ages = (
        "sie ist 12 Jahre alt",
        "ich bin 15 Jahre",
        "eine Massage für ein 10 Jahre altes Kind",
        "ich bin 16",
        "ist die Massage für 12 Jahre geeignet?",
        "Kinder über 12 Jahre",
    )
    lengths = ("weg für 3 Jahre", "ich bin 2 Jahre weg", "seit 5 Jahren", "pausiere alles für 3 Jahre")

    flags = {line: readers.find_red_flag(line) for line in (*ages, *lengths)}

    minors = [line for line, flag in flags.items() if flag is not None and flag.urgency is Urgency.minor]
    assert minors == list(ages)


def test_half_eight_is_half_past_seven(readers: Readers) -> None:
    assert readers.read("erinnere mich um halb acht", DE).times.hours[0].at == time(7, 30)
    assert readers.read("remind me at half eight", EN).times.hours[0].at == time(8, 30)


def test_a_date_is_written_with_a_point(readers: Readers) -> None:
    """It was read as an hour: "3. Nov. um 8:30" was 3:00 and 8:30."""
    said = readers.read("erinnere mich am 3. Nov. um 8:30", DE).times
    assert (said.dates, [hour.at for hour in said.hours]) == ((DayOf(3, 11),), [time(8, 30)])
    assert readers.read("am 3. Nov. 2027 um 8:30", DE).times.dates == (DayOf(3, 11, 2027),)
    assert readers.read("still bis 3. Dez.", DE).times.until == DayOf(3, 12)

    ends_a_sentence = readers.read("erinnere mich um 8. Mai ist schön", DE).times
    assert (ends_a_sentence.dates, [hour.at for hour in ends_a_sentence.hours]) == ((), [time(8)])


def test_a_line_for_which_german_is_not_read_says_nothing_in_german(german: Reader) -> None:
    """Most lines in English have no German word. A short look tells so, and then the line is not read."""
    english = [judged.text for judged in judged_lines("english.tsv")]
    mixed = [f"{line} {text}" for text, line in zip((*MEANT, *HARMLESS), english, strict=False)]

    unread = [text for text in (*english, *MEANT, *HARMLESS, *mixed) if not german.may_find(text)]

    assert [text for text in unread if german.read(text).says_something] == []
    assert len(unread) > len(english) / 2


@pytest.mark.parametrize(
    "text", ["Mailand", "morgen frueh", "knetn", "stoooopp", "zehn Minuten", "Englisch bitte"]
)
def test_a_line_with_a_german_word_is_read(german: Reader, text: str) -> None:
    """A place, a time, a slip, a letter held down, a length, another language."""
    assert german.may_find(text)


def test_nicht_at_the_end_of_a_line_with_an_hour_is_asked_about(readers: Readers) -> None:
    """It set a reminder for each day."""
    for line, language in (("erinnere mich morgen um 8 nicht", DE), ("remind me tomorrow at 9 or not", EN)):
        said = readers.read(line, language).times
        assert (said.dates, bool(said.left)) == ((DaysAhead(1),), True)

"""A command that does not exist is taken for the one that it is nearest to."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from bot.domain.catalogue import Catalogue, Language
from bot.domain.dangers import LAST, Urgency
from bot.reading.readers import Readers
from bot.telegram.commands import READ, commands
from bot.telegram.mistyped import command_meant
from bot.telegram.slashed import red_flag_in
from tests.reading.test_red_flags import spelt_out

EN, DE, ZH = Language("en"), Language("de"), Language("zh-Hans")


def meant(catalogue: Catalogue, typed: str, language: Language = EN) -> tuple[str, str] | None:
    """Return the command and its text that `typed` means, without its slash."""
    name, _, rest = typed.partition(" ")
    return command_meant(name, rest, commands(catalogue), catalogue.lexicons, language, READ)


@pytest.mark.parametrize(
    ("typed", "command", "rest"),
    [
        ("routin", "routine", ""),
        ("rotuine quick", "routine", "quick"),
        ("routine5", "routine", "5"),
        ("routine,", "routine", ""),
        ("remaind 8:30", "remind", "8:30"),
        ("remind8:30", "remind", "8:30"),
        ("setings", "settings", ""),
        ("hepl", "help", ""),
        ("progres", "progress", ""),
        ("timezon Lisbon", "timezone", "Lisbon"),
        ("lang", "language", ""),
        ("delete", "delete_me", ""),
        ("pauze", "pause", ""),
        ("pauze 5", "pause", "5"),
        ("skipp", "skip", ""),
        ("stap", "stop", ""),
        ("hlp", "help", ""),
    ],
)
def test_the_nearest_command_is_meant(catalogue: Catalogue, typed: str, command: str, rest: str) -> None:
    assert meant(catalogue, typed) == (command, rest)


@pytest.mark.parametrize("typed", ["weather", "foo", "5", "quick", "cancel", "menu", "reminder 8:30", "按摩"])
def test_what_is_near_to_nothing_or_is_a_word_is_read_as_words(catalogue: Catalogue, typed: str) -> None:
    assert meant(catalogue, typed) is None


def test_a_word_of_the_readers_own_language_is_a_word(catalogue: Catalogue) -> None:
    assert meant(catalogue, "lang", DE) is None


# Ordinary words; and a slip of a command, followed by words that this command cannot take.
WORDS = [
    *("stings", "refuse", "step", "shop", "top", "skin", "puking", "tripping", "sexting", "escort"),
    *("skin hurts", "pin in my leg", "stairs fall", "strat labour", "pauze it hurts"),
]


@pytest.mark.parametrize("language", [EN, DE, ZH])
def test_a_guess_hides_no_words(catalogue: Catalogue, language: Language) -> None:
    assert {typed: found for typed in WORDS if (found := meant(catalogue, typed, language))} == {}


def calls(catalogue: Catalogue, name: str) -> int:
    """Count the functions that are called for a name that is none; they are the same on a slow machine."""
    counted: Counter[str] = Counter()
    sys.setprofile(lambda frame, event, called: counted.update([event]))
    try:
        assert meant(catalogue, name) is None
    finally:
        sys.setprofile(None)
    return counted["call"] + counted["c_call"]


def test_a_very_long_name_is_looked_at_quickly(catalogue: Catalogue) -> None:
    """It is compared with nothing."""
    assert calls(catalogue, "p" * 4_000) * 10 < calls(catalogue, "p" * 40)


def urgency(catalogue: Catalogue, readers: Readers, text: str) -> Urgency | None:
    """Return the urgency of what was typed, as the bot hears it."""
    flag = red_flag_in(text, "UnknotBot", readers.find_red_flag, catalogue, EN)
    return None if flag is None else flag.urgency


def typed_dangers(catalogue: Catalogue) -> list[str]:
    """Return some dangers of each language, as people type them."""
    spelt = [
        spelt_out(form, lexicon.dangers.terms)
        for lexicon in catalogue.lexicons.values()
        for flag in lexicon.red_flags
        for form in flag.forms
    ]
    return spelt[::17]


def test_a_danger_behind_a_slash_is_as_urgent_as_without_it(catalogue: Catalogue, readers: Readers) -> None:
    less = []
    for said in [*typed_dangers(catalogue), *FOUND]:
        flag = readers.find_red_flag(said)
        name, space, rest = said.partition(" ")
        if flag is not None and flag.urgency in {*LAST, Urgency.care} and name in commands(catalogue):
            continue  # "/back and crooked" goes one step back
        for text in (f"/{said}", f"/{name}@UnknotBot{space}{rest}"):
            heard = urgency(catalogue, readers, text)
            if flag is not None and (heard is None or heard.rank > flag.urgency.rank):
                less.append(text)
    assert less == []


# Dangers that began like a command, and were taken for it.
FOUND = [
    *("passed out", "puking blood", "pus", "puking", "delete myself", "taking my life", "stairs fall"),
    *("back pain after a fall", "back broken", "black stool", "pin in my leg", "start labour", "slip disc"),
    *("history of stroke", "private parts massage", "tripping", "sexting", "sextings", "escort"),
    *("starve myself", "his stroke", "passed_out"),
]


def test_each_danger_that_was_taken_for_a_command_is_heard(catalogue: Catalogue, readers: Readers) -> None:
    assert [said for said in FOUND if urgency(catalogue, readers, f"/{said}") is None] == []


def test_a_name_of_a_command_is_no_danger(catalogue: Catalogue, readers: Readers) -> None:
    """ "/sertings" is near to a word of a danger, and nearer to a command."""
    assert readers.find_red_flag("sertings") is not None
    for name in [*commands(catalogue), "setings", "sertings", "routine quick", "remind 8:30"]:
        assert urgency(catalogue, readers, f"/{name}") is None


def test_what_stands_behind_a_command_counts_by_itself(catalogue: Catalogue, readers: Readers) -> None:
    """A name does not deny it, nor say that it is over. A word that is no command does."""
    assert urgency(catalogue, readers, "/history fever") is Urgency.today
    assert urgency(catalogue, readers, "/skip no fever") is None
    assert urgency(catalogue, readers, "/no fever") is None

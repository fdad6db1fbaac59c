"""Chinese has no English words in it, and English no Chinese ones: all phrases, and all screens."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Catalogue, Language
from bot.telegram.rendering import Renderer
from tests.one_language import CHINESE_NAMES, EN, HAN, LATIN, LEFT, PLACES, ZH, english_in
from tests.screens.layout import DIGITS, LONGEST
from tests.telegram.test_rendering import screens


def test_no_chinese_phrase_has_an_english_word(catalogue: Catalogue) -> None:
    found = {id: english_in(text) for id, text in catalogue.phrases[ZH].items()}

    assert {id: words for id, words in found.items() if words} == {}


def test_no_english_phrase_has_a_chinese_word(catalogue: Catalogue) -> None:
    found = {id: set(HAN.findall(text)) - CHINESE_NAMES for id, text in catalogue.phrases[EN].items()}

    assert {id: words for id, words in found.items() if words} == {}


def test_every_phrase_of_english_is_written_in_chinese(catalogue: Catalogue) -> None:
    """None is left as it was."""
    english, chinese = catalogue.phrases[EN], catalogue.phrases[ZH]
    same = {
        id for id, text in english.items() if text == chinese.get(id) and LATIN.search(LEFT.sub("", text))
    }

    assert {id for id in same if english_in(english[id])} == set()


@pytest.mark.parametrize("language", [ZH, EN])
def test_no_screen_mixes_languages(catalogue: Catalogue, language: Language) -> None:
    """With the values that the bot puts into the phrases: times, lengths, days, lists, names of routines."""
    words = Renderer(catalogue, language)
    names = {word for line in catalogue.helplines.values() for word in LATIN.findall(line.name or "")}
    mixed = {}
    for name, message in screens(catalogue):
        labels = [words.plain(key.label) for row in message.buttons for key in row]
        shown = " ".join([words.text(message), *labels])
        found = set(english_in(shown)) if language == ZH else set(HAN.findall(shown)) - CHINESE_NAMES
        found -= {*names, *PLACES, "href"}  # the last one is of a made-up name
        if found:
            mixed[name] = found
    assert mixed == {}


def test_german_screens_have_one_point_and_labels_that_fit(catalogue: Catalogue) -> None:
    """A month is short with a point ("Dez."): a sentence must not add another one. German words are long."""
    words = Renderer(catalogue, Language("de"))
    two_points, too_long = set(), set()
    for name, message in screens(catalogue):
        if ".." in words.text(message):
            two_points.add(name)
        for row in message.buttons:
            labels = [words.plain(key.label) for key in row]
            too_long |= {label for label in labels if len(label) > LONGEST.get(len(row), DIGITS)}

    assert (two_points, too_long) == (set(), set())

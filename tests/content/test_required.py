"""The lists of required phrases hold each phrase once, and none that can be derived."""

from __future__ import annotations

from collections import Counter

from bot.content.facts import read_facts
from bot.content.folder import content_folder
from bot.content.required import listed_phrases
from bot.content.required.derived import derived_phrases


def test_no_phrase_is_listed_twice() -> None:
    counts = Counter(phrase for phrase, _ in listed_phrases())

    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_no_phrase_is_listed_that_follows_from_something_else() -> None:
    derived = derived_phrases(read_facts(content_folder(), []))

    assert [phrase for phrase, _ in listed_phrases() if phrase in derived] == []

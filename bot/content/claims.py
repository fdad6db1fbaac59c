"""Finds words that no text may have, except in the few sentences that their list allows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.prose import Phrase

# What is wrong with the words of each list.
LISTS = {
    "claims.yaml": "promises too much; say comfort, or leave it out",
    "shame.yaml": "shames or presses; say what is there, or leave it out",
}


def check_claims(folder: Path, language: str, phrases: Mapping[str, Phrase], faults: list[Fault]) -> None:
    """Add a fault for every word of the lists that stands in a phrase of `language`."""
    for name, why in LISTS.items():
        section = Section(read_document(folder, f"locales/{language}/{name}", faults), faults)
        _check(section, why, phrases, faults)


def _check(section: Section, why: str, phrases: Mapping[str, Phrase], faults: list[Fault]) -> None:
    words = section.texts("never")
    allowed = _allowed_sentences(section, phrases)
    section.finish()
    word = _pattern(words)
    for phrase_id, phrase in phrases.items():
        text = phrase.text
        for sentence in allowed.get(phrase_id, ()):
            text = text.replace(sentence, "")
        for found in sorted(set(word.findall(text.lower()))):
            faults.append(phrase.fault(phrase_id, f'"{found}" {why}'))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds the words in a text in lower case."""
    # A script without spaces has no word boundaries: there the word is found anywhere.
    apart = "|".join(re.escape(word.lower()) for word in words if word.isascii())
    anywhere = [re.escape(word.lower()) for word in words if not word.isascii()]
    # One boundary before all words: where no word begins, nothing else is tried.
    parts = [rf"\b(?:{apart})\b", *anywhere] if apart else anywhere
    return re.compile("|".join(parts) or r"(?!)")


def _allowed_sentences(section: Section, phrases: Mapping[str, Phrase]) -> dict[str, tuple[str, ...]]:
    allowed = section.section("allowed")
    sentences = {phrase_id: allowed.texts(phrase_id) for phrase_id in allowed.keys()}
    for phrase_id, texts in sentences.items():
        for text in texts:
            if phrase_id not in phrases or text not in phrases[phrase_id].text:
                allowed.fault(phrase_id, f'"{text}" is not there any more; take it off the list')
    return sentences

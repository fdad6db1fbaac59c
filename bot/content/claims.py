"""Finds words that promise too much, except in the few sentences that claims.yaml allows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.prose import Phrase


def check_claims(folder: Path, language: str, phrases: Mapping[str, Phrase], faults: list[Fault]) -> None:
    """Add a fault for every word of claims.yaml that stands in a phrase of `language`."""
    section = Section(read_document(folder, f"locales/{language}/claims.yaml", faults), faults)
    words = section.texts("never")
    allowed = _allowed_sentences(section, phrases)
    section.finish()
    claim = re.compile("|".join(_pattern(word) for word in words) or r"(?!)", re.IGNORECASE)
    for phrase_id, phrase in phrases.items():
        text = phrase.text
        for sentence in allowed.get(phrase_id, ()):
            text = text.replace(sentence, "")
        for found in sorted({match.lower() for match in claim.findall(text)}):
            faults.append(
                phrase.fault(phrase_id, f'"{found}" promises too much; say comfort, or leave it out')
            )


def _pattern(word: str) -> str:
    # A script without spaces has no word boundaries: there the word is found anywhere.
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


def _allowed_sentences(section: Section, phrases: Mapping[str, Phrase]) -> dict[str, tuple[str, ...]]:
    allowed = section.section("allowed")
    sentences = {phrase_id: allowed.texts(phrase_id) for phrase_id in allowed.keys()}
    for phrase_id, texts in sentences.items():
        for text in texts:
            if phrase_id not in phrases or text not in phrases[phrase_id].text:
                allowed.fault(phrase_id, f'"{text}" is not there any more; take it off the list')
    return sentences

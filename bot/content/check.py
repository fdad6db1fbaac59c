"""Reads the whole content folder, and finds all faults of all files in one run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from bot.content.claims import check_claims
from bot.content.facts import Facts, read_facts
from bot.content.faq import check_answers
from bot.content.faults import Fault, in_order
from bot.content.languages import Languages, read_languages
from bot.content.lengths import check_lengths
from bot.content.phrases import check_phrases
from bot.content.places import read_zone_names
from bot.content.prose import Phrase, read_phrases
from bot.content.punctuation import check_punctuation
from bot.content.reading_level import check_reading_level
from bot.content.required import required_in, required_phrases, required_wordings, wordings_of
from bot.content.words import read_lexicon
from bot.domain.catalogue import Catalogue, Language, Lexicon, PhraseId


def find_faults(folder: Path) -> list[Fault]:
    """Return every fault of the content folder, sorted by file and line."""
    return examine(folder)[1]


def examine(folder: Path, *, reads_all: bool = True) -> tuple[Catalogue, list[Fault]]:
    """Return the catalogue and all faults of the folder. Use the catalogue only if there is no fault.

    `reads_all` False: examples from which weights were made are not read again.
    """
    faults: list[Fault] = []
    facts = read_facts(folder, faults)
    languages = read_languages(folder, faults)
    required = required_phrases(facts)
    phrases: dict[Language, dict[str, Phrase]] = {}
    lexicons: dict[Language, Lexicon] = {}
    zones: dict[Language, Mapping[str, str]] = {}
    for language in languages.all:
        phrases[language] = read_phrases(folder, language, facts.sources, faults)
        lexicons[language] = read_lexicon(folder, language, facts, languages, faults, reads_all=reads_all)
        zones[language] = read_zone_names(folder, language, languages, faults)
        first = {phrase_id: phrase.text for phrase_id, phrase in phrases[languages.all[0]].items()}
        needed = {**required, **required_wordings(first), **required_in(language, languages)}
        check_phrases(language, phrases[language], needed, faults, is_partial=language in languages.partial)
        check_lengths(facts, phrases[language], faults)
        check_answers(facts.faq.values(), facts.sources, phrases[language], faults)
        check_punctuation(language, phrases[language], faults)
        check_reading_level(languages.levels.get(language), phrases[language], faults)
        check_claims(folder, language, phrases[language], faults)
    return _catalogue(facts, languages, phrases, lexicons, zones), in_order(faults)


def parts_of_languages(folder: Path) -> list[str]:
    """Return a line for each partial language of a folder without faults: how much of it is there."""
    catalogue = examine(folder)[0]
    languages = read_languages(folder, [])
    first = catalogue.languages[0]
    every = len(catalogue.phrases[first])
    lines = []
    for language in sorted(catalogue.partial):
        own = len(catalogue.phrases[language].keys() & catalogue.phrases[first].keys())
        lines.append(
            f"{language}: {own} of {every} phrases ({own * 100 // every} %); the rest is in {first}."
        )
        if lacks := languages.lacks(folder, language):
            lines.append(f"{language}: read with the words of {first}: {', '.join(lacks)}.")
    return lines


def _catalogue(
    facts: Facts,
    languages: Languages,
    phrases: dict[Language, dict[str, Phrase]],
    lexicons: dict[Language, Lexicon],
    zones: dict[Language, Mapping[str, str]],
) -> Catalogue:
    return Catalogue(
        techniques=facts.techniques,
        routines=facts.routines,
        trials=facts.trials,
        offers=facts.offers,
        paced=facts.paced,
        above_low_ribs=facts.above_low_ribs,
        sided=facts.sided,
        beats=facts.beats,
        lighter=facts.lighter,
        tips=facts.tips,
        faq=facts.faq,
        sources=facts.sources,
        populous=facts.populous,
        helplines=facts.helplines,
        gates=_gates(phrases),
        phrases={
            language: {PhraseId(phrase_id): phrase.text for phrase_id, phrase in own.items()}
            for language, own in phrases.items()
        },
        wordings=wordings_of(phrases[languages.all[0]] if languages.all else ()),
        lexicons=lexicons,
        languages=languages.all,
        partial=languages.partial,
        plurals=languages.plurals,
        zones=zones,
    )


def _gates(phrases: Mapping[Language, Mapping[str, Phrase]]) -> dict[Language, str]:
    """Return the version of the gate's text in each language that has one; it changes with the words only.

    Case, marks and spaces do not count, so that the correction of a comma asks nobody again.
    """
    return {
        language: hashlib.sha256(_bare(own["gate"].text).encode()).hexdigest()[:12]
        for language, own in phrases.items()
        if "gate" in own
    }


def _bare(text: str) -> str:
    return "".join(sign for sign in re.sub("<[^>]*>", "", text).casefold() if sign.isalnum())

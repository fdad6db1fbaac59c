"""Reads the examples: whole sentences that people type for each wish."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.content.documents import read_document
from bot.content.facts import Facts
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.languages import Languages
from bot.domain.catalogue import Examples, FaqKey, TechniqueKey
from bot.domain.intent import Intent


def read_examples(
    folder: Path, language: str, facts: Facts, languages: Languages, faults: list[Fault]
) -> Examples:
    """Read examples.yaml of `language`; add to `faults` what is wrong. A wish may have no examples."""
    section = Section(
        read_document(folder, languages.file(folder, language, "examples.yaml"), faults), faults
    )
    seen: dict[str, str] = {}  # by example: what it stands for
    intents = _read(section.section("intents"), [each.value for each in Intent], seen)
    named = _read(section.section("techniques"), facts.techniques, seen)
    asked = _read(section.section("faq"), facts.faq, seen) if section.has("faq") else {}
    of_dangers = _read(section.section("dangers"), [flag.key for flag in facts.dangers], seen)
    nothing = section.texts("nothing")
    _check(section, "nothing", nothing, seen)
    section.finish()
    return Examples(
        intents={Intent(key): examples for key, examples in intents.items()},
        techniques={TechniqueKey(key): examples for key, examples in named.items()},
        faq={FaqKey(key): examples for key, examples in asked.items()},
        nothing=nothing,
        dangers=of_dangers,
    )


def _read(section: Section, keys: Collection[str], seen: dict[str, str]) -> Mapping[str, tuple[str, ...]]:
    examples = {}
    for key in section.keys():
        if key not in keys:
            section.fault(key, f"no such wish; known are {', '.join(sorted(keys))}")
        elif examples_of := section.texts(key):
            examples[key] = examples_of
            _check(section, key, examples_of, seen)
    return examples


def _check(section: Section, key: str, examples: tuple[str, ...], seen: dict[str, str]) -> None:
    for example in examples:
        if example in seen:
            section.fault(key, f'"{example}" is an example of {seen[example]} already')
        seen[example] = key

"""Reads the outlines: what people type for each wish, as forms of concepts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.content.dangers import check_forms
from bot.content.documents import read_document
from bot.content.facts import Facts
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.languages import Languages
from bot.domain.catalogue import FaqKey, OutlineWords, TechniqueKey
from bot.domain.intent import Intent

_FILE = "outlines.yaml"
_SPECIAL = ("asks", "hour")  # the line asks; it names an hour


def read_outlines(
    folder: Path,
    language: str,
    facts: Facts,
    languages: Languages,
    faults: list[Fault],
    known: Collection[str],
) -> OutlineWords:
    """Read outlines.yaml of `language`, which may lack it. `known`: the terms of dangers, usable here too."""
    if not languages.has(folder, language, _FILE):
        return OutlineWords()
    section = Section(read_document(folder, f"locales/{language}/{_FILE}", faults), faults)
    of_terms, outlines = section.section("terms"), section.section("outlines")
    section.finish()
    terms = {name: of_terms.texts(name) for name in of_terms.keys()}
    names = {*known, *terms, *_SPECIAL}
    for name, forms in terms.items():
        check_forms(of_terms, name, forms, names)
    nothing = outlines.texts("nothing", default=())
    check_forms(outlines, "nothing", nothing, names)
    intents = _read(outlines, "intents", [each.value for each in Intent], names)
    named = _read(outlines, "techniques", facts.techniques, names)
    asked = _read(outlines, "faq", facts.faq, names)
    outlines.finish()
    return OutlineWords(
        terms=terms,
        intents={Intent(key): forms for key, forms in intents.items()},
        techniques={TechniqueKey(key): forms for key, forms in named.items()},
        faq={FaqKey(key): forms for key, forms in asked.items()},
        nothing=nothing,
    )


def _read(
    outlines: Section, name: str, keys: Collection[str], terms: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    if not outlines.has(name):
        return {}
    section = outlines.section(name)
    found = {}
    for key in section.keys():
        if key not in keys:
            section.fault(key, f"no such wish; known are {', '.join(sorted(keys))}")
            continue
        found[key] = section.texts(key)
        check_forms(section, key, found[key], terms)
    return found

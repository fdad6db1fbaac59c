"""Reads the outlines: what people type for each wish, as forms of concepts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.content.dangers import check_forms
from bot.content.facts import Facts
from bot.content.fields import Section
from bot.domain.catalogue import FaqKey, OutlineWords, TechniqueKey
from bot.domain.intent import Intent

_SPECIAL = ("asks", "hour")  # the line asks; it names an hour


def read_outlines(section: Section, facts: Facts, known: Collection[str]) -> OutlineWords:
    """Read `terms` and `outlines` of examples.yaml. `known`: the terms of dangers, which may be used too."""
    words = OutlineWords()
    names = set(known)
    if section.has("terms"):
        terms = section.section("terms")
        words = replace(words, terms={name: terms.texts(name) for name in terms.keys()})
        names |= set(words.terms)
        for name, forms in words.terms.items():
            check_forms(terms, name, forms, names)
    if not section.has("outlines"):
        return words
    outlines = section.section("outlines")
    nothing = outlines.texts("nothing") if outlines.has("nothing") else ()
    check_forms(outlines, "nothing", nothing, names)
    intents = _read(outlines, "intents", [each.value for each in Intent], names)
    named = _read(outlines, "techniques", facts.techniques, names)
    asked = _read(outlines, "faq", facts.faq, names)
    outlines.finish()
    return replace(
        words,
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
        check_forms(section, key, found[key], {*terms, *_SPECIAL})
    return found

"""Reads what people write when something is wrong: the forms of dangers, and the terms in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.languages import Languages
from bot.domain.dangers import DangerWords, RedFlag, Scope

_PLAIN = re.compile("[a-z]+(?: [a-z]+)*")
_TERM = re.compile(r"<(\w*)>")
_JOIN = re.compile(" [+&] ")
# Phrases of a scope that are written like the form of a danger.
_PHRASES_OF_SCOPE = (
    *("denying", "healed", "long_ago", "still", "others", "stories", "own"),
    *("young", "grown", "massaging"),
)
_RIGHT = re.compile(r"\*\w+|(?:<\w+>|[^<>*+])(?:<\w+>|[^<>*]++)*")


def read_dangers(
    folder: Path, language: str, dangers: Sequence[RedFlag], languages: Languages, faults: list[Fault]
) -> tuple[tuple[RedFlag, ...], DangerWords]:
    """Read dangers.yaml of `language`; add to `faults` what is wrong."""
    section = Section(read_document(folder, languages.file(folder, language, "dangers.yaml"), faults), faults)
    names = section.section("terms")
    terms = {name: names.texts(name) for name in names.keys()}
    for name, forms in terms.items():
        check_forms(names, name, forms, terms)
        if any(_JOIN.search(form) for form in forms):
            names.fault(name, "a term has phrases without +; put the + into the danger's form")
    words = DangerWords(
        terms=terms,
        endings=section.texts("endings", default=()),
        exceptions=frozenset(section.texts("exceptions", default=())),
        figures=section.texts("figures"),
        scope=_read_scope(section.section("scope"), terms),
    )
    check_forms(section, "figures", words.figures, terms)
    forms_of = section.section("red_flags")
    may_lack = language in languages.partial
    flags = tuple(
        replace(danger, forms=_read_forms(forms_of, danger.key, terms))
        for danger in dangers
        if forms_of.has(danger.key) or not may_lack
    )
    forms_of.finish()
    section.finish()
    return flags, words


def _read_scope(section: Section, terms: Collection[str]) -> Scope:
    def may_have(name: str) -> tuple[str, ...]:
        return section.texts(name, default=())

    scope = Scope(
        denying=section.texts("denying"),
        between=frozenset(section.texts("between")),
        ending=frozenset(section.texts("ending")),
        turning=frozenset(may_have("turning")),
        healed=section.texts("healed"),
        long_ago=section.texts("long_ago"),
        still=section.texts("still"),
        others=may_have("others"),
        stories=may_have("stories"),
        afresh=frozenset(may_have("afresh")),
        own=may_have("own"),
        persons=frozenset(may_have("persons")),
        articles=frozenset(may_have("articles")),
        refusing=frozenset(may_have("refusing")),
        absent=frozenset(may_have("absent")),
        young=may_have("young"),
        grown=may_have("grown"),
        massaging=may_have("massaging"),
    )
    for name in _PHRASES_OF_SCOPE:
        check_forms(section, name, getattr(scope, name), terms)
    section.finish()
    return scope


def _read_forms(section: Section, key: str, terms: Collection[str]) -> tuple[str, ...]:
    forms = section.texts(key)
    check_forms(section, key, forms, terms)
    for form in sorted(form for form, times in Counter(forms).items() if times > 1):
        section.fault(key, f'"{form}" stands here twice')
    return forms


def check_forms(section: Section, key: str, forms: Sequence[str], terms: Collection[str]) -> None:
    """Add a fault for each form that is not written as a form is, or that names no term of `terms`."""
    for form in forms:
        if _PLAIN.fullmatch(form):
            continue  # nearly all forms; the other checks take ten times as long
        if form != " ".join(form.lower().replace("’", "'").split()):
            section.fault(key, f'"{form}": write it in lower case, with a plain apostrophe and single spaces')
        elif not all(map(_RIGHT.fullmatch, _JOIN.split(form))):
            section.fault(key, f'"{form}": write words, <terms> and *ends, with " + " or " & " between parts')
        for name in _TERM.findall(form):
            if name not in terms:
                section.fault(key, f'"{form}": there is no term {name}; known are {", ".join(sorted(terms))}')

"""Reads which languages there are, which of them are partial, and how each of them counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.domain.catalogue import Language
from bot.domain.plurals import ONE_OR_OTHER, TRIED, PluralRule, WrittenRule

FILE = "languages.yaml"
# What a language needs to be read; all its other files hold phrases.
READER_FILES = ("words.yaml", "times.yaml", "dangers.yaml", "examples.yaml", "cities.yaml")
CATEGORIES = ("zero", "one", "two", "few", "many", "other")  # the names that Unicode CLDR gives to forms


@dataclass(frozen=True, slots=True)
class Level:
    """How hard the texts of a language may be. `sentence`: words; two Chinese characters count as one."""

    sentence: int
    lix: int | None = None


@dataclass(frozen=True, slots=True)
class Languages:
    """What languages.yaml says; the first of `all` is the default."""

    all: tuple[Language, ...]
    partial: frozenset[Language] = frozenset()
    plurals: Mapping[Language, PluralRule] = field(default_factory=dict)
    levels: Mapping[Language, Level] = field(default_factory=dict)  # of reading

    def plural(self, language: Language) -> PluralRule:
        """Return how `language` counts."""
        return self.plurals.get(language, ONE_OR_OTHER)

    def file(self, folder: Path, language: str, name: str) -> str:
        """Return the path of a file of `language`; of the first language where a partial one lacks it."""
        is_lacking = language in self.partial and not self.has(folder, language, name)
        return f"locales/{self.all[0] if is_lacking else language}/{name}"

    def has(self, folder: Path, language: str, name: str) -> bool:
        """Has `language` this file itself?"""
        return (folder / "locales" / language / name).exists()

    def lacks(self, folder: Path, language: str) -> tuple[str, ...]:
        """Return the Reader's files that `language` has not."""
        return tuple(name for name in READER_FILES if not self.has(folder, language, name))


def read_languages(folder: Path, faults: list[Fault]) -> Languages:
    """Read languages.yaml; add to `faults` what is wrong, also with the folders of locales/."""
    section = Section(read_document(folder, FILE, faults), faults)
    named = section.texts("languages")
    partial = section.texts("partial", default=())
    rules = section.section("plurals") if section.has("plurals") else None
    reading = section.section("reading") if section.has("reading") else None
    section.finish()
    if len(set(named)) < len(named):
        section.fault("languages", "name each language once")
    folders = {path.name for path in (folder / "locales").glob("*") if path.is_dir()}
    for language in sorted(folders.difference(named)):
        section.fault("languages", f"locales/{language} is not named here; add it, or remove the folder")
    for language in sorted(set(named).difference(folders)):
        section.fault("languages", f"there is no folder locales/{language}")
    for language in partial:
        if language not in named[1:]:
            section.fault("partial", f"{language} is no language after the first one, which must be whole")
    found = {key: _read_rule(each) for key, each in rules.sections()} if rules is not None else {}
    levels = {key: _read_level(each) for key, each in reading.sections()} if reading is not None else {}
    for key, keys in (("plurals", found), ("reading", levels)):
        for language in sorted(set(keys).difference(named)):
            section.fault(key, f"{language} is no language of the list above")
    return Languages(
        tuple(Language(each) for each in dict.fromkeys(named) if each in folders),
        frozenset(Language(each) for each in partial if each in named[1:]),
        {Language(key): rule for key, rule in found.items()},
        {Language(key): level for key, level in levels.items()},
    )


def _read_level(section: Section) -> Level:
    """Read `{sentence: 27, lix: 42}`."""
    level = Level(section.number("sentence"), section.number_or_none("lix"))
    section.finish()
    return level


def _read_rule(section: Section) -> PluralRule:
    """Read `{forms: [one, other], rule: n != 1}`; the rule is written as in the head of a .po file."""
    forms = section.texts("forms")
    written = section.text("rule")
    section.finish()
    if any(form not in CATEGORIES for form in forms) or len(set(forms)) < len(forms):
        section.fault("forms", f"give each form once, of: {', '.join(CATEGORIES)}")
        return ONE_OR_OTHER
    try:
        index = WrittenRule(written)
        reached = {index(number) for number in range(TRIED)}
    except (ValueError, ArithmeticError, RecursionError):
        section.fault("rule", "write the plural rule as in a .po file: n != 1")
        return ONE_OR_OTHER
    if reached != set(range(len(forms))):
        section.fault("rule", f"it must lead to each of the {len(forms)} forms, which count from 0")
        return ONE_OR_OTHER
    return PluralRule(forms, index)

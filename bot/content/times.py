"""Reads the words for times, days and dates of one language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.content.documents import read_document
from bot.content.facts import Facts
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.languages import Languages
from bot.domain.catalogue import TimeWords, WhereWords
from bot.domain.days import DAY_WORDS
from bot.domain.time_lists import TIME_LISTS
from bot.domain.zones import is_zone


def read_times(
    folder: Path, language: str, facts: Facts, languages: Languages, faults: list[Fault]
) -> tuple[TimeWords, WhereWords]:
    """Read times.yaml of `language`; add to `faults` what is wrong. A list that is not there is empty."""
    section = Section(read_document(folder, languages.file(folder, language, "times.yaml"), faults), faults)
    listed = section.section("words")
    words = {key: listed.texts(key) for key in TIME_LISTS if listed.has(key)}
    listed.finish()
    times = TimeWords(
        days=_read_days(section.section("days")),
        several=section.texts("several", default=()),
        day_groups=_read_groups(section.section("day_groups")) if section.has("day_groups") else {},
        months=_read_numbers(section.section("months")),
        tens=_read_numbers(section.section("tens")) if section.has("tens") else {},
        spans=_read_numbers(section.section("spans")) if section.has("spans") else {},
        words=words,
        half_is_before=section.has("half_is_before") and section.text("half_is_before") == "yes",
    )
    where = _read_where(section.section("where"), facts) if section.has("where") else WhereWords()
    section.finish()
    _look_for_doubles(times, listed)
    return times, where


def _read_where(section: Section, facts: Facts) -> WhereWords:
    where = WhereWords(
        at=section.texts("at"),
        beside=section.texts("beside"),
        watch=section.texts("watch"),
        watch_too=section.texts("watch_too", default=()),
        behind=section.texts("behind", default=()),
        loosely=section.texts("loosely", default=()),
        with_hour=section.texts("with_hour", default=()),
        kept=section.texts("kept", default=()),
        zones=section.texts("zones", default=()),
        called=_read_called(section.section("called")) if section.has("called") else {},
        states=_read_states(section.section("states")) if section.has("states") else {},
        abbreviations=facts.abbreviations,
        table=facts.place_table,
    )
    section.finish()
    return where


def _read_called(section: Section) -> Mapping[str, str]:
    """Read `country: [other names]`; return the countries by name."""
    return {form: country for country in section.keys() for form in section.texts(country)}


def _read_states(section: Section) -> Mapping[str, tuple[str, ...]]:
    """Read `zone: [short names of states]`; return the zones by name."""
    zones: dict[str, tuple[str, ...]] = {}
    for zone in section.keys():
        if not is_zone(zone):
            section.fault(zone, "this is no time zone; write its IANA name, Europe/Lisbon")
        for form in section.texts(zone):
            zones[form] = (*zones.get(form, ()), zone)
    return zones


def _read_days(section: Section) -> Mapping[str, tuple[str, ...]]:
    days = {key: section.texts(key) for key in DAY_WORDS}
    section.finish()
    return days


def _read_groups(section: Section) -> Mapping[str, tuple[str, ...]]:
    """Read the names for several days: `mon+wed+fri: [mwf]`."""
    groups = {}
    for key in section.keys():
        forms = section.texts(key)
        if set(key.split("+")) <= set(DAY_WORDS):
            groups[key] = forms
        else:
            section.fault(key, "the key is the days of the week, joined by +: mon+wed+fri")
    return groups


def _read_numbers(section: Section) -> Mapping[str, int]:
    """Read `number: [forms]`; return the number by form."""
    numbers = {}
    for key in section.keys():
        forms = section.texts(key)
        if key.isascii() and key.isdigit():
            numbers.update({form: int(key) for form in forms})
        else:
            section.fault(key, "the key is a whole number in quotes")
    return numbers


def _look_for_doubles(times: TimeWords, section: Section) -> None:
    """Report forms that stand in two lists: only one of the lists would be heard."""
    seen: dict[str, str] = {}
    every = [(f"days.{key}", forms) for key, forms in times.days.items()]
    every += [(f"day_groups.{key}", forms) for key, forms in times.day_groups.items()]
    every += [("months", tuple(times.months)), ("tens", tuple(times.tens)), ("spans", tuple(times.spans))]
    every += [(key, forms) for key, forms in times.words.items() if not key.endswith("_close")]
    for key, forms in every:
        for form in forms:
            if form in seen:
                section.fault(key, f'"{form}" is in {seen[form]} already; a form means one thing')
            seen[form] = key

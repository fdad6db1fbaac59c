"""Reads what people type in one language: the forms of intents, techniques, routines, red flags."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.content.dangers import read_dangers
from bot.content.documents import read_document
from bot.content.examples import read_examples
from bot.content.facts import Facts
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.languages import Languages
from bot.content.outlines import read_outlines
from bot.content.places import read_cities
from bot.content.times import read_times
from bot.content.trained import read_weights
from bot.domain.catalogue import (
    Calls,
    Examples,
    FaqKey,
    Language,
    LanguageWords,
    LengthWords,
    Lexicon,
    PastWords,
    PickWords,
    RoutineKey,
    TechniqueKey,
)
from bot.domain.dangers import AgeWords
from bot.domain.intent import Intent

Forms = Mapping[str, tuple[str, ...]]

_AS_PICTURE = "\ufe0f"  # follows a sign that is shown as a picture


def read_lexicon(
    folder: Path,
    language: str,
    facts: Facts,
    languages: Languages,
    faults: list[Fault],
    *,
    reads_all: bool = True,
) -> Lexicon:
    """Read words.yaml of `language`; add to `faults` what is wrong.

    `reads_all` False: examples from which weights were made are not read again. They had no fault then.
    """
    section = Section(read_document(folder, languages.file(folder, language, "words.yaml"), faults), faults)
    red_flags, dangers = read_dangers(folder, language, facts.dangers, languages, faults)
    meanings: dict[str, str] = {}  # by form: each form has one meaning
    wishes = section.section("intents")
    may_lack = language in languages.partial
    read = [intent for intent in Intent if wishes.has(intent) or not may_lack]
    intents = _read_forms(wishes, read, meanings)
    techniques = _read_forms(section.section("techniques"), list(facts.techniques), meanings)
    routines = _read_forms(section.section("routines"), list(facts.routines), meanings)
    faq = _read_faq(section.section("faq"), facts, meanings) if section.has("faq") else {}
    moods = section.section("unnamed")
    unnamed = _read_forms(moods, [key for key in facts.routines if moods.has(key)], meanings)
    bare = frozenset(section.texts("bare", default=()))
    lengths = _read_lengths(section.section("lengths"))
    ages = _read_ages(section.section("ages"))
    spellings = _read_spellings(section.section("spellings")) if section.has("spellings") else {}
    pinyin = _read_spellings(section.section("pinyin")) if section.has("pinyin") else {}
    calls = _read_calls(section.section("calls"), meanings)
    signs = _read_signs(section.section("signs")) if section.has("signs") else {}
    names = _read_names(section.section("languages")) if section.has("languages") else LanguageWords()
    past = _read_past(section.section("past")) if section.has("past") else PastWords()
    picks = _read_picks(section.section("picks")) if section.has("picks") else PickWords()
    section.finish()
    # A language with dangers of its own takes no examples of another one. Only words of dangers.yaml in the
    # language of an example can say that its danger is denied: "no fever".
    lacking = languages.lacks(folder, language)
    is_apart = "examples.yaml" in lacking and "dangers.yaml" not in lacking
    has_none = is_apart and language in languages.partial
    file = folder / languages.file(folder, language, "examples.yaml")
    weights = b"" if has_none or reads_all else read_weights(file, spellings)
    is_left_out = has_none or bool(weights)
    examples = Examples() if is_left_out else read_examples(folder, language, facts, languages, faults)
    outlines = read_outlines(folder, language, facts, languages, faults, dangers.terms)
    times, where = read_times(folder, language, facts, languages, faults)
    return Lexicon(
        red_flags=red_flags,
        intents={intent: intents.get(intent, ()) for intent in Intent},
        techniques={TechniqueKey(key): forms for key, forms in techniques.items()},
        routines={RoutineKey(key): (*forms, *unnamed.get(key, ())) for key, forms in routines.items()},
        faq=faq,
        dangers=dangers,
        examples=examples,
        outlines=outlines,
        weights=weights,
        calls=calls,
        lengths=lengths,
        times=times,
        where=where,
        ages=ages,
        cities=read_cities(folder, language, languages, faults),
        spellings=spellings,
        pinyin=pinyin,
        unnamed=frozenset(form for forms in unnamed.values() for form in forms),
        bare=bare,
        signs=signs,
        languages=names,
        past=past,
        picks=picks,
    )


def _read_faq(section: Section, facts: Facts, meanings: dict[str, str]) -> Mapping[FaqKey, tuple[str, ...]]:
    forms = _read_forms(section, [key for key in facts.faq if section.has(key)], meanings)
    return {FaqKey(key): several for key, several in forms.items()}


def _read_names(section: Section) -> LanguageWords:
    """Read what people call each language. A name may be of a language that is not offered."""
    named = section.section("names")
    words = LanguageWords(
        names={Language(key): named.texts(key) for key in named.keys()},
        beside=frozenset(section.texts("beside")),
    )
    named.finish()
    section.finish()
    return words


def _read_lengths(section: Section) -> LengthWords:
    lengths = LengthWords(
        numbers=_read_numbers(section.section("numbers")),
        spans=_read_numbers(section.section("spans")),
        units=section.texts("units"),
        beside=frozenset(section.texts("beside")),
        told_before=section.texts("told_before", default=()),
        told_near=section.texts("told_near", default=()),
        told_after=section.texts("told_after", default=()),
    )
    section.finish()
    return lengths


def _read_spellings(section: Section) -> Mapping[str, str]:
    """Read `spelling that is read: [spellings that people type]`; return what is read, by what is typed."""
    return {form: key for key in section.keys() for form in section.texts(key)}


def _read_ages(section: Section) -> AgeWords:
    ages = AgeWords(
        before=section.texts("before"),
        after=section.texts("after"),
        not_meant=section.texts("not_meant", default=()),
        years=section.texts("years", default=()),
        lasting=section.texts("lasting", default=()),
        away=section.texts("away", default=()),
        on_mat=frozenset(section.texts("on_mat", default=())),
    )
    section.finish()
    return ages


def _read_past(section: Section) -> PastWords:
    past = PastWords(
        did=section.texts("did"),
        done=section.texts("done", default=()),
        beside=section.texts("beside", default=()),
        adds=section.texts("adds", default=()),
        yesterday=section.texts("yesterday"),
        before_yesterday=section.texts("before_yesterday"),
    )
    section.finish()
    return past


def _read_picks(section: Section) -> PickWords:
    """Read `places: {"1": [first], last: [the last]}`, the words around them, `none` and `doubt`."""
    places = section.section("places")
    picks = PickWords(
        places={
            PickWords.LAST if key == "last" else _place(places, key): places.texts(key)
            for key in places.keys()
        },
        beside=frozenset(section.texts("beside")),
        none=section.texts("none"),
        doubt=section.texts("doubt", default=()),
    )
    places.finish()
    section.finish()
    return picks


def _place(section: Section, key: str) -> int:
    if key.isdecimal() and int(key) > 0:
        return int(key)
    section.fault(key, f'"{key}" is no place; write "1" for the first one, or "last"')
    return 0


def _read_signs(section: Section) -> Mapping[Intent, tuple[str, ...]]:
    """Read `intent: [signs]`. A sign is one character that is no part of a word; it means one thing."""
    signs: dict[str, Intent] = {}
    for intent in (each for each in Intent if section.has(each)):
        for written in section.texts(intent):
            sign = written.removesuffix(_AS_PICTURE)
            if len(sign) != 1 or sign.isascii() or sign.isalnum():
                section.fault(intent, f'"{written}" is not one sign')
            if sign in signs:
                section.fault(intent, f'"{written}" means {signs[sign]} already; a sign means one thing')
            signs[sign] = intent
    section.finish()
    return {intent: tuple(sign for sign, its in signs.items() if its is intent) for intent in signs.values()}


def _read_numbers(section: Section) -> Mapping[str, int]:
    numbers = {}
    for key in section.keys():
        forms = section.texts(key)
        if not (key.isascii() and key.isdigit()):
            section.fault(key, "the key is a whole number in quotes")
            continue
        numbers.update({form: int(key) for form in forms})
    return numbers


def _read_calls(section: Section, meanings: Mapping[str, str]) -> Calls:
    nearly_alone = section.texts("nearly_alone")
    for form in nearly_alone:
        if not meanings.get(form, "").startswith("intents."):
            section.fault("nearly_alone", f'"{form}" is a form of no intent')
    calls = Calls(
        nearly_alone=frozenset(nearly_alone),
        not_meant=section.texts("not_meant"),
        beside=frozenset(section.texts("beside")),
        asking=frozenset(section.texts("asking")),
        may_ask=frozenset(section.texts("may_ask", default=())),
        unwanted=section.texts("unwanted"),
    )
    section.finish()
    return calls


def _read_forms(section: Section, keys: Collection[str], meanings: dict[str, str]) -> Forms:
    read = {}
    for key in keys:
        read[key] = section.texts(key)
        for form in read[key]:
            if form != " ".join(form.lower().replace("’", "'").split()):
                section.fault(
                    key, f'"{form}": write it in lower case, with a plain apostrophe and single spaces'
                )
            if form in meanings:
                section.fault(key, f'"{form}" means {meanings[form]} already; a form means one thing')
            meanings[form] = f"{section.path[-1]}.{key}"
    section.finish()
    return read

"""A catalogue of several languages."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.content.check import find_faults, parts_of_languages
from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue, Language, PhraseId, Wording
from bot.domain.message import UNITS, Message, minutes, phrase
from bot.telegram.rendering import Renderer

EN, XX = Language("en"), Language("xx")


def add_language(folder: Path, languages: str = "[en, xx]") -> None:
    """Add a language whose texts are the English ones."""
    shutil.copytree(folder / "locales/en", folder / "locales/xx")
    (folder / "languages.yaml").write_text(f"languages: {languages}\n", "utf-8")


def change_gate(folder: Path, language: str) -> None:
    safety = folder / f"locales/{language}/safety.yaml"
    before = safety.read_text("utf-8")
    safety.write_text(before.replace("heart trouble", "heart disease"), "utf-8")
    assert safety.read_text("utf-8") != before


def add_wording(folder: Path, language: str) -> None:
    screens = folder / f"locales/{language}/screens.yaml"
    before = screens.read_text("utf-8")
    screens.write_text(before.replace("\nthanks:\n", '\nthanks:\n  "new": You are welcome.\n'), "utf-8")
    assert screens.read_text("utf-8") != before


def test_a_change_of_the_gate_in_a_language_ends_the_yes_of_those_who_read_it(
    copy: Path, catalogue: Catalogue
) -> None:
    """And of nobody else: a language that is new asks nobody, whatever its words."""
    yes = catalogue.gate_of(EN)
    assert catalogue.gate_of(XX) == yes  # a language without the question asks it in English

    add_language(copy)
    change_gate(copy, "xx")
    with_another = read_catalogue(copy)
    assert with_another.holds(yes)
    assert with_another.gate_of(XX) != yes

    change_gate(copy, "en")
    assert not read_catalogue(copy).holds(yes)


def test_marks_case_and_spaces_of_the_gate_are_not_its_meaning(copy: Path, catalogue: Catalogue) -> None:
    safety = copy / "locales/en/safety.yaml"
    text = safety.read_text("utf-8")
    head, gate, rest = re.split(r"(?<=\ngate: \|\n)|(?=\ngate_yes)", text)

    safety.write_text(head + gate.replace(",", ";").replace(" the ", "  The ") + rest, "utf-8")

    assert safety.read_text("utf-8") != text
    assert read_catalogue(copy).holds(catalogue.gate_of(EN))


def test_a_new_wording_needs_no_change_of_the_code(copy: Path) -> None:
    before = read_catalogue(copy).wordings[Wording.thanks]

    add_wording(copy, "en")

    assert read_catalogue(copy).wordings[Wording.thanks] == ("thanks.new", *before)


def test_every_language_has_the_wordings_of_the_first_one(copy: Path) -> None:
    add_language(copy)

    add_wording(copy, "en")
    in_en = [(fault.file, fault.key) for fault in find_faults(copy)]
    add_wording(copy, "xx")
    in_both = find_faults(copy)

    assert in_en == [("locales/xx", "thanks.new")]
    assert in_both == []


def test_narrow_punctuation_beside_a_chinese_sign_is_a_fault(tmp_path: Path) -> None:
    """Tags do not hide it; numbers, hours and commands keep the narrow signs."""
    whole = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    screens = whole / "locales/zh-Hans/screens.yaml"
    text = screens.read_text("utf-8")
    for before, after in (("settings_language: 语言：", "settings_language: <b>语言</b>:"),):
        assert before in text
        text = text.replace(before, after, 1)
    screens.write_text(text.replace("language_set: 好，", "language_set: 好,"), "utf-8")

    found = {(fault.key, fault.right) for fault in find_faults(whole)}

    assert ("language_set", 'write "，" beside a Chinese character, and not ","') in found
    assert ("settings_language", 'write "：" beside a Chinese character, and not ":"') in found
    assert len(found) == 2


def partial(folder: Path, more: str = "") -> None:
    """Add a partial language that has its own way to write values, and one phrase."""
    own = folder / "locales/xx"
    own.mkdir()
    labels = yaml.safe_load((folder / "locales/en/labels.yaml").read_text("utf-8"))
    values = {"format": labels["format"], "language_name": "Xx", "fallen_back": "(en)", "neck": "Nek."}
    (own / "some.yaml").write_text(yaml.safe_dump(values, sort_keys=False), "utf-8")
    for name in ("claims", "shame"):
        (own / f"{name}.yaml").write_text(f"never: [xx{name}]\nallowed: {{}}\n", "utf-8")
    (folder / "languages.yaml").write_text(f"languages: [en, xx]\npartial: [xx]\n{more}", "utf-8")


def test_a_partial_language_takes_what_it_lacks_from_the_first_one(copy: Path) -> None:
    partial(copy)
    catalogue = read_catalogue(copy)
    words = Renderer(catalogue, XX)

    assert words.phrase(phrase("neck")) == "Nek."
    assert words.phrase(phrase("lighter_plain")) == "<i>(en)</i> Lighter from here on."
    assert words.text(Message((phrase("neck"), phrase("lighter_plain"), phrase("resumed")))) == (
        "Nek.\n<i>(en)</i> Lighter from here on.\nGoing on now."
    )
    assert words.plain(phrase("button.stop")) == "Stop"  # a label is too short for a mark
    assert catalogue.lexicons[XX].intents == catalogue.lexicons[Language("en")].intents


def test_a_partial_language_is_checked_in_all_that_it_has(copy: Path) -> None:
    partial(copy)
    more = copy / "locales/xx/more.yaml"
    more.write_text("nek: Nek.\ne_zone: Waar?\nresumed: An xxclaims.\n", "utf-8")
    (copy / "locales/xx/dangers.yaml").write_text("red_flags: {fevr: [koorts]}\n", "utf-8")

    found = [(fault.file, fault.key) for fault in find_faults(copy)]

    assert ("locales/xx/more.yaml", "nek") in found
    assert ("locales/xx/more.yaml", "e_zone") in found  # its placeholder is not there
    assert ("locales/xx/more.yaml", "resumed") in found  # it promises too much
    assert ("locales/xx/dangers.yaml", "red_flags.fevr") in found


SLAVIC = """
plurals:
  xx: {forms: [one, few, many], rule: "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"}
"""


def test_each_language_counts_by_its_own_rule(copy: Path) -> None:
    """The forms that the rule leads to are required, and no others."""
    partial(copy, SLAVIC)
    some = copy / "locales/xx/some.yaml"
    told = [(fault.key, "missing" in fault.right) for fault in find_faults(copy)]
    assert ("format.long.day.few", True) in told
    assert ("format.long.day.other", False) in told

    text = yaml.safe_load(some.read_text("utf-8"))
    forms = {"one": "{n} a", "few": "{n} b", "many": "{n} c"}
    text["format"]["long"] = {**dict.fromkeys(UNITS, forms), "two": "{first} {last}"}
    some.write_text(yaml.safe_dump(text), "utf-8")
    catalogue = read_catalogue(copy)
    phrases = {**catalogue.phrases[XX], PhraseId("shown"): "{length|long}"}
    words = Renderer(replace(catalogue, phrases={**catalogue.phrases, XX: phrases}), XX)

    shown = [words.phrase(phrase("shown", length=minutes(number))) for number in (1, 3, 12, 22, 50)]
    assert shown == ["1 a", "3 b", "12 c", "22 b", "50 c"]


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ("partial: [en]", "partial"),  # the first one must be whole
        ("plurals: {yy: {forms: [other], rule: '0'}}", "plurals"),
        ("plurals: {en: {forms: [one, others], rule: n != 1}}", "plurals.en.forms"),
        ("plurals: {en: {forms: [one, other], rule: '0'}}", "plurals.en.rule"),
        ("plurals: {en: {forms: [one, other], rule: import os}}", "plurals.en.rule"),
        ("plurals: {en: {forms: [one, other], rule: n % 0}}", "plurals.en.rule"),
    ],
)
def test_a_wrong_property_of_a_language_is_told(copy: Path, given: str, at: str) -> None:
    (copy / "languages.yaml").write_text(f"languages: [en]\n{given}\n", "utf-8")

    assert at in [fault.key for fault in find_faults(copy) if fault.file == "languages.yaml"]


def test_the_check_says_how_much_of_a_partial_language_is_there(copy: Path) -> None:
    partial(copy)
    (copy / "locales/xx/times.yaml").write_bytes((copy / "locales/en/times.yaml").read_bytes())

    share, lacks = parts_of_languages(copy)

    catalogue = read_catalogue(copy)
    own = len(catalogue.phrases[XX]) - 1  # the first language has no mark of what falls back
    assert share.startswith(f"xx: {own} of {len(catalogue.phrases[EN])} phrases (")
    assert lacks == "xx: read with the words of en: words.yaml, dangers.yaml, examples.yaml, cities.yaml."


def test_all_that_is_wrong_in_several_files_is_named_at_once(copy: Path) -> None:
    """Each with its file, its line, and what would be right."""
    partial(copy)
    own = copy / "locales/xx"
    (own / "bom.yaml").write_text("\ufeffresumed: Verder.\n", "utf-8")
    (own / "tags.yaml").write_text("lighter_2: <u>Zacht</u>\nstretched: Nog even.\n", "utf-8")
    (own / "twice.yaml").write_text('skipped: "Door. {next}"\nskipped: "Weg. {next}"\n', "utf-8")
    (copy / "pressure.yaml").write_text("lighter:\n\t- [2, 3]\n", "utf-8")
    errors = copy / "locales/en/errors.yaml"
    errors.write_text(errors.read_text("utf-8").replace("e_theirs: ", "e_thiers: "), "utf-8")
    routine = copy / "routines/quick.yaml"
    routine.write_text(routine.read_text("utf-8").replace("seconds: 180", "seconds: soon", 1), "utf-8")

    told = "\n".join(map(str, find_faults(copy)))

    for part in (
        "locales/xx/bom.yaml:1: save this file as UTF-8 without a byte order mark",
        "pressure.yaml:2: indent with spaces and not with a tab, like `  key: value`",
        "locales/xx/tags.yaml:1: lighter_2: <u> is not used here; known: b, i,",
        "locales/xx/tags.yaml:2: stretched: its placeholders must be: {left}",
        "locales/xx/twice.yaml:2: skipped: give it once; also on line 1",
        "locales/en: e_theirs: this phrase is missing",
    ):
        assert part in told
    assert re.search(r"locales/en/errors.yaml:\d+: e_thiers: the bot never asks for this", told)
    assert re.search(r"routines/quick.yaml:\d+: .*seconds: ", told)

"""A catalogue of several languages."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from bot.content.check import find_faults
from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Language, PhraseId, Wording

XX = Language("xx")


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


def test_with_one_language_the_gates_version_is_the_hash_of_its_text(copy: Path) -> None:
    """A yes that people gave before there were several languages still counts."""
    catalogue = read_catalogue(copy)
    gate = catalogue.phrases[Language("en")][PhraseId("gate")]

    assert catalogue.languages == ("en",)
    assert catalogue.safety_version == hashlib.sha256(gate.encode()).hexdigest()[:12]


def test_a_change_of_the_gate_in_any_language_asks_for_a_new_yes(copy: Path) -> None:
    add_language(copy)
    before = read_catalogue(copy).safety_version

    change_gate(copy, "xx")
    in_xx = read_catalogue(copy).safety_version
    change_gate(copy, "en")
    in_both = read_catalogue(copy).safety_version

    assert len({before, in_xx, in_both}) == 3


def test_another_default_language_asks_for_no_new_yes(copy: Path) -> None:
    add_language(copy)
    before = read_catalogue(copy).safety_version

    (copy / "languages.yaml").write_text("languages: [xx, en]\n", "utf-8")

    assert read_catalogue(copy).languages == ("xx", "en")
    assert read_catalogue(copy).safety_version == before


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

"""A catalogue of several languages."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue, Language, PhraseId

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


def test_with_one_language_the_gates_version_is_the_hash_of_its_text(catalogue: Catalogue) -> None:
    """A yes that people gave before there were several languages still counts."""
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

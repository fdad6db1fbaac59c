"""What each picture shows, in words, for a page that has a field for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.content.documents import read_document
from bot.content.languages import read_languages
from bot.domain.catalogue import Language
from bot.domain.pictures import alt
from bot.media.shelf import Shelf

Alts = Mapping[str, Mapping[str, str]]

_ANY = ""  # stands for all languages that have no words of their own


def alts(content: Path, shelf: Shelf) -> Alts:
    """Return what the files of the shelf show: by SHA-256, then by language code; "": any other one."""
    phrases = {file.sha256: alt(name) for name, file in shelf.files.items()}
    found: dict[str, dict[str, str]] = {file: {} for file in phrases}
    languages = read_languages(content, []).all
    for language in languages:
        words = read_document(content, f"locales/{language}/media.yaml", []).values
        for file, phrase in phrases.items():
            told = _told(words, phrase)
            if told:
                found[file][_code(language)] = told
    return {file: {**words, _ANY: words.get(_code(languages[0]), "")} for file, words in found.items()}


def _code(language: Language) -> str:
    """Return the code that apps send for a language: `zh` for `zh-Hans`."""
    return language.split("-")[0]


def _told(words: object, phrase: str) -> str:
    """Return the words of a phrase in a file of texts, where its id is a path of keys; "": there are none."""
    for key in phrase.split("."):
        words = words.get(key) if isinstance(words, dict) else None
    return words if isinstance(words, str) else ""

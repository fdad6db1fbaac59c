"""The code and the texts keep their bargain: every phrase that is asked for by name is required."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.content.facts import read_facts
from bot.content.folder import content_folder
from bot.content.required import required_phrases

PREFIXES = {
    "phrase": "",
    "plain": "",
    "button": "button.",
}  # function that names a phrase, what it puts before


def asked() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield place, phrase id and arguments of every call that names its phrase outright."""
    package = Path(bot.__file__).parent
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(name) | ast.Attribute(attr=name),
                    args=[ast.Constant(str(phrase)), *_],
                    keywords=keywords,
                ) if name in PREFIXES and all(keyword.arg for keyword in keywords):
                    names = frozenset(keyword.arg for keyword in keywords if keyword.arg)
                    yield f"{path.name}:{node.lineno}", PREFIXES[name] + phrase, names - {"style"}


def test_every_phrase_asked_for_by_name_is_required_with_its_arguments() -> None:
    required = {
        phrase: {placeholder.partition("|")[0] for placeholder in placeholders}
        for phrase, placeholders in required_phrases(read_facts(content_folder(), [])).items()
    }

    wrong = [
        (place, phrase, sorted(names))
        for place, phrase, names in asked()
        if required.get(phrase) != set(names)
    ]

    assert wrong == []


def test_the_search_finds_the_calls_that_there_are() -> None:
    assert len(list(asked())) > 20

"""The helper that gives tests the bot's words; and no conversation holds these words itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests.texts import button, plain, texts

FOLDERS = ("conversations", "screens", "process", "faults", "migrations", "telegram", "storage")
LONGEST = 4  # words in a row that a test may share with a phrase; a whole sentence has fewer
Runs = dict[tuple[str, ...], str]
_SENTENCE_ENDS = re.compile(r"[.:;!?…\n]|\{\w+(?:\|\w+)?\}")
_TO_BE_TYPED = re.compile(r'<code>.*?</code>|"[^"]*"')


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+(?:['’][a-z]+)?", text.lower()))


def runs_of(words: tuple[str, ...], length: int) -> Iterator[tuple[str, ...]]:
    return (words[start : start + length] for start in range(len(words) - length + 1))


@pytest.fixture(scope="module")
def runs(catalogue: Catalogue) -> Runs:
    """Return the words in a row that belong to a phrase, with its name: a sentence of four, and any five."""
    found: Runs = {}
    for name, template in catalogue.phrases[catalogue.languages[0]].items():
        said = plain(_TO_BE_TYPED.sub("\n", template))
        for words in map(words_of, _SENTENCE_ENDS.split(said)):
            whole = [words] if len(words) == LONGEST else runs_of(words, LONGEST + 1)
            found |= dict.fromkeys(whole, name)
    return found


def copies(source: str, runs: Runs) -> list[tuple[int, str]]:
    """Return the lines of a test's source that hold words of a phrase, with the name of that phrase."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    literals = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]
    return [
        (line, runs[run])
        for line, text in literals
        for length in (LONGEST, LONGEST + 1)
        for run in runs_of(words_of(text), length)
        if run in runs
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_test_holds_a_sentence_of_the_catalogue(runs: Runs, folder: str) -> None:
    """Such a sentence is asked for by its name, so that a better one breaks no test."""
    files = sorted((Path(__file__).parent / folder).glob("**/*.py"))

    found = [(path.name, *copy) for path in files for copy in copies(path.read_text("utf-8"), runs)]

    assert files
    assert found == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"assert text == {texts('lapsed')!r}", {"lapsed"}),
        (f"assert text == f{texts('saved', name='{name}')!r}", {"saved"}),
        (f"assert {texts('unknown_note')[10:-5]!r} in text", {"unknown_note"}),
        (f"""{texts("lapsed")!r}""", set()),  # a docstring
        ('await chat.says("how do I knead without rolling?")', set()),
        (f"assert labels == [{button.start_now!r}]", set()),
    ],
)
def test_a_copied_sentence_is_found(runs: Runs, source: str, expected: set[str]) -> None:
    """What people type, docstrings and short labels may stand in a test."""
    assert {name for _, name in copies(source, runs)} == expected


def test_a_phrase_is_given_as_a_person_reads_it() -> None:
    """Without tags, whole or in part, with its values in place."""
    whole = texts("stopped", minutes=3)

    assert "<b>" not in whole
    assert texts.headline("stopped", minutes=3) == whole.split("\n")[0]
    assert whole.startswith(texts.opening("stopped"))
    assert "3" not in texts.opening("stopped")
    assert texts.step(2, 3, "kneading", 90) == "2/3 Kneading · 1 min 30 s"
    assert texts.numbered(2, 3, "kneading") == "2/3 Kneading"
    assert texts.planned("wall_rolling", 90) == "Wall-ball rolling 1:30"
    assert button("less_of", technique="Rolling") == texts("button.less_of", technique="Rolling")


def test_a_phrase_without_one_of_its_values_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="stopped needs more values"):
        texts("stopped")


def test_a_phrase_with_any_value_is_found_in_a_text() -> None:
    said = texts("outage", minutes=3, i=2, technique="Kneading")

    assert texts.are_in(f"Hello. {said}", "outage", i=2)
    assert not texts.are_in(said, "outage", i=3)

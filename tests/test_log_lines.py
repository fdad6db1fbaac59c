"""Every sentence that the bot can log stands in docs/operating.md, with what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.telegram import trouble

ROOT = Path(__file__).parent.parent
PAGE = " ".join((ROOT / "docs" / "operating.md").read_text("utf-8").split())
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
# Calls that hand a sentence to a logger elsewhere, with the place of the sentence among their arguments.
HANDED_ON = {"by_itself": 1}
# Where a logger gets its sentence from a variable: these sentences are found by HANDED_ON, or tested below.
FROM_A_VARIABLE = {("bot/actions/scene/by_itself.py", "failure"), ("bot/telegram/trouble.py", "'%s%s'")}


def logged() -> Iterator[tuple[str, ast.expr]]:
    """Yield the file and the sentence of each call that logs."""
    for file in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = file.relative_to(ROOT).as_posix()
            match node.func:
                case ast.Attribute(value=owner, attr=level) if level in LEVELS:
                    if ast.unparse(owner) == "log" or "getLogger" in ast.unparse(owner):
                        yield name, node.args[0]
                case ast.Name(id=called) if called in HANDED_ON:
                    yield name, node.args[HANDED_ON[called]]


def is_explained(sentence: str) -> bool:
    """Has the page the first clause of the sentence? It may leave out or shorten the rest."""
    first = re.split(r"[;:,.]", re.sub(r"%[ds]", "N", sentence))[0].removesuffix(" N")
    return f"`{first}" in PAGE


def test_each_sentence_of_the_log_is_explained() -> None:
    """The files are read in the test: each process of the tests collects this module, and one runs it."""
    found = [(file, said) for file, said in logged() if (file, ast.unparse(said)) not in FROM_A_VARIABLE]
    assert len(found) > 40
    strange = [f"{file}: {ast.unparse(said)}" for file, said in found if not isinstance(said, ast.Constant)]
    sentences = {str(said.value): file for file, said in found if isinstance(said, ast.Constant)}

    assert strange == []  # what this test cannot follow
    assert {said: file for said, file in sentences.items() if not is_explained(said)} == {}


def test_sentences_about_the_connection_are_explained() -> None:
    source = ast.parse(Path(trouble.__file__).read_text("utf-8"))
    [why] = [node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == "why"]
    returns = [node.value for node in ast.walk(why) if isinstance(node, ast.Return) and node.value]
    said = [ast.unparse(value).strip("f'\"") for value in returns]
    assert len(said) == 7

    for sentence in said:
        assert is_explained(trouble.AWAY if sentence == "AWAY" else sentence.partition("(")[0].strip()), (
            sentence
        )

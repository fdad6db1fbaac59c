"""The data of a button is written in one place: everywhere else there are presses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.screens.presses import decode

BOT = Path(__file__).parents[2] / "bot"
PRESSES = BOT / "screens" / "presses"
# Where a button is made: from a press, and from a row of the outbox.
MAKERS = {"screens/buttons.py", "storage/payload.py"}
# Text that looks like the data of a button: the key of a row in the outbox.
KEYS = {"rate:1"}


def trees() -> Iterator[tuple[str, ast.AST]]:
    """Yield all modules of the bot but those of the presses, each with its path inside the bot."""
    for file in sorted(BOT.rglob("*.py")):
        if PRESSES not in file.parents:
            yield str(file.relative_to(BOT)), ast.parse(file.read_text("utf-8"))


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield all text that a module writes out, with `1` for each value in braces."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in parts)


def test_a_button_is_made_from_a_press_only() -> None:
    """mypy holds what its maker takes; nobody else makes one."""
    makers = {
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Button"
    }

    assert makers == MAKERS


def test_no_data_of_a_button_stands_outside_of_the_presses() -> None:
    """Data of one word is also the name of a command or a phrase; data of more words is looked for."""
    found = {
        (path, text)
        for path, tree in trees()
        for text in texts(tree)
        if ":" in text and text not in KEYS and decode(text) is not None
    }

    assert found == set()

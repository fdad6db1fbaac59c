"""The bot uses every phrase of the content."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.domain.catalogue import Catalogue, Language, PhraseId, RoutineKey
from bot.domain.drafting import Limit
from bot.screens.commands import MENU
from bot.screens.names import routine_name
from bot.telegram.rendering import Renderer
from tests.telegram.test_rendering import screens

BOT = Path(__file__).parents[2] / "bot"
SPEAKING = ("actions", "telegram")  # what is said there without a screen: toasts, plain sentences, the menu
BY_NAME = ("plain", "not_allowed")  # screens of any phrase: the code must name it itself
CALLS = {"phrase", "plain", "PhraseId", "words", "_words"}


class Listening:
    """A catalogue that remembers what it was asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.heard: set[str] = set()

    def phrase(self, language: Language, phrase_id: PhraseId) -> str:
        self.heard.add(phrase_id)
        return self._catalogue.phrase(language, phrase_id)

    def __getattr__(self, name: str) -> object:
        return getattr(self._catalogue, name)


def on_screens(catalogue: Catalogue) -> set[str]:
    """Return the phrases of all screens and of the buttons under them."""
    listening = Listening(catalogue)
    words = Renderer(listening, catalogue.languages[0])  # type: ignore[arg-type]
    for name, message in screens(catalogue):
        if name not in BY_NAME:
            words.text(message)
        words.keyboard(message)
        if message.document is not None:
            words.plain(message.document.words)
    words.phrase(routine_name(RoutineKey("own_1")))  # of a session whose routine is not known any more
    return listening.heard


def trees() -> Iterator[ast.AST]:
    for part in SPEAKING:
        for file in sorted((BOT / part).rglob("*.py")):
            yield ast.parse(file.read_text("utf-8"))


def literals() -> set[str]:
    """Return every string that the speaking code writes out."""
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def patterns() -> list[re.Pattern[str]]:
    """Return the names of phrases that the code puts together, such as `thanks.{number}`, as patterns."""
    return [
        re.compile("".join(_part(part) for part in name.values))
        for tree in trees()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _called(call) in CALLS and call.args
        for name in ast.walk(call.args[0])
        if isinstance(name, ast.JoinedStr) and isinstance(name.values[0], ast.Constant)
    ]


def _part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^.]+"


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_phrase_is_said_somewhere(catalogue: Catalogue) -> None:
    """On a screen, or by name in a toast, a plain sentence or the menu; a button only under a screen."""
    shown = on_screens(catalogue)
    named = literals() | {limit.value for limit in Limit} | {f"command.{name}" for name in MENU}
    made = patterns()

    unsaid = [
        phrase
        for phrase in catalogue.phrases[catalogue.languages[0]]
        if phrase not in shown
        and not phrase.startswith("alt.")  # of pictures; only `unknot preview` shows these words
        and (
            phrase.startswith("button.")
            or (phrase not in named and not any(pattern.fullmatch(phrase) for pattern in made))
        )
    ]

    assert unsaid == []

"""Screens on which a person chooses the language. Each language stands there by its own name."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.catalogue import Language
from bot.domain.message import Button, Message, Rows, message, phrase
from bot.screens.buttons import button, in_rows
from bot.screens.presses import SetLanguage, ShowLanguages

_EACH = 2  # buttons in a row


def languages(names: Mapping[Language, str]) -> Message:
    """Answer `/language`."""
    return message(phrase("language"), buttons=_rows(names))


def language_set(others: Mapping[Language, str]) -> Message:
    """Say, in the new language, that it is used from now on; offer the `others`."""
    return message(phrase("language_set"), buttons=_rows(others))


def switch_to(others: Mapping[Language, str]) -> tuple[Button, ...]:
    """Return the button that leads away from a language: to the only other one, or to the choice."""
    if len(others) == 1:
        return tuple(_named(language, name) for language, name in others.items())
    return (button("language", ShowLanguages()),) if others else ()


def _rows(names: Mapping[Language, str]) -> Rows:
    return in_rows([_named(language, name) for language, name in names.items()], _EACH)


def _named(language: Language, name: str) -> Button:
    return button("language_named", SetLanguage(language), name=name)


def simplified() -> Message:
    """Say that the bot writes simplified characters, and reads traditional ones too."""
    return message(phrase("simplified"))

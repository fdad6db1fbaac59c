"""The phrases that each language must have, and the placeholders that the bot fills in each of them.

In the lists a line is `phrase: placeholder placeholder`; `next|wdt` is a moment that the phone itself shows.
A phrase need not have a placeholder that ends with `?` in the list.
The module `derived` adds the phrases that follow from the facts of the content or from the values of the bot.
The module `wordings` adds what the bot says in several ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.content.facts import Facts
from bot.content.required import errors, labels, own, progress, reminders, screens, sessions
from bot.content.required.by_language import required_in
from bot.content.required.derived import derived_phrases
from bot.content.required.toasts import TOASTS
from bot.content.required.wordings import required_wordings, wordings_of

__all__ = ["TOASTS", "listed_phrases", "required_in", "required_phrases", "required_wordings", "wordings_of"]

_LISTS = (
    screens.PHRASES,
    sessions.PHRASES,
    own.PHRASES,
    reminders.PHRASES,
    progress.PHRASES,
    errors.PHRASES,
    labels.PHRASES,
)


def required_phrases(facts: Facts) -> Mapping[str, frozenset[str]]:
    """Return every phrase id that each language must have, with its placeholders."""
    return {**derived_phrases(facts), **dict(listed_phrases())}


def listed_phrases() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every phrase id of the lists, with its placeholders."""
    for line in "".join(_LISTS).split("\n"):
        phrase, colon, placeholders = line.partition(":")
        if colon:
            yield phrase, frozenset(placeholders.split())

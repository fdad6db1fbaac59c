"""How much of a text is read: with a longer text, reading takes no longer."""

from __future__ import annotations

import unicodedata

from bot.reading.line import LONGEST

EDGE = 1_000  # characters at each end of a text that are searched for red flags
_A_WORD = 50  # characters; a word that is cut in two is left out, unless it is longer than this


def beginning(text: str) -> str:
    """Return the part of `text` that is read as a line: one character more than a Reader takes, at most.

    Some signs stand for up to 18 letters. They count as those letters.
    """
    head = text[: LONGEST + 1]
    letters = folded(head)
    return head if len(letters) <= LONGEST + 1 else letters[: LONGEST + 1]


def ends(text: str) -> tuple[str, ...]:
    """Return the parts of `text` that are searched for red flags: all of it, or its two ends."""
    if len(text) <= 2 * EDGE and len(folded(text)) <= 2 * EDGE:
        return (text,)
    first = folded(text[:EDGE])[:EDGE]
    last = folded(text[-EDGE:])[-EDGE:]
    return _without_last_word(first), _without_first_word(last)


def searched(characters: int) -> int:
    """Return how many of the `characters` of a text are searched for red flags."""
    return min(characters, 2 * EDGE)


def folded(text: str) -> str:
    """Return `text` with the letters that each sign stands for."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _without_last_word(part: str) -> str:
    at = part.rfind(" ", len(part) - _A_WORD)
    return part if at < 0 else part[:at]


def _without_first_word(part: str) -> str:
    return part[part.find(" ", 0, _A_WORD) + 1 :]

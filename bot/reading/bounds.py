"""How much of a text is read: with a longer text, reading takes no longer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from bot.reading.line import LONGEST
from bot.reading.words import first_signs

EDGE = 1_000  # characters at each end of a text that are searched for red flags
# Signs of scripts without spaces at each end that are. Each is a word, and costs as much as a word.
SIGNS_OF_EDGE = 200
SIGNS_OF_LINE = 250  # as many take as much room on a screen as `LONGEST` letters
_A_WORD = 50  # characters; a word that is cut in two is left out, unless it is longer than this
_FEW = LONGEST // 18  # characters; whatever they are, they are no long text
# Accents and the like. No language needs more than four on a letter, and to put more in order takes long.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]"
)


@cache
def _too_many_marks() -> re.Pattern[str]:
    """Return what finds them. To compile it takes long, so it waits for the first text with such letters."""
    return re.compile(f"({_MARK}{{4}}){_MARK}+")


def beginning(text: str) -> str:
    """Return the part of `text` that is read as a line: one character more than a Reader takes, at most.

    Some signs stand for up to 18 letters. They count as those letters.
    """
    if len(text) <= _FEW:
        return text
    head = _with_few_marks(text[: LONGEST + 1])
    letters = folded(head)
    return head if len(letters) <= LONGEST + 1 else letters[: LONGEST + 1]


def ends(text: str) -> tuple[str, ...]:
    """Return the parts of `text` that are searched for red flags: all of it, or its two ends."""
    if len(text) <= _FEW:
        return (text,)
    if len(text) <= 2 * EDGE:
        whole = _with_few_marks(text)
        if len(folded(whole)) <= 2 * EDGE and first_signs(whole, 2 * SIGNS_OF_EDGE) == whole:
            return (whole,)
    first = first_signs(_letters(lambda count: text[:count])[:EDGE], SIGNS_OF_EDGE)
    last = first_signs(_letters(lambda count: text[-count:])[:-EDGE:-1], SIGNS_OF_EDGE)[::-1]
    return _without_last_word(first), without_first_word(last)


def searched_part(text: str) -> str:
    """Return the parts of `text` that are searched as one text. What is left out ends a sentence."""
    return "\n".join(ends(text))


def searched(characters: int) -> int:
    """Return how many of the `characters` of a text are searched for red flags."""
    return min(characters, 2 * EDGE)


def folded(text: str) -> str:
    """Return `text` with the letters that each sign stands for."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _letters(signs: Callable[[int], str]) -> str:
    """Return the letters that the signs at one end of a text stand for. `signs` gives so many of them."""
    for count in (EDGE // 16, EDGE // 4):
        if len(letters := folded(_with_few_marks(signs(count)))) >= EDGE:
            return letters
    return folded(_with_few_marks(signs(EDGE)))


def _with_few_marks(text: str) -> str:
    return text if text.isascii() else _too_many_marks().sub(r"\1", text)


def _without_last_word(part: str) -> str:
    at = part.rfind(" ", len(part) - _A_WORD)
    return part if at < 0 else part[:at]


def without_first_word(part: str) -> str:
    """Return the end of a text without its first word, which may be cut in two."""
    return part[part.find(" ", 0, _A_WORD) + 1 :]

"""Words that steer a session with one typing error: "nextt", "skpi", "go bak".

Oily hands type badly. Only a line of one word or two is read so: it can hardly mean anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.domain.intent import Intent
from bot.reading.forms import Form

_MOST_WORDS = 2
_SHORTEST = 4  # letters of the word with the error
_OPEN_FROM = 5  # letters; in a shorter word only a swap, or a letter that is doubled, is an error
_ANY_FROM = 7  # letters; in a shorter word no letter is replaced by another one: `text` is not `next`
# "stop" has its errors in words.yaml. What hurts, and a bare yes or no, is never guessed.
_CALLS = frozenset(
    {
        *(Intent.pause, Intent.resume, Intent.skip, Intent.back, Intent.repeat, Intent.plus, Intent.minus),
        *(Intent.softer, Intent.time_left),
    }
)


class NearCalls:
    """The short calls of one language. `known`: words that are no error of another word."""

    def __init__(self, forms: Iterable[Form[Intent]], known: Collection[str]) -> None:
        self._known = frozenset(known)
        self._by_size: dict[int, list[tuple[tuple[str, ...], Intent]]] = defaultdict(list)
        for form in forms:
            words = tuple(form.plain.split())
            if form.key in _CALLS and len(words) <= _MOST_WORDS and form.plain.isascii():
                self._by_size[len(words)].append((words, form.key))
        self.find = lru_cache(32)(self._find)

    def _find(self, line: str) -> Intent | None:
        """Return the call that `line` (normal) is, but for one error; None: none is near, or several."""
        words = tuple(line.split())
        if len(words) > _MOST_WORDS or not line.isascii() or self._known.issuperset(words):
            return None
        near = {intent for form, intent in self._by_size[len(words)] if self._is_near(words, form)}
        return near.pop() if len(near) == 1 else None

    def _is_near(self, words: tuple[str, ...], form: tuple[str, ...]) -> bool:
        """Is exactly one of `words` an error of the word of `form` at its place?"""
        wrong = [(said, meant) for said, meant in zip(words, form, strict=True) if said != meant]
        return len(wrong) == 1 and wrong[0][0] not in self._known and is_error(*wrong[0])


def is_error(said: str, meant: str) -> bool:
    """Is `said` the word `meant` with one error: two letters swapped, or one too many, left out or wrong?"""
    if len(meant) < _SHORTEST or said[0] != meant[0] or OSA.distance(said, meant, score_cutoff=1) != 1:
        return False
    if len(said) == len(meant):
        return sorted(said) == sorted(meant) or len(meant) >= _ANY_FROM
    return len(meant) >= _OPEN_FROM or _doubles(said, meant)


def _doubles(said: str, meant: str) -> bool:
    """Is a letter of `meant` written twice in `said`?"""
    return any(meant[:at] + meant[at - 1] + meant[at:] == said for at in range(1, len(meant) + 1))

"""Chinese in Latin letters, without tones: "huafalin" and "hua fa lin" are both 华法林.

Only a line that is pinyin from end to end is read so. In an English line "you" and "he" are English words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_FINALS = (
    "iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|"
    "ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|ve|er|a|o|e|i|u|v"
)
_SYLLABLE = re.compile(
    rf"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:{_FINALS})|ang|eng|ai|ei|ao|ou|an|en|er|a|o|e)"
)
_WORD = re.compile(r"[a-z]+")
_MOST_SYLLABLES = 7  # of a word in the list
_LEAST = 2  # syllables; a shorter line may be English
_LONGEST = 200  # characters; nobody writes more in pinyin
_LINES = 8  # that are kept: several parts of a Reader ask for the same line


class Pinyin:
    """The words that are known in pinyin. `words`: by pinyin without spaces, the signs."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self.in_signs = lru_cache(_LINES)(self._in_signs)

    def _in_signs(self, text: str) -> str:
        """Return `text` with its known words in signs; unchanged if a word of it is no pinyin."""
        if not self._words or not text.isascii() or len(text) > _LONGEST:
            return text
        small = text.lower()
        first = _WORD.search(small)
        if first is not None and not syllables(first[0]):
            return text  # as most lines, whose other words need no look
        words = _WORD.findall(small)
        if not all(map(syllables, words)):
            return text
        split = {word: syllables(word) for word in words}
        if sum(map(len, split.values())) < _LEAST:
            return text
        pieces = re.split(r"([a-z]+)", small)
        said: list[str] = []
        for piece in pieces:
            said += split[piece] if piece in split else [piece] if piece.strip() else []
        return self._joined(said)

    def _joined(self, said: list[str]) -> str:
        """Return the syllables with the longest known words in signs."""
        found: list[str] = []
        at = 0
        while at < len(said):
            for length in range(min(_MOST_SYLLABLES, len(said) - at), 0, -1):
                signs = self._words.get("".join(said[at : at + length]))
                if signs is not None:
                    found.append(signs)
                    at += length
                    break
            else:
                found.append(said[at])
                at += 1
        return " ".join(found)


@lru_cache(1024)
def syllables(word: str) -> tuple[str, ...]:
    """Return the syllables of a word in small letters, as few as possible; none if it is no pinyin."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(word) + 1):
        for begin in range(max(0, end - 6), end):
            if begin in best and _SYLLABLE.fullmatch(word, begin, end):
                row = (*best[begin], word[begin:end])
                if end not in best or len(row) < len(best[end]):
                    best[end] = row
    return best.get(len(word), ())

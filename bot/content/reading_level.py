"""Checks that texts are easy to read: no sentence is long, and no text is hard as a whole.

The whole is measured by LIX: words of a sentence, plus words of more than six letters in a hundred. Books for
children have about 25, newspapers 45, laws 60. It is for alphabets; other scripts have the first limit only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from bot.content.faults import Fault
from bot.content.languages import Level
from bot.content.lengths import count_words
from bot.content.markup import PLACEHOLDER
from bot.content.prose import Phrase

LONG = 6  # letters; a word with more counts as a long one
LEAST = 20  # words; the measure means nothing for a shorter text
SHOWN = 30  # characters of a sentence that a fault repeats

_NO_PROSE = ("alt.", "format.", "source.")
# A sentence ends at a full stop or a sign like it, or at the end of a line. The dot in 3.5 is no end.
_END = re.compile(r"(?<=[.!?:;])\s|(?<=[。！？：；])|\n+| · ")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def check_reading_level(level: Level | None, phrases: Mapping[str, Phrase], faults: list[Fault]) -> None:
    """Add a fault for each phrase with a long sentence, and for each one that is hard as a whole."""
    if level is None:
        return
    for phrase_id, phrase in phrases.items():
        if phrase_id.startswith(_NO_PROSE):
            continue
        sentences = sentences_of(phrase.text)
        longest = max(sentences, key=count_words, default="")
        if (words := count_words(longest)) > level.sentence:
            right = f'"{_opening(longest)} …" is one sentence of {words} words; {level.sentence} is the most'
            faults.append(phrase.fault(phrase_id, right))
        if level.lix is not None and (lix := lix_of(sentences)) > level.lix:
            right = f"LIX is {lix}; {level.lix} is the most: write shorter words and sentences"
            faults.append(phrase.fault(phrase_id, right))


def sentences_of(text: str) -> list[str]:
    """Return the sentences that people read of a template; a value in braces counts as a word."""
    bare = html.unescape(re.sub(r"<[^>]*>", "", PLACEHOLDER.sub("0", text)))
    return [each for each in _END.split(bare) if count_words(each)]


def lix_of(sentences: list[str]) -> int:
    """Return the LIX of a text; 0 if it is too short to be measured."""
    words = [word for each in sentences for word in _WORD.findall(each)]
    if len(words) < LEAST:
        return 0
    return round(len(words) / len(sentences) + 100 * sum(len(word) > LONG for word in words) / len(words))


def _opening(sentence: str) -> str:
    return sentence.strip()[:SHOWN]

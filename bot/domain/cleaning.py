"""Makes a text that a person wrote, or is called, fit to be shown to other people.

Telegram's servers look for links in every message that a bot sends, and no setting of a call turns that off
(decision 37). A link always needs a sign such as `.`, `@` or `/` right before a letter or a digit, or a long
number. So a space follows each such sign, and a long number is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 64  # characters; a first name on Telegram has at most so many
CUT = "…"
MOST_MARKS = 4  # accents and the like on one letter; no language needs more

_JOINER = "\u200d"  # joins emoji (a family), and letters of a few scripts
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and symbols that look like a space
_VIRAMA = 9  # the combining class of the marks after which a joiner joins letters
_JOINED = frozenset({"So", "Sk"})  # emoji and their skin tones
_BEFORE_LINKS = frozenset("./@#$。")
_NO_PART_OF_A_LINK = frozenset({"Ps", "Pe", "Pi", "Pf", "Po"})
# Numbers for which a sign that can begin a link is usual: 8.30, 50/50, #2, $5.
_HARMLESS = re.compile(r"\(?(?:[0-9]{1,4}[./][0-9]{1,4}|[#$][0-9]{1,4})[),;:.!?]*")
# What a phone number, or the number of a card, can look like.
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s()./–-]*\d){6,}|\+\d(?:[\s()./–-]*\d){2,}")


def shown(text: str) -> str:
    """Return `text` as others may see it: one line, not long, without invisible signs and live links."""
    line = one_line(text)
    if len(line) > LONGEST:
        line = one_line(line[: LONGEST - len(CUT)]) + CUT
    return _without_links(line) or CUT


def one_line(text: str) -> str:
    """Return `text` on one line, without control signs, bidirectional marks and other invisible signs."""
    whole = unicodedata.normalize("NFC", text)  # one form for letters, however a keyboard composes them
    kept = "".join(" " if sign.isspace() or sign in _BLANK else sign for sign in whole if _is_kept(sign))
    seen = " ".join("".join(_few_marks(kept)).split())
    return unicodedata.normalize("NFC", seen)  # taking signs away can bring a letter and its accent together


def _is_kept(sign: str) -> bool:
    return sign.isspace() or sign == _JOINER or unicodedata.category(sign)[0] != "C"


def _few_marks(line: str) -> Iterator[str]:
    """Yield the signs without marks that have no letter, marks beyond MOST_MARKS, and joiners of nothing."""
    marks, before = MOST_MARKS, " "
    for sign, after in zip(line, f"{line[1:]} ", strict=False):
        if sign == _JOINER:
            is_kept = _joins(before, after)
        elif unicodedata.category(sign)[0] == "M":
            marks += 1
            is_kept = marks <= MOST_MARKS
        else:
            marks = MOST_MARKS if sign == " " else 0
            is_kept = True
        if is_kept:
            before = sign
            yield sign


def _joins(before: str, after: str) -> bool:
    if unicodedata.combining(before) == _VIRAMA:
        return unicodedata.category(after)[0] == "L"
    emoji = unicodedata.category(before) in _JOINED or before == "\ufe0f"
    return emoji and unicodedata.category(after) in _JOINED


def _without_links(line: str) -> str:
    short = _LONG_NUMBER.sub(CUT, line)
    return " ".join(word if _HARMLESS.fullmatch(word) else _spaced(word) for word in short.split(" "))


def _spaced(word: str) -> str:
    around = zip(f" {word}", word, word[1:], strict=False)
    return "".join(f"{three[1]} " if _may_link(*three) else three[1] for three in around) + word[-1:]


def _may_link(before: str, sign: str, after: str) -> bool:
    """May a link begin, or go on, with `sign`?"""
    if not _is_before_links(sign) or _is_before_links(after):
        return False
    if sign == "/" and (before.isalnum() or before == "<"):
        return False  # and/or, </b>: a command begins a word, and an address has a dot or `//` before
    return unicodedata.category(after) not in _NO_PART_OF_A_LINK


def _is_before_links(sign: str) -> bool:
    return unicodedata.normalize("NFKC", sign) in _BEFORE_LINKS

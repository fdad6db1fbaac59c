"""Cuts a line into tokens: numbers, hours as they are written, and the words for times of one language."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bot.domain.catalogue import TimeWords
from bot.domain.days import Days
from bot.reading.times.kinds import DASH, DAY, MONTH, NUMBER, ORDINAL, SPAN, STOP, UNKNOWN
from bot.reading.times.slips import Slips
from bot.reading.words import runs

_SIGNS = {
    **dict.fromkeys("-–—‐‑‒−~", DASH),
    **dict.fromkeys(",;&+/、，；", "and"),
    **dict.fromkeys(".!?\n。！？", STOP),
    "@": "at",
    "→": "into",
}
_APOSTROPHES = re.compile(r"['’‘`´]")
_DOTTED = re.compile(r"\b([^\W\d_])\.\s?([^\W\d_])\b\.?")  # a.m., p. m.
_DIGIT = re.compile("[0-9]")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")  # of another script
_WORD_OR_SIGN = r"(?P<word>[^\W\d_]+)|(?P<sign>[^\w\s]|\n)"
_TOKEN = re.compile(
    r"(?P<price>[€$£¥₹₽]\s?\d+(?:[.,:]\d+)?|\d+(?:[.,:]\d+)?\s?[€$£¥₹₽%°])"
    r"|(?P<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d))"
    r"|(?P<slash>(?<![\d/])\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?(?![\d/]))"
    r"|(?P<dotted>(?<![\d:.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{4})?(?!\d))"
    r"|(?P<clock>(?<![\d:.])\d{1,3}(?:\s?:\s?|\.|h)\d{2,3}(?::\d{2})?(?![\d:]))"
    r"|(?P<wrong>\d+:\d+(?::\d*)*)"
    r"|(?P<number>\d+(?:[.,]\d+)?)"
    rf"|{_WORD_OR_SIGN}"
)
_TOKEN_WITHOUT_DIGITS = re.compile(_WORD_OR_SIGN)  # that is faster, and most texts have none
# Lists whose words say nothing of times by themselves. A line that has only these is not read further.
_IDLE = frozenset(
    {
        *(
            "filler",
            "and",
            "or",
            "at",
            "on",
            "to",
            "into",
            "in",
            "this",
            "next",
            "past",
            "after",
            "before",
            "from",
        ),
        *("only", "except", "between", "through", "whole", "unsure", "correct", "aside", "topic", "purpose"),
        *("am", "pm", "oclock", "half", "quarter", "times", "every", "other", "from_now", "earlier", "back"),
        *("add", "list", "move", "cancel", "stop", "turn", "measure", "reason", "pointer", "gone"),
        *("for_good", "quiet"),
    }
)
EACH = 2  # the value of a word that means days of each week: "sundays", "weekends", but not "weekend"
_REMEMBERED = 1024  # words
_LOOK_AHEAD = 8  # pieces; no form has more


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a line. `value` fits the kind: a number, days, minutes, the parts of a date."""

    kind: str
    text: str
    value: int = 0
    days: Days | None = None
    is_word: bool = False  # a number that is written in words
    is_close: bool = False  # no space before it
    is_near_time: bool = False  # not known, and nearly a word for a time


class _Piece(NamedTuple):
    kind: str
    text: str
    is_close: bool
    start: int = 0


class Tokens:
    """The words for times of one language, and how a line is cut."""

    def __init__(self, words: TimeWords, numbers: Mapping[str, int], spread: Callable[[str], str]) -> None:
        self._spread = spread
        self._close = {form: "am" for form in words.words.get("am_close", ())}
        self._close |= {form: "pm" for form in words.words.get("pm_close", ())}
        self._close |= {form: ORDINAL for form in words.words.get("ordinal", ())}
        self._forms: dict[str, list[tuple[tuple[str, ...], Token]]] = defaultdict(list)
        for form, token in self._listed(words, numbers):
            pieces = tuple(piece.text for piece in self._pieces(self.normal(form)))
            if pieces:
                self._forms[pieces[0]].append((pieces, token))
        alone = [
            (form[0], token.kind) for each in self._forms.values() for form, token in each if len(form) == 1
        ]
        self._slips = Slips(alone)
        self._token_of = lru_cache(_REMEMBERED)(self._find_token_of)
        for several in self._forms.values():
            several.sort(key=lambda each: -len(each[0]))
        self._telling = {
            first: tuple(frozenset(filter(str.isalpha, form)) for form in forms)
            for first, several in self._forms.items()
            if (forms := [form for form, token in several if token.kind not in _IDLE])
        }

    def normal(self, text: str) -> str:
        """Return `text` in small letters, with digits 0 to 9, without apostrophes and the dots of `a.m.`."""
        said = self._spread(text)
        if said.isascii():
            folded = _APOSTROPHES.sub("", said.lower())
        else:
            folded = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", said).casefold())
            folded = _OTHER_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), folded)
        return _DOTTED.sub(r"\1\2 ", folded) if "." in folded else folded

    def says_nothing(self, normal: str) -> bool:
        """Is there certainly nothing about times in a text?"""
        if has_digit(normal):
            return False
        words = runs(normal.replace("_", " "))
        firsts = self._telling.keys() & words
        return not firsts or not any(form <= words for first in firsts for form in self._telling[first])

    def cut(self, normal: str, most: int) -> list[Token]:
        """Return the tokens of a text. What follows the first `most` is one token that is not known."""
        pieces = list(islice(self._pieces(normal), 2 * most + _LOOK_AHEAD))
        texts = tuple(piece.text for piece in pieces)
        tokens: list[Token] = []
        at = 0
        while at < len(pieces):
            if len(tokens) == most or at >= 2 * most:
                return [*tokens, Token(UNKNOWN, normal[pieces[at].start :].strip())]
            token, used = self._token(pieces, texts, at)
            if token is not None:
                tokens.append(token)
            at += used
        return tokens

    def _pieces(self, normal: str) -> Iterator[_Piece]:
        end = -1
        pattern = _TOKEN if has_digit(normal) else _TOKEN_WITHOUT_DIGITS
        for found in pattern.finditer(normal):
            start = found.start()
            yield _Piece(found.lastgroup or "", found[0], start == end, start)
            end = found.end()

    def _token(self, pieces: list[_Piece], texts: tuple[str, ...], at: int) -> tuple[Token | None, int]:
        """Return the token that begins at a piece, and how many pieces it has; None: it means nothing."""
        piece = pieces[at]
        follows_number = piece.is_close and at > 0 and pieces[at - 1].kind == "number"
        if follows_number and piece.text in self._close:
            return Token(self._close[piece.text], piece.text, is_close=True), 1
        for form, token in self._forms.get(piece.text, ()):
            if texts[at : at + len(form)] == form:
                return _at(token, piece.is_close), len(form)
        if piece.kind == "sign":
            kind = _SIGNS.get(piece.text)
            return (None if kind is None else Token(kind, piece.text)), 1
        if piece.kind == "number":
            value = int(piece.text[:9]) if piece.text.isdigit() else -1
            return Token(NUMBER, piece.text, value), 1
        if piece.kind == "word":
            return self._token_of(piece.text), 1
        if piece.kind == "price":
            return Token(UNKNOWN, piece.text), 1
        return Token(piece.kind, piece.text), 1

    def _find_token_of(self, word: str) -> Token:
        """Return the token of a word that is in no list: it may be one of them with a typing error."""
        meant = self._slips.meant(word)
        if meant is None:
            return Token(UNKNOWN, word, is_near_time=self._slips.is_near(word))
        return next(token for form, token in self._forms[meant] if form == (meant,))

    def _listed(self, words: TimeWords, numbers: Mapping[str, int]) -> Iterator[tuple[str, Token]]:
        several = frozenset(words.several)
        for key, forms in words.days.items():
            for form in forms:
                value = EACH if form in several else key in _GROUPS
                yield form, Token(DAY, form, value, Days.named([key]))
        for key, forms in words.day_groups.items():
            for form in forms:
                yield form, Token(DAY, form, True, Days.named(key.split("+")))
        for kind, table in ((MONTH, words.months), (SPAN, words.spans)):
            for form, value in table.items():
                yield form, Token(kind, form, value)
        for kind, forms in words.words.items():
            if not kind.endswith("_close") and kind != "ordinal":
                yield from ((form, Token(kind, form, value=form in several)) for form in forms)
        for form, value in _in_words(numbers, words.tens).items():
            yield form, Token(NUMBER, form, value, is_word=True)


def kind_at(tokens: Sequence[Token], at: int) -> str:
    """Return the kind of the token at a place; nothing where there is no token."""
    return tokens[at].kind if 0 <= at < len(tokens) else ""


def has_digit(text: str) -> bool:
    """Is there a digit of any script in `text`?"""
    return _DIGIT.search(text) is not None if text.isascii() else any(sign.isdigit() for sign in set(text))


_GROUPS = ("daily", "weekdays", "weekends")


def _in_words(numbers: Mapping[str, int], tens: Mapping[str, int]) -> Mapping[str, int]:
    small = {form: value for form, value in numbers.items() if value < 10}
    joined = {
        f"{ten}{between}{one}": high + low
        for ten, high in tens.items()
        for one, low in small.items()
        for between in (" ", "-")
    }
    return {**numbers, **tens, **joined}


def _at(token: Token, is_close: bool) -> Token:
    if not is_close:
        return token
    return Token(token.kind, token.text, token.value, token.days, token.is_word, is_close)

"""Parts of a line that say why or what else, and not when: "7 pm, the kids are in bed then".

Such a part is passed over if it cannot change what is meant. A part that may change it, because it has a
word such as "not" or a time of its own, is kept as not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reading.times.kinds import (
    CLOCK,
    DAY,
    DOTTED,
    ISO,
    MONTH,
    NUMBER,
    SLASH,
    SPAN,
    STOP,
    UNKNOWN,
    WRONG,
)
from bot.reading.times.tokens import Token

_HOURS = frozenset({NUMBER, CLOCK, "noon", "midnight"})
_TIMES = _HOURS | {
    *(DOTTED, ISO, SLASH, WRONG, DAY, MONTH, SPAN, "half", "quarter", "times", "once", "twice"),
    *(
        "morning",
        "afternoon",
        "evening",
        "night",
        "today",
        "tonight",
        "tomorrow",
        "after_tomorrow",
        "third_day",
        "this_month",
        "next_month",
        "yesterday",
    ),
    *("every", "other", "weekly", "monthly", "hourly", "per_day", "weeks", "months", "years", "days"),
    *("hours", "minutes", "seconds"),
}
# Words that may change what the rest of the line says.
_CHANGING = frozenset(
    {*("except", "only", "unsure", "or", "through", "from", "between", "this", "next", "correct")}
)
_VERBS = frozenset(
    {
        *("ring", "cancel", "stop", "pause", "off", "never", "move", "instead", "later", "away", "away_till"),
        *("list", "shift_later", "shift_earlier"),
    }
)
_MAY_OPEN = frozenset({"after", "before"})
# "An hour before my yoga" is no reason.
_COUNTED = frozenset({NUMBER, SPAN, "quarter", "half", "minutes", "hours"})
_UNITS = frozenset({"minutes", "hours", "seconds"})
_BESIDE = frozenset({"filler", "on"})


@dataclass(frozen=True, slots=True)
class Parted:
    """The tokens that say when. `has_reasons`: there are others. `doubts`: they may change the meaning."""

    tokens: list[Token]
    has_reasons: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    tokens: list[Token]
    is_opened: bool  # begins with a word such as "because"

    @property
    def has_hour(self) -> bool:
        return any(token.kind in _HOURS for token in self.tokens)

    @property
    def has_time(self) -> bool:
        return any(
            token.kind in _TIMES or token.kind in _VERBS or token.is_near_time for token in self.tokens
        )

    @property
    def asks_ring(self) -> bool:
        """Does it ask for a ring at an hour, and not "15 minutes before" one?"""
        behind = (*self.tokens[1:], None)
        pairs = zip(self.tokens, behind, strict=True)
        hours = (
            each for each, after in pairs if each.kind in _HOURS and (not after or after.kind not in _UNITS)
        )
        return any(token.kind == "ring" for token in self.tokens) and any(True for _ in hours)

    @property
    def may_change(self) -> bool:
        return self.has_time or any(token.kind in _CHANGING for token in self.tokens)

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens if token.kind != STOP and token.text not in ",;")


def part(tokens: Sequence[Token]) -> Parted:
    """Return the tokens of a line without the parts that only say why; without an hour all of them."""
    pieces = list(_pieces(tokens))
    kept: list[Token] = []
    doubts: list[str] = []
    has_reasons = False
    with_hours = [at for at, piece in enumerate(pieces) if piece.has_hour]
    for at, piece in enumerate(pieces):
        hour_before = bool(with_hours) and with_hours[0] < at
        hour_elsewhere = hour_before or (bool(with_hours) and with_hours[-1] > at)
        if piece.is_opened and piece.has_hour and not hour_before:
            first = next(each for each, token in enumerate(piece.tokens) if token.kind in _TIMES)
            kept += piece.tokens[first:]
            has_reasons = True
        elif not hour_elsewhere or not _says_more(piece):
            kept += piece.tokens
        elif not piece.may_change:
            has_reasons = True
        elif piece.is_opened or not piece.has_time or _is_story(piece, pieces):
            doubts.append(piece.text)
        else:
            kept += piece.tokens
    return Parted(kept, has_reasons, tuple(doubts))


def _is_story(piece: _Piece, pieces: Sequence[_Piece]) -> bool:
    """Does the piece tell of something at an hour, where another one asks for a ring: "my bus is at 7:40"?"""
    has_wish = any(each.asks_ring for each in pieces if each is not piece)
    return piece.has_hour and has_wish and not any(token.kind in _VERBS for token in piece.tokens)


def _says_more(piece: _Piece) -> bool:
    return piece.is_opened or any(token.kind == UNKNOWN for token in piece.tokens)


def _pieces(tokens: Sequence[Token]) -> Iterator[_Piece]:
    """Yield the clauses of a line, each parted before the word that opens a reason."""
    clause: list[Token] = []
    is_opened = False
    for at, token in enumerate(tokens):
        if clause and not is_opened and _opens(tokens, at):
            yield _Piece(clause, is_opened)
            clause, is_opened = [], True
        is_opened |= not clause and (_opens(tokens, at) or _says_what_for(tokens, at))
        clause.append(token)
        if token.kind == STOP or (token.kind == "and" and token.text in ",;"):
            yield _Piece(clause, is_opened)
            clause, is_opened = [], False
    if clause:
        yield _Piece(clause, is_opened)


def _says_what_for(tokens: Sequence[Token], at: int) -> bool:
    """Does the clause that begins here say what for: "to unwind"?"""
    return tokens[at].kind in ("to", "into") and at + 1 < len(tokens) and tokens[at + 1].kind == UNKNOWN


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Does the word here open a reason? "After" and "before" do so only before a word that is no time."""
    kind = tokens[at].kind
    if kind == "reason":
        return True
    if kind not in _MAY_OPEN or (at > 0 and tokens[at - 1].kind in _COUNTED):
        return False
    behind = (token.kind for token in tokens[at + 1 :] if token.kind not in _BESIDE)
    return next(behind, "") == UNKNOWN

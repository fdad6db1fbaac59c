"""Parts of a line that speak of something else than a reminder: "her birthday is may 12, remind me at 9"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.times.kinds import CLOCK, NUMBER, STOP
from bot.reading.times.tokens import Token

_NUMBERS = frozenset({NUMBER, CLOCK})
_BETWEEN = frozenset({STOP, "and"})
_WANTS = frozenset({"ring", "cancel", "move", "never"})


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without the clauses that speak of birthdays, ages and the like.

    A clause that also asks for a reminder stays. If no other clause has a number, all tokens stay: "one at
    3 pm before my shift starts, weekdays only".
    """
    clauses = _clauses(tokens)
    kept = [clause for clause in clauses if not _is_aside(clause)]
    has_number = any(token.kind in _NUMBERS for clause in kept for token in clause)
    is_needed = not has_number and any(token.kind in _NUMBERS for token in tokens)
    return list(tokens) if not kept or is_needed else [token for clause in kept for token in clause]


def _is_aside(clause: Sequence[Token]) -> bool:
    kinds = {token.kind for token in clause}
    return "aside" in kinds and not kinds & _WANTS


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        clauses[-1].append(token)
        if token.kind in _BETWEEN and not token.text.isalnum():
            clauses.append([])
    return [clause for clause in clauses if clause]

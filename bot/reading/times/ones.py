"""What "one" says in a line: an hour, as in "one pm", or a reminder, as in "the morning one"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.said_times import Part
from bot.reading.times.kinds import CLOCK, NUMBER, RANGE, STOP
from bot.reading.times.tokens import Token, kind_at

# "One" is an hour before these: "one pm", "one thirty".
_BEHIND_ONE = frozenset({"am", "pm", "oclock", "past", "to", "into", "morning", "afternoon", "night", NUMBER})
CHANGES = frozenset(
    {"cancel", "never", "stop", "pause", "move", "instead", "off", "earlier", "gone"}
    | {"away", "away_for", "away_till"}
)
ONES = {"early_one": Part.morning, "late_one": Part.evening}  # "the early one"
_SAYS_NOTHING = frozenset({"filler", "and", STOP})
PARTS = {each.value: each for each in Part}


def is_word_one(tokens: Sequence[Token], at: int) -> bool:
    """Is the token the word "one", and not the digit?"""
    token = tokens[at]
    return token.is_word and token.value == 1


def is_bare_one(tokens: Sequence[Token], at: int) -> bool:
    """Is it "one" that names no hour: "one on sundays", "one time only"? "One thirty" is an hour."""
    if not is_word_one(tokens, at):
        return False
    token = tokens[at]
    is_alone = all(each is token or each.kind in _SAYS_NOTHING for each in tokens)
    return not is_alone and kind_at(tokens, at + 1) not in _BEHIND_ONE


def is_pronoun(tokens: Sequence[Token], at: int) -> bool:
    """Is the token "one" or "reminder", as in "the 8:30 one"?"""
    if at >= len(tokens):
        return False
    token = tokens[at]
    return token.kind in ("pointer", "ring") or (token.kind == NUMBER and is_word_one(tokens, at))


def points_back(tokens: Sequence[Token], at: int, kinds: frozenset[str]) -> bool:
    """Is the token behind a part of the day "one", or a reminder that is changed: "the morning one"?

    Not "a morning reminder at 8". `kinds`: of all tokens of the line.
    """
    if not is_pronoun(tokens, at):
        return False
    is_one = kind_at(tokens, at) == NUMBER and not _goes_on(tokens, at + 1)
    return is_one or (kind_at(tokens, at) == "ring" and bool(kinds & CHANGES))


def points_to_part(tokens: Sequence[Token], at: int) -> bool:
    """Is "one" beside a part of the day no hour: "the morning one", "one in the evening at 9"?"""
    behind = kind_at(tokens, at + 2) == "at" and kind_at(tokens, at + 3) in (NUMBER, CLOCK)
    is_named_before = kind_at(tokens, at - 1) in PARTS and not _goes_on(tokens, at + 1)
    is_several = sum(token.is_word and token.value == 1 for token in tokens) > 1
    is_before_part = (behind or is_several) and kind_at(tokens, at + 1) in PARTS
    return is_word_one(tokens, at) and (is_named_before or is_before_part)


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Does an hour go on at a token behind "one": "one thirty", "one pm"? Not "the morning one to 9"."""
    kind = kind_at(tokens, at)
    is_number = kind != NUMBER or tokens[at].is_word
    return is_number and kind in _BEHIND_ONE - RANGE

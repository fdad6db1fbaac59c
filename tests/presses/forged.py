"""Buttons whose numbers are out of range, and how a button of an old form is written today."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OWN_PLAN = re.compile(r"(plan:own_(?:0|[1-9][0-9]{0,14})):partner")
_NUMBER = re.compile(r"[0-9]+")

# Out of range for every number of a button, or written as no button writes its numbers.
NUMBERS = [
    *("-1", "-0", "+1", "00", "007", "000830", "1.0", "1e3", "0x1", " 1", "1 ", "1_0", ""),
    *("24", "60", "127", "128", "999", "2400", "2460", "0860", "9999"),
    *(str(2**31), str(2**53 - 1), str(2**53), str(2**53 + 1), str(2**63 - 1), str(2**63), "9" * 30),
    *("9" * 59, "9" * 64, "9" * 5000, "\u0663", "\u00b2", "\uff11", "\u0967", "1\u0663"),
]


def with_other_numbers(data: str, number: str) -> Iterator[str]:
    """Yield `data` with `number` in the place of each number in it, and of all numbers at once."""
    for found in _NUMBER.finditer(data):
        yield f"{data[: found.start()]}{number}{data[found.end() :]}"
    yield _NUMBER.sub(number, data)


def as_written_today(data: str) -> str:
    """Return how a button of an old form is written today; `data` itself, if it is not of an old form."""
    if data.startswith("begin:spare:"):
        return data.removeprefix("begin:")
    if own := _OWN_PLAN.fullmatch(data):
        return own[1]
    return f"drop:{data.removeprefix('undo:')}" if data.startswith("undo:") else data

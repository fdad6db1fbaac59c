"""Lists of ids in statements, in a few lengths only.

Each length is another statement for SQLite's driver. It remembers 128 statements, and lists of any length
would push out those that are needed often.
"""

from __future__ import annotations

from collections.abc import Collection


def padded(numbers: Collection[int]) -> list[int]:
    """Return `numbers`, the last one repeated until there are 1, 2, 4, 8 ... of them; none stay none."""
    known = list(numbers)
    if not known:
        return known
    return known + known[-1:] * ((1 << (len(known) - 1).bit_length()) - len(known))

"""Limits of seconds. `MEASURE=1 pytest FILES` holds them; an ordinary run does not.

A slow or busy machine would break them, and nothing would be wrong with the bot.
CONTRIBUTING.md names the command for all of them.
"""

from __future__ import annotations

import os
from typing import Final

MEASURES: Final = bool(os.environ.get("MEASURE"))


def in_time(spent: float, most: float) -> bool:
    """Return whether `spent` is at most `most` seconds; always True if nothing is to be measured."""
    return not MEASURES or spent <= most

"""Hours of the day, on some days of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from bot.domain.days import Days


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the day, and the days of the week on which they count."""

    at: tuple[time, ...]
    days: Days

"""Hours of the day, each for some days of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from bot.domain.days import Days


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the day and the days they are for."""

    at: tuple[time, ...]
    days: Days

"""Draws the picture of a month and its week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.chart import Chart


class CannotDraw(Exception):
    """The picture cannot be drawn now; the text says why, for the log."""


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words in the picture, in the language of a chat."""

    month: str
    month_sum: str
    streak: str
    less: str
    more: str
    reserve: str
    week: str
    week_sum: str
    days: tuple[str, ...]  # short names, from Monday on


class Painter(Protocol):
    """Draws charts."""

    async def paint(self, chart: Chart, words: ChartWords) -> bytes:
        """Return the picture as PNG; CannotDraw: there is none now."""

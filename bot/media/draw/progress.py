"""Draws what somebody has done: the days of a month, and the bars of a week.

How dark a colour is tells how much was done on a day. Its hue tells nothing, so the colour-blind see it too;
a test looks at the colours with their eyes.
A day of the reserve has a broken line around it, and today has a whole one.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from bot.domain.chart import Chart, Minutes
from bot.media.draw.svg import circle, document, element, path, rect
from bot.ports.charts import ChartWords

WIDTH, HEIGHT = 1080, 920  # a phone shows it beside its words and buttons
LEVELS = (0, 10, 20, 30)  # minutes from which on a day is so dark
_HEAD = "Fraunces Soft, Noto Sans SC"
_TEXT = "Nunito SemiBold, Noto Sans SC"
_BOLD = "Nunito ExtraBold, Noto Sans SC"
_LEFT, _CELL, _GAP, _TOP = 92, 116, 14, 218
_LOW_GAP = 9  # between rows
_FLOOR, _TALLEST, _LOWEST = 838, 70, 26  # of the bars
_FULL = 20  # minutes of the tallest bar, at the least


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours. `ramp`: nothing, then more and more; `on_ramp`: the numbers on these."""

    back: str
    card: str
    ink: str
    soft: str
    grid: str
    ramp: tuple[str, ...]
    on_ramp: tuple[str, ...]
    accent: str
    on_accent: str
    bar: str
    kept: str


LIGHT = Theme(
    back="#FBF1E6",
    card="#FFFAF4",
    ink="#43302B",
    soft="#7A6156",
    grid="#E9D9C8",
    ramp=("#EFE0D1", "#F7C6A7", "#EFA383", "#E38260", "#9E3524"),
    on_ramp=("#43302B", "#43302B", "#43302B", "#2B1B17", "#FFFFFF"),
    accent="#B83E28",
    on_accent="#FFFFFF",
    bar="#7FA893",
    kept="#3F7A60",
)
DARK = Theme(
    back="#1F1A1E",
    card="#2B2328",
    ink="#FBEFE3",
    soft="#C4B0A7",
    grid="#4A3E45",
    ramp=("#443A41", "#6B4039", "#9C4F3B", "#E58464", "#FFC2A8"),
    on_ramp=("#FBEFE3", "#FBEFE3", "#FBEFE3", "#241519", "#241519"),
    accent="#FF8E70",
    on_accent="#241519",
    bar="#6A8E7F",
    kept="#9CCBB5",
)


def progress(chart: Chart, words: ChartWords) -> str:
    """Return the picture as SVG."""
    theme = DARK if chart.dark else LIGHT
    inside = (
        rect(0, 0, WIDTH, HEIGHT, fill=theme.back)
        + rect(30, 30, 1020, 602, 40, fill=theme.card)
        + rect(30, 652, 1020, 242, 40, fill=theme.card)
        + _head(chart, words, theme)
        + _month(chart, words, theme)
        + _legend(chart, words, theme)
        + _week(chart, words, theme)
    )
    return document(inside, (0, 0, WIDTH, HEIGHT))


def level(minutes: Minutes) -> int:
    """Return how dark a day is: 0, nothing, to 4."""
    return 0 if minutes is None else sum(minutes >= least for least in LEVELS)


def _words(
    x: float, y: float, said: str, size: float, colour: str, font: str = _TEXT, at: str = "start"
) -> str:
    return element(
        "text", escape(said), x=x, y=y, font_family=font, font_size=size, fill=colour, text_anchor=at
    )


def _head(chart: Chart, words: ChartWords, theme: Theme) -> str:
    drawn = _words(88, 104, words.month, 54, theme.ink, _HEAD) + _words(
        88, 148, words.month_sum, 34, theme.soft
    )
    if chart.streak is None:
        return drawn
    wide = 60 + 18 * len(words.streak)
    pill = rect(992 - wide, 60, wide, 62, 31, fill=theme.accent)
    return drawn + pill + _words(992 - wide / 2, 103, words.streak, 34, theme.on_accent, _BOLD, "middle")


def _column(number: int) -> float:
    return _LEFT + number * (_CELL + _GAP)


def _month(chart: Chart, words: ChartWords, theme: Theme) -> str:
    names = "".join(
        _words(_column(number) + _CELL / 2, _TOP - 16, name, 34, theme.soft, at="middle")
        for number, name in enumerate(words.days)
    )
    begins = chart.today.replace(day=1).weekday()
    tall = 62 if begins + len(chart.month) <= 35 else 51
    cells = []
    for number, minutes in enumerate(chart.month):
        row, column = divmod(begins + number, 7)
        cells.append(
            _day(chart, number + 1, minutes, (_column(column), _TOP + row * (tall + _LOW_GAP), tall), theme)
        )
    return names + "".join(cells)


def _day(chart: Chart, day: int, minutes: Minutes, box: tuple[float, float, float], theme: Theme) -> str:
    x, y, tall = box
    middle, base = x + _CELL / 2, y + tall / 2 + 13
    if day > chart.today.day and minutes is None:
        line = rect(x, y, _CELL, tall, 18, fill="none", stroke=theme.grid, stroke_width=3)
        return line + _words(middle, base, str(day), 36, theme.soft, at="middle")
    dark = level(minutes)
    drawn = rect(x, y, _CELL, tall, 18, fill=theme.ramp[dark])
    if day in chart.kept:
        drawn += _kept(x, y, _CELL, tall, 18, theme)
    if day == chart.today.day:
        drawn += rect(x - 6, y - 6, _CELL + 12, tall + 12, 24, fill="none", stroke=theme.ink, stroke_width=5)
    font = _TEXT if minutes is None else _BOLD
    return drawn + _words(middle, base, str(day), 36, theme.on_ramp[dark], font, "middle")


def _kept(x: float, y: float, wide: float, tall: float, r: float, theme: Theme) -> str:
    return rect(
        x + 4,
        y + 4,
        wide - 8,
        tall - 8,
        r - 4,
        fill="none",
        stroke=theme.kept,
        stroke_width=5,
        stroke_dasharray="11 8",
    )


def _legend(chart: Chart, words: ChartWords, theme: Theme) -> str:
    drawn = _words(712, 614, words.less, 28, theme.soft, at="end")
    for number, colour in enumerate(theme.ramp):
        drawn += rect(728 + number * 38, 590, 30, 30, 9, fill=colour)
    drawn += _words(926, 614, words.more, 28, theme.soft)
    if chart.kept:
        drawn += _kept(88, 586, 46, 38, 12, theme) + _words(148, 614, words.reserve, 28, theme.soft)
    return drawn


def _week(chart: Chart, words: ChartWords, theme: Theme) -> str:
    drawn = _words(88, 710, words.week, 42, theme.ink, _HEAD)
    drawn += _words(992, 710, words.week_sum, 36, theme.accent, _BOLD, "end")
    drawn += rect(88, _FLOOR, 904, 4, 2, fill=theme.grid)
    most = max(_FULL, *(minutes or 0 for minutes in chart.week))
    for number, minutes in enumerate(chart.week):
        middle, is_today = _column(number) + _CELL / 2, number == chart.today.weekday()
        drawn += _bar(middle, minutes, most, theme.accent if is_today else theme.bar, theme)
        name, font = words.days[number], _BOLD if is_today else _TEXT
        drawn += _words(middle, 880, name, 34, theme.ink if is_today else theme.soft, font, "middle")
    return drawn


def _bar(middle: float, minutes: Minutes, most: int, colour: str, theme: Theme) -> str:
    if minutes is None:
        return circle(middle, _FLOOR - 12, 6, fill=theme.grid)
    if not minutes:  # done, without a length
        tick = f"M{middle - 20} {_FLOOR - 30}l14 14l28 -30"
        return path(tick, fill="none", stroke=colour, stroke_width=9, stroke_linecap="round")
    tall = max(_TALLEST * minutes / most, _LOWEST)
    top = _FLOOR - tall
    shape = f"M{middle - 30} {_FLOOR}V{top + 16:.1f}q0 -16 16 -16h28q16 0 16 16V{_FLOOR}z"
    return path(shape, fill=colour) + _words(middle, top - 9, str(minutes), 34, theme.ink, _BOLD, "middle")

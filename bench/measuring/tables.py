"""Figures as Markdown: medians with their spread, ratios, and whether a goal holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass(slots=True)
class Table:
    """A table of figures; the first column names the rows."""

    title: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        """Return the table with its title and notes."""
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        written = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        notes = "".join(f"\n{note}\n" for note in self.notes)
        return f"### {self.title}\n\n{written}\n{notes}"


def missed(tables: Sequence[Table]) -> Table:
    """Return a table of the goals that are not reached. A goal is about the column to its left."""
    found, count = [], 0
    for table in tables:
        for row in table.rows:
            for place, (name, cell) in enumerate(zip(table.head, row, strict=True)):
                if name == "goal" and cell:
                    count += 1
                    goal, _, is_reached = cell.rpartition(": ")
                    if is_reached == "no":
                        found.append((table.title, row[0], table.head[place - 1], row[place - 1], goal))
    title = f"Goals: {count - len(found)} of {count} are reached, these are not"
    return Table(title, ("table", "row", "figure", "measured", "goal"), list(found))


def middle(values: Sequence[float], show: Callable[[float], str] = "{:.2f}".format) -> str:
    """Return the median, and in brackets the least and the greatest, where there are several values."""
    if not values:
        return "-"
    if len(values) == 1:
        return show(values[0])
    return f"{show(median(values))} ({show(min(values))}-{show(max(values))})"


def ratios(values: Sequence[float], others: Sequence[float]) -> list[float]:
    """Return how many times as great `values` are, round by round."""
    return [one / other for one, other in zip(values, others, strict=True) if other]


def times(values: Sequence[float], others: Sequence[float]) -> str:
    """Return the median ratio of `values` to `others`, round by round."""
    found = ratios(values, others)
    return f"{median(found):.2f} x" if found else "-"


def percentile(values: Sequence[float], percent: int) -> float:
    """Return a percentile of `values`; 0 where there are none."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def verdict(value: float, *, most: float | None = None, least: float | None = None) -> str:
    """Return a goal in words, and whether `value` reaches it."""
    if most is not None:
        return f"at most {most:g}: {'yes' if value <= most else 'no'}"
    assert least is not None
    return f"at least {least:g}: {'yes' if value >= least else 'no'}"


def milliseconds(seconds: float) -> str:
    """Return seconds as milliseconds."""
    return f"{seconds * 1e3:.2f}"


def whole(value: float) -> str:
    """Return a number without decimals."""
    return f"{value:,.0f}"


def megabytes(value: float) -> str:
    """Return bytes as megabytes."""
    return f"{value / 1e6:.0f}"

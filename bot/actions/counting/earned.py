"""What is said once when something was done: a welcome after a gap, a milestone, how many days in a row."""

from __future__ import annotations

from datetime import date, timedelta

from bot.actions.counting.days import count
from bot.actions.scene import Visit
from bot.domain import habit
from bot.domain.message import Phrase
from bot.screens import progress as screens


def earned(visit: Visit, on: date) -> tuple[Phrase, ...]:
    """Return the lines about what was just done on the date `on`; none if it was not its first."""
    counted, chat = count(visit), visit.known
    days = counted.days
    if days.count(on) != 1:
        return ()
    before = set(days) - {on}
    lines = []
    if habit.is_back(max(before, default=None), on):
        lines.append(screens.back_again(counted.sessions))
    reached = habit.milestone(len(before), len(before) + 1)
    if reached is not None:
        lines.append(screens.reached(reached))
    if lines or chat is None or not chat.shows_streak:
        return tuple(lines)
    found = counted.habit(visit.today)
    has_kept = on - timedelta(days=1) in found.spent
    return screens.in_a_row(found.streak, found.left, has_kept=has_kept)

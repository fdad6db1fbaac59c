"""Checks of what the bot has to do: what is overdue, and what became of its messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.doctor.finding import Finding, counted, look, ok, wrong
from bot.storage.health import Counts

MAY_WAIT = timedelta(hours=1)
OF_LATE = timedelta(days=2)


def check_plan(overdue: int, held: bool | None) -> Finding:
    """Is anything long overdue that no beat has planned? The outbox cannot show it."""
    if not overdue:
        return ok("plan", "no ring and no step is over an hour overdue")
    todo = "Look for the reason in the bot's log, then restart it." if held else "Start the bot."
    return (wrong if held else look)("plan", f"rings and steps over an hour overdue: {overdue}", todo)


def check_outbox(counts: Counts, held: bool | None) -> Iterator[Finding]:
    """Is any message stuck, late, failed or unknown?"""
    if counts.sending and not held:
        todo = "If no bot is running, start it: it settles them, and repeats only what may be repeated."
        yield look("outbox, stuck", f"{counted(counts.sending, 'message')} left in mid-call", todo)
    elif counts.left:
        todo = "The bot settles them once it has reached Telegram; if it has, restart it."
        yield look(
            "outbox, stuck", f"{counted(counts.left, 'message')} left in mid-call by an earlier run", todo
        )
    else:
        yield ok("outbox, stuck", f"none; {counts.sending} in mid-call now" if held else "none")
    if counts.waiting:
        todo = "Look for the reason in the bot's log, and at the network." if held else "Start the bot."
        finding = wrong if held else look
        yield finding("outbox, waiting", f"{counted(counts.waiting, 'message')} over an hour late", todo)
    else:
        yield ok("outbox, waiting", "none is over an hour late")
    seen = f"{counts.failed} failed and {counts.unknown} unknown in the last two days"
    failed = "Failed is a bug of ours: please report the log line `Telegram refuses a message`."
    unknown = "Unknown may have arrived: Telegram never answered. If there are many, look at the network."
    bad = counts.failed or counts.unknown
    yield (
        look("outbox, ends", seen, failed if counts.failed else unknown) if bad else ok("outbox, ends", seen)
    )

"""The next ring: its cost, and whether it agrees with another library. `python -m bench.rings`.

The peers are a CronTrigger of APScheduler that is made once, and `whenever`. Agreement is looked at where
it is hard: at 02:30, on the days around each change of the clocks, in every zone that changes them.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from statistics import median
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.cron import CronTrigger
from whenever import PlainDateTime, reset_tzpath

from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, middle, ratios, times, verdict
from bot.domain.days import DAILY
from bot.domain.reminder import next_ring
from bot.timing.zones import use_packaged_zones

AT = clock_time(2, 30)
ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
RINGS, CASES = 4_000, 20_000
NEAR = 3  # days before and after a change of the clocks
DAY = timedelta(days=1)
GOAL = 8.0


def measure(setup: Setup) -> list[Table]:
    """Measure the three in turns, and compare what they say."""
    use_packaged_zones()
    reset_tzpath(())  # whenever, too, reads the zones of the package, not those of the system
    spent: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(setup.rounds):
        for name, way in WAYS.items():
            spent[name].append(cost(way, setup.count(RINGS)))
    table = Table("The next ring", ("way", "CPU, x ours", "goal", "us"))
    ours = spent[OURS]
    for name, costs in spent.items():
        ratio = median(ratios(costs, ours))
        goal = verdict(ratio, least=GOAL) if name == CRON else ""
        table.rows.append((name, times(costs, ours), goal, middle(costs, lambda value: f"{value * 1e6:.1f}")))
    cases = setup.count(CASES)
    wrong = sum(not agree(zone, day) for zone, day in itertools.islice(hard_cases(), cases))
    said = f"{wrong} of {cases:,} rings differ from those of whenever"
    table.notes.append(f"At 02:30 around changes of the clocks, {said}.")
    return [table]


def cost(way: Callable[[ZoneInfo], Callable[[datetime], datetime]], count: int) -> float:
    """Return the CPU seconds of one ring, as the mean of `count` rings that follow each other."""
    spent = 0.0
    for name in ZONES:
        following, now = way(ZoneInfo(name)), BEGINS
        before = time.thread_time()
        for _ in range(count // len(ZONES)):
            now = following(now)
        spent += time.thread_time() - before
    return spent / count


def _with_ours(zone: ZoneInfo) -> Callable[[datetime], datetime]:
    ring = next_ring(AT, DAILY, zone, BEGINS)

    def following(now: datetime) -> datetime:
        nonlocal ring
        ring = next_ring(AT, DAILY, zone, now, ring.on)
        return ring.at

    return following


def _with_cron(zone: ZoneInfo) -> Callable[[datetime], datetime]:
    trigger = CronTrigger(hour=AT.hour, minute=AT.minute, timezone=zone)

    def following(now: datetime) -> datetime:
        moment: datetime = trigger.get_next_fire_time(now, now + timedelta(microseconds=1))
        return moment

    return following


def _with_whenever(zone: ZoneInfo) -> Callable[[datetime], datetime]:
    day = BEGINS.date()

    def following(now: datetime) -> datetime:
        nonlocal day
        day += DAY
        while (moment := by_whenever(zone, day)) <= now:
            day += DAY
        return moment

    return following


OURS, CRON, WHENEVER = "Unknot, next_ring", "APScheduler, a CronTrigger made once", "whenever"
WAYS = {OURS: _with_ours, CRON: _with_cron, WHENEVER: _with_whenever}


def by_whenever(zone: ZoneInfo, day: date) -> datetime:
    """Return the moment (UTC) of 02:30 on a day, as whenever reckons it."""
    local = PlainDateTime(day.year, day.month, day.day, AT.hour, AT.minute)
    moment = local.assume_tz(zone.key, disambiguation="compatible")
    back: datetime = moment.to_stdlib()
    return back.astimezone(UTC)


def agree(zone: ZoneInfo, day: date) -> bool:
    """Do ours and whenever name the same moment for the first ring after the day before?"""
    ring = next_ring(AT, DAILY, zone, by_whenever(zone, day - DAY), day - DAY)
    return ring.on == day and ring.at == by_whenever(zone, day)


def hard_cases() -> Iterator[tuple[ZoneInfo, date]]:
    """Yield zones and days around changes of their clocks, for more than twenty years."""
    zones = _zones()
    for year in range(2026, 2050):
        for zone in zones:
            for change in _changes(zone, year):
                yield from ((zone, change + DAY * number) for number in range(-NEAR, NEAR + 1))


def _zones() -> list[ZoneInfo]:
    names = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [ZoneInfo(name) for name in sorted(names)]


def _changes(zone: ZoneInfo, year: int) -> Iterator[date]:
    days = [datetime(year, 1, 1, 12, tzinfo=zone) + DAY * number for number in range(365)]
    for one, other in itertools.pairwise(days):
        if one.utcoffset() != other.utcoffset():
            yield other.date()


if __name__ == "__main__":
    command(measure, "rings", __doc__)

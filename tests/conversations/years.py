"""The long set of reminders: a year of random life in each time zone that the bot accepts.

`python -m tests.conversations.years` plays a year for each history of clocks, in about an hour of one core:
zones whose clocks have shown the same since 2005 share one. `--zones 20` plays so many, `--from ZONE` goes on
at one that the output names, and `--only ZONE --seed 7` plays one again. A year is some lives of weeks
(`any_life`). If a rule is broken, the shortest story that was found to break it is printed; the search for it
takes up to five minutes.

At the end it prints how often each hard case has come (`hard_cases`). If one never came in a run over all
histories, the run has failed: it has shown nothing about that case.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import zoneinfo
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import process_time
from zlib import crc32

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.zones import is_zone
from bot.storage.database import open_database
from bot.timing.zones import use_packaged_zones
from tests.conversations.any_life import Ground, life_on
from tests.conversations.hard_cases import Case

LIVES, STEPS, LONGEST = 4, 40, 20
YEAR = 365  # days
YEARS = (2005, 2041)  # the years in which stories play
_WEEK = timedelta(weeks=1)


def alike(names: list[str]) -> list[list[str]]:
    """Return the zones in groups that have had the same clocks in `YEARS`, compared week by week."""
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in YEARS)
    weeks = [first + number * _WEEK for number in range((last - first) // _WEEK)]
    groups: dict[tuple[timedelta | None, ...], list[str]] = {}
    for name in names:
        zone = zoneinfo.ZoneInfo(name)
        groups.setdefault(tuple(week.astimezone(zone).utcoffset() for week in weeks), []).append(name)
    return list(groups.values())


async def _make(empty: Path) -> None:
    database = open_database(f"sqlite:///{empty}")
    await database.migrate()
    await database.close()


def odd_dates(name: str) -> tuple[list[date], list[date]]:
    """Return the dates of `YEARS` on which the clock of a zone changed, and those that it left out."""
    zone, first, last = zoneinfo.ZoneInfo(name), date(YEARS[0], 1, 1), date(YEARS[1], 1, 1)
    changed, lost, before = [], [], None
    for day in (first + timedelta(days=number) for number in range((last - first).days)):
        noon = datetime.combine(day, time(12), zone)
        if before not in (None, noon.utcoffset()):
            changed.append(day)
        if noon.astimezone(UTC).astimezone(zone).date() != day:
            lost.append(day)
        before = noon.utcoffset()
    return changed, lost


def begins_in(name: str) -> list[tuple[str, date]]:
    """Return where and when a life may begin: in any month, and as often two days before an odd date."""
    months = [date(year, month, 20) for year in range(YEARS[0], YEARS[1] - 1) for month in range(1, 13)]
    found = list(months)
    for odd in odd_dates(name):
        found += [day - timedelta(days=2) for day in odd] * (len(months) // max(len(odd), 1))
    return [(name, on) for on in found]


def _tell_cases(saw: Counter[str]) -> list[Case]:
    """Print how often each hard case has come; return those that never did."""
    for case in Case:
        sys.stdout.write(f"{saw[case]:>8,} {case}\n")
    return [case for case in Case if not saw[case]]


def _play_year(ground: Ground, name: str, number: int) -> bool:
    """Play a year that begins in the zone `name`; return whether all rules held."""
    days, turn = ground.saw["days"], 0
    while ground.saw["days"] - days < YEAR:
        # With one seed for all zones each of them would get the same stories.
        if not _play(ground, crc32(f"{name} {number} {turn}".encode())):
            return False
        turn += 1
    return True


def _play(ground: Ground, number: int) -> bool:
    """Play some lives on `ground`; return whether all rules held."""
    lived = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        derandomize=False,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    # Hypothesis often takes the first of several: without this, half of the lives would begin on one day.
    begins = random.Random(number).sample(ground.begins, len(ground.begins))
    try:
        run_state_machine_as_test(seed(number)(life_on(replace(ground, begins=begins))), settings=lived)
    except Exception as broken:  # noqa: BLE001 - an error of the bot is a fault as well, and has its story
        several = broken.exceptions if isinstance(broken, ExceptionGroup) else (broken,)
        for each in several:
            sys.stdout.write(
                "\n".join([*getattr(each, "__notes__", ()), f"{type(each).__name__}: {each}", ""])
            )
        return False
    return True


def main() -> int:
    """Play the years; return 1 if a rule was broken in one of them."""
    use_packaged_zones()
    every = sorted(name for name in zoneinfo.available_timezones() if is_zone(name))
    parser = argparse.ArgumentParser(prog="python -m tests.conversations.years")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--zones", type=int, help="so many histories of clocks, spread over all")
    parser.add_argument(
        "--from", dest="first", choices=every, metavar="ZONE", help="leave out those before it"
    )
    parser.add_argument("--only", choices=every, metavar="ZONE")
    given = parser.parse_args()
    groups = [[given.only]] if given.only else alike(every)
    chosen = groups[:: max(len(groups) // (given.zones or len(groups)), 1)][: given.zones]
    chosen = [names for names in chosen if given.first is None or names[0] >= given.first]
    catalogue, saw, broken, began = read_catalogue(content_folder()), Counter[str](), 0, process_time()
    with tempfile.TemporaryDirectory(prefix="unknot-") as made:
        empty = Path(made) / "empty.sqlite3"
        asyncio.run(_make(empty))
        for names in chosen:
            ground = Ground(catalogue, empty, begins_in(names[0]), every, saw, LONGEST)
            before = saw["days"]
            is_well = _play_year(ground, names[0], given.seed)
            sys.stdout.write(f"{names[0]}: {saw['days'] - before} days\n")
            if not is_well:
                broken += 1
                sys.stdout.write(f"broken: --only {names[0]} --seed {given.seed}\n")
            sys.stdout.flush()
    zones = sum(map(len, chosen))
    lived = f"{saw['days']:,} days, {saw['reminder']:,} rings, {saw['snooze']:,} rings after Later"
    sys.stdout.write(
        f"{len(chosen)} histories of clocks ({zones} zones), {lived}, {broken} with a broken rule, "
        f"{process_time() - began:.0f} s of the processor\n"
    )
    never = _tell_cases(saw)
    is_whole = len(chosen) == len(groups) > 1
    if never and is_whole:
        sys.stdout.write(f"These never came, so nothing is shown about them: {', '.join(never)}.\n")
    return 1 if broken or (never and is_whole) else 0


if __name__ == "__main__":
    sys.exit(main())

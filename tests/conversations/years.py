"""The long set of reminders: a year in each time zone of a person who changes everything at random moments.

`python -m tests.conversations.years` takes hours; `--only Pacific/Apia --seed 7` plays one year again, and
`--zones 20` plays so many zones. Each ring is held against the rules of `random_life.Watch`.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue
from bot.storage.database import open_database
from bot.timing.zones import use_packaged_zones
from tests.conversations.random_life import Watch, does_something
from tests.conversations.stage import HandClock, Stage

YEAR = timedelta(days=365)
MOST_APART = 5 * 24 * 60  # minutes between two things that the person does
STARTS = (2005, 2040)  # the years in which a story may begin


async def a_year(catalogue: Catalogue, zone: str, seed: int, zones: list[str]) -> int:
    """Live a year that begins in `zone`; return how many rings there were."""
    dice = random.Random(f"{zone} {seed}")
    begins = datetime(dice.randrange(*STARTS), dice.randrange(1, 13), dice.randrange(1, 29), 9, tzinfo=UTC)
    with tempfile.TemporaryDirectory(prefix="unknot-") as made:
        empty = Path(made) / "empty.sqlite3"
        database = open_database(f"sqlite:///{empty}")
        await database.migrate()
        await database.close()
        stage = Stage(Path(made), catalogue, empty, clock=HandClock(begins))
        await stage.open()
        try:
            chat = stage.private()
            watch = Watch(chat)
            await chat.presses_data(f"zone:{zone}")
            await chat.says("/remind 8:00, 8:01, 20:00")
            while stage.clock.at < begins + YEAR:
                await chat.waits(minutes=dice.randrange(MOST_APART))
                await watch.looks()
                await does_something(chat, dice, zones)
                await watch.looks()
        finally:
            await stage.close()
    return watch.rung


def main() -> int:
    """Play the years; return 1 if a rule was broken in one of them."""
    use_packaged_zones()
    every = sorted(zoneinfo.available_timezones())
    parser = argparse.ArgumentParser(prog="python -m tests.conversations.years")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--zones", type=int, default=len(every), help="so many zones, spread over all")
    parser.add_argument("--only", choices=every, metavar="ZONE")
    given = parser.parse_args()
    chosen = [given.only] if given.only else every[:: max(len(every) // given.zones, 1)][: given.zones]
    catalogue, broken, rings, began = read_catalogue(content_folder()), 0, 0, time.monotonic()
    for zone in chosen:
        try:
            rings += asyncio.run(a_year(catalogue, zone, given.seed, every))
        except AssertionError as why:
            broken += 1
            sys.stdout.write(f"broken: --only {zone} --seed {given.seed}: {why}\n")
    took = time.monotonic() - began
    sys.stdout.write(f"{len(chosen)} years, {rings} rings, {broken} with a broken rule, {took:.0f} s\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

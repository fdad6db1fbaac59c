"""On a full or slow disk nothing is half done or lost, and no unsaved update is confirmed."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator
from datetime import time, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from bot import compose
from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId
from bot.domain.quiet import Quiet
from bot.ports import CannotWrite, Chat, Work
from bot.storage.database import open_database
from bot.timing.portion import Portion
from tests.conversations.stage import Stage
from tests.faults import crowd

CHATS = range(5001, 5401)


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    """The whole bot, with a reminder due in every chat."""
    stage = Stage(tmp_path, catalogue, empty)
    await stage.open()
    ring = crowd.reminders((chat, stage.clock.at) for chat in CHATS)
    await stage.house.database.run(lambda work: ring(work, catalogue))
    yield stage
    await stage.close()


async def limit_pages(stage: Stage, more: int) -> None:
    """Let the database grow by `more` pages and no further."""

    def limit(work: Work) -> None:
        [used] = stage.driver.execute("PRAGMA page_count").fetchone()
        stage.driver.execute(f"PRAGMA max_page_count = {used + more}").close()

    await stage.house.database.run(limit)


def refuse_writes(stage: Stage, refuse: bool) -> None:
    """Let SQLite refuse every write, or none."""
    stage.driver.execute(f"PRAGMA query_only = {int(refuse)}").close()


async def test_on_a_full_disk_nothing_is_half_done_and_later_all_is(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """On a full disk the beat and the updates fail. With room again, each takes effect once."""
    await limit_pages(stage, 1)
    anna = stage.private()
    updates = [anna.line(f"/remind {hour}:{minute:02}") for hour in range(24) for minute in range(0, 60, 4)]
    before = {table: await stage.rows(table) for table in ("reminders", "receipts", "outbox", "chats")}

    with pytest.raises(CannotWrite, match="full"):
        await stage.house.tick()
    toasts = await stage.house.taking.take_or_rest(updates)

    assert toasts is None
    said = [record for record in caplog.records if record.levelname != "INFO"]
    assert [record.message.split(":")[0] for record in said] == ["Nothing can be written to the database"]
    assert {table: await stage.rows(table) for table in before} == before
    assert stage.telegram.chats == {}
    caplog.clear()
    await limit_pages(stage, 1_000_000)
    assert await stage.house.taking.take_or_rest(updates) is not None
    await stage.beats()
    rung = [row for row in await stage.rows("outbox") if row["chat_id"] in CHATS]
    assert Counter(row["state"] for row in rung) == {"sent": len(CHATS)}
    assert {len(stage.telegram.chats[chat]) for chat in CHATS} == {1}
    assert len(await stage.rows("receipts")) == len(updates)


async def test_a_stop_does_not_wait_for_a_disk_that_hangs(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/unknot.db")
    goes_on = threading.Event()
    waiting = asyncio.create_task(database.run(lambda work: goes_on.wait(60)))
    await asyncio.sleep(0)

    with pytest.raises(compose.StartAgain, match="does not answer"):
        await compose.close_storage(database, within=0.05)

    goes_on.set()
    assert await waiting


async def beats_slowly(stage: Stage, beats: int = 1000) -> bool:
    """Beat at most `beats` times while more is due; each beat takes a second. Return whether more is due.

    Each beat rings the fewest chats, as on a slow machine.
    """
    stage.house.portion = Portion(seconds=count().__next__)
    for _ in range(beats):
        more = await stage.house.tick()
        stage.clock.forward(timedelta(seconds=1))
        if not more:
            return False
    return True


def put(work: Work, chat: Chat) -> None:
    work.chats.put(chat)


async def is_quiet(stage: Stage, begins: time) -> None:
    """Let the chats that are planned last have quiet hours until 15:00."""
    for chat in CHATS[-40:]:
        quiet = Quiet(begins, time(15))
        known = Chat(ChatId(chat), Language("en"), zone="UTC", quiet=quiet)
        await stage.house.database.run(partial(put, chat=known))


async def rung(stage: Stage) -> Counter[str]:
    """Return how many rings were sent as usual, how many late (silently), and the other rows by state."""
    await stage.settles()
    shown = Counter(
        "late" if ring.silent else "usual" for chat in CHATS for ring in stage.telegram.chats.get(chat, [])
    )
    ends = Counter(row["state"] for row in await stage.rows("outbox") if row["state"] != "sent")
    return shown + ends


async def test_on_a_slow_disk_no_ring_is_late_for_waiting_its_turn(stage: Stage) -> None:
    """The last ring is planned 80 seconds late.

    Its hour lies inside the quiet hours, by the person's choice.
    """
    await is_quiet(stage, time(11))
    soon = crowd.reminders([(CHATS[-1] + 1, stage.clock.at + timedelta(seconds=5))])
    await stage.house.database.run(lambda work: soon(work, stage.catalogue))

    assert not await beats_slowly(stage)

    assert await rung(stage) == {"usual": len(CHATS)}
    [ring] = stage.telegram.chats[CHATS[-1] + 1]
    assert not ring.silent


async def test_a_ring_that_waits_its_turn_until_quiet_hours_begin_is_over(stage: Stage) -> None:
    """Quiet hours begin a minute after the ring's hour, and the ring would come a few seconds later."""
    await is_quiet(stage, time(12, 1))

    assert not await beats_slowly(stage)

    assert await rung(stage) == {"usual": len(CHATS) - 40, "expired": 40}


@pytest.mark.parametrize("way", ["is killed", "sleeps", "fails"])
async def test_after_an_outage_amid_a_backlog_the_rest_of_it_is_late(stage: Stage, way: str) -> None:
    """The outage makes the remaining rings late, and their words say so."""
    assert await beats_slowly(stage, 20)
    await stage.settles()
    if way == "is killed":
        await stage.close()
        stage.clock.forward(timedelta(minutes=10))
        await stage.open()
    elif way == "sleeps":
        stage.clock.forward(timedelta(minutes=10))
    else:
        stage.clock.forward(timedelta(seconds=45))
        # A full disk would let a few rows in, where the pages of the file have room for them.
        refuse_writes(stage, True)
        with pytest.raises(CannotWrite, match="read-only"):
            await stage.house.tick()
        refuse_writes(stage, False)

    assert not await beats_slowly(stage)

    assert await rung(stage) == {"usual": 100, "late": 300}

"""One of several processes fetches the updates; another takes over when it ends or stands still."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.ports import NotTheIntake, Work
from bot.storage import intake
from bot.storage.database import Database
from bot.storage.intake import SharedIntake
from bot.timing.clock import SystemClock
from tests.postgres import command


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short leases."""
    monkeypatch.setattr(intake, "EVERY", 0.05)
    monkeypatch.setattr(intake, "LEASE", timedelta(seconds=3))
    monkeypatch.setattr(intake, "MARGIN", timedelta(seconds=0.5))


class Runs:
    """An intake that a test starts and ends."""

    def __init__(self, url: str, owner: str) -> None:
        self.hinted = asyncio.Event()
        self.intake = SharedIntake(url, owner, SystemClock(), self.hinted.set)
        self.task = asyncio.create_task(self.intake.run())

    async def ours(self) -> int:
        async with asyncio.timeout(30):
            return await self.intake.ours()

    async def ends(self) -> None:
        self.task.cancel()
        await asyncio.wait({self.task})


@pytest.fixture
async def both(url: str) -> AsyncIterator[tuple[Runs, Runs]]:
    """One that fetches, and one that stands by."""
    first = Runs(url, "one")
    await first.ours()
    second = Runs(url, "other")
    yield first, second
    await first.ends()
    await second.ends()


async def test_one_stands_by_until_the_other_has_ended(both: tuple[Runs, Runs]) -> None:
    first, second = both
    waits = asyncio.create_task(second.ours())
    await asyncio.sleep(3.5)  # longer than a lease, which the first renews
    assert not waits.done()

    await first.ends()

    assert await waits == 2


async def test_one_that_stands_still_is_cut_off_and_commits_nothing_any_more(
    both: tuple[Runs, Runs], one: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = both
    term = await first.ours()
    stood_still, awake = asyncio.Event(), asyncio.Event()
    beat = first.intake._in_thread

    async def freezes(do: object) -> object:
        stood_still.set()
        await awake.wait()
        return await beat(do)  # type: ignore[arg-type]

    monkeypatch.setattr(first.intake, "_in_thread", freezes)
    await stood_still.wait()

    assert await second.ours() == term + 1
    assert not first.intake.is_ours(term)
    with pytest.raises(NotTheIntake):
        await one.run(lambda work: work.commons.check_intake("one", term))
    awake.set()
    await asyncio.sleep(0.3)
    assert second.intake.is_ours(term + 1) and not first.intake.is_ours(term)
    await second.ends()
    assert await first.ours() == term + 2


async def test_a_takeover_waits_for_the_commit_that_has_checked(
    both: tuple[Runs, Runs], one: Database
) -> None:
    """What the first process is committing just now is still its own."""
    first, second = both
    term = await first.ours()
    moments: list[str] = []

    def unit(work: Work) -> None:
        work.commons.check_intake("one", term)
        asyncio.run_coroutine_threadsafe(first.ends(), loop).result()
        threading.Event().wait(0.5)
        moments.append("taken over too soon" if taking.done() else "committed")

    loop = asyncio.get_running_loop()
    taking = asyncio.create_task(second.ours())
    await one.run(unit)
    await taking
    moments.append("taken over")

    assert moments == ["committed", "taken over"]


async def test_a_hint_reaches_the_others_and_not_its_sender(both: tuple[Runs, Runs], one: Database) -> None:
    first, second = both
    async with asyncio.timeout(30):
        while not second.hinted.is_set():  # it may not have begun to listen
            await one.run(lambda work: work.commons.hint("one"))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(second.hinted.wait(), 0.3)
    assert not first.hinted.is_set()


async def test_a_lost_connection_is_made_anew(both: tuple[Runs, Runs], url: str) -> None:
    term = await both[0].ours()
    command(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )

    async with asyncio.timeout(30):
        newest = await asyncio.wait(
            {asyncio.create_task(runs.ours()) for runs in both}, return_when=asyncio.FIRST_COMPLETED
        )
    assert newest[0].pop().result() >= term

"""What whoever runs the bot sees: alive, ready, and the figures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from math import isnan
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.ports import Refused
from bot.storage.trouble import InTrouble, Trouble
from bot.web import readiness
from bot.web.health import Health
from tests.conversations.stage import Stage, Talk, plays

from .conftest import free_port


class Comes:
    """A `Feeder` to which updates come, or not."""

    def __init__(self) -> None:
        self.why_not = ""

    def trouble(self) -> str:
        return self.why_not


class Watched:
    """The bot on its stage, seen through its port for health."""

    def __init__(self, stage: Stage, http: aiohttp.ClientSession) -> None:
        self.port = free_port()
        self.health = Health(("127.0.0.1", self.port))
        self.feeder = Comes()
        self._stage = stage
        self._http = http

    def begins(self) -> None:
        house, feeder = self._stage.house, self.feeder
        as_feeder: Any = feeder
        self.health.watch(house.storage, as_feeder, house.desk, self._stage.clock)

    async def says(self, path: str, method: str = "GET") -> tuple[int, str]:
        async with self._http.request(method, f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.text()

    async def figures(self) -> dict[str, float]:
        """Return each figure that is not zero, by its name and its labels."""
        status, text = await self.says("/metrics")
        assert status == 200
        return {
            " ".join((sample.name, *sample.labels.values())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.value
        }


@pytest.fixture
async def watched(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watched]:
    monkeypatch.setattr(readiness, "KEPT", timedelta(0))
    async with aiohttp.ClientSession() as http:
        watched = Watched(stage, http)
        await watched.health.open()
        yield watched
        await watched.health.close()


async def test_while_the_bot_starts_it_is_alive_and_not_ready(watched: Watched) -> None:
    assert await watched.says("/healthz") == (200, "The event loop answers.\n")
    status, said = await watched.says("/readyz")
    assert (status, said.partition(":")[0]) == (503, "The bot is starting")
    assert "unknot_ready" not in await watched.figures()  # zeros are left out

    assert [(await watched.says(path))[0] for path in ("/", "/metrics/", "/readyz?x")] == [404, 404, 503]
    assert (await watched.says("/metrics", "POST"))[0] == 405


async def test_each_thing_that_keeps_it_from_its_work_is_named(
    watched: Watched, stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.begins()
    assert await watched.says("/readyz") == (200, "Ready.\n")

    [version] = await stage.rows("alembic_version")
    watched.feeder.why_not = "No updates have been fetched yet."
    await stage.writes("UPDATE alembic_version SET version_num = '9999'")
    assert await watched.says("/readyz") == (
        503,
        "The tables are not of this version of Unknot.\nNo updates have been fetched yet.\n",
    )
    watched.feeder.why_not = ""
    await stage.writes(f"UPDATE alembic_version SET version_num = '{version['version_num']}'")

    stage.telegram.holds = lambda row: True
    await chat.says("/help")
    stage.clock.forward(timedelta(seconds=90))
    assert await watched.says("/readyz") == (503, "Answers have waited for 90 s.\n")
    assert (await watched.figures())["unknot_lag_seconds replies"] == 90
    stage.telegram.holds = lambda row: False
    await stage.beats()
    assert (await watched.says("/readyz"))[0] == 200

    await plays(chat)
    stage.clock.forward(timedelta(minutes=30))
    status, said = await watched.says("/readyz")
    assert status == 503
    assert said.startswith("Steps and reminders are ")
    await stage.beats()
    assert (await watched.says("/readyz"))[0] == 200


async def test_a_database_that_fails_or_hangs_is_named_without_secrets(
    watched: Watched, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watched.begins()
    run = stage.house.database.run
    monkeypatch.setattr(readiness, "DATABASE_MAY_TAKE", 0.05)

    async def hangs(*given: Any, **more: Any) -> Any:
        await asyncio.Event().wait()

    monkeypatch.setattr(stage.house.database, "run", hangs)
    assert await watched.says("/readyz") == (503, "The database does not answer.\n")

    async def fails(*given: Any, **more: Any) -> Any:
        raise InTrouble(Trouble.full)

    monkeypatch.setattr(stage.house.database, "run", fails)
    full = (503, "The database cannot be written. The disk is full. Make room.\n")
    assert [await watched.says("/readyz"), await watched.says("/readyz")] == [full, full]
    figures = await watched.figures()
    assert isnan(figures["unknot_due replies"])
    caplog.clear()

    monkeypatch.setattr(stage.house.database, "run", run)
    stage.clock.forward(timedelta(seconds=11))
    await stage.beats()
    assert (await watched.says("/readyz"))[0] == 200

    watched.health.look_away()
    monkeypatch.setattr(stage.house.database, "run", fails)
    assert await watched.says("/readyz") == (503, "The bot is stopping.\n")


async def test_what_happens_is_counted_and_no_figure_tells_of_whom(
    watched: Watched, stage: Stage, chat: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    stage.figures = watched.health.metrics
    await stage.restarts()
    watched.begins()

    await chat.says("/help")
    stage.telegram.refuses = lambda row: Refused("no")
    await chat.says("/safety")
    caplog.clear()
    stage.telegram.refuses = lambda row: None
    stage.telegram.loses = lambda row: True
    await chat.says("/tip")
    stage.telegram.loses = lambda row: False
    await chat.says("/privacy")
    stage.clock.forward(timedelta(seconds=20))
    before = await watched.figures()
    await stage.beats()

    after = await watched.figures()
    assert before["unknot_due replies"] == 2  # the lost answer leaves once more, before the next one
    assert before["unknot_lag_seconds replies"] >= 20
    assert "unknot_late_total reply" not in before
    assert after["unknot_ready"] == 1
    assert after["unknot_updates_total"] == after["unknot_batch_updates_count"] == 4
    assert after["unknot_sent_total reply"] == after["unknot_delay_seconds_count replies"] == 3
    assert after["unknot_late_total reply"] == 2
    assert after["unknot_failed_total reply"] == 1
    assert after["unknot_calls_total Ambiguous"] == 1
    assert after["unknot_commit_seconds_count"] >= 8
    assert "unknot_due replies" not in after
    _, page = await watched.says("/metrics")
    assert str(chat.id) not in page
    assert "Anna" not in page

"""Time zones, SQLite's version, room on the disk, people's time, and the command as a person runs it."""

from __future__ import annotations

import asyncio
import zoneinfo
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import pytest

from bot.doctor.machine import MB, check_space, check_sqlite, check_zones
from bot.storage.database import Database
from telegram_playground import Playground
from tests.process.programs import start

from .conftest import TOKEN, Practice

NOVEMBER = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("version", "verdict"),
    [("2026.6", "ok"), ("2027.1", "ok"), ("2026", "ok"), ("2025.3", "look"), ("2019.1", "look")],
)
def test_old_time_zones_are_worth_a_look(version: str, verdict: str) -> None:
    finding = check_zones(lambda: version, NOVEMBER)

    assert finding.verdict == verdict
    assert f"read from tzdata {version}" in finding.seen


@pytest.mark.parametrize(
    "error", [zoneinfo.ZoneInfoNotFoundError("x"), metadata.PackageNotFoundError("tzdata"), ValueError("x")]
)
def test_missing_time_zones_are_wrong(error: Exception) -> None:
    def use() -> str:
        raise error

    assert check_zones(use, NOVEMBER).verdict == "wrong"


@pytest.mark.parametrize(
    ("version", "verdict"), [((3, 34, 1), "wrong"), ((3, 35, 0), "ok"), ((4, 0, 0), "ok")]
)
def test_an_sqlite_that_is_too_old_is_wrong(version: tuple[int, int, int], verdict: str) -> None:
    assert check_sqlite(version).verdict == verdict


@pytest.mark.parametrize(
    ("free", "verdict"),
    [(500 * MB, "ok"), (499 * MB, "look"), (50 * MB, "look"), (49 * MB, "wrong"), (0, "wrong")],
)
def test_a_disk_that_fills_up_is_seen_in_time(free: int, verdict: str) -> None:
    assert check_space(free).verdict == verdict


async def test_peoples_time_is_read_from_a_playground(practice: Practice, file: Path, tmp_path: Path) -> None:
    stage = Playground()
    await stage.start()
    found = await practice.examine(clock_url=f"{stage.url}/control/clock")
    await stage.stop()

    assert found["people's time"].verdict == "ok"


async def test_a_clock_that_does_not_answer_is_wrong(practice: Practice, file: Path) -> None:
    assert await practice.troubles(clock_url="http://127.0.0.1:1/") == {"people's time": "wrong"}


async def run(practice: Practice, folder: Path, **changes: str) -> tuple[int, str, str]:
    """Run the command in a process of its own; return exit code and what it printed."""
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": practice.stub.url,
        "DATABASE_URL": practice.settings().database_url.reveal(),
    }
    out, err = folder / "stdout", folder / "stderr"
    process = start(("doctor",), folder, settings | changes, out=out, err=err)
    code = await asyncio.to_thread(process.wait)
    return code, out.read_text("utf-8"), err.read_text("utf-8")


async def test_a_healthy_bot_that_runs_gives_plain_lines_and_0(
    practice: Practice, bot: Database, tmp_path: Path
) -> None:
    code, out, err = await run(practice, tmp_path)

    assert (code, err) == (0, "")
    assert {line.split()[0] for line in out.splitlines()} == {"ok"}
    assert "a bot is running with it" in out
    assert "\x1b" not in out


async def test_something_wrong_gives_1_and_never_the_token(
    practice: Practice, file: Path, tmp_path: Path
) -> None:
    practice.stub.token = "another"

    code, out, err = await run(practice, tmp_path, LOG_LEVEL="DEBUG")

    assert (code, err) == (1, "")
    assert "\nwrong token: Telegram refuses it. Check BOT_TOKEN with @BotFather" in out
    assert TOKEN not in out


async def test_settings_that_are_wrong_give_one_sentence_and_2(practice: Practice, tmp_path: Path) -> None:
    database = "mysql://me:secret@host/unknot"

    code, out, err = await run(practice, tmp_path, BOT_TOKEN="", DATABASE_URL=database)

    assert (code, out) == (2, "")
    assert err.startswith("BOT_TOKEN is not set")
    assert "DATABASE_URL should look like sqlite:///" in err
    assert len(err.splitlines()) == 1
    assert "secret" not in err

"""The bot opens a database that an older version has filled, and goes on where that version stood."""

from __future__ import annotations

import itertools
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.catalogue import Catalogue
from bot.domain.ids import OutboxId
from bot.ports import Kind, Limits, Now, RowState, Settlement, Work
from bot.storage.database import Database, open_database
from tests.conversations.stage import Shown, Stage
from tests.migrations.filled import fill
from tests.texts import button, texts

ANNA, DAN, EVE = 1001, 1004, 1005
LEASE = timedelta(minutes=2)
STOOD_AT = datetime(2026, 11, 23, 13, 30, 14, tzinfo=UTC)


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue) -> AsyncIterator[Stage]:
    """Today's bot over the old database, at the moment at which the old bot ended."""
    await (await migrated(tmp_path)).close()
    stage = Stage(tmp_path, catalogue, tmp_path / "then.sqlite3")
    stage.clock.at = STOOD_AT
    stage.telegram.is_upgraded = True
    stage.telegram.numbers = itertools.count(1001)
    stage.updates = itertools.count(1001)
    await stage.open()
    await shows_what_was_sent(stage)
    yield stage
    await stage.close()


async def migrated(folder: Path) -> Database:
    """Return the old database after all migrations."""
    fill(folder / "then.sqlite3")
    database = open_database(f"sqlite:///{folder}/then.sqlite3")
    await database.migrate()
    return database


async def shows_what_was_sent(stage: Stage) -> None:
    """Put the messages that are known to have arrived into their chats."""
    for row in await stage.rows("outbox"):
        if row["message_id"] is not None and row["kind"] != "removal":
            known = stage.telegram.chats.setdefault(row["chat_id"], [])
            if row["message_id"] not in [shown.id for shown in known]:
                known.append(
                    Shown(row["message_id"], STOOD_AT, row["kind"], silent=True, keys=[[("?", "?")]])
                )


async def row_of(stage: Stage, number: int) -> dict[str, Any]:
    [row] = [row for row in await stage.rows("outbox") if row["id"] == number]
    return row


async def shown(stage: Stage, of_row: int) -> Shown:
    """Return the message that an outbox row has sent."""
    row = await row_of(stage, of_row)
    return next(each for each in stage.telegram.chats[row["chat_id"]] if each.id == row["message_id"])


async def test_a_live_session_goes_on_with_its_next_step(stage: Stage) -> None:
    """On time, and the card of the step before loses its buttons."""
    anna = stage.private("Anna", ANNA)
    [live] = [row for row in await stage.rows("sessions") if row["id"] == 10]
    card = max(row["message_id"] for row in await stage.rows("outbox") if row["dedup_key"] == "10:2")

    await stage.waits(until=datetime.fromisoformat(live["ends_at"]).replace(tzinfo=UTC))

    assert anna.messages[-1].headline.startswith("3/")
    assert anna.messages[-1].at == stage.clock.at
    assert next(each for each in anna.messages if each.id == card).keys == []


async def test_a_session_on_hold_can_be_resumed(stage: Stage) -> None:
    dan = stage.private("Dan", DAN)

    await dan.says("go on")
    await dan.presses(button.yes_all_clear)  # the safety question has new words
    await stage.waits(minutes=2)

    [session] = [row for row in await stage.rows("sessions") if row["id"] == 9]
    assert (session["state"], session["ended_on"]) == ("finished", "2026-11-23")


async def test_a_ring_that_waited_leaves(stage: Stage) -> None:
    await stage.waits(minutes=2)

    assert (await row_of(stage, 158))["state"] == "sent"
    assert (await shown(stage, 158)).labels[0].startswith("Start")


async def test_a_ring_that_may_have_arrived_is_proved_by_a_tap(stage: Stage) -> None:
    """After the tap no second copy of the ring is sent."""
    eve = stage.private("Eve", EVE)

    await eve.presses_data("later:5", on=900)
    await stage.waits(minutes=5)

    assert [(row["state"], row["message_id"]) for row in [await row_of(stage, 234)]] == [("sent", 900)]


async def test_a_removal_finds_its_cue(stage: Stage) -> None:
    await stage.waits(minutes=2)

    assert (await row_of(stage, 230))["state"] == "sent"
    assert (await shown(stage, 227)).is_deleted


async def test_a_tidying_finds_its_question(stage: Stage) -> None:
    await stage.waits(minutes=2)

    assert (await row_of(stage, 201))["state"] == "sent"
    assert (await shown(stage, 187)).keys == []


async def test_what_was_recalled_in_mid_call_does_not_leave_and_the_other_call_does(tmp_path: Path) -> None:
    """Although it turns out that neither call was made."""
    database = await migrated(tmp_path)

    def unit(work: Work) -> list[Kind]:
        work.outbox.settle([Settlement(row, RowState.pending) for row in work.outbox.take_stuck()])
        left = work.outbox.claim(Now(STOOD_AT, STOOD_AT), Limits(99, 99, 99), "here", LEASE)
        return [row.kind for row in left if row.id in (OutboxId(249), OutboxId(253))]

    assert await database.run(unit) == [Kind.reply]
    await database.close()


async def test_a_draft_is_still_of_the_routine_that_it_edits(stage: Stage) -> None:
    anna = stage.private("Anna", ANNA)

    await anna.says("/my_routines")
    await anna.presses(button.go_on_building)
    await anna.presses(button.save)

    # A session of hers is on, so that its card follows.
    assert anna.messages[-2].headline == texts.headline("edited", name="Evening")


async def test_days_later_everything_has_come_to_an_end(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """Sessions, rings, what waited: no row is left behind, and nothing is logged as an error."""
    await stage.waits(hours=30)

    rows = await stage.rows("outbox")
    assert [row for row in rows if row["state"] in ("pending", "sending")] == []
    live = [row["id"] for row in await stage.rows("sessions") if row["ended_at"] is None]
    assert live == []
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []

"""What is deleted is overwritten: fragments in unused parts of pages, and what a reader keeps in the WAL."""

from __future__ import annotations

import logging
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.domain.ids import ChatId
from bot.ports import Lane, Limits, RowState, Settlement
from bot.storage import remains, sqlite
from bot.storage.remains import SAID_AFTER, Remains
from bot.storage.sqlite import connect
from bot.storage.work import OpenWork
from tests import once
from tests.storage.samples import LEASE, at, begin, chat, now, outgoing
from tests.traces import found

CHATS = [ChatId(5_234_567_890_000 + 257 * number) for number in range(120)]
ANNA = CHATS[0]
GO = CHATS[::3]  # the others stay, and so do the pages


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "unknot.db"


@pytest.fixture(params=["delete", "wal"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sqlite, "has_safe_wal", lambda _version: request.param == "wal")
    return str(request.param)


@pytest.fixture
def opened(mode: str, file: Path) -> Iterator[Connection]:
    """A connection to an empty database in a file. The disk need not keep anything here."""
    once.put_tables(file)
    with closing(connect(file)) as connection:
        connection.connection.cursor().execute("PRAGMA synchronous = OFF")
        yield connection


def fill(connection: Connection) -> None:
    """Write rows of many chats in turns, so that SQLite moves them from page to page."""
    dice = random.Random(1)
    with connection.begin():
        work = OpenWork(connection, Remains())
        for turn in range(4):
            for each in dice.sample(CHATS, len(CHATS)):
                work.chats.put(chat(each, zone=f"Zone/{each}" + "x" * dice.randrange(60)))
                for number in range(dice.randrange(12)):
                    work.outbox.put(outgoing(f"{turn} {number}", each))


def forget(connection: Connection, left: Remains, each: ChatId = ANNA) -> None:
    with connection.begin():
        OpenWork(connection, left).chats.forget(each)


def traces(file: Path, chats: list[ChatId] = GO) -> list[str]:
    return [trace for each in chats for trace in found(file, each, [f"Zone/{each}"])]


def test_fragments_of_moved_rows_are_overwritten(opened: Connection, file: Path) -> None:
    """SQLite's own overwriting leaves some: this is what the rebuild is for."""
    fill(opened)
    left = Remains()
    for each in GO:
        forget(opened, left, each)
    assert traces(file) != []

    left.overwrite(opened)

    assert traces(file) == []
    assert not left.are_left


def test_a_second_rebuild_waits_for_some_beats(opened: Connection, file: Path) -> None:
    """Somebody who deletes again and again must not hold up others."""
    fill(opened)
    left = Remains()
    left.overwrite(opened)
    forget(opened, left)
    left.overwrite(opened)
    assert not left.are_left

    forget(opened, left, CHATS[1])
    left.overwrite(opened)
    assert left.are_left
    for _ in range(2):
        left.beat(opened)

    assert not left.are_left
    assert traces(file, CHATS[:2]) == []


def test_a_large_file_is_rebuilt_at_the_next_sweep_and_no_answer_waits_for_that(
    opened: Connection, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remains, "SMALL", 0)
    fill(opened)
    left = Remains()
    for each in GO:
        forget(opened, left, each)
    left.overwrite(opened)
    assert not left.are_left
    assert traces(file) != []

    left = Remains()  # as after a kill
    with opened.begin():
        OpenWork(opened, left).receipts.sweep(now())
    left.overwrite(opened)

    assert traces(file) == []


@pytest.mark.parametrize("is_live", [False, True])
def test_a_large_file_is_rebuilt_as_soon_as_no_session_is_live_and_within_ten_minutes(
    opened: Connection, file: Path, monkeypatch: pytest.MonkeyPatch, is_live: bool
) -> None:
    """No answer waits for that. A paused session is live for a day, and does not put it off for so long."""
    assert remains.LONGEST_WAIT < 600  # beats, which are seconds
    monkeypatch.setattr(remains, "SMALL", 0)
    monkeypatch.setattr(remains, "LONGEST_WAIT", 5)
    fill(opened)
    left = Remains()
    with opened.begin():
        begin(OpenWork(opened, left), CHATS[1])
    for each in GO:
        forget(opened, left, each)
    left.overwrite(opened)
    assert not left.are_left
    if not is_live:
        forget(opened, left, CHATS[1])

    for _ in range(4 if is_live else 0):
        left.beat(opened)
    assert traces(file) != []
    left.beat(opened)

    assert traces(file) == []
    assert not left.are_left


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Another program reads inside."""
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM chats").fetchall()
        yield


def test_a_long_reader_is_named_once_and_so_is_its_end(
    opened: Connection, file: Path, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    fill(opened)
    left = Remains()
    forget(opened, left)
    with reading(file):
        for _ in range(3 * SAID_AFTER):
            left.beat(opened)
        assert left.are_left
    for _ in range(3):
        left.beat(opened)

    assert not left.are_left
    assert [(record.levelname, record.getMessage().partition(":")[0]) for record in caplog.records] == [
        ("WARNING", "Deleted data is not overwritten yet"),
        ("INFO", "Deleted data is overwritten now."),
    ]


def test_a_farewell_leaves_when_all_is_overwritten_and_then_is_nowhere(
    opened: Connection, file: Path
) -> None:
    left = Remains()
    left.overwrite(opened)

    def claim() -> int:
        with opened.begin():
            work = OpenWork(opened, left)
            rows = work.outbox.claim(now(), Limits(1, 1, 1), "here", LEASE)
            work.outbox.settle([Settlement(row, RowState.sent) for row in rows])
            return len(rows)

    with opened.begin():
        work = OpenWork(opened, left)
        work.chats.put(chat(ANNA))
        work.chats.forget(ANNA)
        work.chats.put(chat(ANNA, zone=None, safety_yes=None))
        work.outbox.put(outgoing("farewell", ANNA, lane=Lane.farewell))
        assert work.outbox.claim(now(), Limits(9, 9, 9), "here", LEASE) == []
    assert claim() == 0
    left.overwrite(opened)

    assert claim() == 1

    for _ in range(2):
        left.beat(opened)
    assert traces(file, [ANNA]) == []
    with opened.begin():
        assert OpenWork(opened, left).chats.get(ANNA) is None


def test_a_farewell_that_must_wait_or_whose_group_has_moved_is_sent_later(opened: Connection) -> None:
    """The results that do not end it change the row and the chat as those of other rows do."""
    left, moved = Remains(), ChatId(-1_005_234_567_890)
    left.overwrite(opened)
    with opened.begin():
        work = OpenWork(opened, left)
        work.chats.put(chat(ANNA, zone=None, safety_yes=None))
        work.outbox.put(outgoing("farewell", ANNA, lane=Lane.farewell))
        [row] = work.outbox.claim(now(), Limits(1, 1, 1), "here", LEASE)
        work.outbox.settle([Settlement(row, RowState.pending, not_before=at(60), hold_chat=True)])
    left.overwrite(opened)
    with opened.begin():
        work = OpenWork(opened, left)
        assert work.outbox.claim(now(59), Limits(1, 1, 1), "here", LEASE) == []
        [row] = work.outbox.claim(now(60), Limits(1, 1, 1), "here", LEASE)
        work.outbox.settle([Settlement(row, RowState.pending, move_to=moved)])
    for _ in range(2):
        left.beat(opened)

    with opened.begin():
        work = OpenWork(opened, left)
        [row] = work.outbox.claim(now(61), Limits(1, 1, 1), "here", LEASE)
        assert row.chat == moved
        work.outbox.settle([Settlement(row, RowState.sent)])
        assert (work.chats.get(ANNA), work.chats.get(moved)) == (None, None)


def test_answers_come_before_a_farewell(opened: Connection) -> None:
    left = Remains()
    left.overwrite(opened)
    with opened.begin():
        work = OpenWork(opened, left)
        for each, lane in ((ANNA, Lane.farewell), (CHATS[1], Lane.reply), (CHATS[2], Lane.reminder)):
            work.chats.put(chat(each))
            work.outbox.put(outgoing("row", each, lane=lane))
        rows = work.outbox.claim(now(), Limits(1, 1, 1, together=2), "here", LEASE)

    assert [row.lane for row in rows] == [Lane.reply, Lane.reminder]

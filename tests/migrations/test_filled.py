"""A database that an older version has filled comes through every migration with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.storage import migrations
from bot.storage.sqlite import connect
from bot.storage.tables import metadata
from tests.migrations.filled import fill

Rows = dict[str, list[dict[str, Any]]]
NEWER = {"files"}  # tables that version 0003 did not have


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A connection to the database of version 0003."""
    file = tmp_path / "unknot.sqlite3"
    fill(file)
    opened = connect(file)
    yield opened
    opened.close()


@pytest.fixture
def migrated(connection: Connection) -> Connection:
    """The same database, of the newest version."""
    migrations.upgrade(connection)
    return connection


def rows(connection: Connection) -> Rows:
    """Return every row of every table that there is, by its columns, with JSON decoded."""
    with connection.begin():
        there = set(
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        )
        return {
            name: [
                {column: said(value) for column, value in row._mapping.items()}
                for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")
            ]
            for name in (*(metadata.tables.keys() - NEWER), "sqlite_sequence")
            if name in there
        }


def said(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value[:1] in ("[", "{") else value


def ask(connection: Connection, question: str) -> list[tuple[Any, ...]]:
    """Return the rows of an answer."""
    with connection.begin():
        return [tuple(row) for row in connection.exec_driver_sql(question)]


def test_no_row_is_lost(connection: Connection) -> None:
    before = {name: len(each) for name, each in rows(connection).items()}

    migrations.upgrade(connection)

    assert {name: len(each) for name, each in rows(connection).items() if name in before} == before
    assert all(before.values())


def test_the_way_back_leads_to_what_was_there(connection: Connection) -> None:
    before = rows(connection)

    migrations.upgrade(connection)
    migrations.downgrade(connection, "0003")

    assert rows(connection) == before


def test_up_again_is_the_same_as_up_once(connection: Connection) -> None:
    migrations.upgrade(connection)
    once = rows(connection)

    migrations.downgrade(connection, "0003")
    migrations.upgrade(connection)

    assert rows(connection) == once


def test_a_row_was_written_when_it_was_due(connection: Connection) -> None:
    due = ask(connection, "SELECT id, due_at FROM outbox")

    migrations.upgrade(connection)

    assert ask(connection, "SELECT id, written_at FROM outbox") == due


def test_what_a_stop_recalled_in_mid_call_stays_recalled(migrated: Connection) -> None:
    """The other call in flight is not recalled."""
    recalled = ask(migrated, "SELECT id, is_recalled FROM outbox WHERE state = 'sending' ORDER BY id")

    assert recalled == [(249, 1), (253, 0)]
    assert ask(migrated, "SELECT count(*) FROM outbox WHERE is_recalled") == [(1,)]


def test_a_ring_knows_its_reminder_also_one_that_is_deleted(migrated: Connection) -> None:
    rings = ask(
        migrated,
        "SELECT kind, dedup_key, reminder_id FROM outbox WHERE kind IN ('reminder', 'snooze') ORDER BY id",
    )

    assert ("reminder", "9:2026-11-23", 9) in rings
    assert ("snooze", "2:2026-11-23T09:45:00+00:00", 2) in rings
    assert ("reminder", "10:2026-11-23", 10) in rings
    assert ask(migrated, "SELECT count(*) FROM reminders WHERE id = 10") == [(0,)]
    assert all(key.startswith(f"{reminder}:") for _, key, reminder in rings)
    others = "SELECT count(*) FROM outbox WHERE reminder_id IS NOT NULL"
    assert ask(migrated, others) == [(len(rings),)]


@pytest.mark.parametrize("key", ["", "9", "nine:2026-11-23", f"{10**30}:2026-11-23", "-9:2026-11-23", "٩:x"])
def test_a_ring_whose_key_has_another_form_stops_no_start(connection: Connection, key: str) -> None:
    """It belongs to no reminder, and all other rings know theirs."""
    rings = ask(connection, "SELECT count(*) FROM outbox WHERE kind IN ('reminder', 'snooze')")
    with connection.begin():
        connection.exec_driver_sql(
            "UPDATE outbox SET dedup_key = ? WHERE dedup_key = '9:2026-11-23' AND kind = 'reminder'", (key,)
        )

    migrations.upgrade(connection)

    known = ask(connection, "SELECT count(*) FROM outbox WHERE reminder_id IS NOT NULL")
    assert known == [(rings[0][0] - 1,)]


def test_a_removal_points_to_its_cue_and_a_tidying_to_its_question(migrated: Connection) -> None:
    """Also those that have left; no other row points anywhere."""
    pairs = ask(
        migrated,
        "SELECT one.kind, other.kind, one.chat_id = other.chat_id, one.dedup_key = other.dedup_key, count(*)"
        " FROM outbox one JOIN outbox other ON other.id = one.about GROUP BY 1, 2, 3, 4 ORDER BY 1",
    )
    waiting = ask(
        migrated, "SELECT id, about FROM outbox WHERE about IS NOT NULL AND state = 'pending' ORDER BY id"
    )

    assert pairs == [("removal", "cue", 1, 1, 1), ("tidy", "notice", 1, 1, 2)]
    assert waiting == [(201, 187), (230, 227)]
    assert ask(migrated, "SELECT count(*) FROM outbox WHERE about IS NOT NULL") == [(3,)]


def test_a_message_sent_instead_of_an_edit_is_a_replacement(connection: Connection) -> None:
    """The way back gives it its old kind."""
    kinds = "SELECT kind, count(*) FROM outbox GROUP BY kind ORDER BY kind"
    before = dict(ask(connection, kinds))

    migrations.upgrade(connection)
    after = dict(ask(connection, kinds))
    migrations.downgrade(connection, "0005")

    assert before.pop("fresh_card") == after.pop("replacement") == 1
    assert after == before
    assert dict(ask(connection, kinds)) == {**before, "fresh_card": 1}


def test_a_known_chat_gets_pictures_but_not_in_reminders(migrated: Connection) -> None:
    """What was sent before shows no picture, so that it is edited as words."""
    assert set(ask(migrated, "SELECT pictures FROM chats")) == {("on",)}
    assert set(ask(migrated, "SELECT shows FROM outbox")) == {(None,)}
    assert ask(migrated, "SELECT * FROM files") == []


def test_a_tip_of_before_knows_no_opener_and_keeps_when_and_how_often_it_came(
    connection: Connection,
) -> None:
    """Also down and up again, where the openers since then are forgotten."""
    migrations.upgrade(connection, "0015")
    shown = "SELECT chat_id, tip, times, shown_at FROM tips_shown ORDER BY 1, 2"
    before = ask(connection, shown)
    assert {(times, at < "2026-11-24") for *_, times, at in before} == {(1, True)}
    assert len(before) > 20

    for _ in range(2):
        migrations.upgrade(connection, "0016")
        assert ask(connection, shown) == before
        assert set(ask(connection, "SELECT opener FROM tips_shown")) == {(None,)}
        with connection.begin():
            connection.exec_driver_sql("UPDATE tips_shown SET opener = 'reminder_opener.1'")
        migrations.downgrade(connection, "0015")
        assert ask(connection, shown) == before


def test_a_draft_says_which_routine_it_edits(migrated: Connection) -> None:
    drafts = ask(migrated, "SELECT chat_id, edits, past FROM own_drafts ORDER BY chat_id")

    assert [(chat, edits, said(past)) for chat, edits, past in drafts] == [
        (1001, 1, [[["kneading", 180], ["rolling", 120]]]),
        (1002, None, [[]]),
        (1008, None, [[]]),
    ]


def test_a_session_that_has_ended_gets_its_local_date(migrated: Connection) -> None:
    """At 20:01 UTC on the 21st it was the 22nd in Tokyo; where no zone is known, no date is."""
    ends = dict(ask(migrated, "SELECT id, ended_on FROM sessions WHERE ended_at IS NOT NULL"))

    assert ends == {
        1: "2026-11-22",  # Hana, Tokyo
        2: "2026-11-21",  # Ida, Los Angeles
        3: None,  # Jon
        4: "2026-11-21",  # Anna, Lisbon
        5: "2026-11-21",
        6: None,
        7: "2026-11-23",  # Cleo, Lisbon
        11: "2026-11-23",  # Gus, Lisbon
        13: "2026-11-23",  # Ida
    }
    assert ask(migrated, "SELECT count(*) FROM sessions WHERE ended_at IS NULL AND ended_on IS NOT NULL") == [
        (0,)
    ]

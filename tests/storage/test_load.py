"""How much waits to be done, as whoever runs the bot sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from bot.ports import Kind, Lane, RowState, Settlement, Work
from bot.ports.load import GROUPS, Group
from bot.storage import load
from tests.storage.samples import ANNA, BERT, SECOND, at, begin, claim, now, outgoing, reminder


def due(work: Work, seconds: float = 60) -> dict[Group, tuple[int, timedelta]]:
    """Return what is due so many seconds after noon, and for how long, by group."""
    queues = work.load(now(seconds)).queues
    return {group: (queue.due, queue.lag) for group, queue in queues.items() if queue.due}


def test_what_may_leave_is_counted_by_group_with_the_age_of_the_oldest(work: Work) -> None:
    assert due(work) == {}
    for number, lane in enumerate(Lane):
        work.outbox.put(outgoing(str(number), lane=lane, written_at=at(number)))
    work.outbox.put(outgoing("young", BERT, kind=Kind.reminder, lane=Lane.reminder, written_at=at(50)))

    assert due(work) == {
        Group.replies: (2, 60 * SECOND),
        Group.session: (1, 58 * SECOND),
        Group.reminders: (2, 57 * SECOND),
        Group.others: (4, 56 * SECOND),
    }
    assert set(GROUPS) == set(Lane)


def test_what_must_wait_is_not_due(work: Work) -> None:
    """Neither what is in a call, nor what Telegram has told to wait, nor the rest of that chat."""
    work.outbox.put(outgoing("refused"))
    [row] = claim(work)
    assert due(work) == {}
    work.outbox.settle([Settlement(row, RowState.pending, not_before=at(90), hold_chat=True)])
    work.outbox.put(outgoing("after it"))

    assert due(work, 89) == {}
    assert due(work, 90) == {Group.replies: (2, 90 * SECOND)}


def test_counting_stops(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load.MOST == 10_000
    for number in range(5):
        work.outbox.put(outgoing(str(number)))
    few = load._waiting([Lane.urgent, Lane.reply], most=3)
    monkeypatch.setitem(load._QUEUES, Group.replies, few)

    assert due(work) == {Group.replies: (3, 60 * SECOND)}


def test_what_is_due_and_not_done_is_overdue(work: Work) -> None:
    assert work.load(now(60)).overdue == timedelta(0)
    work.reminders.add(reminder(ANNA))
    begin(work, BERT)

    assert work.load(now(-60)).overdue == timedelta(0)
    assert work.load(now(45)).overdue == 45 * SECOND


def test_tables_of_another_version_are_seen(work: Work, connection: Connection) -> None:
    assert work.load(now()).has_newest_tables
    connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert not work.load(now()).has_newest_tables


def test_only_rows_that_wait_are_looked_at(connection: Connection) -> None:
    """The table keeps what was sent for 48 hours: the question must not grow with it."""
    if connection.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses its plan by the size of the tables.")
    for asked in load._QUEUES.values():
        plain = asked.compile(connection, compile_kwargs={"render_postcompile": True})
        with connection.begin():
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {plain}", ("", "", 9, 0)).all()
        said = " ".join(str(row[3]) for row in plan)
        assert "ix_outbox_pending" in said
        assert "SCAN outbox" not in said

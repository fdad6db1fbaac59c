"""The questions that are asked all the time walk along an index, however many rows there are."""

from typing import Any

import pytest
from sqlalchemy import Connection, Executable, event

from bot.ports import Lane, Work
from bot.storage import cards, claims, outbox, own_routines, receipts, reminders, sessions, settlements
from bot.storage import work as units
from tests.storage.samples import NOON

CLOCKS = {"b_people": NOON, "b_wire": NOON, "b_limit": 16, "b_owner": "here", "b_lease_until": NOON}
PAST = {"b_people": NOON, "b_late": NOON}
LANES = {"b_first": Lane.reminder.value, "b_last": Lane.countdown.value}
EDITS = {"b_session": 1, "b_kinds": ["edit", "countdown"]}
TAP = {"b_chat": 1, "b_message": 1}
NOW = {"b_now": NOON, "b_limit": 16}

QUESTIONS: dict[str, tuple[Executable, dict[str, Any], set[str]]] = {
    "expire": (claims._EXPIRE, CLOCKS, {"ix_outbox_pending"}),
    "some wait": (claims._WAITS, PAST, {"ix_outbox_pending"}),
    "renew": (claims._RENEW, PAST, {"ix_outbox_pending"}),
    "claim": (
        claims._CLAIM,
        {**CLOCKS, **LANES, "b_busy": [claims.NOBODY, 7, -8]},
        {"ix_outbox_pending", "ix_outbox_live"},
    ),
    "note edits": (claims._NOTE_EDITS, {"b_sessions": [1, 2], "b_wire": NOON}, {"PRIMARY"}),
    "drop countdowns": (claims._DROP_COUNTDOWNS, {"b_sessions": [1, 2]}, {"ix_outbox_session"}),
    "stuck": (claims._STUCK, {}, {"ix_outbox_live"}),
    "cancel": (outbox._CANCEL, {"b_session": 1}, {"ix_outbox_session"}),
    "replace edits": (outbox._REPLACE_EDITS, EDITS, {"ix_outbox_session"}),
    "recall": (outbox._RECALL, {"b_session": 1}, {"ix_outbox_session"}),
    "replace edit": (outbox._REPLACE_EDIT, TAP, {"ix_outbox_live"}),
    "recall edit": (outbox._RECALL_EDIT, TAP, {"ix_outbox_live"}),
    "recall all": (outbox._RECALL_ALL, {"b_chat": 1}, {"ix_outbox_live"}),
    "recall edits": (outbox._RECALL_EDITS, EDITS, {"ix_outbox_session"}),
    "fresh": (settlements._FRESH, {"b_id": 1}, {"PRIMARY"}),
    "changed since": (
        settlements._IS_CHANGED,
        {"b_id": 1, "b_message": 1},
        {"sqlite_autoindex_outbox_1"},
    ),
    "fresh card": (settlements._IS_CARD, {"b_id": 1, "b_message": 1}, {"PRIMARY"}),
    "tapped": (outbox._TAPPED, TAP, {"ix_outbox_unknown"}),
    "ring arrived": (outbox._RING_ARRIVED, {**TAP, "b_key": "1:"}, {"sqlite_autoindex_outbox_1"}),
    "recall rings": (outbox._RECALL_RINGS, {"b_chat": 1, "b_key": ""}, {"ix_outbox_live"}),
    "expire rings": (outbox._EXPIRE_RINGS, {"b_chats": [1, 2], "b_before": NOON}, {"ix_outbox_live"}),
    "block": (settlements.BLOCK, {"b_chat": 1}, {"ix_outbox_live"}),
    "hold a chat": (settlements._HOLD, {"b_chat": 1, "b_until": NOON}, {"PRIMARY"}),
    "mention": (outbox._MENTION, {"b_chat": 1}, {"ix_outbox_unknown", "ix_outbox_session"}),
    "lost prompt": (outbox._IS_LOST, {"b_session": 1, "b_turn": 1}, {"ix_outbox_session"}),
    "next is lost": (claims._NEXT_IS_LOST, {"b_session": 1, "b_turn": 1}, {"ix_outbox_session"}),
    "namesake": (
        claims._NAMESAKE,
        {"b_chat": 1, "b_kind": "cue", "b_key": "1:1:side"},
        {"sqlite_autoindex_outbox_1"},
    ),
    "card of a turn": (cards.CARD_OF_TURN, {"b_session": 1, "b_turn": 1}, {"ix_outbox_session"}),
    "card": (outbox._CARD, {"b_session": 1}, {"ix_outbox_session"}),
    "live session": (sessions._LIVE, {"b_chat": 1}, {"uq_sessions_one_live"}),
    "due sessions": (sessions._DUE, NOW, {"ix_sessions_due_at"}),
    "put off a session": (sessions._PUT_OFF, {"b_id": 1, "b_until": NOON}, {"PRIMARY"}),
    "running sessions": (sessions._RUNNING, {}, {"ix_sessions_due_at"}),
    "due reminders": (reminders._DUE, NOW, {"ix_reminders_due_at"}),
    "put off reminders": (
        reminders._PUT_OFF,
        {"b_chat": 1, "b_now": NOON, "b_until": NOON},
        {"sqlite_autoindex_reminders_1"},
    ),
    "next": (units._NEXT, {}, {"ix_sessions_due_at", "ix_sessions_notifies_at", "ix_reminders_due_at"}),
    "own routines": (own_routines._OF, {"b_chat": 1}, {"ix_own_routines_chat_id"}),
    "shared routine": (own_routines._SHARED, {"b_token": "x"}, {"sqlite_autoindex_own_routines_1"}),
    "routine of a session": (
        own_routines._IS_NAMED,
        {"b_chat": 1, "b_key": "own_1"},
        {"ix_sessions_chat_id"},
    ),
    "sweep receipts": (receipts._SWEEP_RECEIPTS, {"b_before": NOON}, {"ix_receipts_taken_at"}),
    "sweep outbox": (
        receipts._SWEEP_OUTBOX,
        {"b_before": NOON, "b_long_before": NOON},
        {"ix_outbox_due_at"},
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_uses_its_index(work: Work, connection: Connection, name: str) -> None:
    statement, values, indexes = QUESTIONS[name]

    plan = explain(connection, statement, values)

    whole = [step for step in plan if step.startswith("SCAN") and "INDEX" not in step]
    assert [step for step in whole if step != "SCAN CONSTANT ROW"] == [], plan
    assert indexes <= {word for step in plan for word in step.split()}, plan


def explain(connection: Connection, statement: Executable, values: dict[str, Any]) -> list[str]:
    """Run `statement` and return the steps of SQLite's plan for it."""
    ran: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, text: str, bound: Any, _context: Any, _many: bool) -> None:
        ran.append((text, bound))

    event.listen(connection, "before_cursor_execute", note)
    connection.execute(statement, values)
    event.remove(connection, "before_cursor_execute", note)
    [(text, bound)] = ran
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", bound)]

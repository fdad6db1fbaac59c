"""The frequent queries use an index and do not read a whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from bot.domain.ids import ChatId, MessageId, OwnId, ReminderId, SessionId, UpdateId
from bot.domain.own import OwnRoutine
from bot.ports import Kind, Lane, RowState, Settlement, Work
from tests.storage.samples import ANNA, BERT, HELLO, NOON, PIECES, at, begin, claim, now, outgoing

pytestmark = pytest.mark.parametrize("connection", ["sqlite"], indirect=True)  # the plans are SQLite's
SESSION, REMINDER, MESSAGE = SessionId(1), ReminderId(1), MessageId(1)


def claim_all(work: Work) -> None:
    """Claim where something has expired, an answer is late and a card is edited."""
    session = begin(work, BERT)
    prompt = outgoing("p", BERT, kind=Kind.prompt, lane=Lane.session, session=session.id, turn=0)
    work.outbox.put(prompt)
    work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(7)) for row in claim(work)])
    work.outbox.put(outgoing("past", expires_at=at(1)))
    work.outbox.put(outgoing("late", kind=Kind.edit, edits=MessageId(5)))
    work.outbox.put(outgoing("card", BERT, kind=Kind.edit, written_at=at(60), session=session.id, turn=0))
    assert len(claim(work, people=60)) == 2


def claim_tidying(work: Work) -> None:
    """Claim what asks for another row: the next turn's prompt, and the cue that is deleted."""
    session = begin(work, BERT)
    for key in ("1", "2"):
        work.outbox.put(outgoing(key, kind=Kind.cue, lane=Lane.session))
        work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(9)) for row in claim(work)])
    work.outbox.put(outgoing("1", kind=Kind.removal, lane=Lane.countdown, about="1"))
    work.outbox.put(outgoing("1", BERT, kind=Kind.tidy, lane=Lane.countdown, session=session.id, turn=0))
    assert [row.edits for row in claim(work)] == [9]


def settle_replacement(work: Work) -> None:
    """Settle an edit that was sent as a new message; it becomes the card."""
    session = begin(work)
    work.outbox.put(outgoing("p", kind=Kind.prompt, lane=Lane.session, session=session.id, turn=0))
    work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(7)) for row in claim(work)])
    work.outbox.put(outgoing("1", kind=Kind.edit, session=session.id, turn=0))
    replaced = [Settlement(row, RowState.sent, message=MessageId(9)) for row in claim(work, people=60)]
    assert [each.row.kind for each in replaced] == [Kind.replacement]
    work.outbox.settle(replaced)


def settle_gone(work: Work) -> None:
    """Settle the rows of a chat that is gone, and of one that Telegram holds back."""
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("1", BERT))
    gone, held = claim(work)
    work.outbox.settle(
        [
            Settlement(gone, RowState.blocked, chat_gone=True),
            Settlement(held, RowState.pending, not_before=at(30), hold_chat=True),
        ]
    )


def ask_together(work: Work) -> None:
    with work.together([ANNA, BERT], NOON, NOON):
        pass


SESSION_ROWS, LIVE_ROWS, UNKNOWN_ROWS = {"ix_outbox_session"}, {"ix_outbox_live"}, {"ix_outbox_unknown"}
KEYS = {"sqlite_autoindex_outbox_1"}

QUESTIONS: dict[str, tuple[Callable[[Work], object], set[str]]] = {
    "claim": (claim_all, {"ix_outbox_pending", "ix_outbox_session", "ix_outbox_live"}),
    "claim tidying": (claim_tidying, {"ix_outbox_pending", "ix_outbox_session", *KEYS}),
    "settle a replacement": (settle_replacement, {"PRIMARY", "ix_outbox_session"}),
    "settle what is gone": (settle_gone, {"PRIMARY", "ix_outbox_live"}),
    "stuck": (lambda work: work.outbox.take_stuck(), LIVE_ROWS),
    "has": (lambda work: work.outbox.has(ANNA, Kind.reply, ["1", "2"]), KEYS),
    "backlog": (lambda work: work.outbox.backlog(ANNA), LIVE_ROWS | UNKNOWN_ROWS | SESSION_ROWS),
    "is urgent": (lambda work: work.outbox.is_urgent(ANNA, HELLO), LIVE_ROWS),
    "cancel": (lambda work: work.outbox.cancel(SESSION), SESSION_ROWS),
    "replace countdowns": (lambda work: work.outbox.replace_countdowns(SESSION), SESSION_ROWS),
    "replace edit": (lambda work: work.outbox.replace_edit(ANNA, MESSAGE), LIVE_ROWS),
    "change a card": (lambda work: work.outbox.make_way(SESSION, 1, HELLO, moved_on=False), SESSION_ROWS),
    "move on": (lambda work: work.outbox.make_way(SESSION, 1, HELLO, moved_on=True), SESSION_ROWS),
    "tapped": (lambda work: work.outbox.tapped(ANNA, MESSAGE), UNKNOWN_ROWS),
    "prompt arrived": (lambda work: work.outbox.arrived(SESSION, 1, MESSAGE), SESSION_ROWS),
    "ring arrived": (lambda work: work.outbox.ring_arrived(ANNA, REMINDER, MESSAGE), KEYS),
    "cancel rings": (lambda work: work.outbox.cancel_rings(ANNA, REMINDER), LIVE_ROWS),
    "expire rings": (lambda work: work.outbox.expire_rings([ANNA, BERT], NOON), LIVE_ROWS),
    "move back": (lambda work: work.outbox.move_back(timedelta(hours=1)), LIVE_ROWS),
    "block": (lambda work: work.outbox.block(ANNA), LIVE_ROWS),
    "mention": (lambda work: work.outbox.mention_unknown(ANNA), UNKNOWN_ROWS | SESSION_ROWS),
    "lost prompt": (lambda work: work.outbox.is_lost(SESSION, 1), SESSION_ROWS),
    "card": (lambda work: work.outbox.card_of(SESSION), SESSION_ROWS),
    "standing": (
        lambda work: work.standing(ANNA),
        {"uq_sessions_one_live", "sqlite_autoindex_own_drafts_1"},
    ),
    "live session": (lambda work: work.sessions.live(ANNA), {"uq_sessions_one_live"}),
    "due sessions": (lambda work: work.sessions.due(NOON, 16), {"ix_sessions_due_at"}),
    "put off a session": (lambda work: work.sessions.put_off(SESSION, NOON), {"PRIMARY"}),
    "live sessions": (lambda work: work.sessions.all_live(), {"ix_sessions_due_at"}),
    "due reminders": (lambda work: work.reminders.due(NOON, 16), {"ix_reminders_due_at"}),
    "put off reminders": (
        lambda work: work.reminders.put_off(ANNA, NOON, NOON),
        {"ix_reminders_due_at"},
    ),
    "all that wait longer at a start": (
        lambda work: work.reminders.put_off_no_more(),
        {"ix_reminders_put_off"},
    ),
    "all snoozed at a start": (lambda work: work.reminders.all_snoozed(), {"ix_reminders_snoozed"}),
    "all spans": (lambda work: work.reminders.all_spans(), {"ix_reminders_keeps_moment"}),
    "what rings together": (
        ask_together,
        {*KEYS, "uq_sessions_one_live", "ix_sessions_chat_id", "sqlite_autoindex_done_days_1"},
    ),
    "next": (
        lambda work: work.next_due(),
        {"ix_sessions_due_at", "ix_sessions_notifies_at", "ix_reminders_due_at", "ix_chats_told_at"},
    ),
    "who are back": (lambda work: work.chats.who_are_back(NOON, 16), {"ix_chats_told_at"}),
    "has rung": (lambda work: work.outbox.has_rung(ANNA, NOON), KEYS),
    "finished sessions": (lambda work: work.sessions.finished(ANNA, NOON), {"ix_sessions_chat_id"}),
    "last day": (
        lambda work: work.sessions.last_day(ANNA),
        {"ix_sessions_chat_id", "ix_added_sessions_chat_id", "sqlite_autoindex_done_days_1"},
    ),
    "days of sessions": (lambda work: work.sessions.by_day(ANNA), {"ix_sessions_chat_id"}),
    "added sessions": (lambda work: work.added.of(ANNA), {"ix_added_sessions_chat_id"}),
    "done days": (
        lambda work: work.done_days.since(ANNA, NOON.date()),
        {"sqlite_autoindex_done_days_1"},
    ),
    "take a receipt back": (lambda work: work.receipts.take_back([UpdateId(1)]), {"PRIMARY"}),
    "own routines": (lambda work: work.own.of(ANNA), {"ix_own_routines_chat_id"}),
    "shared routine": (lambda work: work.own.shared("x"), {"sqlite_autoindex_own_routines_1"}),
    "routine of a session": (
        lambda work: work.own.drop(OwnRoutine(OwnId(1), ANNA, "Evening", PIECES)),
        {"ix_sessions_chat_id"},
    ),
}


@dataclass
class Seen:
    """The statements that were run, with SQLite's plan for each."""

    plans: dict[str, list[str]] = field(default_factory=dict)

    def words(self) -> set[str]:
        return {word for plan in self.plans.values() for step in plan for word in step.split()}

    def whole_tables(self) -> dict[str, list[str]]:
        """Return the statements that read a table from its first row to its last."""
        return {text: plan for text, plan in self.plans.items() if any(map(is_whole, plan))}


def is_whole(step: str) -> bool:
    return step.startswith("SCAN") and "INDEX" not in step and step != "SCAN CONSTANT ROW"


@contextmanager
def watched(connection: Connection) -> Iterator[Seen]:
    """Let SQLite explain every statement that is run inside."""
    ran: dict[str, Any] = {}
    seen = Seen()

    def note(_connection: Any, _cursor: Any, text: str, bound: Any, _context: Any, _many: bool) -> None:
        if text.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            ran[text] = bound

    event.listen(connection, "before_cursor_execute", note)
    yield seen
    event.remove(connection, "before_cursor_execute", note)
    for text, bound in ran.items():
        seen.plans[text] = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", bound)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_uses_its_index(work: Work, connection: Connection, name: str) -> None:
    ask, indexes = QUESTIONS[name]

    with watched(connection) as seen:
        ask(work)

    assert seen.whole_tables() == {}
    assert indexes <= seen.words(), seen.plans


def test_the_broom_walks_along_its_indexes(work: Work, connection: Connection) -> None:
    """Only the chats may be read one by one, because they are few."""
    with watched(connection) as seen:
        work.receipts.sweep(now())

    [*_, chats] = seen.plans
    assert set(seen.whole_tables()) <= {chats}
    assert {"ix_receipts_taken_at", "ix_outbox_written_at"} <= seen.words()


def test_a_claim_for_busy_chats_uses_the_same_indexes(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1"))

    with watched(connection) as seen:
        claim(work, spent=[ChatId(7), ChatId(-8)])

    assert seen.whole_tables() == {}
    assert {"ix_outbox_pending", "ix_outbox_live"} <= seen.words()

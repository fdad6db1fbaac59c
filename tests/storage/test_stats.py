"""Numbers about the whole bot count what they say they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain import walk
from bot.domain.added import Added
from bot.domain.done import Deed, Done
from bot.domain.ids import ChatId, SessionId
from bot.domain.session import State
from bot.ports import (
    ChatStats,
    Kind,
    Lane,
    OutboxStats,
    RowState,
    SessionStats,
    Settlement,
    Since,
    Work,
)
from tests.storage.samples import ANNA, BERT, NOON, THREE_STEPS, at, begin, chat, claim, outgoing, reminder

DAY = timedelta(days=1)
SINCE = Since(today=NOON - DAY / 2, day=NOON - DAY, week=NOON - 7 * DAY, month=NOON - 30 * DAY)
CARL, DORA = ChatId(11), ChatId(12)


def test_chats(work: Work) -> None:
    for to in (CARL, DORA):
        work.chats.put(chat(to))
    for hour in (9, 10):
        work.reminders.add(reminder(ANNA, hour))
    begin(work, ANNA)
    work.done_days.add(ANNA, Done(NOON.date(), Deed.massage, NOON))
    work.added.add(BERT, Added((NOON - 8 * DAY).date(), 10, NOON - 8 * DAY))
    work.done_days.add(CARL, Done((NOON - 40 * DAY).date(), Deed.massage, NOON - 40 * DAY))
    work.away_days.add(DORA, [NOON.date()], NOON)  # to go away is to do nothing
    work.away_days.add_outage(DORA, [NOON.date()], NOON)

    assert work.stats.chats(SINCE) == ChatStats(all=4, with_reminders=1, active_week=1, active_month=2)


def test_sessions(work: Work) -> None:
    for days, state in ((0, State.stopped), (0, State.finished), (3, State.finished), (9, State.finished)):
        begun = walk.begin(SessionId(0), ANNA, THREE_STEPS, NOON - days * DAY)
        work.sessions.put(replace(walk.stop(work.sessions.add(begun), NOON), state=state))

    expected = SessionStats(begun_today=2, finished_today=1, begun_week=3, finished_week=2)
    assert work.stats.sessions(SINCE) == expected


def test_messages(work: Work) -> None:
    """A ring is late if it left over a minute after it was written, or not at all."""
    ring = {"kind": Kind.reminder, "lane": Lane.reminder}
    work.outbox.put(outgoing("in time", ANNA, **ring))
    work.outbox.settle([Settlement(row, RowState.sent) for row in claim(work, people=59)])
    work.outbox.put(outgoing("late", ANNA, **ring))
    work.outbox.settle([Settlement(row, RowState.sent) for row in claim(work, people=61)])
    work.outbox.put(outgoing("left out", ANNA, **ring, state=RowState.expired))
    work.outbox.put(outgoing("long ago", ANNA, **ring, state=RowState.expired, written_at=NOON - 2 * DAY))
    work.outbox.put(outgoing("unknown", ANNA, state=RowState.unknown))
    work.outbox.put(outgoing("failed", BERT, state=RowState.failed))
    work.outbox.put(outgoing("waits", BERT, written_at=at(9)))

    expected = OutboxStats(rings_sent=2, rings_late=2, waiting=1, unknown=1, failed=1)
    assert work.stats.outbox(SINCE) == expected

"""What a row becomes after a call: the outcome table, as one function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.ports import (
    Ambiguous,
    Gone,
    Misconfigured,
    Moved,
    NotSent,
    Now,
    Outcome,
    Refused,
    RetryAt,
    Row,
    RowState,
    Sent,
    Settlement,
    Stale,
    TopicClosed,
)

MOST_SENDS = 3  # at most so many calls for a reminder or an edit, if none gets a usable answer
AMBIGUOUS_WAIT = timedelta(seconds=60)
REPLY_WAIT = timedelta(seconds=2)
MISCONFIGURED_WAIT = timedelta(seconds=30)
LONGEST_BACKOFF = 60.0


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a row's call."""

    row: Row
    outcome: Outcome
    answered_at: datetime  # steady time


def settle(row: Row, outcome: Outcome, now: Now) -> Settlement:
    """Return what `row` becomes after `outcome`, seen at `now`."""
    match outcome:
        case Sent(message, shows, lacks, kept):
            return Settlement(row, RowState.sent, message=message, shows=shows, lacks=lacks, kept=kept)
        case RetryAt(after):
            return _again(row, now, after, attempts=row.attempts - 1, hold_chat=True)
        case Gone() | TopicClosed():
            is_all = isinstance(outcome, Gone)
            return Settlement(row, RowState.blocked, chat_gone=is_all, topic_closed=not is_all)
        case Moved(chat):
            return Settlement(row, RowState.pending, move_to=chat)
        case Stale():
            return _stale(row)
        case Refused(why):
            return Settlement(row, RowState.failed, error=why)
        case Misconfigured():
            return _again(row, now, MISCONFIGURED_WAIT, attempts=row.attempts - 1)
        case NotSent():
            return _again(row, now, timedelta(seconds=min(2.0 ** min(row.attempts, 10), LONGEST_BACKOFF)))
        case Ambiguous(shows):
            return replace(_ambiguous(row, now), shows=shows or row.shows)


def _again(
    row: Row, now: Now, after: timedelta, *, attempts: int | None = None, hold_chat: bool = False
) -> Settlement:
    until = now.wire + after
    return Settlement(row, RowState.pending, not_before=until, attempts=attempts, hold_chat=hold_chat)


def _stale(row: Row) -> Settlement:
    """Return what becomes of an edit whose message is gone: an answer is sent as a new message, others end.

    A cue that can no longer be deleted stays in the chat.
    """
    if row.kind.rules.becomes_new and not row.keys_only:
        return Settlement(row, RowState.pending, becomes_new=True)
    return Settlement(row, RowState.cancelled)


def _ambiguous(row: Row, now: Now) -> Settlement:
    sends, rules = row.sends + 1, row.kind.rules
    if rules.is_sent_once:
        return Settlement(row, RowState.unknown, sends=sends)
    if rules.is_optional:
        return Settlement(row, RowState.cancelled, sends=sends)
    most = MOST_SENDS if rules.is_ring or not rules.is_new else 2
    if sends >= most:
        return Settlement(row, RowState.unknown, sends=sends)
    wait = AMBIGUOUS_WAIT if rules.is_ring else REPLY_WAIT
    return Settlement(row, RowState.pending, not_before=now.wire + wait, sends=sends)

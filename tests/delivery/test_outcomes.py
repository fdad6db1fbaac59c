"""The outcome table, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.outcomes import settle
from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import message
from bot.ports import (
    Ambiguous,
    Gone,
    Kind,
    Lane,
    Misconfigured,
    Moved,
    NotSent,
    Now,
    Refused,
    RetryAt,
    Row,
    RowState,
    Sent,
    Settlement,
    Stale,
    TopicClosed,
)

WIRE = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOW = Now(people=WIRE + timedelta(days=400), wire=WIRE)
SECOND = timedelta(seconds=1)
ONCE = [Kind.prompt, Kind.cue]
RINGS = [Kind.reminder, Kind.snooze]


def row(kind: Kind = Kind.reply, sends: int = 0, attempts: int = 1) -> Row:
    return Row(
        id=OutboxId(1),
        chat=ChatId(1),
        kind=kind,
        lane=Lane.reply,
        message=message(),
        language=Language("en"),
        edits=MessageId(7) if kind in (Kind.edit, Kind.tidy, Kind.countdown, Kind.removal) else None,
        keys_only=False,
        fence=1,
        sends=sends,
        attempts=attempts,
    )


@pytest.mark.parametrize("kind", Kind)
def test_sent_is_sent(kind: Kind) -> None:
    """The row gets the message id that Telegram gave."""
    assert settle(row(kind), Sent(MessageId(5)), NOW) == Settlement(
        row(kind), RowState.sent, message=MessageId(5)
    )


@pytest.mark.parametrize("kind", Kind)
def test_a_429_waits_as_long_as_it_says_and_is_not_counted_as_an_attempt(kind: Kind) -> None:
    """The wait is in real seconds, and the chat's other rows wait as long."""
    done = settle(row(kind), RetryAt(17 * SECOND), NOW)

    assert (done.state, done.not_before) == (RowState.pending, WIRE + 17 * SECOND)
    assert (done.attempts, done.hold_chat, done.sends) == (0, True, None)


@pytest.mark.parametrize("kind", Kind)
def test_a_closed_topic_blocks_its_rows_and_not_the_chat(kind: Kind) -> None:
    done = settle(row(kind), TopicClosed(), NOW)

    assert (done.state, done.topic_closed, done.chat_gone) == (RowState.blocked, True, False)


@pytest.mark.parametrize("kind", Kind)
def test_a_chat_that_is_gone_blocks_its_rows(kind: Kind) -> None:
    """The chat is marked as gone."""
    done = settle(row(kind), Gone(), NOW)

    assert (done.state, done.chat_gone) == (RowState.blocked, True)


def test_a_group_that_moved_takes_its_rows_along() -> None:
    """The row is pending in the new chat, without a wait."""
    done = settle(row(), Moved(ChatId(-100)), NOW)

    assert (done.state, done.move_to, done.not_before) == (RowState.pending, ChatId(-100), None)


def test_an_answer_that_cannot_be_edited_in_is_sent_anew() -> None:
    """The person who tapped gets a new message in place of the edit."""
    done = settle(row(Kind.edit), Stale(), NOW)

    assert (done.state, done.becomes_new) == (RowState.pending, True)


@pytest.mark.parametrize("kind", [Kind.tidy, Kind.countdown, Kind.removal])
def test_an_edit_that_is_stale_is_dropped_if_it_only_counts_down_or_changes_buttons(kind: Kind) -> None:
    """So is the removal of a cue that can no longer be deleted."""
    assert settle(row(kind), Stale(), NOW).state is RowState.cancelled
    assert settle(replace(row(Kind.edit), keys_only=True), Stale(), NOW).state is RowState.cancelled


@pytest.mark.parametrize("kind", Kind)
def test_what_telegram_refuses_is_failed_and_says_why(kind: Kind) -> None:
    """It is our bug, so it is not sent again."""
    done = settle(row(kind), Refused("can't parse entities"), NOW)

    assert (done.state, done.error) == (RowState.failed, "can't parse entities")


@pytest.mark.parametrize("kind", Kind)
def test_a_refused_token_puts_the_row_back(kind: Kind) -> None:
    """The row is not at fault, so the call is not counted as an attempt."""
    done = settle(row(kind), Misconfigured(), NOW)

    assert (done.state, done.attempts, done.not_before) == (RowState.pending, 0, WIRE + 30 * SECOND)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("attempts", "wait"), [(1, 2), (2, 4), (3, 8), (5, 32), (6, 60), (500, 60)])
def test_a_call_that_did_not_leave_is_tried_again_after_longer_waits(
    kind: Kind, attempts: int, wait: int
) -> None:
    """Each wait is twice the one before, and a minute at most. The call cannot have arrived."""
    done = settle(row(kind, attempts=attempts), NotSent(), NOW)

    assert (done.state, done.not_before, done.sends) == (RowState.pending, WIRE + wait * SECOND, None)


@pytest.mark.parametrize("kind", ONCE)
def test_an_unanswered_prompt_is_never_repeated(kind: Kind) -> None:
    """P3: a prompt is sent at most once a turn."""
    assert settle(row(kind), Ambiguous(), NOW).state is RowState.unknown


@pytest.mark.parametrize("kind", RINGS)
def test_an_unanswered_reminder_is_resent_after_a_minute(kind: Kind) -> None:
    """P2: a reminder is sent at least once and at most three times."""
    first, second, third = (settle(row(kind, sends=sends), Ambiguous(), NOW) for sends in (0, 1, 2))

    for number, done in ((1, first), (2, second)):
        assert (done.state, done.sends) == (RowState.pending, number)
        assert done.not_before == WIRE + 60 * SECOND
    assert (third.state, third.sends) == (RowState.unknown, 3)


@pytest.mark.parametrize("kind", [Kind.reply, Kind.notice])
def test_an_unanswered_reply_is_resent_once(kind: Kind) -> None:
    """A person waits for the reply, so it is sent again after two seconds, once."""
    first, second = (settle(row(kind, sends=sends), Ambiguous(), NOW) for sends in (0, 1))

    assert (first.state, first.sends) == (RowState.pending, 1)
    assert first.not_before is not None
    assert first.not_before <= WIRE + 5 * SECOND
    assert second.state is RowState.unknown


@pytest.mark.parametrize("kind", [Kind.edit, Kind.tidy, Kind.removal])
def test_an_unanswered_edit_is_resent(kind: Kind) -> None:
    """It does no harm to make the same edit three times."""
    assert settle(row(kind, sends=1), Ambiguous(), NOW).state is RowState.pending
    assert settle(row(kind, sends=2), Ambiguous(), NOW).state is RowState.unknown


def test_an_unanswered_countdown_is_dropped() -> None:
    """The next countdown comes 15 seconds later."""
    assert settle(row(Kind.countdown), Ambiguous(), NOW).state is RowState.cancelled

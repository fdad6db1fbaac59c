"""How fast messages leave for one chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery.outcomes import Result
from bot.delivery.spacing import Spacing
from bot.delivery.turns import LocalTurns
from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import Message
from bot.ports import Kind, Lane, Now, Row, Sent, Turn
from tests.delivery.world import NOON


def departures(turns: LocalTurns, chat: int, count: int, since: float = 0) -> list[float]:
    """Return after how many seconds `count` answers that wait for `chat` leave."""
    moments, now = [], NOON + timedelta(seconds=since)
    for _ in range(count):
        turn = turns.busy(now).get(ChatId(chat))
        now = turn.others if turn else now
        turns.leaves_for(ChatId(chat), now)
        moments.append((now - NOON).total_seconds())
    return moments


def test_a_few_messages_may_leave_for_one_chat_at_once() -> None:
    """A burst of four, then one message a second."""
    assert departures(LocalTurns(), 7, 10) == [0, 0, 0, 0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("chat", "gap"), [(7, 1), (-7, 4)])
def test_the_last_place_is_kept_for_the_session(chat: int, gap: float) -> None:
    """Once it is used, it comes back first: the next prompt has its turn before the answers."""
    turns = LocalTurns()
    departures(turns, chat, 4)
    assert turns.busy(NOON)[ChatId(chat)].session <= NOON

    turns.leaves_for(ChatId(chat), NOON)

    turn = turns.busy(NOON)[ChatId(chat)]
    assert (turn.session, turn.others) == (
        NOON + timedelta(seconds=gap),
        NOON + timedelta(seconds=2 * gap),
    )


def test_a_group_gets_twenty_a_minute() -> None:
    """After the first burst one message leaves every four seconds."""
    moments = departures(LocalTurns(), -100, 40)

    assert sum(1 for moment in moments if 15 <= moment < 75) <= 20


@pytest.mark.parametrize(("chat", "gap"), [(7, 1), (-7, 4)])
def test_a_message_that_is_late_moves_the_next_turns(chat: int, gap: float) -> None:
    """It does not leave a shorter gap to the next one, for a session as for others."""
    turns = LocalTurns()
    departures(turns, chat, 4)
    late = departures(turns, chat, 3, since=1.5 * gap)
    assert late == [1.5 * gap, 2.5 * gap, 3.5 * gap]

    now = NOON + timedelta(seconds=3.8 * gap)
    turns.leaves_for(ChatId(chat), now)  # the session takes the last place

    turn = turns.busy(now)[ChatId(chat)]
    assert (turn.session, turn.others) == (now + timedelta(seconds=gap), now + timedelta(seconds=2 * gap))


def test_one_busy_chat_does_not_slow_another() -> None:
    """Each chat has a gap of its own."""
    turns = LocalTurns()
    departures(turns, 7, 50)

    assert departures(turns, 8, 1) == [0]


def test_a_busy_chat_is_so_until_its_turn() -> None:
    """`busy` gives the moments of the turn."""
    turns = LocalTurns()
    departures(turns, 7, 4)

    turn = NOON + timedelta(seconds=1)
    assert turns.busy(turn - timedelta(milliseconds=1)) == {7: Turn(session=NOON, others=turn)}
    assert turns.busy(turn) == {}


def test_a_message_that_does_not_wait_for_its_turn_counts() -> None:
    """Something urgent leaves before the chat's turn, so the turn comes later."""
    turns = LocalTurns()
    departures(turns, 7, 4)
    turns.leaves_for(ChatId(7), NOON)

    assert departures(turns, 7, 2) == [2, 3]


@pytest.mark.parametrize(("chat", "gap"), [(7, 1), (-7, 4)])
def test_after_many_urgent_messages_a_session_waits_for_two_turns(chat: int, gap: float) -> None:
    """Not for as many turns as there were messages: if that is too soon, Telegram says so."""
    turns = LocalTurns()
    for _ in range(60):
        turns.leaves_for(ChatId(chat), NOON)

    assert turns.busy(NOON)[ChatId(chat)].session == NOON + timedelta(seconds=2 * gap)


def test_a_quiet_chat_earns_its_burst_again() -> None:
    """A minute later several messages may leave for it at once."""
    turns = LocalTurns()
    departures(turns, 7, 5)

    assert departures(turns, 7, 3, since=60) == [60] * 3


def test_a_long_rest_earns_a_chat_no_more_than_its_burst() -> None:
    """Nothing is saved up beyond the burst, since Telegram would refuse it."""
    turns = LocalTurns()
    departures(turns, 7, 5)

    assert departures(turns, 7, 7, since=60) == [60] * 4 + [61, 62, 63]


def test_many_chats_do_not_fill_the_memory() -> None:
    """A chat is forgotten once it may send a full burst again."""
    turns = LocalTurns()
    for start in range(0, 15_000, 100):
        now = NOON + timedelta(seconds=start / 100)
        for chat in range(start + 1, start + 101):
            for _ in range(5):
                turns.leaves_for(ChatId(chat), now)
        assert len(turns.busy(now)) <= 200

    assert len(turns) <= 11_000


@pytest.mark.parametrize("is_session", [False, True])
def test_no_minute_of_a_group_has_more_than_twenty(is_session: bool) -> None:
    """Also after a rest, when a burst leaves at once, and whether or not a session is on."""
    turns, group, left = LocalTurns(), ChatId(-5), []
    for tenth in range(3000):
        now = NOON + timedelta(seconds=tenth / 10)
        turn = turns.busy(now).get(group)
        if turn is None or (is_session and turn.session <= now):
            turns.leaves_for(group, now)
            left.append(tenth / 10)

    assert 18 <= max(sum(start <= each < start + 60 for each in left) for start in left) <= 20


def test_the_latest_of_a_chats_calls_moves_its_turns() -> None:
    """Not the last one of those whose results are written together."""
    turns, chat = LocalTurns(), ChatId(7)
    departures(turns, chat, 4)
    spacing = Spacing(turns)
    file, answer = (
        Row(OutboxId(lane.value), chat, kind, lane, Message(()), Language("en"), None, False, 1, 0, 1)
        for kind, lane in ((Kind.track, Lane.slow), (Kind.reply, Lane.reply))
    )
    for each in (file, answer):
        spacing.begins(each, timedelta(0), Now(NOON, NOON))
    for each, seconds in ((answer, 0.5), (file, 0.9)):
        ended = NOON + timedelta(seconds=seconds)
        spacing.ends(each, Now(ended, ended))

    late, soon = (Result(each, Sent(MessageId(1)), NOON) for each in (file, answer))

    assert spacing.moved([late]) != spacing.moved([soon])
    assert spacing.moved([late, soon]) == spacing.moved([soon, late]) == spacing.moved([late])

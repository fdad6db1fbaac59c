"""How fast messages leave for one chat."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.turns import LocalTurns
from bot.domain.ids import ChatId
from tests.delivery.world import NOON


def departures(turns: LocalTurns, chat: int, count: int, since: float = 0) -> list[float]:
    """Return after how many seconds `count` messages that wait for `chat` leave."""
    moments, now = [], NOON + timedelta(seconds=since)
    for _ in range(count):
        now = turns.busy(now).get(ChatId(chat), now)
        turns.leaves_for(ChatId(chat), now)
        moments.append((now - NOON).total_seconds())
    return moments


def test_a_few_messages_may_leave_for_one_chat_at_once() -> None:
    """A burst of five, then one message a second."""
    assert departures(LocalTurns(), 7, 10) == [0, 0, 0, 0, 0, 1, 2, 3, 4, 5]


def test_a_group_gets_twenty_a_minute() -> None:
    """After the first burst one message leaves every four seconds."""
    moments = departures(LocalTurns(), -100, 40)

    assert sum(1 for moment in moments if 15 <= moment < 75) <= 20


def test_one_busy_chat_does_not_slow_another() -> None:
    """Each chat has a gap of its own."""
    turns = LocalTurns()
    departures(turns, 7, 50)

    assert departures(turns, 8, 1) == [0]


def test_a_busy_chat_is_so_until_its_turn() -> None:
    """`busy` gives the moment of the turn."""
    turns = LocalTurns()
    departures(turns, 7, 5)

    turn = NOON + timedelta(seconds=1)
    assert turns.busy(turn - timedelta(milliseconds=1)) == {7: turn}
    assert turns.busy(turn) == {}


def test_a_message_that_does_not_wait_for_its_turn_counts() -> None:
    """Something urgent leaves before the chat's turn, so the turn comes later."""
    turns = LocalTurns()
    departures(turns, 7, 5)
    turns.leaves_for(ChatId(7), NOON)

    assert departures(turns, 7, 2) == [2, 3]


def test_a_quiet_chat_earns_its_burst_again() -> None:
    """A minute later several messages may leave for it at once."""
    turns = LocalTurns()
    departures(turns, 7, 5)

    assert departures(turns, 7, 3, since=60) == [60] * 3


def test_a_long_rest_earns_a_chat_no_more_than_its_burst() -> None:
    """Nothing is saved up beyond the burst, since Telegram would refuse it."""
    turns = LocalTurns()
    departures(turns, 7, 5)

    assert departures(turns, 7, 7, since=60) == [60] * 5 + [61, 62]


def test_many_chats_do_not_fill_the_memory() -> None:
    """A chat is forgotten once it may send a full burst again."""
    turns = LocalTurns()
    for start in range(0, 15_000, 100):
        now = NOON + timedelta(seconds=start / 100)
        for chat in range(start + 1, start + 101):
            for _ in range(5):
                turns.leaves_for(ChatId(chat), now)
        assert len(turns.busy(now)) <= 100

    assert len(turns) <= 11_000


def test_no_minute_of_a_group_has_more_than_twenty() -> None:
    """Also after a rest, when a burst leaves at once."""
    turns, group, left = LocalTurns(), ChatId(-5), []
    for tenth in range(3000):
        now = NOON + timedelta(seconds=tenth / 10)
        if group not in turns.busy(now):
            turns.leaves_for(group, now)
            left.append(tenth / 10)

    assert 18 <= max(sum(start <= each < start + 60 for each in left) for start in left) <= 20

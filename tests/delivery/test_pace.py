"""How fast messages leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import chain, pairwise

import pytest

from bot.delivery.pace import Pace
from bot.domain.ids import ChatId
from bot.ports import Limits
from tests.delivery.world import NOON

NOTHING = Limits(0, 0, 0)
GROUPS = ("replies", "session", "bulk")
TICK = 0.005  # seconds between two looks at the pace


def leave(
    pace: Pace, wanted: dict[str, float], seconds: float = 10, since: float = 0
) -> dict[str, list[float]]:
    """Let messages leave as fast as the pace allows; `wanted`: how many of a group arrive a second.

    Return the moments at which they left, by group.
    """
    left: dict[str, list[float]] = {group: [] for group in GROUPS}
    for tick in range(round(seconds / TICK)):
        moment = since + tick * TICK
        now = NOON + timedelta(seconds=moment)
        for group in GROUPS:
            arrived = int(wanted.get(group, 0) * (moment - since)) + (1 if wanted.get(group) else 0)
            count = min(arrived - len(left[group]), getattr(pace.free(now), group))
            if count > 0:
                pace.take(replace(NOTHING, **{group: count}), now)
                left[group] += [moment] * count
                for _ in range(count):
                    pace.answered(now)
    return left


def most_in_a_second(moments: list[float]) -> int:
    """Return the largest number of `moments` within any one second."""
    return max(sum(1 for each in moments if start <= each < start + 1 - 1e-6) for start in set(moments))


@pytest.mark.parametrize("group", GROUPS)
def test_no_second_has_more_than_thirty(group: str) -> None:
    """A thousand at once: smooth, with two that leave together at first."""
    left = leave(Pace(), {group: 1000})[group]

    assert most_in_a_second(left) <= 30
    gaps = [later - earlier for earlier, later in pairwise(left[2:])]
    assert max(gaps) <= 0.1


def test_bulk_keeps_a_tenth_for_replies() -> None:
    """27 a second at most, for ten seconds."""
    left = leave(Pace(), {"bulk": 1000})["bulk"]

    assert 265 <= len(left) <= 273


@pytest.mark.parametrize("replies", [1, 10, 25])
def test_all_together_stay_within_the_limit(replies: int) -> None:
    """Bulk and prompts always waiting, replies in between: what replies take, the rest does without."""
    left = leave(Pace(), {"replies": replies, "session": 5, "bulk": 1000})

    everything = sorted(chain(*left.values()))
    assert most_in_a_second(everything) <= 30
    assert len(everything) <= 10 * 30 + 5


def test_a_reply_is_not_delayed_by_bulk() -> None:
    """However much bulk leaves, a reply is free to go at once."""
    pace = Pace()
    leave(pace, {"bulk": 1000, "session": 1000}, seconds=5)

    assert pace.free(NOON + timedelta(seconds=5)).replies >= 1


def test_after_a_rest_nothing_is_saved_up() -> None:
    """An hour of silence earns no burst."""
    pace = Pace()
    leave(pace, {"bulk": 1000}, seconds=1)

    left = leave(pace, {"bulk": 1000}, seconds=2, since=3600)["bulk"]

    assert most_in_a_second(left) <= 29


@pytest.mark.parametrize("by", [timedelta(minutes=2), timedelta(days=1)])
@pytest.mark.parametrize("group", GROUPS)
def test_peoples_clock_set_back_holds_nothing_up(group: str, by: timedelta) -> None:
    """Moments that lie absurdly far ahead are forgotten."""
    pace = Pace()
    leave(pace, {each: 1000 for each in GROUPS}, seconds=2)

    assert getattr(pace.free(NOON - by), group) >= 1


@pytest.mark.parametrize("group", GROUPS)
def test_calls_that_pile_up_on_the_way_count_when_they_are_answered(group: str) -> None:
    """The other side may see all of them at the very end; they count until a second after that."""
    pace = Pace()
    one = replace(NOTHING, **{group: 1})
    now = NOON
    for number in range(30):
        now = NOON + timedelta(seconds=number)
        if getattr(pace.free(now), group):
            pace.take(one, now)

    assert getattr(pace.free(now + timedelta(hours=1)), group) == 0
    for _ in range(20):
        pace.answered(now)
    for later, free in ((0.5, False), (0.99, False), (1.0, True)):
        assert bool(getattr(pace.free(now + timedelta(seconds=later)), group)) is free
    assert now < pace.next_at(now) <= now + timedelta(seconds=1)


@pytest.mark.parametrize("group", ["session", "bulk"])
def test_two_of_any_second_are_for_replies_alone(group: str) -> None:
    """However many calls of the others pile up on the way."""
    pace, taken, now = Pace(), 0, NOON
    for number in range(40):
        now = NOON + timedelta(seconds=number)
        if getattr(pace.free(now), group):
            pace.take(replace(NOTHING, **{group: 1}), now)
            taken += 1

    assert taken == 28
    assert pace.free(now + timedelta(seconds=1)).replies == 2


def test_the_next_free_moment_lies_ahead() -> None:
    """Whoever waits for it waits a little, and not for ever."""
    pace = Pace()
    leave(pace, {each: 1000 for each in GROUPS}, seconds=2)
    now = NOON + timedelta(seconds=2)

    assert now < pace.next_at(now) < now + timedelta(seconds=1)


def departures(pace: Pace, chat: int, count: int, since: float = 0) -> list[float]:
    """Return after how many seconds `count` messages that wait for `chat` leave."""
    moments, now = [], NOON + timedelta(seconds=since)
    for _ in range(count):
        now = pace.busy(now).get(ChatId(chat), now)
        pace.leaves_for(ChatId(chat), now)
        moments.append((now - NOON).total_seconds())
    return moments


def test_a_few_messages_may_leave_for_one_chat_at_once() -> None:
    """Short bursts pass, then about one a second."""
    assert departures(Pace(), 7, 10) == [0, 0, 0, 0, 0, 1, 2, 3, 4, 5]


def test_a_group_gets_twenty_a_minute() -> None:
    """After the first burst one in three seconds."""
    moments = departures(Pace(), -100, 40)

    assert sum(1 for moment in moments if 15 <= moment < 75) <= 20


def test_one_busy_chat_does_not_slow_another() -> None:
    """Its own gap is its own."""
    pace = Pace()
    departures(pace, 7, 50)

    assert departures(pace, 8, 1) == [0]


def test_a_busy_chat_is_so_until_its_turn() -> None:
    """And tells when that is."""
    pace = Pace()
    departures(pace, 7, 5)

    turn = NOON + timedelta(seconds=1)
    assert pace.busy(turn - timedelta(milliseconds=1)) == {7: turn}
    assert pace.busy(turn) == {}


def test_what_does_not_wait_counts_all_the_same() -> None:
    """Something urgent leaves before its chat's turn, and the turn comes later."""
    pace = Pace()
    departures(pace, 7, 5)
    pace.leaves_for(ChatId(7), NOON)

    assert departures(pace, 7, 2) == [2, 3]


def test_a_quiet_chat_earns_its_burst_again() -> None:
    """A minute later it may hear several at once again."""
    pace = Pace()
    departures(pace, 7, 5)

    assert departures(pace, 7, 3, since=60) == [60] * 3


def test_a_long_rest_earns_a_chat_no_more_than_its_burst() -> None:
    """What was not said is not saved up: Telegram would refuse it."""
    pace = Pace()
    departures(pace, 7, 5)

    assert departures(pace, 7, 7, since=60) == [60] * 5 + [61, 62]


@pytest.mark.parametrize("ago", [120.0, 86_400.0])
def test_a_chat_is_not_held_up_by_a_clock_set_back(ago: float) -> None:
    """Two minutes ago is a new beginning, as is a day ago."""
    pace = Pace()
    departures(pace, 7, 5)

    assert departures(pace, 7, 2, since=-ago) == [-ago] * 2


def test_a_chat_is_not_held_up_later_by_a_clock_set_back() -> None:
    """Also not once the new clock comes near the moment at which the old one stood."""
    pace = Pace()
    departures(pace, 7, 5)
    departures(pace, 7, 2, since=-120)

    assert departures(pace, 7, 1, since=-50) == [-50]


def test_many_chats_do_not_fill_the_memory() -> None:
    """Chats that have earned their burst again are forgotten."""
    pace = Pace()
    for start in range(0, 15_000, 100):
        now = NOON + timedelta(seconds=start / 100)
        for chat in range(start + 1, start + 101):
            for _ in range(5):
                pace.leaves_for(ChatId(chat), now)
        assert len(pace.busy(now)) <= 100

    assert len(pace._chats) <= 11_000


def test_no_minute_of_a_group_has_more_than_twenty() -> None:
    """After a rest, too: what may leave at once counts."""
    pace, group, left = Pace(), ChatId(-5), []
    for tenth in range(3000):
        now = NOON + timedelta(seconds=tenth / 10)
        if group not in pace.busy(now):
            pace.leaves_for(group, now)
            left.append(tenth / 10)

    assert 18 <= max(sum(start <= each < start + 60 for each in left) for start in left) <= 20

"""How fast messages leave, of all chats together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import chain, pairwise

import pytest

from bot.delivery.pace import TOGETHER, LocalPace, rate
from bot.ports import Limits
from tests.delivery.world import NOON

NOTHING = Limits(0, 0, 0)
GROUPS = ("replies", "session", "bulk")
TICK = 0.005  # seconds between two looks at the pace


def leave(
    pace: LocalPace, wanted: dict[str, float], seconds: float = 10, since: float = 0
) -> tuple[LocalPace, dict[str, list[float]]]:
    """Let messages leave as fast as the pace allows; `wanted`: how many of a group arrive a second.

    Return the pace after that, and the moments at which they left, by group.
    """
    left: dict[str, list[float]] = {group: [] for group in GROUPS}
    for tick in range(round(seconds / TICK)):
        moment = since + tick * TICK
        now = NOON + timedelta(seconds=moment)
        for group in GROUPS:
            arrived = int(wanted.get(group, 0) * (moment - since)) + (1 if wanted.get(group) else 0)
            count = min(arrived - len(left[group]), getattr(pace.free(now), group))
            if count > 0:
                pace = pace.taking(replace(NOTHING, **{group: count}), now).answered([now] * count, now)
                left[group] += [moment] * count
    return pace, left


def most_in_a_second(moments: list[float]) -> int:
    """Return the largest number of `moments` within any one second."""
    return max(sum(1 for each in moments if start <= each < start + 1 - 1e-6) for start in set(moments))


@pytest.mark.parametrize("group", GROUPS)
def test_no_second_has_more_than_thirty(group: str) -> None:
    """A thousand messages wait: two leave together at first, then one after another."""
    left = leave(LocalPace(), {group: 1000})[1][group]

    assert most_in_a_second(left) <= 30
    gaps = [later - earlier for earlier, later in pairwise(left[2:])]
    assert max(gaps) <= 0.1


def test_bulk_keeps_a_tenth_for_replies() -> None:
    """27 messages a second leave, for ten seconds."""
    left = leave(LocalPace(), {"bulk": 1000})[1]["bulk"]

    assert 265 <= len(left) <= 273


@pytest.mark.parametrize("replies", [1, 10, 25])
def test_all_together_stay_within_the_limit(replies: int) -> None:
    """Bulk and prompts wait all the time; each reply that leaves takes the place of one of them."""
    _, left = leave(LocalPace(), {"replies": replies, "session": 5, "bulk": 1000})

    everything = sorted(chain(*left.values()))
    assert most_in_a_second(everything) <= 30
    assert len(everything) <= 10 * 30 + 5


def test_bulk_at_a_high_rate_leaves_in_steps_and_none_is_late() -> None:
    """At 1,000 a second, ten are for replies, and not each message has a claim of its own."""
    pace, now, claims, left = LocalPace(rate(1000)), NOON, 0, 0
    while now < NOON + timedelta(seconds=5):
        free = pace.free(now).bulk
        pace = pace.taking(replace(NOTHING, bulk=free), now).answered([now] * free, now)
        claims, left = claims + 1, left + free
        now = pace.next_at(now) or now + timedelta(seconds=TICK)

    assert 980 * 5 <= left <= 990 * 5 + 60
    assert claims <= 5 * 41


def test_a_reply_is_not_delayed_by_bulk() -> None:
    """However much bulk leaves, a reply may leave at once."""
    pace, _ = leave(LocalPace(), {"bulk": 1000, "session": 1000}, seconds=5)

    assert pace.free(NOON + timedelta(seconds=5)).replies >= 1


def test_after_a_rest_nothing_is_saved_up() -> None:
    """After an hour without messages no burst leaves."""
    pace, _ = leave(LocalPace(), {"bulk": 1000}, seconds=1)

    left = leave(pace, {"bulk": 1000}, seconds=2, since=3600)[1]["bulk"]

    assert most_in_a_second(left) <= 29


@pytest.mark.parametrize("group", GROUPS)
def test_calls_that_pile_up_on_the_way_count_when_they_are_answered(group: str) -> None:
    """Telegram may count a call as late as its answer, so the call counts until a second after its answer."""
    pace = LocalPace()
    one = replace(NOTHING, **{group: 1})
    now = NOON
    for number in range(30):
        now = NOON + timedelta(seconds=number)
        if getattr(pace.free(now), group):
            pace = pace.taking(one, now)

    assert getattr(pace.free(now + timedelta(hours=1)), group) == 0
    pace = pace.answered([now] * 20, now)
    for later, free in ((0.5, False), (0.99, False), (1.0, True)):
        assert bool(getattr(pace.free(now + timedelta(seconds=later)), group)) is free
    next_at = pace.next_at(now)
    assert next_at is not None
    assert now < next_at <= now + timedelta(seconds=1) + TOGETHER


@pytest.mark.parametrize("group", ["session", "bulk"])
def test_two_of_any_second_are_for_replies_alone(group: str) -> None:
    """However many calls of session messages or of bulk are on the way."""
    pace, taken, now = LocalPace(), 0, NOON
    for number in range(40):
        now = NOON + timedelta(seconds=number)
        if getattr(pace.free(now), group):
            pace = pace.taking(replace(NOTHING, **{group: 1}), now)
            taken += 1

    assert taken == 28
    assert pace.free(now + timedelta(seconds=1)).replies == 2


def test_the_next_free_moment_lies_ahead() -> None:
    """It lies less than a second ahead."""
    pace, _ = leave(LocalPace(), {each: 1000 for each in GROUPS}, seconds=2)
    now = NOON + timedelta(seconds=2)

    next_at = pace.next_at(now)
    assert next_at is not None
    assert now < next_at < now + timedelta(seconds=1)


def test_where_every_group_is_free_nothing_is_waited_for() -> None:
    """One message alone makes no group wait."""
    pace = LocalPace().taking(replace(NOTHING, replies=1), NOON)

    assert LocalPace().next_at(NOON) is None
    assert pace.next_at(NOON) is None

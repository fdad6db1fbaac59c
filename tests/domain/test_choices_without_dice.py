"""Which tip, which hour, which kind of day: rules that choose without dice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.better_hour import better_hour
from bot.domain.catalogue import Tip, TipKey
from bot.domain.days import DAILY, WEEKDAYS, Days, two_of
from bot.domain.ids import ChatId
from bot.domain.rest_day import is_rest_day
from bot.domain.tip_choice import APART, TipSeen, choose_tip, tags_after
from tests.sizes import examples

TODAY = date(2028, 3, 1)  # after a leap day
NOON = datetime(2028, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TAGS = ("desk", "sleep", "break", "legs")


def pool(count: int) -> list[Tip]:
    return [Tip(TipKey(f"tip_{at}"), "posture", (TAGS[at % 4],), "X1") for at in range(count)]


def walk(
    tips: list[Tip], times: int, apart: timedelta, liked: dict[str, int] | None = None, chat: int = 1
) -> list[tuple[datetime, Tip]]:
    """Show a tip again and again; return when each was shown."""
    seen: dict[TipKey, TipSeen] = {}
    now, shown = NOON, []
    for _ in range(times):
        tip = choose_tip(tips, seen, liked or {}, ChatId(chat), now)
        seen[tip.key] = TipSeen(now, seen[tip.key].times + 1 if tip.key in seen else 1)
        shown.append((now, tip))
        now += apart
    return shown


@settings(max_examples=examples(30))
@given(
    count=st.integers(1, 90),
    hours=st.integers(1, 60),
    liked=st.dictionaries(st.sampled_from(TAGS), st.integers(-3, 3)),
)
def test_no_tip_comes_again_before_the_pool_is_through_nor_within_30_days(
    count: int, hours: int, liked: dict[str, int]
) -> None:
    """However many tips there are. Within 30 days only where all that are left were shown so lately."""
    tips = pool(count)
    shown = walk(tips, 2 * count + 5, timedelta(hours=hours), liked)

    for start in range(0, 2 * count, count):
        assert len({tip.key for _, tip in shown[start : start + count]}) == count
    for number, (now, tip) in enumerate(shown):
        before = [at for at, earlier in shown[:number] if earlier == tip]
        if before and now - before[-1] < APART:
            of_round = shown[number - number % count : number]
            left = [each for each in tips if each not in [earlier for _, earlier in of_round]]
            last = {each.key: at for at, each in shown[:number]}
            assert all(now - last[each.key] < APART for each in left if each.key in last)
            assert before[-1] == min(last[each.key] for each in left)


def test_liked_tags_come_sooner_and_others_come_all_the_same() -> None:
    """Over many chats; two chats do not get the same order."""
    tips = pool(60)

    def place(liked: dict[str, int]) -> float:
        places = [
            number
            for chat in range(12)
            for number, (_, tip) in enumerate(walk(tips, 60, DAY, liked, chat))
            if "desk" in tip.tags
        ]
        return sum(places) / len(places)

    assert place({"desk": 2}) < place({}) - 5 < place({}) + 5 < place({"desk": -2})
    assert [tip for _, tip in walk(tips, 60, DAY, chat=1)] != [tip for _, tip in walk(tips, 60, DAY, chat=2)]


def test_a_tap_counts_for_each_tag_and_never_more_than_three() -> None:
    assert tags_after({"desk": 3, "eyes": -3}, ("desk", "eyes", "new"), 1) == {
        "desk": 3,
        "eyes": -2,
        "new": 1,
    }
    assert tags_after({"desk": -3}, ("desk",), -1) == {"desk": -3}


@pytest.mark.parametrize(
    ("days_ago", "rests"),
    [
        *(((), False), ((1,), True), ((0,), False), ((2,), False), ((2, 4, 6), False)),
        *(((2, 3, 4, 5), True), ((2, 3, 4, 7), False), ((-1,), False)),
    ],
)
def test_a_day_of_rest_follows_a_massage_or_four_in_a_week(days_ago: tuple[int, ...], rests: bool) -> None:
    assert is_rest_day([TODAY - DAY * each for each in days_ago], TODAY) is rests


def begun(*minutes: int, every: int = 3) -> list[datetime]:
    """Return moments `every` days apart, so many minutes after 8:00 in Lisbon, in winter."""
    return [
        datetime(2028, 1, 1, 8, tzinfo=UTC) + DAY * every * at + timedelta(minutes=each)
        for at, each in enumerate(minutes)
    ]


@pytest.mark.parametrize(
    ("moments", "better"),
    [
        (begun(*[675] * 6), time(19, 15)),
        (begun(*[640, 670, 680, 700, 660, 690]), time(19, 15)),
        (begun(*[675] * 5), None),  # too few
        (begun(*[675] * 14, every=1), None),  # 13 days
        (begun(*[45] * 6), None),  # near enough
        (begun(*[0, 300, 600, 60, 480, 660]), None),  # no habit
        (begun(*[-120] * 6), time(6)),
        (begun(*[-510] * 6), time(23, 30)),
    ],
)
def test_a_better_hour_needs_two_weeks_and_a_habit(moments: list[datetime], better: time | None) -> None:
    assert better_hour(moments, time(8), ZoneInfo("Europe/Lisbon")) == better


@pytest.mark.parametrize(
    ("days", "two"), [(DAILY, 0b0001001), (WEEKDAYS, 0b0001001), (Days(0b0100001), 0b0100001)]
)
def test_two_days_of_a_week_are_far_apart(days: Days, two: int) -> None:
    assert two_of(days).mask == two

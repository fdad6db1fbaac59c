"""Which messages wait after a 429 or a refused token."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ids import MessageId
from bot.ports import (
    Kind,
    Lane,
    Misconfigured,
    Outcome,
    RetryAt,
    Sent,
)
from tests.delivery.post import Begin, Post


async def test_a_429_for_bulk_pauses_all_bulk_and_no_reply(post: Post) -> None:
    """Two chats got a 429: all bulk waits, and replies leave."""
    outcomes: list[Outcome] = [RetryAt(timedelta(seconds=10)), RetryAt(timedelta(seconds=10))]
    post.sender.outcome = lambda row: outcomes.pop() if outcomes else Sent(MessageId(1))
    for chat in (1, 4):
        await post.put("ring", chat=chat, kind=Kind.reminder)
        await post.settles()
    await post.put("other ring", chat=2, kind=Kind.reminder)
    await post.put("reply", chat=3)
    await post.settles()
    assert post.sent() == ["ring", "ring", "reply"]

    await post.beats(seconds=10)
    assert sorted(post.sent()) == ["other ring", "reply", "ring", "ring", "ring", "ring"]


async def test_a_short_limit_does_not_shorten_a_long_one(post: Post) -> None:
    """Three chats got a 429 together: bulk waits for the longest of the three waits."""
    limits = {1: 60, 2: 60, 3: 3}
    post.sender.outcome = lambda row: (
        RetryAt(timedelta(seconds=limits.pop(row.chat))) if row.chat in limits else Sent(MessageId(1))
    )
    post.sender.gate.clear()
    for chat in (1, 2, 3):
        await post.put("ring", chat=chat, kind=Kind.reminder)
    await post.until(3)
    post.sender.gate.set()
    await post.settles()

    await post.put("other ring", chat=4, kind=Kind.reminder)
    await post.beats(seconds=59)
    assert "other ring" not in post.sent()
    await post.beats(seconds=1)
    assert "other ring" in post.sent()


async def test_two_limits_far_apart_in_time_hold_no_bulk(post: Post) -> None:
    """Only if two chats get a 429 within ten seconds all bulk waits."""
    limited = {1, 4}
    post.sender.outcome = lambda row: (
        RetryAt(timedelta(seconds=60)) if row.chat in limited else Sent(MessageId(1))
    )
    await post.put("ring", chat=1, kind=Kind.reminder)
    await post.settles()
    await post.beats(seconds=11)
    await post.put("ring", chat=4, kind=Kind.reminder)
    await post.settles()

    await post.put("other ring", chat=2, kind=Kind.reminder)
    await post.settles()

    assert post.sent() == ["ring", "ring", "other ring"]


async def test_limits_of_prompts_and_answers_hold_no_bulk(post: Post) -> None:
    """Only the limited chats wait: many chats get a 429 at once when many people play at the same time."""
    limited = {1, 2, 3, 4}
    post.sender.outcome = lambda row: (
        RetryAt(timedelta(seconds=60)) if row.chat in limited else Sent(MessageId(1))
    )
    for chat, kind in ((1, Kind.prompt), (2, Kind.prompt), (3, Kind.reply), (4, Kind.reply)):
        await post.put("asked for", chat=chat, kind=kind)
    await post.settles()

    await post.put("ring", chat=5, kind=Kind.reminder)
    await post.settles()

    assert post.sent()[-1] == "ring"


async def test_a_429_holds_its_chat_and_no_other(post: Post) -> None:
    """The chat waits for as long as Telegram says, in real seconds; other chats go on."""
    outcomes: dict[str, list[Outcome]] = {"a": [RetryAt(timedelta(seconds=10))]}
    post.sender.outcome = lambda row: (
        outcomes[key].pop() if outcomes.get(key := str(row.message.parts[0].id)) else Sent(MessageId(1))
    )
    await post.put("a", "b", chat=1)
    await post.put("c", chat=2)
    await post.settles()
    assert sorted(post.sent()) == ["a", "c"]

    await post.beats(seconds=9)
    assert sorted(post.sent()) == ["a", "c"]
    await post.beats(seconds=1)
    assert post.sent()[-2:] == ["a", "b"]


async def test_what_is_written_for_a_limited_chat_is_not_tried_before_its_time(
    post: Post, begin: Begin
) -> None:
    """Telegram would refuse every call: of an answer, a countdown, a stop, also after a restart."""
    post.sender.outcome = lambda row: RetryAt(timedelta(seconds=30))
    await post.put("ring", kind=Kind.reminder)
    await post.settles()
    lanes = (Lane.reply, Lane.countdown, Lane.urgent)
    for number, lane in enumerate(lanes):
        await post.put(f"{lane.name} {number}", lane=lane)
        await post.beats(seconds=7)
    await post.cancel()
    assert post.sent() == ["ring"]

    later = begin(owner="two", clock=post.clock)
    await later.recorder.recover()
    await later.beats(seconds=8)
    assert later.sent() == []
    await later.beats(seconds=1)
    assert later.sent() == ["urgent 2", "reply 0", "ring", "countdown 1"]


async def test_a_refused_token_pauses_everything_and_loses_nothing(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing leaves for 30 seconds, then everything does. The log says why."""
    accepted = [False]
    post.sender.healthy = False
    post.sender.outcome = lambda row: Sent(MessageId(1)) if accepted[0] else Misconfigured()
    await post.put("a", chat=1)
    await post.settles()
    calls = len(post.sender.rows)
    await post.put("b", chat=2)
    await post.beats(seconds=29)
    assert len(post.sender.rows) == calls
    assert "does not accept the token" in caplog.text

    accepted[0] = True
    await post.beats(seconds=2)
    assert set(post.states().values()) == {"sent"}

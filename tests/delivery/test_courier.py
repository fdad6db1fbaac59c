"""What follows from the outcome of a call, and how calls end at a stop."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from bot.delivery.courier import BEGUN_AT_ONCE
from bot.delivery.leaving import Leaving
from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId
from bot.ports import (
    Ambiguous,
    Chat,
    Gone,
    Kind,
    Misconfigured,
    Outcome,
    Refused,
    Row,
    Sent,
    Work,
)
from tests.delivery.post import Post


async def test_a_chat_that_is_gone_gets_nothing_more(post: Post) -> None:
    """The rows that wait for the chat are blocked as well."""
    post.sender.outcome = lambda row: Gone()

    await post.put("a", "b")
    await post.settles()

    assert post.sent() == ["a"]
    assert set(post.states().values()) == {"blocked"}


async def test_a_stray_404_is_not_a_refused_token(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    """getMe is answered: the message is tried again, and no other message waits."""
    outcomes: list[Outcome] = [Misconfigured()]
    post.sender.outcome = lambda row: outcomes.pop() if outcomes else Sent(MessageId(1))

    await post.put("a", chat=1)
    await post.settles()
    await post.put("b", chat=2)
    await post.settles()
    assert post.sent() == ["a", "b"]

    await post.beats(seconds=2)
    assert post.sent() == ["a", "b", "a"]
    assert caplog.text == ""


async def test_a_refused_message_fails_alone(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    """The log says that it is our bug, and the next message leaves."""
    post.sender.outcome = lambda row: (
        Refused("can't parse entities") if row.message.parts[0].id == "bad" else Sent(MessageId(1))
    )

    await post.put("bad", "good")
    await post.settles()

    assert post.states() == {"bad": "failed", "good": "sent"}
    assert "can't parse entities" in caplog.text


async def test_a_sender_that_raises_does_not_stop_the_courier(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug in putting a message into words is logged, and the next message leaves."""

    def raises(row: Row) -> Outcome:
        if row.message.parts[0].id == "bad":
            raise KeyError("no such phrase")
        return Sent(MessageId(1))

    post.sender.outcome = raises
    await post.put("bad", kind=Kind.prompt)
    await post.put("good", chat=2)
    await post.settles()

    assert post.states() == {"bad": "failed", "good": "sent"}
    assert "our bug" in caplog.text


async def test_an_unanswered_ring_waits_for_a_healthy_telegram(post: Post) -> None:
    """The ring is sent again after a minute, and only if getMe is answered; a prompt is not sent again."""
    outcomes: list[Outcome] = [Ambiguous(), Ambiguous()]
    post.sender.outcome = lambda row: outcomes.pop() if outcomes else Sent(MessageId(1))
    await post.put("ring", chat=1, kind=Kind.reminder)
    await post.put("prompt", chat=2, kind=Kind.prompt)
    await post.settles()
    assert post.states() == {"ring": "pending", "prompt": "unknown"}

    post.sender.healthy = False
    await post.beats(seconds=61)
    assert len(post.sender.rows) == 2

    post.sender.healthy = True
    await post.beats(seconds=120)
    assert post.states()["ring"] == "sent"


async def test_calls_begin_a_few_at_a_time(post: Post) -> None:
    """The event loop does other things in between, also where many messages leave together."""
    turns: list[int] = [0]
    begun: Counter[int] = Counter()

    async def turn() -> None:
        while True:
            turns[0] += 1
            await asyncio.sleep(0)

    def outcome(row: Row) -> Outcome:
        begun[turns[0]] += 1
        return Sent(MessageId(1))

    post.sender.outcome = outcome
    turning = asyncio.create_task(turn())
    await put_rings(post, 8)
    await post.settles()
    turning.cancel()

    assert begun.total() == 8
    assert max(begun.values()) <= BEGUN_AT_ONCE


async def test_an_answer_overtakes_what_was_claimed_before_it(post: Post) -> None:
    """Others keep their order."""
    await put_rings(post, 3)
    await post.put("answer", chat=8)
    await post.settles()
    *rings, answer = post.sender.rows
    leaving = Leaving()
    for row in (*rings, answer):
        leaving.put_nowait(row)

    assert [leaving.get_nowait() for _ in range(leaving.qsize())] == [answer, *rings]


async def put_rings(post: Post, count: int) -> None:
    """Let a reminder ring in each of so many chats."""

    def unit(work: Work) -> None:
        for number in range(1, count + 1):
            work.chats.put(Chat(ChatId(number), Language("en")))
            work.outbox.put(post.outgoing(f"ring {number}", number, Kind.reminder))

    await post.desk.commit(unit)


async def test_a_stop_lets_calls_in_flight_end(post: Post) -> None:
    """Nothing more is claimed, and results that come in time are written."""
    post.sender.gate.clear()
    await post.put("a", "b")
    await post.until(1)

    stopping = asyncio.create_task(post.courier.stop(within=5))
    await asyncio.sleep(0.01)
    post.sender.gate.set()
    await stopping
    await post.cancel()
    await post.courier.finish()

    assert post.states() == {"a": "sent", "b": "pending"}


async def test_a_stop_does_not_wait_for_ever(post: Post) -> None:
    """A call without an answer in time is ambiguous: a prompt is `unknown`, a ring will be sent again."""
    post.sender.gate.clear()
    await post.put("prompt", chat=1, kind=Kind.prompt)
    await post.put("ring", chat=2, kind=Kind.reminder)
    await post.until(2)

    await post.courier.stop(within=0.01)
    await post.cancel()
    await post.courier.finish()

    assert post.states() == {"prompt": "unknown", "ring": "pending"}


async def test_what_was_claimed_but_not_called_by_the_end_waits_again(post: Post) -> None:
    """It is not ambiguous: even a prompt leaves once the bot is back."""
    await post.cancel()
    await post.put("prompt", kind=Kind.prompt)
    assert post.states() == {"prompt": "sending"}

    await post.courier.stop(within=0)
    await post.courier.finish()

    assert post.states() == {"prompt": "pending"}


async def test_a_stop_waits_for_what_a_commit_under_way_has_claimed(post: Post) -> None:
    """The unit of work has run and is being committed: its row must leave, or it would stay in `sending`."""
    committing = asyncio.create_task(post.put("a"))
    await asyncio.sleep(0)
    assert post.storage.has_run.wait(5)  # the event loop stands still meanwhile

    await post.courier.stop(within=5)
    await post.cancel()
    await post.courier.finish()

    await committing
    assert post.states() == {"a": "sent"}

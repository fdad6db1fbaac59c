"""How results are written, and how rows are settled that an earlier process left in `sending`."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from bot.domain.ids import ChatId, MessageId
from bot.ports import (
    Ambiguous,
    Kind,
    RetryAt,
    Sent,
    Work,
)
from tests.delivery.post import Begin, Post


async def test_results_outlast_a_database_that_is_away_for_a_moment(post: Post) -> None:
    """The result is written once the database works again, and the call is not repeated."""
    post.sender.gate.clear()
    await post.put("a")
    await post.until(1)

    post.storage.fails = 2
    post.sender.gate.set()
    await post.settles()

    assert post.states() == {"a": "sent"}
    assert post.sent() == ["a"]


async def test_rows_that_a_killed_process_left_in_sending_are_settled_at_the_start(
    post: Post, begin: Begin
) -> None:
    """A prompt becomes `unknown` and is not sent again; a reply is sent once more."""
    post.sender.gate.clear()
    await post.put("prompt", chat=1, kind=Kind.prompt)
    await post.put("reply", chat=2)
    await post.until(2)
    await post.cancel()
    assert set(post.states().values()) == {"sending"}

    later = begin(owner="two")
    assert await later.recorder.recover() == 2
    await later.beats(seconds=5)

    assert later.states() == {"prompt": "unknown", "reply": "sent"}
    assert later.sent() == ["reply"]
    assert await later.recorder.recover() == 0


async def test_a_wait_from_before_the_clock_was_set_back_is_cut_short(post: Post, begin: Begin) -> None:
    """By the new clock, the wait that an earlier process wrote would end a day ahead."""
    post.sender.outcome = lambda row: RetryAt(timedelta(seconds=30))
    await post.beats(seconds=24 * 3600)
    await post.put("ring", chat=2, kind=Kind.reminder)
    await post.settles()
    await post.cancel()

    later = begin(owner="two")
    await later.recorder.recover()
    await later.beats(seconds=90)

    assert later.sent() == ["ring"]


async def test_on_lost_is_called_for_each_prompt_that_may_not_have_arrived(post: Post) -> None:
    """It is not called for another kind of message, nor for a prompt that arrived."""
    post.sender.outcome = lambda row: Sent(MessageId(1)) if row.chat == 1 else Ambiguous()
    await post.put("arrives", chat=1, kind=Kind.prompt)
    await post.put("lost", chat=2, kind=Kind.prompt)
    await post.put("cue", chat=3, kind=Kind.cue)
    await post.settles()

    assert post.lost == [2]
    assert post.states() == {"arrives": "sent", "lost": "unknown", "cue": "unknown"}


async def test_on_lost_is_called_at_the_start_after_a_kill(post: Post, begin: Begin) -> None:
    """So the person sees the step as soon as the bot is back."""
    post.sender.gate.clear()
    await post.put("prompt", chat=1, kind=Kind.prompt)
    await post.until(1)
    await post.cancel()

    later = begin(owner="two")
    await later.recorder.recover()

    assert later.lost == [1]


async def test_a_result_is_written_though_on_lost_fails(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    """The log says so, and the row is not tried again and again."""

    def fails(work: Work, chat: ChatId) -> None:
        raise RuntimeError("no words")

    post.on_lost = fails
    post.sender.outcome = lambda row: Ambiguous()
    await post.put("prompt", kind=Kind.prompt)
    await post.settles()

    assert post.states() == {"prompt": "unknown"}
    assert "A lost message could not be made up for." in caplog.text


async def test_what_on_lost_wrote_before_it_failed_is_undone(post: Post) -> None:
    """Only the result of the call is written."""

    def fails(work: Work, chat: ChatId) -> None:
        work.outbox.put(post.outgoing("half", chat=1))
        raise RuntimeError("no words")

    post.on_lost = fails
    post.sender.outcome = lambda row: Ambiguous()
    await post.put("prompt", kind=Kind.prompt)
    await post.settles()

    assert post.states() == {"prompt": "unknown"}


async def test_results_of_a_recorder_that_is_cancelled_are_written_once(post: Post) -> None:
    """The storage finishes the unit of work that writes them."""
    post.sender.gate.clear()
    await post.put("a")
    await post.until(1)

    post.storage.has_run.clear()
    post.sender.gate.set()
    while not post.storage.has_run.is_set():  # noqa: ASYNC110 - another thread sets it
        await asyncio.sleep(0)
    await post.cancel()
    await post.courier.finish()
    await post.desk.claim_more()

    assert post.states() == {"a": "sent"}
    assert post.desk.out == 0


async def test_results_of_a_recorder_that_is_cancelled_outlast_a_write_that_fails(post: Post) -> None:
    """The disk is full while the bot stops: the last write of the stop writes them."""
    is_writing, may_fail = threading.Event(), threading.Event()

    def waits(*_: object) -> None:
        is_writing.set()
        may_fail.wait(5)

    post.on_lost = waits
    post.sender.gate.clear()
    post.sender.outcome = lambda row: Ambiguous()
    await post.put("prompt", kind=Kind.prompt)
    await post.until(1)

    post.storage.fails_after = 1
    post.sender.gate.set()
    while not is_writing.is_set():  # noqa: ASYNC110 - another thread sets it
        await asyncio.sleep(0)
    await post.cancel()
    may_fail.set()
    await post.courier.finish()

    assert post.states() == {"prompt": "unknown"}
    assert post.desk.out == 0

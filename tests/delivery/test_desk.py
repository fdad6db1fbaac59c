"""What a commit claims: in which order, how fast and how many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.delivery.budget import SLOTS
from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId
from bot.ports import (
    Chat,
    Kind,
    Lane,
    NotSent,
    Outcome,
    Row,
    Sent,
    Work,
)
from tests.delivery.post import Begin, Post
from tests.delivery.world import NOON, HastyClock, JumpingClock, PatientClock, SetForwardClock, StillClock
from tests.pacing import AT_ONCE, paced_by_chat


async def test_the_order_of_a_chat_is_kept(post: Post) -> None:
    """Replies leave in the order they were written."""
    keys = [f"m{number}" for number in range(20)]

    await post.put(*keys)
    await post.settles()

    assert post.sent() == keys
    assert set(post.states().values()) == {"sent"}


async def test_the_order_is_kept_when_the_first_message_has_to_wait(post: Post) -> None:
    """A reply that could not leave holds back those after it until it has left."""
    outcomes: list[Outcome] = [NotSent()]
    post.sender.outcome = lambda row: outcomes.pop() if outcomes else Sent(MessageId(1))

    await post.put("first", "second")
    await post.settles()
    assert post.sent() == ["first"]

    await post.beats(seconds=2)
    assert post.sent() == ["first", "first", "second"]


@pytest.mark.parametrize("clock", [JumpingClock, HastyClock])
async def test_a_chat_hears_about_one_message_a_second_after_a_burst(
    begin: Begin, clock: type[JumpingClock]
) -> None:
    """Each message leaves at its turn, though nothing else happens meanwhile."""
    post = begin(clock=clock())
    moments: list[float] = []

    def sent(row: Row) -> Outcome:
        moments.append(round((post.clock.at - NOON).total_seconds(), 3))
        return Sent(MessageId(1))

    post.sender.outcome = sent
    await post.put(*(f"m{number}" for number in range(9)))
    await post.calls(9)

    assert moments == [0, 0, 0, 0, 1, 2, 3, 4, 5]


async def test_a_chats_next_message_leaves_at_its_turn_though_nothing_else_happens(
    begin: Begin,
) -> None:
    """All results were written long before, so no other commit claims it."""
    clock = PatientClock()
    post = begin(clock=clock)
    await post.put(*(f"m{number}" for number in range(6)))
    await post.calls(AT_ONCE)
    await post.settles()

    await clock.moves(seconds=1)
    await post.calls(AT_ONCE + 1)


@pytest.mark.parametrize(("chat", "gap"), [(1, 1), (-7, 4)])
async def test_a_sessions_message_leaves_at_once_however_many_answers_wait(
    begin: Begin, chat: int, gap: float
) -> None:
    """It has a place of its own. The next one leaves a gap later, before the answers."""
    clock = PatientClock()
    post = begin(clock=clock)
    answers = [f"m{number}" for number in range(8)]
    await post.put(*answers, chat=chat)
    await post.calls(AT_ONCE)

    await post.put("first", "second", chat=chat, kind=Kind.prompt)
    await post.calls(AT_ONCE + 1)
    await post.settles()
    assert post.sent() == [*answers[:AT_ONCE], "first"]

    await clock.moves(seconds=gap)
    await post.calls(AT_ONCE + 2)
    await post.settles()
    assert post.sent()[AT_ONCE:] == ["first", "second"]

    await clock.moves(seconds=gap)
    await post.settles()
    assert len(post.sent()) == AT_ONCE + 2, "an answer has taken the session's place"
    await clock.moves(seconds=gap)
    await post.calls(AT_ONCE + 3)
    assert post.sent()[-1] == answers[AT_ONCE]


@pytest.mark.parametrize("kind", [Kind.reply, Kind.countdown, Kind.reminder])
async def test_nothing_else_takes_the_place_of_a_session(still: Post, kind: Kind) -> None:
    """Neither an answer nor an edit of a card nor a reminder."""
    lanes = {Kind.reply: Lane.reply, Kind.countdown: Lane.countdown, Kind.reminder: Lane.reminder}
    edits = None if kind.rules.is_new else MessageId(7)
    many = [f"m{number}" for number in range(8)]
    await still.put(*many, chat=-7, kind=kind, lane=lanes[kind], edits=edits)
    await still.calls(AT_ONCE)
    await still.settles()

    await still.put("prompt", chat=-7, kind=Kind.prompt)
    await still.calls(AT_ONCE + 1)

    assert still.sent() == [*many[:AT_ONCE], "prompt"]


async def test_what_the_pace_holds_back_leaves_when_it_allows(begin: Begin) -> None:
    """Though another group is free earlier, and though nothing else happens meanwhile."""
    post = begin(pacing=paced_by_chat(per_second=10))
    post.sender.gate.clear()

    def unit(work: Work) -> None:
        for chat, kind in ((1, Kind.reminder), (2, Kind.reply), (3, Kind.reminder)):
            work.chats.put(Chat(ChatId(chat), Language("en")))
            work.outbox.put(post.outgoing("a", chat, kind))

    await post.desk.commit(unit)
    await post.until(3)


async def test_the_pace_counts_all_lanes_together(begin: Begin) -> None:
    """Each lane could send one message, but only one message may leave in all."""
    still = begin(clock=StillClock(), pacing=paced_by_chat(per_second=1))

    def unit(work: Work) -> None:
        for chat, kind in ((1, Kind.reminder), (2, Kind.prompt), (3, Kind.reply)):
            work.chats.put(Chat(ChatId(chat), Language("en")))
            work.outbox.put(still.outgoing(kind.value, chat, kind))

    await still.desk.commit(unit)
    await still.settles()

    assert still.sent() == ["reply"]


async def test_what_is_urgent_waits_neither_for_older_answers_nor_for_its_chats_turn(
    still: Post,
) -> None:
    """It is the next message that its chat gets."""
    tips = [f"tip {number}" for number in range(8)]
    await still.put(*tips, chat=-7)
    await still.calls(AT_ONCE)
    await still.put("prompt", chat=-7, kind=Kind.prompt)
    await still.calls(AT_ONCE + 1)

    await still.put("stopped", chat=-7, lane=Lane.urgent)
    await still.calls(AT_ONCE + 2)

    assert still.sent() == [*tips[:AT_ONCE], "prompt", "stopped"]


async def test_chats_that_wait_for_their_turn_hold_up_nobody_else(still: Post) -> None:
    """Answers wait for twenty groups, more than there are slots; one for another chat leaves at once."""
    for group in range(1, 21):
        await still.put(*(f"m{number}" for number in range(8)), chat=-group)
    await still.calls(20 * AT_ONCE)

    await still.put("answer", chat=99)
    await still.calls(20 * AT_ONCE + 1)

    assert still.sent()[-1] == "answer"


async def test_what_waits_for_its_chats_turn_is_not_claimed(still: Post) -> None:
    """A stop need not wait for it, a kill cannot make it ambiguous, and it can still be cancelled."""
    await still.put(*(f"m{number}" for number in range(8)))
    await still.calls(AT_ONCE)
    await still.settles()

    await still.courier.stop(within=0)
    assert list(still.states().values()) == ["sent"] * AT_ONCE + ["pending"] * (8 - AT_ONCE)


async def test_one_call_is_in_flight_in_a_chat_and_many_in_all(post: Post) -> None:
    """The sender of the test checks the first; slots limit the second."""
    post.sender.gate.clear()
    for chat in range(1, 41):
        await post.put("a", "b", chat=chat)

    await post.until(SLOTS.replies)
    assert len(post.sender.in_flight) == SLOTS.replies

    post.sender.gate.set()
    await post.settles()
    assert post.sender.most_in_flight == SLOTS.replies
    assert len(post.sender.rows) == 80


async def test_a_reply_overtakes_reminders(post: Post) -> None:
    """Slow reminders fill their own slots only, so the reply leaves at once."""
    post.sender.gate.clear()
    for chat in range(1, 41):
        await post.put("ring", chat=chat, kind=Kind.reminder)
    await post.until(SLOTS.bulk)
    await post.put("reply", chat=99)
    await post.until(SLOTS.bulk + 1)

    assert post.sent().index("reply") == SLOTS.bulk


@pytest.mark.parametrize(
    ("kind", "slots"),
    [
        (Kind.reply, SLOTS.replies),
        (Kind.prompt, SLOTS.session),
        (Kind.reminder, SLOTS.bulk),
        (Kind.track, SLOTS.slow),
        (Kind.news, SLOTS.news),
    ],
)
async def test_slots_limit_what_a_crash_can_leave_ambiguous(post: Post, kind: Kind, slots: int) -> None:
    """Prompts have few of their own, since an ambiguous prompt is not sent again."""
    post.sender.gate.clear()
    for chat in range(1, 31):
        await post.put("a", chat=chat, kind=kind)
    await post.until(slots)

    assert len(post.sender.in_flight) == slots

    post.sender.gate.set()
    await post.settles()
    assert len(post.sender.rows) == 30


async def test_what_is_urgent_takes_slots_of_answers(post: Post) -> None:
    """It takes no slot of session messages or of bulk."""
    post.sender.gate.clear()
    for chat in range(1, 31):
        await post.put("stopped", chat=chat, lane=Lane.urgent)
    await post.until(SLOTS.replies)
    assert len(post.sender.in_flight) == SLOTS.replies

    await post.put("ring", chat=99, kind=Kind.reminder)
    await post.until(SLOTS.replies + 1)
    assert post.sent()[-1] == "ring"


async def test_every_commit_tells_what_is_due_next(post: Post) -> None:
    """The next due moment is read from the database, not from memory."""
    await post.put("a")

    assert post.dues[-1] == (None, None)


async def test_a_commit_that_fails_neither_frees_nor_takes_a_slot(post: Post) -> None:
    """The caller gets the error, and afterwards exactly all slots are free."""

    def fails(work: Work) -> None:
        raise ZeroDivisionError

    for _ in range(30):
        with pytest.raises(ZeroDivisionError):
            await post.desk.commit(fails)

    post.sender.gate.clear()
    for chat in range(1, 41):
        await post.put("a", chat=chat)
    await post.until(SLOTS.replies)
    assert len(post.sender.in_flight) == SLOTS.replies


async def test_a_commit_that_the_database_refuses_takes_no_slot_and_no_pace(begin: Begin) -> None:
    """What it claimed never left. There are more such commits than messages may leave in a second."""
    post = begin(clock=StillClock(), pacing=paced_by_chat(per_second=30))
    await post.put("a", chat=1)
    await post.settles()

    for _ in range(40):
        post.storage.fails_after = 1
        with pytest.raises(OSError, match="full"):
            await post.put("b", chat=1)

    assert post.states() == {"a": "sent"}
    await post.put("c", chat=1)
    await post.settles()
    assert post.sent() == ["a", "c"]


async def test_what_a_cancelled_commit_has_claimed_leaves(post: Post) -> None:
    """The storage finishes a unit of work though its caller is cancelled: the row must not stay `sending`."""
    caller = asyncio.create_task(post.put("a"))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller

    await post.calls(1)
    await post.settles()

    assert post.states() == {"a": "sent"}


async def test_a_cancelled_commit_holds_no_slot(post: Post) -> None:
    """One more commit than there are slots is cancelled, and each of their messages leaves."""
    for chat in range(1, SLOTS.replies + 2):
        caller = asyncio.create_task(post.put("a", chat=chat))
        await asyncio.sleep(0)
        caller.cancel()
    await post.calls(SLOTS.replies + 1)
    await post.settles()

    assert len(post.sent()) == SLOTS.replies + 1


@pytest.mark.parametrize("chat", [1, -7])
async def test_a_restart_does_not_forget_what_a_chat_was_sent(still: Post, begin: Begin, chat: int) -> None:
    """The next answer leaves at the chat's turn, and not before. The place of its session is still free."""
    await still.put(*(f"m{number}" for number in range(6)), chat=chat)
    await still.calls(AT_ONCE)
    await still.settles()
    await still.cancel()

    later = begin(owner="two", clock=PatientClock())
    await later.recorder.recover()
    await later.beats(seconds=0.9)
    assert later.sent() == []

    await later.beats(seconds=0.1 if chat > 0 else 3.1)
    assert later.sent() == [f"m{AT_ONCE}"]
    await later.put("prompt", chat=chat, kind=Kind.prompt)
    await later.settles()
    assert later.sent() == [f"m{AT_ONCE}", "prompt"]


@pytest.mark.parametrize(("chat", "gap"), [(1, 1), (-7, 4)])
async def test_a_restart_does_not_forget_that_a_session_used_its_place(
    still: Post, begin: Begin, chat: int, gap: float
) -> None:
    """The chat has had its whole share: the next prompt leaves a gap later, and before the answers."""
    await still.put(*(f"m{number}" for number in range(6)), chat=chat)
    await still.calls(AT_ONCE)
    await still.put("first", chat=chat, kind=Kind.prompt)
    await still.calls(AT_ONCE + 1)
    await still.settles()
    await still.cancel()

    later = begin(owner="two", clock=PatientClock())
    await later.recorder.recover()
    await later.put("second", chat=chat, kind=Kind.prompt)
    await later.beats(seconds=gap - 0.1)
    assert later.sent() == []

    await later.beats(seconds=0.1)
    assert later.sent() == ["second"]


async def test_a_restart_does_not_forget_what_all_chats_were_sent(begin: Begin) -> None:
    """One message a second may leave, and one has left: the next message waits for the next second."""
    pacing = paced_by_chat(per_second=1)
    first = begin(clock=StillClock(), pacing=pacing)
    await first.put("a", chat=1)
    await first.settles()
    await first.cancel()

    later = begin(owner="two", clock=StillClock(), pacing=paced_by_chat(per_second=1))
    await later.recorder.recover()
    await later.put("b", chat=2)
    await later.settles()
    assert later.sent() == []

    await later.beats(seconds=1)
    assert later.sent() == ["b"]


async def test_a_call_cut_off_by_a_kill_counts_as_made_at_the_start(begin: Begin) -> None:
    """Telegram may have counted it at the last moment, however long ago the call began."""
    first = begin(clock=StillClock(), pacing=paced_by_chat(per_second=1))
    first.sender.gate.clear()
    await first.put("a", chat=1, kind=Kind.prompt)
    await first.until(1)
    await first.cancel()

    later = begin(owner="two", clock=StillClock(), pacing=paced_by_chat(per_second=1))
    later.clock.at += timedelta(seconds=30)
    await later.recorder.recover()
    await later.put("b", chat=2)
    await later.settles()
    assert later.sent() == []

    await later.beats(seconds=1)
    assert later.sent() == ["b"]


async def test_the_next_message_of_a_busy_chat_leaves_a_second_after_the_answer_of_a_slow_call(
    begin: Begin,
) -> None:
    """Telegram may have counted the message at any moment until then. Another chat waits for nothing."""
    still = begin(clock=StillClock())
    await still.put("1", "2", "3")
    await still.settles()
    still.sender.gate.clear()
    await still.put("4", "5")
    await still.until(1)
    still.clock.at += timedelta(seconds=0.7)
    still.sender.gate.set()
    await still.settles()

    await still.put("other", chat=2)
    await still.beats(seconds=0.9)
    assert still.sent() == ["1", "2", "3", "4", "other"]
    await still.beats(seconds=0.1)
    assert still.sent() == ["1", "2", "3", "4", "other", "5"]


async def test_a_slow_call_of_a_chat_with_places_left_moves_nothing(begin: Begin) -> None:
    still = begin(clock=StillClock())
    still.sender.gate.clear()
    await still.put("1", "2", "3")
    await still.until(1)
    still.clock.at += timedelta(seconds=0.7)
    still.sender.gate.set()
    await still.settles()

    assert still.sent() == ["1", "2", "3"]


async def test_a_clock_that_is_set_forward_does_not_end_the_gaps_of_a_chat(begin: Begin) -> None:
    """The turns are measured in steady time, which the machine's clock does not move."""
    clock = SetForwardClock()
    post = begin(clock=clock)
    await post.put(*(f"m{number}" for number in range(9)))
    await post.calls(AT_ONCE)

    clock.ahead = timedelta(hours=1)
    await post.beats(seconds=0.5)
    assert len(post.sent()) == AT_ONCE
    await post.beats(seconds=0.5)
    assert len(post.sent()) == AT_ONCE + 1


async def test_a_second_try_that_fails_at_once_takes_nothing_from_the_pace(begin: Begin) -> None:
    """An earlier unit of work has claimed meanwhile. What the first try had found does not come back."""
    post = begin(clock=StillClock(), pacing=paced_by_chat(per_second=1))
    run, tries = post.storage.run, 0

    def fails_later(work: Work) -> None:
        nonlocal tries
        tries += 1
        if tries == 2:
            raise ZeroDivisionError

    async def run_twice(do: Callable[[Work], object], undone: Callable[[], None], **more: object) -> None:
        post.storage.run = run  # type: ignore[method-assign]
        post.storage.fails_after = 1
        with pytest.raises(OSError, match="full"):
            await run(do, undone=undone)
        await post.put("a", chat=1)
        await post.settles()
        await run(do, undone=undone)

    post.storage.run = run_twice  # type: ignore[method-assign, assignment]
    with pytest.raises(ZeroDivisionError):
        await post.desk.commit(fails_later)

    await post.put("b", chat=2)
    await post.settles()
    assert post.sent() == ["a"]

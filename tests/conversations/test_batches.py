"""Several batches of updates are under way at once, and none disturbs another."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest
from telegram import Update
from telegram.ext import MessageHandler, TypeHandler, filters

from bot.ports import NotTheIntake, Work
from bot.telegram.context import BotContext
from bot.telegram.round import Round
from bot.telegram.taking import Taken
from tests.conversations.stage import Stage, Talk, begins
from tests.delivery.world import Flaky
from tests.texts import button, texts

STALE = texts("e_stale")
SORRY = texts("oops")
FIRST = -10  # a group of handlers that comes before all of the bot's own


class Gates:
    """Holds chosen updates before any handler sees them, and chosen rounds on their way to the database."""

    def __init__(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        self._updates: dict[int, asyncio.Event] = {}
        self._round: tuple[str, asyncio.Event] | None = None
        self._waiting: Counter[object] = Counter()
        self._more_wait = asyncio.Condition()
        self._commit = stage.house.desk.commit
        stage.house.application.add_handler(TypeHandler(Update, self._pass), FIRST)
        monkeypatch.setattr(stage.house.desk, "commit", self._pass_round)

    def hold(self, *updates: dict[str, Any]) -> None:
        """Let these updates wait until they are released."""
        self._updates.update({update["update_id"]: asyncio.Event() for update in updates})

    def hold_round(self, moment: str) -> None:
        """Let the next round wait `before` or `after` its commit until it is released."""
        self._round = (moment, asyncio.Event())
        self._held = self._round[1]

    def release(self, *updates: dict[str, Any]) -> None:
        """Let these updates, or without any the round that waits, go on."""
        for update in updates:
            self._updates[update["update_id"]].set()
        if not updates:
            self._held.set()

    async def reached(self, *updates: dict[str, Any], times: int = 1) -> None:
        """Wait until each of these updates, or without any a round, waits here."""
        places: list[object] = [update["update_id"] for update in updates] or ["round"]
        async with asyncio.timeout(30), self._more_wait:
            await self._more_wait.wait_for(lambda: all(self._waiting[place] >= times for place in places))

    async def _pass(self, update: Update, context: BotContext) -> None:
        if update.update_id in self._updates:
            await self._wait(update.update_id, self._updates[update.update_id])

    async def _pass_round(self, unit: Any, **more: Any) -> Any:
        if not isinstance(unit, Round) or self._round is None:
            return await self._commit(unit, **more)
        (moment, gate), self._round = self._round, None
        if moment == "before":
            await self._wait("round", gate)
        result = await self._commit(unit, **more)
        if moment == "after":
            await self._wait("round", gate)
        return result

    async def _wait(self, place: object, gate: asyncio.Event) -> None:
        async with self._more_wait:
            self._waiting[place] += 1
            self._more_wait.notify_all()
        await gate.wait()


@pytest.fixture
def gates(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Gates:
    return Gates(stage, monkeypatch)


async def takes(stage: Stage, *updates: dict[str, Any]) -> Taken:
    """Take a batch and answer its taps, as a feeder does."""
    async with asyncio.timeout(30):
        taken = await stage.house.taking.take(updates)
        await stage.house.taking.answer_taps(taken)
    return taken


def begin(stage: Stage, *updates: dict[str, Any]) -> asyncio.Task[Taken]:
    """Take a batch meanwhile."""
    return asyncio.create_task(takes(stage, *updates))


async def receipts(stage: Stage) -> list[int]:
    return sorted(row["update_id"] for row in await stage.rows("receipts"))


def answers(stage: Stage, *taps: dict[str, Any]) -> list[str | None]:
    """Return the only answer of each tap."""
    given = dict(stage.telegram.toasts)
    assert sorted(given) == sorted(number for number, _ in stage.telegram.toasts)
    return [given[tap["callback_query"]["id"]] for tap in taps]


@pytest.mark.parametrize("where", ["the same chat", "two chats"])
@pytest.mark.parametrize("held", ["in the routing", "before the commit", "after the commit"])
async def test_each_toast_goes_to_its_own_tap(
    stage: Stage, chat: Talk, gates: Gates, where: str, held: str
) -> None:
    """The second batch is handled completely while the first one waits."""
    await begins(chat)
    await chat.presses(button.start_now)
    other = chat if where == "the same chat" else stage.private("Ben", 1002)
    stage.telegram.toasts.clear()
    pause, old = chat.tap(button.pause), other.tap_data("nothing", 1)
    if held == "in the routing":
        gates.hold(pause)
    else:
        gates.hold_round(held.partition(" ")[0])

    first = begin(stage, pause)
    await (gates.reached(pause) if held == "in the routing" else gates.reached())
    second = await takes(stage, old)
    assert not first.done()
    gates.release(*[pause] if held == "in the routing" else [])

    assert (await first).answers[pause["update_id"]] is not None
    assert set(second.answers) == {old["update_id"]}
    assert answers(stage, pause, old) == [texts("paused_toast"), STALE]
    assert {pause["update_id"], old["update_id"]} <= set(await receipts(stage))


async def test_batches_that_end_in_another_order_than_they_began_have_a_receipt_for_each_update(
    stage: Stage, gates: Gates
) -> None:
    """Three batches, each of three chats: all begin, then their updates go on one by one, the last first."""
    talks = [stage.private(name, 2000 + place) for place, name in enumerate(("Ann", "Ben", "Cleo"))]
    batches = [[talk.line("/help") for talk in talks] for _ in range(3)]
    updates = [update for batch in batches for update in batch]
    gates.hold(*updates)

    taking = [begin(stage, *batch) for batch in batches]
    await gates.reached(*updates)
    for update in sorted(reversed(updates), key=lambda update: update["update_id"] % 3):
        gates.release(update)
        await asyncio.sleep(0.005)
    await asyncio.gather(*taking)
    await stage.settles()

    assert await receipts(stage) == sorted(update["update_id"] for update in updates)
    assert [talk.headlines() for talk in talks] == [[texts.headline("help")] * 3] * 3


async def test_the_order_within_a_batch_is_that_of_arrival(stage: Stage, chat: Talk, gates: Gates) -> None:
    """The order does not depend on when the handlers run, nor on another batch."""
    ben = stage.private("Ben", 1002)
    lines = [chat.line(line) for line in ("/help", "/techniques", "/techniques")]
    others = [ben.line(line) for line in ("/techniques", "/help")]
    gates.hold(*lines, *others)

    taking = [begin(stage, *lines), begin(stage, *others)]
    await gates.reached(*lines, *others)
    for update in (lines[2], others[1], lines[1], others[0], lines[0]):
        gates.release(update)
        await asyncio.sleep(0.005)
    await asyncio.gather(*taking)
    await stage.settles()

    assert chat.headlines() == [texts.headline("help"), texts.headline("techs"), texts.headline("techs")]
    assert ben.headlines() == [texts.headline("techs"), texts.headline("help")]


def edited(update: dict[str, Any]) -> dict[str, Any]:
    """Return the update as one that only the test's own handler takes: an edit without words."""
    wordless = {name: value for name, value in update["message"].items() if name not in ("text", "entities")}
    return {"update_id": update["update_id"], "edited_message": wordless}


async def test_an_update_that_fails_does_not_disturb_another_batch(
    stage: Stage, chat: Talk, gates: Gates, caplog: pytest.LogCaptureFixture
) -> None:
    """Each batch has one update that fails. Each failure gets one apology, in its own chat."""

    async def fails(update: Update, context: BotContext) -> None:
        await context.act(breaks)

    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    stage.house.application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, fails), FIRST + 1)
    ben = stage.private("Ben", 1002)
    first = [edited(chat.line("never mind")), chat.line("/help")]
    second = [ben.line("/techniques"), edited(ben.line("never mind"))]
    gates.hold(first[0], second[0])

    taking = [begin(stage, *first), begin(stage, *second)]
    await gates.reached(first[0], second[0])
    gates.release(second[0])
    await taking[1]
    assert not taking[0].done()
    gates.release(first[0])
    await taking[0]
    await stage.settles()

    assert sorted(chat.headlines()) == [SORRY, texts.headline("help")]
    assert sorted(ben.headlines()) == [texts.headline("techs"), SORRY]
    assert await receipts(stage) == sorted(update["update_id"] for update in (*first, *second))
    caplog.clear()


async def test_a_batch_that_cannot_be_committed_does_not_disturb_another(
    stage: Stage, chat: Talk, gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failed batch raises an error, writes nothing, and can be taken again."""
    ben = stage.private("Ben", 1002)
    lines = [chat.line("/help"), ben.line("/help")]
    gates.hold(*lines)

    taking = [begin(stage, line) for line in lines]
    await gates.reached(*lines)
    with monkeypatch.context() as patch:
        patch.setattr(stage.house.database, "run", Flaky(stage.house.database, 1).run)
        gates.release(lines[0])
        await asyncio.wait({taking[0]})
    gates.release(lines[1])
    await taking[1]

    assert isinstance(taking[0].exception(), Exception)
    assert await receipts(stage) == [lines[1]["update_id"]]
    await takes(stage, lines[0])
    await stage.settles()
    assert [talk.headlines() for talk in (chat, ben)] == [[texts.headline("help")]] * 2


async def test_the_same_update_in_two_batches_at_once_has_one_effect(
    stage: Stage, chat: Talk, gates: Gates
) -> None:
    """Both batches are routed before either is committed. The toast comes from the first batch."""
    await begins(chat)
    await chat.presses(button.start_now)
    chat.hears()
    before = await receipts(stage)
    skip, line = chat.tap(button.skip), chat.line("/help")
    gates.hold(skip)

    taking = [begin(stage, skip, line), begin(stage, line, skip)]
    await gates.reached(skip, times=2)
    gates.release(skip)
    toasts = [taken.answers.get(skip["update_id"]) for taken in await asyncio.gather(*taking)]
    await stage.settles()

    assert [toast is not None for toast in toasts] == [True, False]
    heard = chat.headlines()
    # The next step, the help, and the card that follows it.
    assert (len(heard), heard.count(texts.headline("help"))) == (3, 1)
    assert sorted(await receipts(stage)) == sorted([*before, skip["update_id"], line["update_id"]])


async def test_a_tap_in_two_batches_at_once_keeps_its_toast(stage: Stage, chat: Talk, gates: Gates) -> None:
    """The batch that has only found the receipt of the other one gives no answer, though it ends first."""
    await begins(chat)
    await chat.presses(button.start_now)
    stage.telegram.toasts.clear()
    pause = chat.tap(button.pause)
    gates.hold_round("after")

    first = begin(stage, pause)
    await gates.reached()
    second = await takes(stage, pause)
    assert not first.done()
    gates.release()
    await first

    assert (second.read, second.answers.get(pause["update_id"])) == ([], None)
    assert answers(stage, pause) == [texts("paused_toast")]


async def test_a_tap_that_comes_again_later_is_answered_without_a_toast(stage: Stage, chat: Talk) -> None:
    """Telegram brings a tap again after a crash: its first answer may not have been sent."""
    await begins(chat)
    await chat.presses(button.start_now)
    pause = chat.tap(button.pause)
    await takes(stage, pause)

    again = await takes(stage, pause)

    assert [update.number for update in again.read] == [pause["update_id"]]
    assert again.answers.get(pause["update_id"]) is None


async def test_an_update_that_acts_twice_acts_in_one_batch_only(
    stage: Stage, chat: Talk, gates: Gates
) -> None:
    """The second batch leaves out every action of the update, not only the first one."""
    done: list[str] = []

    async def acts_twice(update: Update, context: BotContext) -> None:
        await context.act(first)
        await context.act(second)

    def first(*_: object) -> None:
        done.append("first")

    def second(*_: object) -> None:
        done.append("second")

    stage.house.application.add_handler(
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, acts_twice), FIRST + 1
    )
    update = edited(chat.line("never mind"))
    gates.hold(update)

    taking = [begin(stage, update), begin(stage, update)]
    await gates.reached(update, times=2)
    gates.release(update)
    await asyncio.gather(*taking)
    await takes(stage, update)

    assert done == ["first", "second"]
    assert await receipts(stage) == [update["update_id"]]


async def test_updates_that_another_process_fetches_are_left_to_it_without_an_error_in_the_log(
    chat: Talk, stage: Stage
) -> None:
    """It has taken over in the middle of a batch. That is no bug, so nothing is logged."""

    def check(work: Work) -> None:
        raise NotTheIntake

    line = chat.line("/help")
    assert await stage.house.taking.take_or_rest([line], check) is None
    assert not await stage.rows("receipts")

    assert await stage.house.taking.take_or_rest([line]) is not None
    assert len(await stage.rows("receipts")) == 1

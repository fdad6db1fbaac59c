"""Faults of the whole process or network, which must neither lose nor double anything."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import aiohttp

from bot.domain.catalogue import Catalogue
from bot.running import CALLS_MAY_TAKE
from tests.faults import crowd
from tests.faults.scene import IMPATIENT, POLLING, TEN, TOKEN, Scene
from tests.faults.wire import Repeater, Wire, refusal
from tests.process.programs import until
from tests.texts import texts

SECOND = timedelta(seconds=1)
ANSWERS = {
    "/help": texts.headline("help"),
    "/routine taster": "Taster · 1 min",
    "/remind 10:00": "Next reminder",
    "/techniques": texts.headline("techs"),
}


def copies_by_chat(scene: Scene) -> Counter[int]:
    """Return how many messages of the bot stand in each chat."""
    return Counter({chat: len(scene.shown(chat)) for chat in scene.playground.world.chats.people})


async def prepare_reminders(
    scene: Scene, catalogue: Catalogue, number: int, apart: timedelta = timedelta(0)
) -> list[int]:
    chats = scene.crowd(number)
    due = [(chat, TEN + apart * place) for place, chat in enumerate(chats)]
    await crowd.prepare(scene.database_url, catalogue, crowd.reminders(due))
    scene.sets_clock(TEN - SECOND)
    return chats


async def test_an_update_that_arrives_five_times_has_one_effect(scene: Scene, catalogue: Catalogue) -> None:
    """Repeats, shuffled among later updates, change nothing: one receipt, one answer, one reminder."""
    people = scene.crowd(12)
    await crowd.prepare(scene.database_url, catalogue, crowd.people(people))
    repeater = Repeater(5, scene.dice)
    async with Wire(scene.playground.url) as wire:
        wire.mangle, wire.is_behind = repeater.mangle, repeater.is_behind
        scene.api_url = wire.url
        scene.sets_clock(TEN + timedelta(hours=1), speed=10)
        bot = scene.start()
        await bot.prints(POLLING)
        for number, text in enumerate(ANSWERS, 1):
            await asyncio.gather(*(scene.says(person, text) for person in people))

            async def all_answered(number: int = number) -> bool:
                return all(len(scene.shown(person)) >= number for person in people)

            await until(all_answered, f"not everybody got an answer to {text}")
        written = len(people) * len(ANSWERS)

        async def all_repeated() -> bool:
            return len(repeater.arrivals) == written and not repeater.is_behind()

        await until(all_repeated, "the repeats never came to an end")
        await scene.settles()
        await bot.stops()

    assert min(repeater.arrivals.values()) >= 5
    for person in people:
        heard = scene.shown(person)
        assert [words in text for words, text in zip(ANSWERS.values(), heard, strict=True)] == [True] * 4
    assert len(scene.ledger.ask("select * from receipts")) == written
    assert len(scene.ledger.ask("select * from reminders")) == len(people)


async def test_a_process_that_stood_still_for_longer_than_its_leases_doubles_nothing(
    scene: Scene, catalogue: Catalogue
) -> None:
    """SIGSTOP during calls, for longer than the leases and read timeouts, then SIGCONT."""
    chats = await prepare_reminders(scene, catalogue, 150)
    playing = scene.crowd(10)
    await _add_sessions(scene, catalogue, playing)
    await scene.fault("slow", method="sendMessage", seconds=0.2, count=None, probability=0.5, seed=3)
    bot = scene.start(*IMPATIENT, "bot.delivery.desk.LEASE=1")
    await scene.sends(30)

    bot.freezes()
    await asyncio.sleep(0.1)
    stood = bot.state
    before = scene.messages_sent
    await asyncio.sleep(2.5)
    during = scene.messages_sent - before
    held = scene.ledger.after_a_kill("select chat_id from outbox where state = 'sending'")
    bot.thaws()
    await scene.settles(reminder=len(chats), within=60)
    await bot.stops()

    assert stood == "T"
    assert during <= 24
    assert 0 < len(held)
    copies = copies_by_chat(scene)
    doubtful = Counter({row["chat_id"]: row["sends"] for row in scene.ledger.rows("reminder")})
    assert [chat for chat in chats if not 1 <= copies[chat] <= 1 + doubtful[chat]] == []
    assert {chat for chat, sends in doubtful.items() if sends} <= {row["chat_id"] for row in held}
    prompts = Counter(
        (call["request"]["chat_id"], call["request"]["text"])
        for call in scene.calls
        if call["method"] == "sendMessage" and call["request"]["chat_id"] in playing
    )
    assert set(prompts.values()) == {1}


async def _add_sessions(scene: Scene, catalogue: Catalogue, chats: list[int]) -> None:
    await crowd.prepare(scene.database_url, catalogue, crowd.sessions(chats, TEN - 19 * SECOND))


async def test_sigterm_under_load_leaves_nothing_in_doubt(scene: Scene, catalogue: Catalogue) -> None:
    """The calls in flight end, no new call begins, and the next run sends the rest, one copy of each."""
    chats = await prepare_reminders(scene, catalogue, 200)
    await scene.fault("slow", method="sendMessage", seconds=0.3, count=None)
    bot = scene.start()
    await scene.sends(20)

    await bot.stops(most=CALLS_MAY_TAKE)

    left = scene.ledger.states()
    assert left["sent"] < len(chats)  # the others wait, or have no row yet
    assert left["sending"] == left["unknown"] == 0
    scene.playground.world.faults.end_all()
    scene.sets_clock(speed=10)
    bot = scene.start()
    await scene.settles(reminder=len(chats))
    await bot.stops()
    assert scene.ledger.states() == {"sent": len(chats)}
    assert copies_by_chat(scene) == Counter(chats) + Counter(
        dict.fromkeys(scene.playground.world.chats.people, 0)
    )


async def test_a_second_poller_is_said_once_and_stops_neither_reminders_nor_answers(
    scene: Scene, catalogue: Catalogue
) -> None:
    """409 again and again gives one warning. Every reminder arrives once, and later every answer does."""
    chats = await prepare_reminders(scene, catalogue, 60, apart=SECOND / 10)
    bot = scene.start()
    await bot.prints(POLLING)
    async with aiohttp.ClientSession() as http:

        async def was_refused_twice() -> bool:
            async with http.get(f"{scene.playground.url}/bot{TOKEN}/getUpdates?timeout=0") as answer:
                assert answer.status == 200
            return len(_refused(scene)) >= 2

        await until(was_refused_twice, "the bot was not refused twice")
        await scene.says(chats[0], "/help")
        async with http.get(f"{scene.playground.url}/bot{TOKEN}/getUpdates?timeout=0") as answer:
            assert len((await answer.json())["result"]) <= 1
    await scene.settles(reminder=len(chats), reply=1)
    await bot.stops()

    assert bot.err.count("Another program fetches this bot's updates") == 1
    copies = copies_by_chat(scene)
    assert [copies[chat] for chat in chats] == [2] + [1] * (len(chats) - 1)


def _refused(scene: Scene) -> list[dict[str, Any]]:
    return [call for call in scene.calls if call["method"] == "getUpdates" and call["status"] == 409]


async def test_an_outage_from_one_moment_to_another_loses_nothing(scene: Scene, catalogue: Catalogue) -> None:
    """Connections are cut for 5 s while reminders fall due: each arrives, none of them twice."""
    chats = await prepare_reminders(scene, catalogue, 80, apart=SECOND / 10)
    begins, ends = TEN + 2 * SECOND, TEN + 7 * SECOND
    outage = await scene.fault(
        "outage",
        **{"from": begins.isoformat().replace("+00:00", "Z"), "to": ends.isoformat().replace("+00:00", "Z")},
    )
    bot = scene.start(*IMPATIENT)
    await scene.settles(reminder=len(chats))
    await scene.says(chats[0], "/help")
    await scene.settles(reminder=len(chats), reply=1)
    await bot.stops()

    assert (await scene.strikes())[outage] > 0
    assert bot.err.count("Telegram cannot be reached") <= 1
    copies = copies_by_chat(scene)
    assert [copies[chat] for chat in chats] == [2] + [1] * (len(chats) - 1)
    assert scene.ledger.states()["unknown"] == 0


async def test_where_connections_are_refused_each_message_arrives_once(
    scene: Scene, catalogue: Catalogue
) -> None:
    """A call that never left can be repeated safely, so there is no second copy."""
    chats = await prepare_reminders(scene, catalogue, 60, apart=SECOND / 20)
    async with Wire(scene.playground.url) as wire:
        scene.api_url = wire.url
        scene.sets_clock(TEN - 60 * SECOND)
        bot = scene.start()
        await bot.prints(POLLING)
        await wire.cut()
        await bot.prints("Telegram cannot be reached. I keep trying.")
        scene.sets_clock(TEN - SECOND / 10)

        async def somebody_was_refused() -> bool:
            return bool(scene.ledger.ask("select 1 from outbox where attempts > 1 and sends = 0"))

        await until(somebody_was_refused, "no call was refused")
        assert scene.messages_sent == 0
        await wire.mend()
        await scene.settles(reminder=len(chats))
        await bot.stops()

    rows = scene.ledger.rows("reminder")
    assert {(row["state"], row["sends"]) for row in rows} == {("sent", 0)}
    copies = copies_by_chat(scene)
    assert [copies[chat] for chat in chats] == [1] * len(chats)


async def test_a_token_that_is_refused_for_a_while_costs_no_message_and_no_attempt(
    scene: Scene, catalogue: Catalogue
) -> None:
    """401 to every call: sending pauses, the loops go on, and afterwards each message leaves once."""
    chats = await prepare_reminders(scene, catalogue, 40)
    async with Wire(scene.playground.url) as wire:
        scene.api_url = wire.url
        scene.sets_clock(TEN - 60 * SECOND)
        bot = scene.start(*IMPATIENT)
        await bot.prints(POLLING)
        unauthorized = refusal(401, "Unauthorized")
        sends = wire.reply("sendMessage", None, 401, unauthorized, times=6)
        wire.reply("getMe", None, 401, unauthorized, times=6)
        scene.sets_clock(TEN)
        await scene.settles(reminder=len(chats))
        await bot.stops()

    assert sends.used == 6
    assert "Telegram does not accept the token" in bot.err
    rows = scene.ledger.rows("reminder")
    assert {(row["state"], row["sends"], row["attempts"]) for row in rows} == {("sent", 0, 1)}
    copies = copies_by_chat(scene)
    assert [copies[chat] for chat in chats] == [1] * len(chats)

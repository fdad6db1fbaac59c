"""Several bots with one database on a PostgreSQL server, and what that says when asked without a bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.balancing import Balancer
from tests.faults.killing import APART, SPEED, Verdict
from tests.faults.ledger import ServerLedger
from tests.faults.scene import POLLING, TEN, B, Bot, Scene
from tests.postgres import Server
from tests.process.programs import until

FETCHES = "This process fetches the updates now."
STANDS_BY = "This process stands by"
HOOKED = "Unknot takes what Telegram brings to its webhook."


class Together(Scene):
    """A scene whose bots share a database on a server."""

    def __init__(self, folder: Path, url: str, seed: int = 1) -> None:
        super().__init__(folder, seed)
        self.ledger = ServerLedger(url)
        self.bots_use: str | None = None  # the URL for the bots, if it is another one
        self.balancer: Balancer | None = None  # it brings the updates, if they do not poll

    @property
    def database_url(self) -> str:
        return self.bots_use or self.ledger.url

    def start_with(self, make: Callable[[Path, dict[str, str]], B]) -> B:
        """Start one more bot; behind a balancer, with a webhook."""
        if self.balancer is not None:
            self.settings = self.balancer.settings_of_next()
        return super().start_with(make)

    @property
    def alive(self) -> list[Bot]:
        """The bots that run."""
        return [run for run in self.runs if run.is_running]

    async def starts(self, number: int, *changes: str) -> list[Bot]:
        """Start so many bots, and wait until one fetches updates and the others stand by."""
        bots = [self.start(*changes) for _ in range(number)]
        for bot in bots:
            await until(partial(is_ready, bot), f"it does not begin: {bot.err}")
        return bots

    async def fetcher(self, within: float = 60.0) -> Bot:
        """Wait until one of the living bots fetches the updates, and return it."""

        async def look() -> Bot | None:
            asked = "select owner from shared where name = 'intake' and lease_until > clock_timestamp()"
            owners = [row["owner"] for row in self.ledger.ask(asked)]
            return next((bot for bot in self.alive for owner in owners if is_of(bot, owner)), None)

        return await until(look, "nobody fetches the updates", within)

    def in_mid_call(self, bot: Bot) -> list[int]:
        """Return the chats of the messages that a bot is sending, as the database has it."""
        return [row["chat_id"] for row in self.rows_in_mid_call(bot)]

    def rows_in_mid_call(self, bot: Bot) -> list[dict[str, Any]]:
        """Return the rows of these messages."""
        rows = self.ledger.ask("select * from outbox where state = 'sending'")
        return [row for row in rows if is_of(bot, row["owner"])]


def is_of(bot: Bot, owner: str) -> bool:
    """Is this the name under which a bot works?"""
    return owner.startswith(f"{bot.number}-")


async def is_ready(bot: Bot) -> bool:
    assert bot.is_running, bot.err
    return any(words in bot.err for words in (POLLING, STANDS_BY, HOOKED))


async def kill_again_and_again(
    scene: Together,
    catalogue: Catalogue,
    *changes: str,
    processes: int,
    reminders: int,
    kills: int,
    server: Server | None = None,
    server_stops: int = 0,
) -> Verdict:
    """Let `reminders` ring, half of them at once, while processes are killed at random and begun anew."""
    chats = scene.crowd(reminders)
    half = reminders // 2
    due = [(chat, TEN + APART * max(0, number - half)) for number, chat in enumerate(chats)]
    await crowd.prepare(scene.database_url, catalogue, crowd.reminders(due))
    scene.sets_clock(TEN - timedelta(seconds=5), speed=0.01)
    await scene.starts(processes, *changes)
    scene.sets_clock(TEN, SPEED)
    verdict = Verdict(reminders)
    stop_at = {kills * (number + 1) // (server_stops + 1) for number in range(server_stops)}
    for number in range(kills):
        await _until_sent(scene, scene.messages_sent + scene.dice.randint(1, max(1, 2 * reminders // kills)))
        victim = scene.dice.choice(scene.alive)
        victim.dies()
        verdict.kills += 1
        await asyncio.sleep(0.05)  # a commit that the server has got already is done all the same
        verdict.mid_call.update(scene.in_mid_call(victim))
        if server is not None and number in stop_at:
            await asyncio.to_thread(server.stop)
            await asyncio.sleep(scene.dice.uniform(0, 1))
            await asyncio.to_thread(server.start)
        scene.start(*changes)
    await _come_to_rest(scene, reminders)
    for bot in scene.alive:  # the newest may have done nothing yet, and could not be asked to end
        await until(partial(is_ready, bot), f"it does not begin: {bot.err}")
    return _judge(scene, verdict, chats)


async def _until_sent(scene: Together, goal: int, patience: float = 3.0) -> None:
    """Wait for so many calls, or until nothing has left for a while."""
    loop = asyncio.get_running_loop()
    known, since = scene.messages_sent, loop.time()
    while scene.messages_sent < goal and loop.time() - since < patience:
        await asyncio.sleep(0.005)
        if scene.messages_sent != known:
            known, since = scene.messages_sent, loop.time()


async def _come_to_rest(scene: Together, reminders: int) -> None:
    async def is_done() -> bool:
        with suppress(Exception):  # the server may be starting
            states = scene.ledger.states()
            return states.total() == reminders and scene.ledger.open_rows() == 0
        return False

    await scene.rests(is_done)


def _judge(scene: Together, verdict: Verdict, chats: list[int]) -> Verdict:
    verdict.copies.update({chat: len(scene.shown(chat)) for chat in chats})
    for call in scene.calls:
        if call["method"] == "sendMessage" and call.get("fault") is not None:
            verdict.struck[call["fault"]] += 1
            verdict.doubtful[call["request"]["chat_id"]] += call["status"] in (0, 500, 502)
    verdict.states = scene.ledger.states()
    verdict.unknown = {row["chat_id"] for row in scene.ledger.rows() if row["state"] == "unknown"}
    verdict.is_whole = True
    return verdict

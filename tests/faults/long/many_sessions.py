"""The parts of the long set in which sessions go on at equal processes with one PostgreSQL database."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.balancing import Balancer
from tests.faults.beginning import OVER, UPDATES, begin_tasters, have_ended, one_after_the_other
from tests.faults.long.line import Line, Part
from tests.faults.long.many import SECOND, place
from tests.faults.scene import AGAIN_SOON, TEN, Bot, Scene
from tests.faults.steps import step_in
from tests.faults.together import Together


async def _kill_the_eldest(scene: Together, bots: list[Bot]) -> int:
    """Kill the bot that has run for longest, and start another; return how many calls it was in."""
    victim = bots.pop(0)
    victim.dies()
    await asyncio.sleep(0.05)
    held = len(scene.in_mid_call(victim))
    bots += await scene.starts(1, *AGAIN_SOON)
    return held


def beginning(scene: Scene, playing: list[int]) -> asyncio.Task[None]:
    """Let the people of `playing` begin sessions, a second apart."""
    moments = one_after_the_other(TEN, SECOND, len(playing))
    return asyncio.create_task(begin_tasters(scene, playing, moments))


async def _go_on(scene: Scene, begun: asyncio.Task[None]) -> bool:
    """Do sessions go on, or begin later?"""
    if not begun.done():
        return True
    await begun
    return not await have_ended(scene, OVER)


async def in_turn(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Sessions go on while each of three processes is killed in turn, again and again."""
    async with place(wanted.seed) as (scene, _):
        playing = scene.crowd(wanted.many_sessions)
        await crowd.prepare(scene.database_url, catalogue, crowd.people(playing))
        scene.sets_clock(TEN, 0.01)
        bots = await scene.starts(3, *AGAIN_SOON)
        scene.sets_clock(speed=1)
        killed, held, begun = 0, 0, beginning(scene, playing)
        while await _go_on(scene, begun):
            await asyncio.sleep(scene.dice.uniform(1, 4))
            held += await _kill_the_eldest(scene, bots)
            killed += 1
        await scene.settles()
        for bot in scene.alive:
            await bot.stops()
        prompts = copies_of_prompts(scene, playing)
        rows = Counter(row["state"] for row in scene.ledger.rows("prompt"))
        states = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
    return Line(
        "sessions go on while each of three processes is killed in turn",
        f"{killed} kills, {len(playing)} sessions; {held} calls were on their way",
        f"steps sent twice {sum(each > 1 for each in prompts.values())}, {len(prompts)} of"
        f" {3 * len(playing)} sent; prompts {dict(rows)}; sessions {dict(states)}",
        max(prompts.values()) == 1
        and len(prompts) >= 3 * len(playing) - rows["unknown"]
        and states == {"finished": len(playing)}
        and rows["unknown"] <= held
        and set(rows) <= {"sent", "unknown"},
    )


async def webhook(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The same with a webhook: sessions go on, people write, each of three processes is killed in turn."""
    async with place(wanted.seed) as (scene, _), Balancer() as scene.balancer:
        playing, writers = scene.crowd(wanted.many_sessions), scene.crowd(10)
        await crowd.prepare(scene.database_url, catalogue, crowd.people([*writers, *playing]))
        scene.sets_clock(TEN, 0.01)
        bots = await scene.starts(3, *AGAIN_SOON)
        scene.sets_clock(speed=1)
        said, killed, held, begun = 0, 0, 0, beginning(scene, playing)
        while await _go_on(scene, begun):
            await scene.says(writers[said % len(writers)], "/help")
            said += 1
            await asyncio.sleep(scene.dice.uniform(0.1, 0.5))
            if said % 10 == 0:
                held += await _kill_the_eldest(scene, bots)
                killed += 1
        await scene.settles(reply=said + len(playing))
        for bot in scene.alive:
            await bot.stops()
        prompts = copies_of_prompts(scene, playing)
        states = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
        replies = answers_to(scene, writers)
        receipts = len(scene.ledger.ask("select 1 from receipts")) - UPDATES * len(playing)
        polled = sum(call["method"] == "getUpdates" for call in scene.calls)
    return Line(
        "a webhook behind a balancer, while each of three processes is killed in turn",
        f"{killed} kills, {len(playing)} sessions, {said} lines; {held} calls were on their way",
        f"steps sent twice {sum(each > 1 for each in prompts.values())}; sessions {dict(states)};"
        f" {receipts} receipts of lines, answers {dict(replies)}; {polled} fetches",
        max(prompts.values()) == 1
        and states == {"finished": len(playing)}
        and receipts == said == replies.total()
        and set(replies) <= {"sent", "unknown"}
        and polled == 0,
    )


def answers_to(scene: Scene, chats: list[int]) -> Counter[str]:
    """Count the rows of the answers to some chats, by state."""
    return Counter(row["state"] for row in scene.ledger.rows("reply") if row["chat_id"] in chats)


def copies_of_prompts(scene: Together, chats: list[int]) -> Counter[tuple[int, str]]:
    """Count the calls for each step of each session."""
    lines: Counter[tuple[int, str]] = Counter()
    for call in scene.calls:
        if call["method"] == "sendMessage" and call["request"]["chat_id"] in chats:
            line = call["request"]["text"].partition("\n")[0]
            if step_in(line) is not None:
                lines[call["request"]["chat_id"], line] += 1
    return lines


PARTS: dict[str, Part] = {
    "in-turn": in_turn,
    "webhook": webhook,
}

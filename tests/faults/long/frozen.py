"""One of several processes stands still in the middle of calls, and goes on later."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from functools import partial

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.beginning import OVER, have_ended
from tests.faults.long.line import Line, Part
from tests.faults.long.many import SECOND, TAKEOVER, answered, place
from tests.faults.long.many_sessions import beginning, copies_of_prompts
from tests.faults.scene import AGAIN_SOON, TEN, Bot, Scene
from tests.faults.together import Together
from tests.process.programs import until

RINGING, FIRST = 200, 60  # reminders; so many have rung when it stands still
SLOW = 5.0  # seconds until the answer comes to a call of the other reminders


async def frozen(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The process that fetches, and has calls on their way, stands still for a minute, then goes on.

    Others take over what it held, and send it again. Its own results come too late to change anything.
    """
    async with place(wanted.seed) as (scene, _):
        playing, ringing = scene.crowd(wanted.many_sessions), scene.crowd(RINGING)
        [writer] = scene.crowd(1)
        await crowd.prepare(
            scene.database_url,
            catalogue,
            crowd.people([writer, *playing]),
            crowd.reminders((chat, TEN + SECOND * (len(playing) + 10)) for chat in ringing),
        )
        late = set(ringing[FIRST:])
        for chat in late:
            await scene.fault("slow", method="sendMessage", chat=chat, count=1, seconds=SLOW)
        scene.sets_clock(TEN, 0.01)
        await scene.starts(wanted.processes, *AGAIN_SOON)
        scene.sets_clock(speed=1)
        begun = beginning(scene, playing)
        await until(partial(_have_rung, scene, ringing, FIRST), "too few reminders ring")
        sleeper = await scene.fetcher()
        held, arrived = await _freezes_in_mid_call(scene, sleeper, late)
        waited = await answered(scene, writer)
        await asyncio.sleep(max(wanted.frozen - waited, 0))
        before = {chat: len(scene.shown(chat)) for chat in ringing}
        again = sum(before.get(chat, 0) > 1 for chat in held)
        sleeper.thaws()
        await begun
        scene.sets_clock(speed=8)
        await until(partial(have_ended, scene, OVER), "sessions never end", within=300)
        await scene.settles()
        for bot in scene.alive:
            await bot.stops()
        prompts = copies_of_prompts(scene, playing)
        steps = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
        copies = {chat: len(scene.shown(chat)) for chat in ringing}
        rung = Counter(copies.values())
    return Line(
        f"SIGSTOP for {wanted.frozen:g} s of the process that fetches and sends",
        f"{wanted.processes} processes, {len(playing)} sessions, {len(ringing)} reminders;"
        f" {len(held)} of its calls were on their way, {arrived} of them had reached Telegram",
        f"another one answered after {waited:.1f} s; {sum(map(bool, before.values()))} reminders had arrived"
        f" before it woke up, and others had sent {again} of those on their way again;"
        f" copies of reminders {dict(rung)}; prompts sent twice {sum(each > 1 for each in prompts.values())};"
        f" sessions {dict(steps)}",
        waited <= TAKEOVER
        and arrived > 0
        and set(steps) <= {"finished", "outage"}  # one whose step came too late asks how to go on
        and max(prompts.values()) == 1
        and again > 0
        and set(rung) <= {1, 2}
        and {chat for chat, number in copies.items() if number > 1} <= held,
    )


async def _have_rung(scene: Scene, chats: list[int], number: int) -> bool:
    return sum(bool(scene.shown(chat)) for chat in chats) >= number


async def _freezes_in_mid_call(scene: Together, sleeper: Bot, late: set[int]) -> tuple[set[int], int]:
    """Let a process stand still in the middle of a call to one of the chats that are answered late.

    Return the chats of all its calls, and how many of those in `late` have reached the stand-in.
    """
    while True:
        sleeper.freezes()
        await asyncio.sleep(0.05)  # a commit that the server has got already is done all the same
        held = set(scene.in_mid_call(sleeper))
        arrived = sum(bool(scene.shown(chat)) for chat in held & late)
        if arrived:
            return held, arrived
        sleeper.thaws()
        await asyncio.sleep(scene.dice.uniform(0, 0.1))


PARTS: dict[str, Part] = {"frozen": frozen}

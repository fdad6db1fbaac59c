"""One of several processes stands still in the middle of calls, and goes on later."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate

from bot.domain.catalogue import Audience, Catalogue
from tests.faults import crowd
from tests.faults.beginning import OVER, begin_tasters, have_ended, one_after_the_other
from tests.faults.long.line import Line, Part
from tests.faults.long.many import SECOND, TAKEOVER, answered, place
from tests.faults.long.many_sessions import copies_of_prompts
from tests.faults.scene import AGAIN_SOON, TEN, Bot, Scene
from tests.faults.steps import step_in
from tests.faults.together import Together
from tests.process.programs import until

RINGING, FIRST = 200, 20  # reminders; so many have rung when it stands still
SLOW = 5.0  # seconds until the answer comes to the call of a step or of another reminder
APART = 3 * SECOND  # between the beginnings of two sessions, so that some step is on its way at any moment
ASKED = 15 * SECOND  # a person has begun by then, and the first step is to come
JUDGED = 5.0  # seconds: what is held is free when the lease of ten seconds is over, and a beat has noticed


@dataclass(frozen=True, slots=True)
class _Held:
    """The calls that a process was in when it stood still."""

    at: datetime  # people's time
    rings: set[int]  # the chats of all its calls but those of steps
    rung: set[int]  # those of them that had reached Telegram, and were to be answered late
    steps: set[tuple[int, int]]  # chat and number of the steps
    led: set[tuple[int, int]]  # those of them that had reached Telegram

    @property
    def sessions(self) -> set[int]:
        return {chat for chat, _ in self.steps}


async def frozen(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The process that fetches, and has calls on their way, stands still for a minute, then goes on.

    Others take over what it held. They send the reminders again, and the steps not. Its own results come too
    late to change anything.
    """
    async with place(wanted.seed) as (scene, _):
        playing, ringing = scene.crowd(wanted.many_sessions), scene.crowd(RINGING)
        [writer] = scene.crowd(1)
        await crowd.prepare(
            scene.database_url,
            catalogue,
            crowd.people([writer, *playing]),
            crowd.reminders((chat, TEN + SECOND * (number + 30)) for number, chat in enumerate(ringing)),
        )
        late = set(ringing[FIRST:])
        for chat in late:
            await scene.fault("slow", method="sendMessage", chat=chat, count=1, seconds=SLOW)
        begins = dict(zip(playing, one_after_the_other(TEN, APART, len(playing)), strict=True))
        for chat, at in begins.items():
            since = (at + ASKED).isoformat()
            more = {"count": None, "seconds": SLOW, "from": since}
            await scene.fault("slow", method="sendMessage", chat=chat, **more)
        scene.sets_clock(TEN, 0.01)
        await scene.starts(wanted.processes, *AGAIN_SOON)
        scene.sets_clock(speed=1)
        begun = asyncio.create_task(begin_tasters(scene, playing, begins.values()))
        await until(partial(_have_rung, scene, ringing, FIRST), "too few reminders ring")
        sleeper = await scene.fetcher()
        held = await _freezes_in_mid_call(scene, sleeper, late)
        waited = await answered(scene, writer)
        await asyncio.sleep(max(wanted.frozen - waited, 0))
        before = {chat: len(scene.shown(chat)) for chat in ringing}
        again = sum(before.get(chat, 0) > 1 for chat in held.rings)
        sleeper.thaws()
        scene.playground.world.faults.end_all()
        await begun
        await until(partial(have_ended, scene, OVER), "sessions never end", within=300)
        scene.sets_clock(speed=8)
        await scene.settles(reminder=RINGING)  # also those that are due after the last session
        for bot in scene.alive:
            await bot.stops()
        prompts = copies_of_prompts(scene, playing)
        ends = {row["chat_id"]: row["state"] for row in scene.ledger.ask("select * from sessions")}
        copies = {chat: len(scene.shown(chat)) for chat in ringing}
    steps = _steps(scene, playing)
    lost = [
        (chat, step)
        for chat in playing
        if ends[chat] == "finished"
        for step in (1, 2, 3)
        if (chat, step) not in steps
    ]
    lengths = [step.seconds for step in catalogue.routines[crowd.SOLO].plans[Audience.alone]]
    others = max(_lateness(steps, set(playing) - held.sessions, lengths, held.at), default=0.0)
    went_on = max(_next_call(scene, chat, held.at) for chat in held.sessions)
    rung = Counter(copies.values())
    return Line(
        f"SIGSTOP for {wanted.frozen:g} s of the process that fetches and sends",
        f"{wanted.processes} processes, {len(playing)} sessions, {len(ringing)} reminders; of its calls"
        f" {len(held.rings)} of reminders and others, and {len(held.steps)} of steps, were on their way;"
        f" {len(held.rung)} reminders and {len(held.led)} steps of them had reached Telegram",
        f"another one answered after {waited:.1f} s; {sum(map(bool, before.values()))} reminders had arrived"
        f" before it woke up, and others had sent {again} of those on their way again;"
        f" copies of reminders {dict(rung)}; steps sent twice {sum(each > 1 for each in prompts.values())},"
        f" lost {len(lost)}; the sessions whose steps it held went on after at most {went_on:.1f} s, the"
        f" steps of the others came at most {others:.1f} s late; sessions {dict(Counter(ends.values()))}",
        waited <= TAKEOVER
        and bool(held.rung)
        and bool(held.led)
        and set(ends.values()) <= {"finished", "outage"}  # one whose step came too late asks how to go on
        and max(prompts.values()) == 1
        and set(lost) <= held.steps - held.led
        and went_on <= TAKEOVER + JUDGED
        and others <= TAKEOVER
        and again > 0
        and set(rung) <= {1, 2}
        and {chat for chat, number in copies.items() if number > 1} <= held.rings,
    )


async def _have_rung(scene: Scene, chats: list[int], number: int) -> bool:
    return sum(bool(scene.shown(chat)) for chat in chats) >= number


async def _freezes_in_mid_call(scene: Together, sleeper: Bot, late: set[int]) -> _Held:
    """Let a process stand still in the middle of a late call to one of `late`, and of one with a step.

    Both have reached the stand-in.
    """
    while True:
        sleeper.freezes()
        at = scene.playground.clock.now()
        await asyncio.sleep(0.05)  # a commit that the server has got already is done all the same
        rows = scene.rows_in_mid_call(sleeper)
        steps = {(row["chat_id"], row["turn"]) for row in rows if row["kind"] == "prompt" and row["turn"]}
        rings = {row["chat_id"] for row in rows} - {chat for chat, _ in steps}
        rung = {chat for chat in rings & late if scene.shown(chat)}
        led = {(chat, turn) for chat, turn in steps if _is_shown(scene, chat, turn)}
        if rung and led:
            return _Held(at, rings, rung, steps, led)
        sleeper.thaws()
        await asyncio.sleep(scene.dice.uniform(0, 0.1))


def _is_shown(scene: Scene, chat: int, step: int) -> bool:
    return any(step_in(said) == step for said in scene.shown(chat))


def _steps(scene: Scene, chats: list[int]) -> dict[tuple[int, int], datetime]:
    """Return when the call for each step of each session was made."""
    found: dict[tuple[int, int], datetime] = {}
    for call in scene.calls:
        asked = call["request"]
        if call["method"] == "sendMessage" and asked["chat_id"] in chats:
            step = step_in(asked["text"])
            if step is not None:
                found.setdefault((asked["chat_id"], step), datetime.fromisoformat(call["at"]))
    return found


def _lateness(
    made: dict[tuple[int, int], datetime], chats: set[int], lengths: list[int], since: datetime
) -> Iterator[float]:
    """Yield how late, in seconds, each step came after `since`, by the first step of its session."""
    for chat in chats:
        for step, passed in enumerate(accumulate(lengths[:-1]), start=2):
            if (chat, 1) in made and made.get((chat, step), since) > since:
                yield (made[chat, step] - made[chat, 1] - timedelta(seconds=passed)).total_seconds()


def _next_call(scene: Scene, chat: int, since: datetime) -> float:
    """Return how many seconds after `since` the next call for a chat was made."""
    moments = [
        datetime.fromisoformat(call["at"]) for call in scene.calls if call["request"].get("chat_id") == chat
    ]
    return (min(at for at in moments if at > since) - since).total_seconds()


PARTS: dict[str, Part] = {"frozen": frozen}

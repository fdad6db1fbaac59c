"""The parts of the long set in which several equal processes share a PostgreSQL database."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.ports import Work
from tests.faults import crowd
from tests.faults.balancing import Balancer
from tests.faults.cutting import Cutter
from tests.faults.hosts import DATABASE_PORT, Hosts, NotAllowed, TcpServer
from tests.faults.scene import IMPATIENT, TEN, Bot, Scene
from tests.faults.together import Together, kill_again_and_again
from tests.postgres import Server
from tests.process.programs import until
from tests.process.story import SENDS

SECOND = timedelta(seconds=1)
RATE = 30.0  # messages a second
QUICK = ("bot.storage.condition.QUIET=0.5", "bot.storage.guarded.REST=0.2")
TAKEOVER = 10.0  # seconds within which another process fetches the updates
FAULTS = {"retry_after": 0.03, "server_error": 0.02, "drop_before": 0.01, "drop_after": 0.01, "hang": 0.003}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    what: str
    size: str
    figures: str
    passed: bool


@asynccontextmanager
async def place(seed: int, kind: type[Server] = Server) -> AsyncIterator[tuple[Together, Server]]:
    """A scene without a bot, and the server of its own, which a test may stop."""
    with tempfile.TemporaryDirectory(prefix="unknot-pg-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - the server runs as another user
        server = kind(Path(folder) / "server")
        await asyncio.to_thread(server.make)
        try:
            scene = Together(Path(folder), server.url(), seed)
            async with scene:
                yield scene, server
        finally:
            await asyncio.to_thread(server.stop)
            shutil.rmtree(server.folder, ignore_errors=True)


async def kills(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """kill -9 of one of four processes, again and again, and immediate stops of the server."""
    async with place(wanted.seed) as (scene, server):
        await _let_calls_fail(scene, wanted.seed)
        verdict = await kill_again_and_again(
            scene,
            catalogue,
            *IMPATIENT,
            processes=wanted.processes,
            reminders=wanted.many_reminders,
            kills=wanted.many_kills,
            server=server,
            server_stops=wanted.server_stops,
        )
        for bot in scene.alive:
            await bot.stops()
    struck = ", ".join(f"{kind} {count}" for kind, count in sorted(verdict.struck.items()))
    return Line(
        "kill -9 of equal processes, immediate stops of the server, faults by chance",
        f"{wanted.processes} processes, {verdict.kills} kills, {wanted.server_stops} stops,"
        f" {verdict.reminders} reminders; calls struck: {struck}",
        f"lost {len(verdict.lost)}; doubled {verdict.doubled}, without reason"
        f" {len(verdict.doubled_without_reason)}; at most {verdict.most_copies} copies;"
        f" in mid-call at a kill {verdict.mid_call.total()}; states {dict(verdict.states)}",
        not verdict.lost
        and not verdict.doubled_without_reason
        and verdict.most_copies <= 3
        and set(verdict.states) <= {"sent", "unknown"},
    )


async def _let_calls_fail(scene: Together, seed: int) -> None:
    for number, (kind, probability) in enumerate(FAULTS.items()):
        more = {"retry_after": 1} if kind == "retry_after" else {}
        await scene.fault(
            kind, method="sendMessage", count=None, probability=probability, seed=seed + number, **more
        )


async def frozen(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The process that fetches, and has calls on their way, stands still for a minute, then goes on."""
    async with place(wanted.seed) as (scene, _):
        playing, ringing = scene.crowd(wanted.many_sessions), scene.crowd(200)
        [writer] = scene.crowd(1)
        await crowd.prepare(
            scene.database_url,
            catalogue,
            crowd.people([writer]),
            crowd.reminders((chat, TEN + SECOND * 20) for chat in ringing),
            *_sessions_of(playing, within=20),
        )
        scene.sets_clock(TEN, 0.01)
        await scene.starts(wanted.processes)
        scene.sets_clock(speed=1)
        await scene.sends(len(playing) + 60)
        sleeper = await scene.fetcher()
        sleeper.freezes()
        held = len(scene.in_mid_call(sleeper))
        waited = await _answered(scene, writer)
        left = wanted.frozen - waited
        await asyncio.sleep(max(left, 0))
        rung_without = sum(bool(scene.shown(chat)) for chat in ringing)
        sleeper.thaws()
        scene.sets_clock(speed=8)
        await _sessions_end(scene)
        await scene.settles()
        for bot in scene.alive:
            await bot.stops()
        prompts = _copies_of_prompts(scene, playing)
        steps = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
        rung = Counter(len(scene.shown(chat)) for chat in ringing)
    return Line(
        f"SIGSTOP for {wanted.frozen:g} s of the process that fetches and sends",
        f"{wanted.processes} processes, {len(playing)} sessions, {len(ringing)} reminders;"
        f" {held} of its calls were on their way",
        f"another one answered after {waited:.1f} s; {rung_without} reminders had arrived before it woke up;"
        f" copies of reminders {dict(rung)}; prompts sent twice {sum(each > 1 for each in prompts.values())};"
        f" sessions {dict(steps)}",
        waited <= TAKEOVER
        and set(steps) <= {"finished", "outage"}  # one whose step came too late asks how to go on
        and max(prompts.values()) == 1
        and 0 not in rung
        and rung[2] <= held
        and max(rung) <= 2,
    )


async def standby(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The process that fetches ends, is killed, or stands still: how soon does another one answer?"""
    async with place(wanted.seed) as (scene, _):
        [writer] = scene.crowd(1)
        await crowd.prepare(scene.database_url, catalogue, crowd.people([writer]))
        await scene.starts(2)
        took: dict[str, list[float]] = {"stop": [], "kill": [], "SIGSTOP": []}
        for _ in range(wanted.takeovers):
            for how, times in took.items():
                fetcher = await scene.fetcher()
                if how == "stop":
                    fetcher.asked_to_end()
                elif how == "kill":
                    fetcher.dies()
                else:
                    fetcher.freezes()
                times.append(await _answered(scene, writer))
                if how == "SIGSTOP":
                    fetcher.thaws()
                    fetcher.asked_to_end()
                await scene.starts(1)
        replies = Counter(row["state"] for row in scene.ledger.rows("reply"))
        for bot in scene.alive:
            await bot.stops()
    worst = max(max(times) for times in took.values())
    return Line(
        "the process that fetches is stopped, killed, or stands still",
        f"{wanted.takeovers} times each",
        "; ".join(f"{how}: an answer after at most {max(times):.1f} s" for how, times in took.items())
        + f"; answers {dict(replies)}",
        worst <= TAKEOVER and replies == {"sent": 3 * wanted.takeovers},
    )


async def _answered(scene: Together, writer: int) -> float:
    """Let a person write; return how many seconds the answer takes."""
    heard, began = len(scene.shown(writer)), time.monotonic()
    await scene.says(writer, "/help")

    async def look() -> bool:
        return len(scene.shown(writer)) > heard

    await until(look, "nobody answers", within=60)
    return time.monotonic() - began


async def senders(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Many reminders at once, and people who tap on: what reaches the stand-in from several senders."""
    async with place(wanted.seed) as (scene, _):
        ringing = scene.crowd(wanted.burst)
        [busy] = scene.crowd(1)
        starts = TEN + SECOND * 5
        await crowd.prepare(
            scene.database_url,
            catalogue,
            crowd.people([busy]),
            crowd.reminders((chat, starts) for chat in ringing),
        )
        scene.sets_clock(TEN, 0.01)
        bots = await scene.starts(wanted.processes)
        scene.sets_clock(speed=1)
        for _ in range(12):
            await scene.says(busy, "/help")
        await scene.settles(reminder=len(ringing), within=300)
        for bot in bots:
            await bot.stops()
        moments = sorted(
            (datetime.fromisoformat(call["at"]) - TEN).total_seconds()
            for call in scene.calls
            if call["method"] in SENDS and call["status"] == 200
        )
        of_busy = [
            (datetime.fromisoformat(call["at"]) - TEN).total_seconds()
            for call in scene.calls
            if call["method"] in SENDS and call["request"]["chat_id"] == busy
        ]
        refused = sum(call["status"] == 429 for call in scene.calls)
    most = max(place + 1 - bisect_left(moments, moment - 1) for place, moment in enumerate(moments))
    bulk = [moment for moment in moments if moment > 5]
    rate = len(bulk) / (bulk[-1] - bulk[0])
    gaps = [later - earlier for earlier, later in pairwise(of_busy[4:])]
    early = [at for n, at in enumerate(of_busy) if n > 3 and at - of_busy[0] < 0.95 * (n - 3)]
    return Line(
        "a burst of reminders from several senders",
        f"{wanted.processes} processes, {len(ringing)} reminders, one chat with {len(of_busy)} answers",
        f"{rate:.1f} messages a second, at most {most} in any second; in the busy chat after its burst at"
        f" least {min(gaps, default=0):.2f} s apart, {len(early)} too early; {refused} calls refused",
        most <= 1.02 * RATE + 1 and not early and refused == 0,
    )


async def commits(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The connection to the server is reset at COMMIT: before it arrives, or before its answer does."""
    async with place(wanted.seed) as (scene, server):
        async with Cutter(server.folder, scene.dice, wanted.cut) as cutter:
            ringing, writers = scene.crowd(wanted.many_reminders // 4), scene.crowd(10)
            due = [(chat, TEN + SECOND * (number // 10)) for number, chat in enumerate(ringing)]
            await crowd.prepare(scene.database_url, catalogue, crowd.people(writers), crowd.reminders(due))
            scene.sets_clock(TEN - SECOND, 0.01)
            scene.ledger.bots_use = f"{server.url().partition('?')[0]}?host={cutter.folder}"
            await scene.starts(2, *IMPATIENT, *QUICK)
            cutter.cuts = True
            scene.sets_clock(speed=4)
            for chat in writers:
                await scene.says(chat, "/help")
            await scene.settles(reminder=len(ringing), reply=len(writers), within=300)
            cutter.cuts = False
            for bot in scene.alive:
                await bot.stops()
        rung = Counter(len(scene.shown(chat)) for chat in ringing)
        told = Counter(len(scene.shown(chat)) for chat in writers)
    return Line(
        "the connection is reset at COMMIT",
        f"2 processes, {len(ringing)} reminders; {cutter.before} commits did not arrive, of"
        f" {cutter.after} the answer did not",
        f"copies of reminders {dict(rung)}, of answers {dict(told)}",
        set(rung) == {1} and set(told) == {1} and cutter.before > 0 and cutter.after > 0,
    )


async def _kill_the_eldest(scene: Together, bots: list[Bot]) -> int:
    """Kill the bot that has run for longest, and start another; return how many calls it was in."""
    victim = bots.pop(0)
    victim.dies()
    await asyncio.sleep(0.05)
    held = len(scene.in_mid_call(victim))
    bots += await scene.starts(1, *IMPATIENT)
    return held


def _sessions_of(playing: list[int], within: int) -> Iterable[crowd.Part]:
    """Return sessions that begin a second apart, and again after `within` seconds."""
    for number, chat in enumerate(playing):
        yield crowd.sessions([chat], TEN + SECOND * (number % within))


async def in_turn(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Sessions go on while each of three processes is killed in turn, again and again."""
    async with place(wanted.seed) as (scene, _):
        playing = scene.crowd(wanted.many_sessions)
        await crowd.prepare(scene.database_url, catalogue, *_sessions_of(playing, within=80))
        scene.sets_clock(TEN, 0.01)
        bots = await scene.starts(3, *IMPATIENT)
        scene.sets_clock(speed=1)
        killed, held = 0, 0
        while scene.ledger.ask("select 1 from sessions where state not in ('finished', 'stopped')"):
            await asyncio.sleep(scene.dice.uniform(1, 4))
            held += await _kill_the_eldest(scene, bots)
            killed += 1
        await scene.settles()
        for bot in scene.alive:
            await bot.stops()
        prompts = _copies_of_prompts(scene, playing)
        rows = Counter(row["state"] for row in scene.ledger.rows("prompt"))
        states = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
    return Line(
        "sessions go on while each of three processes is killed in turn",
        f"{killed} kills, {len(playing)} sessions; {held} calls were on their way",
        f"steps sent twice {sum(each > 1 for each in prompts.values())}; prompts {dict(rows)};"
        f" sessions {dict(states)}",
        max(prompts.values()) == 1
        and states == {"finished": len(playing)}
        and rows["unknown"] <= held
        and set(rows) <= {"sent", "unknown"},
    )


async def webhook(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The same with a webhook: sessions go on, people write, each of three processes is killed in turn."""
    async with place(wanted.seed) as (scene, _), Balancer(scene.dice) as scene.balancer:
        playing, writers = scene.crowd(wanted.many_sessions), scene.crowd(10)
        await crowd.prepare(
            scene.database_url,
            catalogue,
            crowd.people(writers),
            *_sessions_of(playing, within=80),
        )
        scene.sets_clock(TEN, 0.01)
        bots = await scene.starts(3, *IMPATIENT)
        scene.sets_clock(speed=1)
        said, killed, held = 0, 0, 0
        while scene.ledger.ask("select 1 from sessions where state not in ('finished', 'stopped')"):
            await scene.says(writers[said % len(writers)], "/help")
            said += 1
            await asyncio.sleep(scene.dice.uniform(0.1, 0.5))
            if said % 10 == 0:
                held += await _kill_the_eldest(scene, bots)
                killed += 1
        await scene.settles(reply=said)
        for bot in scene.alive:
            await bot.stops()
        prompts = _copies_of_prompts(scene, playing)
        states = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
        replies = Counter(row["state"] for row in scene.ledger.rows("reply"))
        receipts = len(scene.ledger.ask("select 1 from receipts"))
        polled = sum(call["method"] == "getUpdates" for call in scene.calls)
    return Line(
        "a webhook behind a balancer, while each of three processes is killed in turn",
        f"{killed} kills, {len(playing)} sessions, {said} lines; {held} calls were on their way",
        f"steps sent twice {sum(each > 1 for each in prompts.values())}; sessions {dict(states)};"
        f" {receipts} receipts, answers {dict(replies)}; {polled} fetches",
        max(prompts.values()) == 1
        and states == {"finished": len(playing)}
        and receipts == said == replies.total()
        and set(replies) <= {"sent", "unknown"}
        and polled == 0,
    )


def _moves_to(zone: str, chats: list[int], work: Work, _texts: Catalogue) -> None:
    for chat in chats:
        known = work.chats.get(ChatId(chat))
        assert known is not None
        work.chats.put(replace(known, zone=zone))


async def zones(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """For one of two processes, Berlin is an hour behind the Berlin of the other."""
    async with place(wanted.seed) as (scene, _):
        ringing = scene.crowd(40)
        await crowd.prepare(
            scene.database_url,
            catalogue,
            crowd.reminders((chat, TEN) for chat in ringing),
            partial(_moves_to, "Europe/Berlin", ringing),
        )
        scene.sets_clock(TEN - 2 * SECOND, 0.01)
        await scene.starts(1)
        await scene.starts(1, "zones:Europe/Berlin:Europe/London")
        days = 4
        for day in range(days):
            for hour in (-1, 0, 1):
                scene.sets_clock(TEN + timedelta(days=day, hours=hour) - 2 * SECOND, 1)
                await asyncio.sleep(5)
        await scene.settles()
        for bot in scene.alive:
            await bot.stops()
        keys = Counter(
            (row["chat_id"], row["dedup_key"].rpartition(":")[2]) for row in scene.ledger.rows("reminder")
        )
        shown = Counter(len(scene.shown(chat)) for chat in ringing)
    return Line(
        "two processes with different time zone data",
        f"{len(ringing)} reminders, {days} days",
        f"rings of each chat {dict(shown)}; rows for a chat and date {dict(Counter(keys.values()))}",
        max(shown) <= days and min(shown) >= days - 1,
    )


async def two_hosts(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """One of two hosts is cut off from the network for a while, and joined again."""
    what = "one of two hosts is cut off from the network"
    try:
        async with Hosts() as hosts:
            return await _play_on(hosts, what, catalogue, wanted)
    except NotAllowed as why:
        return Line(what, "", f"skipped: this machine lets nobody make network namespaces ({why})", True)


async def _play_on(hosts: Hosts, what: str, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    async with place(wanted.seed, TcpServer) as (scene, _):
        ringing, [writer] = scene.crowd(wanted.burst), scene.crowd(1)
        due = [(chat, TEN + SECOND * 0.2 * number) for number, chat in enumerate(ringing)]
        await crowd.prepare(scene.database_url, catalogue, crowd.people([writer]), crowd.reminders(due))
        port = int(scene.playground.url.rpartition(":")[2])
        for number in range(2):
            await hosts.forward(number, port)
        scene.sets_clock(TEN, 0.01)
        for number, name in enumerate(hosts.names):
            scene.ledger.bots_use = f"postgresql://postgres@{hosts.here(number)}:{DATABASE_PORT}/postgres"
            await scene.starts(1, *IMPATIENT, f"host:{name}")
        scene.sets_clock(speed=1)
        await scene.sends(20)
        lost = scene.runs.index(await scene.fetcher())
        hosts.pull(lost)
        began, is_cut = time.monotonic(), not await asyncio.to_thread(hosts.reaches, lost, DATABASE_PORT)
        waited = await _answered(scene, writer)
        await asyncio.sleep(max(wanted.cut_off - (time.monotonic() - began), 0))
        rung = sum(bool(scene.shown(chat)) for chat in ringing)
        hosts.plug(lost)
        is_back = await asyncio.to_thread(hosts.reaches, lost, DATABASE_PORT)
        await scene.settles(reminder=len(ringing), within=300)
        for bot in scene.alive:
            await bot.stops()
        copies = Counter(len(scene.shown(chat)) for chat in ringing)
    return Line(
        what,
        f"{wanted.cut_off:g} s, {len(ringing)} reminders",
        f"it was {'cut off' if is_cut else 'NOT CUT OFF'}, and {'back' if is_back else 'NOT BACK'} later; the"
        f" other one answered after {waited:.1f} s, and {rung} reminders had arrived by the end;"
        f" copies of reminders {dict(copies)}",
        is_cut and is_back and waited <= TAKEOVER and 0 not in copies and max(copies) <= 2,
    )


def _copies_of_prompts(scene: Together, chats: list[int]) -> Counter[tuple[int, str]]:
    """Count the calls for each step of each session."""
    lines: Counter[tuple[int, str]] = Counter()
    for call in scene.calls:
        if call["method"] == "sendMessage" and call["request"]["chat_id"] in chats:
            line = call["request"]["text"].partition("\n")[0]
            if line[3:4].isdigit():  # "<b>1/5": the head of a step
                lines[call["request"]["chat_id"], line] += 1
    return lines


async def _sessions_end(scene: Together) -> None:
    async def look() -> bool:
        over = "('finished', 'stopped', 'outage')"
        return not scene.ledger.ask(f"select 1 from sessions where state not in {over}")

    await until(look, "sessions never end", within=300)


PARTS: dict[str, Callable[[Scene, Catalogue, argparse.Namespace], Awaitable[Line]]] = {
    "many": kills,
    "frozen": frozen,
    "standby": standby,
    "senders": senders,
    "commits": commits,
    "in-turn": in_turn,
    "webhook": webhook,
    "zones": zones,
    "hosts": two_hosts,
}

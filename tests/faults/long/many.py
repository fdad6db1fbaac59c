"""The parts of the long set in which several equal processes share a PostgreSQL database.

Those in which sessions go on are in `many_sessions.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import dropwhile, pairwise
from pathlib import Path

from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.ports import Work
from tests.faults import crowd
from tests.faults.cutting import Cutter
from tests.faults.hosts import DATABASE_PORT, Hosts, NotAllowed, TcpServer
from tests.faults.long.chance import let_calls_fail
from tests.faults.long.line import RATE, Line, Part
from tests.faults.on_server import QUICK
from tests.faults.scene import AGAIN_SOON, IMPATIENT, TEN, Scene
from tests.faults.together import Together, kill_again_and_again
from tests.postgres import Server
from tests.process.programs import until
from tests.process.story import SENDS

SECOND = timedelta(seconds=1)
HANGS = "bot.telegram.request.READ=10"  # seconds until a call that hangs is given up
APART = 0.95  # seconds between two calls of one chat, after its burst
TAKEOVER = 10.0  # seconds within which another process fetches the updates


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
        await let_calls_fail(scene, wanted.seed)
        verdict = await kill_again_and_again(
            scene,
            catalogue,
            *AGAIN_SOON,
            HANGS,
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
                times.append(await answered(scene, writer))
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


async def answered(scene: Together, writer: int) -> float:
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
    gaps = [later - earlier for earlier, later in pairwise(of_busy)]
    # The burst ends with the first answer that has waited. On a slow machine it has more than four answers.
    gaps = list(dropwhile(lambda gap: gap < APART, gaps))
    early = [at for n, at in enumerate(of_busy) if n > 3 and at - of_busy[0] < APART * (n - 3)]
    return Line(
        "a burst of reminders from several senders",
        f"{wanted.processes} processes, {len(ringing)} reminders, one chat with {len(of_busy)} answers",
        f"{rate:.1f} messages a second, at most {most} in any second; in the busy chat after its burst at"
        f" least {min(gaps, default=0):.2f} s apart, {len(early)} too early; {refused} calls refused",
        most <= 1.02 * RATE + 1 and not early and len(gaps) > 4 and min(gaps) >= APART and refused == 0,
    )


async def commits(_scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The connection to the server is reset at COMMIT: before it arrives, or before its answer does."""
    async with place(wanted.seed) as (scene, server):
        async with Cutter(server.folder, scene.dice, wanted.cut) as cutter:
            ringing, writers = scene.crowd(wanted.many_reminders // 4), scene.crowd(10)
            due = [(chat, TEN + SECOND * (number // 10)) for number, chat in enumerate(ringing)]
            await crowd.prepare(scene.database_url, catalogue, crowd.people(writers), crowd.reminders(due))
            scene.sets_clock(TEN - SECOND, 0.01)
            scene.bots_use = f"{server.url().partition('?')[0]}?host={cutter.folder}"
            await scene.starts(2, *QUICK)
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
            scene.bots_use = f"postgresql://postgres@{hosts.here(number)}:{DATABASE_PORT}/postgres"
            await scene.starts(1, *IMPATIENT, f"host:{name}")
        scene.sets_clock(speed=1)
        await scene.sends(20)
        lost = scene.runs.index(await scene.fetcher())
        hosts.pull(lost)
        began, is_cut = time.monotonic(), not await asyncio.to_thread(hosts.reaches, lost, DATABASE_PORT)
        waited = await answered(scene, writer)
        await asyncio.sleep(max(wanted.cut_off - (time.monotonic() - began), 0))
        rung = sum(bool(scene.shown(chat)) for chat in ringing)
        hosts.plug(lost)
        await until(partial(_is_back, hosts, lost), "the host that was cut off is not back")
        await scene.settles(reminder=len(ringing), within=300)
        for bot in scene.alive:
            await bot.stops()
        copies = Counter(len(scene.shown(chat)) for chat in ringing)
    return Line(
        what,
        f"{wanted.cut_off:g} s, {len(ringing)} reminders",
        f"it was {'cut off' if is_cut else 'NOT CUT OFF'}, and later back; the"
        f" other one answered after {waited:.1f} s, and {rung} reminders had arrived by the end;"
        f" copies of reminders {dict(copies)}",
        is_cut and waited <= TAKEOVER and 0 not in copies and max(copies) <= 2,
    )


async def _is_back(hosts: Hosts, number: int) -> bool:
    return await asyncio.to_thread(hosts.reaches, number, DATABASE_PORT)


PARTS: dict[str, Part] = {
    "many": kills,
    "standby": standby,
    "senders": senders,
    "commits": commits,
    "zones": zones,
    "hosts": two_hosts,
}

"""The long set: `python -m tests.faults.long --kills 200 --reminders 10000`; prints a Markdown table."""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Audience, Catalogue
from bot.domain.pictures import Pictures
from bot.domain.walk import GET_READY
from bot.timing.zones import use_packaged_zones
from tests import kept, postgres
from tests.faults import crowd, dying, many, many_sessions
from tests.faults.beginning import begin_tasters, one_after_the_other
from tests.faults.broadcasting import answers_while_news_go_out, kill_while_news_go_out
from tests.faults.flooding import GROUPS, Waits, flood
from tests.faults.grouping import play_in_group
from tests.faults.killing import kill_again_and_again
from tests.faults.ledger import Ledger
from tests.faults.many import FAULTS, Line
from tests.faults.scene import IMPATIENT, POLLING, TEN, TOKEN, Scene
from tests.faults.speeches import LONGEST, worst_floods
from tests.faults.talking import talk
from tests.faults.versions import versions
from tests.process.programs import until
from tests.process.story import SENDS, words_of
from tests.texts import texts

REPOSITORY = Path(__file__).parents[2]
SECOND = timedelta(seconds=1)
STILL = 0.01  # speed of people's time while no bot runs
RATE = 30.0  # messages a second
MORE_BY_NEWS = 0.1  # seconds that a broadcast may add to the p95 of answers
MORE_BY_TEXTS = 0.3  # seconds that a flood of texts may add to the p95 of the others' answers
EVERY = 1.5  # seconds between two lines of one person
WARM_UP = 5.0  # seconds: the first answers of a process take longer


async def kills(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """kill -9 while reminders ring and calls fail by chance."""
    for number, (kind, probability) in enumerate(FAULTS.items()):
        more = {"retry_after": 1} if kind == "retry_after" else {}
        await scene.fault(
            kind, method="sendMessage", count=None, probability=probability, seed=wanted.seed + number, **more
        )
    verdict = await kill_again_and_again(scene, catalogue, wanted.reminders, wanted.kills, *IMPATIENT)
    struck = ", ".join(f"{kind} {count}" for kind, count in sorted(verdict.struck.items()))
    return Line(
        "kill -9 while reminders ring, with faults by chance",
        f"{verdict.kills} kills, {verdict.reminders} reminders; calls struck: {struck}",
        f"lost {len(verdict.lost)}; doubled {verdict.doubled}, without reason"
        f" {len(verdict.doubled_without_reason)}; at most {verdict.most_copies} copies;"
        f" in mid-call at a kill {verdict.mid_call.total()}, in mid-commit {verdict.mid_commit};"
        f" states {dict(verdict.states)}; integrity {'ok' if verdict.is_whole else 'BROKEN'}",
        not verdict.lost
        and not verdict.doubled_without_reason
        and verdict.most_copies <= 3
        and verdict.is_whole
        and set(verdict.states) <= {"sent", "unknown"},
    )


async def steps(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """kill -9 until every step of a session has been hit so many times."""
    chats = scene.crowd(wanted.sessions)
    await crowd.prepare(scene.database_url, catalogue, crowd.people(chats))
    scene.sets_clock(TEN, STILL)
    moments = one_after_the_other(TEN, SECOND * 2, len(chats))
    beginning = asyncio.create_task(begin_tasters(scene, chats, moments))
    hit: Counter[int] = Counter()
    killed = 0
    while True:
        bot = scene.start()
        await bot.prints(POLLING)
        scene.sets_clock(speed=8)
        if await _all_over(scene, within=scene.dice.uniform(0.1, 0.9)) and beginning.done():
            break
        bot.dies()
        scene.sets_clock(speed=STILL)
        killed += 1
        live = scene.ledger.after_a_kill("select step_number from sessions where state = 'running'")
        hit.update(row["step_number"] for row in live)
    await beginning
    await scene.settles()
    await bot.stops()
    prompts = [row for row in scene.ledger.rows() if row["kind"] in ("prompt", "cue")]
    calls = Counter(
        (call["request"]["chat_id"], call["request"]["text"].partition("\n")[0])
        for call in scene.calls
        if call["method"] == "sendMessage"
    )
    twice = [line for (_, line), count in calls.items() if count > 1 and line[3:4].isdigit()]
    states = Counter(row["state"] for row in prompts)
    ended = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
    return Line(
        "kill -9 at every step of a session",
        f"{killed} kills, {len(chats)} sessions; hits by step {dict(sorted(hit.items()))}",
        f"prompts sent twice {len(twice)}; prompts and cues {dict(states)}; sessions {dict(ended)}",
        not twice and ended == {"finished": len(chats)} and min(hit[step] for step in (-1, 0, 1, 2)) >= 20,
    )


async def _all_over(scene: Scene, within: float) -> bool:
    await asyncio.sleep(within)
    running = scene.ledger.ask("select 1 from sessions where state not in ('finished', 'stopped')")
    return not running


class Forks:
    """Starts bots by fork, from a server that has imported everything."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.dying"])

    async def start(self, file: Path, fuse: int) -> Any:
        settings = {
            "bot_token": TOKEN,
            "bot_api_url": self._scene.playground.url,
            "clock_url": f"{self._scene.playground.url}/control/clock",
            "database_url": f"sqlite:///{file}",
        }
        polls = self._context.Event()
        process = self._context.Process(target=dying.live, args=(settings, fuse, polls), daemon=True)
        process.start()
        await asyncio.to_thread(polls.wait, 30)
        return process


async def statements(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """End the process before each statement and commit of intake and courier."""
    forks = Forks(scene)
    boundaries: Counter[int] = Counter()
    wrong: list[str] = []
    doubled = 0
    for seed in range(wanted.seeds):
        dice = random.Random(wanted.seed + seed)
        fuse = 1 + seed % wanted.stride
        while True:
            asked, rung, died, complaint = await _one_death(scene, forks, catalogue, fuse, dice)
            if not died:
                break
            boundaries[fuse] += 1
            doubled += asked + rung - 2
            wrong += [f"{fuse}: {complaint}"] if complaint else []
            fuse += wanted.stride
            if fuse > wanted.boundaries:
                break
    return Line(
        "the process ends before a statement or commit of intake and courier",
        f"{boundaries.total()} deaths at {len(boundaries)} boundaries, {wanted.seeds} seeds",
        f"lost 0 of {2 * boundaries.total()}, doubled in mid-call {doubled}"
        if not wrong
        else f"WRONG: {wrong[:5]}",
        not wrong and bool(boundaries),
    )


async def _one_death(
    scene: Scene, forks: Forks, catalogue: Catalogue, fuse: int, dice: random.Random
) -> tuple[int, int, bool, str]:
    """Let somebody write and a reminder ring; return their copies, whether it died, and what is wrong."""
    writer, sleeper = scene.crowd(2)
    ledger = Ledger(scene.folder / f"death-{writer}.sqlite3")
    scene.sets_clock(TEN - 5 * SECOND, speed=1)
    await crowd.prepare(
        f"sqlite:///{ledger.file}",
        catalogue,
        crowd.reminders([(sleeper, TEN)]),
        lambda work, texts: crowd.known(work, texts, writer),
    )
    process = await forks.start(ledger.file, fuse)
    scene.sets_clock(TEN - SECOND * dice.uniform(0, 0.05))
    if process.is_alive():
        await scene.says(writer, "/help")
    ends = time.monotonic() + 2.5
    while process.is_alive() and time.monotonic() < ends:  # noqa: ASYNC110 - a process tells nobody
        await asyncio.sleep(0.02)
    died = not process.is_alive()
    if not died:
        os.kill(process.pid, signal.SIGTERM)
    await asyncio.to_thread(process.join)
    stuck = Counter(
        row["chat_id"] for row in ledger.after_a_kill("select chat_id from outbox where state = 'sending'")
    )
    if died and not any(call["method"] == "getUpdates" for call in scene.calls):
        await scene.says(writer, "/help")
    process = await forks.start(ledger.file, 0)

    async def is_done() -> bool:
        return (
            len(ledger.rows("reminder")) == 1 and len(ledger.rows("reply")) >= 1 and ledger.open_rows() == 0
        )

    complaint = ""
    try:
        await until(is_done, "it never came to rest", within=15)
    except AssertionError:
        complaint = f"left {ledger.states()}"
    os.kill(process.pid, signal.SIGTERM)
    await asyncio.to_thread(process.join)
    asked, rung = len(scene.shown(writer)), len(scene.shown(sleeper))
    receipts = len(ledger.ask("select 1 from receipts"))
    replies = len(ledger.rows("reply"))
    if not (1 <= asked <= 1 + stuck[writer] and 1 <= rung <= 1 + stuck[sleeper] and replies == receipts == 1):
        complaint = complaint or f"copies {asked} and {rung}, in mid-call {dict(stuck)}, receipts {receipts}"
    if not ledger.is_whole:
        complaint = "integrity"
    return asked, rung, died, complaint


async def backlog(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Reminders by the thousand while sessions play and people write.

    The same people write to the same bot before and after it, when it has nothing else to do: before alone
    would not do, because a small machine is not equally fast all the time.
    """
    ringing, playing, talking = scene.crowd(wanted.backlog), scene.crowd(wanted.live), scene.crowd(5)
    count = GET_READY[Audience.partner]
    starts = TEN + SECOND * (wanted.idle + 30) + count
    await crowd.prepare(
        scene.database_url,
        catalogue,
        crowd.reminders((chat, starts) for chat in ringing),
        crowd.people(talking),
        crowd.people(playing, wanted.pictures),
    )
    scene.sets_clock(TEN)
    bot = scene.start()
    await bot.prints(POLLING)

    async def without_load(seconds: float) -> list[float]:
        ends = time.monotonic() + seconds
        return await talk(scene, talking, lambda: time.monotonic() >= ends, EVERY)

    await without_load(WARM_UP)
    idle = await without_load(wanted.idle)
    # Their first steps begin from 5 s after the backlog on, four a second.
    firsts = one_after_the_other(starts - count + SECOND * 5, SECOND * 0.25, wanted.live)
    assert scene.playground.clock.now() < firsts[0], "a session should have begun while the bot was idle"
    beginning = asyncio.create_task(begin_tasters(scene, playing, firsts, Audience.partner))
    await talk(scene, talking, lambda: scene.playground.clock.now() >= starts, EVERY)
    loaded_from = scene.messages_sent
    busy = await talk(scene, talking, lambda: scene.messages_sent - loaded_from >= wanted.backlog, EVERY)
    await scene.settles(reminder=wanted.backlog, within=600)
    ends = scene.playground.clock.now()
    await beginning
    while not await _all_over(scene, within=1):
        pass
    idle += await without_load(wanted.idle)
    await bot.stops()
    late = _lateness(scene, catalogue, set(playing))
    rate, most = _rates(scene, starts, ends)
    rung = Counter(row["state"] for row in scene.ledger.rows("reminder"))
    p99 = statistics.quantiles(late, n=100)[-1]
    alone, under = statistics.quantiles(idle, n=100)[-1], statistics.quantiles(busy, n=100)[-1]
    return Line(
        "a backlog while sessions play and people write",
        f"{wanted.backlog} reminders, {wanted.live} sessions, {len(late)} prompts, {len(busy)} answers"
        f" ({len(idle)} idle)",
        f"prompts late p99 {p99:.3f} s; answers p99 {under * 1000:.0f} ms, median"
        f" {statistics.median(busy) * 1000:.0f} ms (idle {alone * 1000:.0f} and"
        f" {statistics.median(idle) * 1000:.0f} ms); {rate:.1f} messages a second, at most {most} in any"
        f" second; reminders {dict(rung)}",
        len(late) == wanted.live * len(catalogue.routines[crowd.SOLO].plans[Audience.partner])
        and min(late) > -0.1
        and p99 <= 2
        and under <= 1.5 * alone
        and most <= 1.02 * RATE + 1
        and rung == {"sent": wanted.backlog},
    )


def _lateness(scene: Scene, catalogue: Catalogue, playing: set[int]) -> list[float]:
    """Return how many seconds after its planned moment each prompt of a step arrived.

    The plan of a session begins when its get-ready card has arrived.
    """
    steps = catalogue.routines[crowd.SOLO].plans[Audience.partner]
    begun: dict[int, datetime] = {}
    late = []
    for call in scene.calls:
        if call["method"] not in SENDS or call["status"] != 200:
            continue
        chat, head = call["request"]["chat_id"], words_of(call).removeprefix("<b>")
        if chat not in playing:
            continue
        at = datetime.fromisoformat(call["at"])
        if head.startswith(texts.opening("ready")):
            begun[chat] = at
        if head[:1].isdigit() and head[1] == "/":
            planned = begun[chat] + GET_READY[Audience.partner]
            planned += SECOND * sum(step.seconds for step in steps[: int(head[0]) - 1])
            late.append((at - planned).total_seconds())
    return late


def _rates(scene: Scene, starts: datetime, ends: datetime) -> tuple[float, int]:
    """Return messages and edits a second on the average, and the most in any second."""
    moments = sorted(
        (at - starts).total_seconds()
        for call in scene.calls
        if (call["method"] in SENDS or call["method"].startswith("editMessage"))
        and starts <= (at := datetime.fromisoformat(call["at"])) <= ends
    )
    most = max(place + 1 - bisect_left(moments, moment - 1) for place, moment in enumerate(moments))
    return len(moments) / (moments[-1] - moments[0]), most


async def one_floods(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """One person writes without end."""
    waits = await flood(scene, catalogue, wanted.flood, wanted.flood_seconds)
    idle, busy = Waits.p95(waits.idle), Waits.p95(waits.flooded)
    return Line(
        "one person floods",
        f"{wanted.flood:g} updates a second for {wanted.flood_seconds:g} s, {len(waits.flooded)} other lines",
        f"answers to others p95 {busy:.2f} s (idle {idle:.2f} s); all taken in {waits.took:.1f} s,"
        f" {waits.written / waits.took:.0f} a second;"
        f" memory +{waits.grown / 2**20:.0f} MB; {waits.warnings} warnings",
        busy <= idle + 1 and waits.warnings <= 1 and waits.grown < 64 * 2**20,
    )


async def groups(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """A group of five plays ten minutes while one member talks all the time."""
    played = await play_in_group(
        scene,
        catalogue,
        routine="full",
        speed=wanted.group_speed,
        every=wanted.group_every,
        restarts=wanted.group_restarts,
    )
    return Line(
        "a group of five plays Full while one of them talks all the time",
        f"{played.lines} lines, one each {wanted.group_every:g} s; {played.restarts} restarts",
        f"{len(played.late)} of {played.due} prompts and ends came, at most {max(played.late):.2f} s late;"
        f" {played.answers} other messages, {played.overflows} of them said that answers were left out;"
        f" at most {played.most} messages and edits in any minute; {played.refused} calls refused",
        played.is_good,
    )


async def long_texts(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """One person sends the worst texts, each kind to a bot of its own."""
    figures, passed = [], True
    for number, (name, how) in enumerate(worst_floods(catalogue).items()):
        folder = scene.folder / f"texts-{number}"
        folder.mkdir()
        async with Scene(folder, wanted.seed) as one:
            waits = await flood(one, catalogue, wanted.texts, wanted.texts_seconds, how)
        idle, busy = Waits.p95(waits.idle), Waits.p95(waits.flooded)
        figures.append(f"{name} {busy:.2f} s (idle {idle:.2f} s; {waits.cpu / waits.took:.0%} CPU)")
        passed = passed and busy <= idle + MORE_BY_TEXTS and waits.warnings == 0
    return Line(
        "one person sends the worst texts",
        f"{wanted.texts:g} a second for {wanted.texts_seconds:g} s, {LONGEST} characters, {GROUPS} groups",
        f"answers to others p95: {'; '.join(figures)}",
        passed,
    )


async def quick_tests(what: str, files: Iterable[str], **sizes: int) -> Line:
    """Run tests of the quick set in full size."""
    told = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "pytest", *(f"tests/faults/{file}" for file in files)],
        cwd=REPOSITORY,
        env=os.environ | {f"UNKNOT_{name}": str(number) for name, number in sizes.items()},
        capture_output=True,
        text=True,
        check=False,
    )
    size = ", ".join(f"{number} {name.lower()}" for name, number in sizes.items())
    return Line(what, size, told.stdout.strip().splitlines()[-1], told.returncode == 0)


async def bad_input(_scene: Scene, _catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Many forged buttons and fuzzed texts."""
    return await quick_tests("forged buttons and fuzzed texts", ["test_input.py"], INPUTS=wanted.inputs)


async def stories(_scene: Scene, _catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Many stories of people, time, faults, crashes and replays, and many steps of the machine's clock."""
    return await quick_tests(
        "stories by chance, and clocks that are set",
        ["test_promises.py", "test_clock_steps.py"],
        STORIES=wanted.stories,
        CLOCK_STEPS=wanted.clock_steps,
    )


async def news(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """kill -9 while news go out and calls fail by chance."""
    for number, (kind, probability) in enumerate(FAULTS.items()):
        more = {"retry_after": 1} if kind == "retry_after" else {}
        await scene.fault(
            kind, method="sendMessage", count=None, probability=probability, seed=wanted.seed + number, **more
        )
    verdict = await kill_while_news_go_out(scene, catalogue, wanted.listeners, wanted.news_kills)
    return Line(
        "kill -9 while news go out, with faults by chance",
        f"{verdict.kills} kills, {verdict.people} people",
        f"copies {dict(sorted(verdict.copies.items()))}; rows that end as unknown {verdict.unknown};"
        f" {'whole' if verdict.is_whole else 'BROKEN'}",
        verdict.passed,
    )


async def news_answers(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """People write while news go out."""
    busy, quiet, verdict = await answers_while_news_go_out(scene, catalogue, wanted.listeners, wanted.idle)
    p95 = [statistics.quantiles(waits, n=20)[-1] for waits in (busy, quiet)]
    return Line(
        "people write while news go out",
        f"{verdict.people} people, {len(busy)} answers ({len(quiet)} idle)",
        f"answers p95 {p95[0]:.3f} s, median {statistics.median(busy):.3f} s (idle {p95[1]:.3f} and"
        f" {statistics.median(quiet):.3f} s); at most {verdict.most_in_a_second} news in a second",
        verdict.passed and p95[0] <= p95[1] + MORE_BY_NEWS,
    )


async def away(_scene: Scene, _catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The bot is away for up to three days, with many chats."""
    return await quick_tests(
        "the bot is away for minutes, hours and days", ["test_time.py"], CHATS=wanted.chats
    )


PARTS: dict[str, Callable[[Scene, Catalogue, argparse.Namespace], Awaitable[Line]]] = {
    "kills": kills,
    "steps": steps,
    "statements": statements,
    "backlog": backlog,
    "flood": one_floods,
    "groups": groups,
    "texts": long_texts,
    "input": bad_input,
    "stories": stories,
    "away": away,
    "news": news,
    "news_answers": news_answers,
    **many.PARTS,
    **many_sessions.PARTS,
    "versions": versions,
}


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.long", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--reminders", type=int, default=10_000)
    parser.add_argument("--sessions", type=int, default=40, help="that are killed at every step")
    parser.add_argument("--seeds", type=int, default=20, help="of the deaths at statements")
    parser.add_argument("--stride", type=int, default=1, help="look at every n-th statement only")
    parser.add_argument("--boundaries", type=int, default=200, help="look at so many statements at most")
    parser.add_argument("--backlog", type=int, default=10_000, help="reminders due at once")
    parser.add_argument("--live", type=int, default=200, help="sessions beside the backlog")
    parser.add_argument(
        "--pictures", type=Pictures, choices=list(Pictures), default=Pictures.off, help="in these sessions"
    )
    parser.add_argument("--idle", type=float, default=150, help="seconds of answers before, and after")
    parser.add_argument("--flood", type=float, default=1000, help="updates a second")
    parser.add_argument("--flood-seconds", type=float, default=20)
    parser.add_argument("--group-speed", type=float, default=1, help="of people's time in the group")
    parser.add_argument("--group-every", type=float, default=1, help="seconds between the talker's lines")
    parser.add_argument("--group-restarts", type=int, default=5, help="of the bot, in the ten minutes")
    parser.add_argument("--texts", type=float, default=200, help="of the worst texts a second")
    parser.add_argument("--texts-seconds", type=float, default=20)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--stories", type=int, default=100)
    parser.add_argument("--clock-steps", type=int, default=20, help="sizes by chance for each test")
    parser.add_argument("--listeners", type=int, default=2_000, help="who get news")
    parser.add_argument("--news-kills", type=int, default=60)
    parser.add_argument("--chats", type=int, default=10_000, help="while the bot is away")
    parser.add_argument("--processes", type=int, default=4, help="that share a PostgreSQL database")
    parser.add_argument("--many-kills", type=int, default=60, help="of these processes")
    parser.add_argument("--many-reminders", type=int, default=3_000)
    parser.add_argument("--many-sessions", type=int, default=20)
    parser.add_argument("--server-stops", type=int, default=5)
    parser.add_argument("--frozen", type=float, default=60, help="seconds for which a process stands still")
    parser.add_argument("--takeovers", type=int, default=3, help="of each kind")
    parser.add_argument("--burst", type=int, default=600, help="reminders at once from several senders")
    parser.add_argument("--cut-off", type=float, default=30, help="seconds for which a host is cut off")
    parser.add_argument("--together", type=float, default=120, help="seconds of two versions together")
    parser.add_argument("--older", default="", help="the commit that the older version is")
    parser.add_argument("--cut", type=float, default=0.1, help="share of the commits that are cut off")
    return parser.parse_args()


async def play(wanted: argparse.Namespace) -> bool:
    """Play the parts one after the other; print a line of the table for each."""
    use_packaged_zones()
    catalogue = read_catalogue(content_folder())
    sys.stdout.write("| what | size | figures | took | |\n|---|---|---|---|---|\n")
    passed = True
    for name, part in PARTS.items():
        if wanted.only and name not in wanted.only:
            continue
        began = time.monotonic()
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="unknot-faults-")))
            scene = await stack.enter_async_context(Scene(folder, wanted.seed))
            line = await part(scene, catalogue, wanted)
        took = f"{time.monotonic() - began:.0f} s"
        verdict = "pass" if line.passed else "FAIL"
        sys.stdout.write(f"| {line.what} | {line.size} | {line.figures} | {took} | {verdict} |\n")
        sys.stdout.flush()
        passed = passed and line.passed
    return passed


if __name__ == "__main__":
    wanted = read_arguments()
    postgres.begin_run()  # with ON_POSTGRESQL=1 one server is for all parts
    try:
        passed = asyncio.run(play(wanted))
    finally:
        kept.end_run()
        postgres.end_run()
    sys.exit(0 if passed else 1)

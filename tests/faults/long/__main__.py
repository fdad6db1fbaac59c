"""The long set: `python -m tests.faults.long --kills 200 --reminders 10000`; prints a Markdown table."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.pictures import Pictures
from bot.timing.zones import use_packaged_zones
from tests import kept, postgres
from tests.faults.long import (
    backlog,
    floods,
    frozen,
    kills,
    many,
    many_sessions,
    news,
    quick,
    statements,
    versions,
)
from tests.faults.long.line import Part
from tests.faults.scene import Scene

PARTS: dict[str, Part] = {
    **kills.PARTS,
    **statements.PARTS,
    **backlog.PARTS,
    **floods.PARTS,
    **quick.PARTS,
    **news.PARTS,
    **many.PARTS,
    **frozen.PARTS,
    **many_sessions.PARTS,
    **versions.PARTS,
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

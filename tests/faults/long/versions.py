"""An older version of the bot and a newer one, as processes that share a PostgreSQL database.

The older one is taken from git: by default the first commit of the main line with the tables of today. The
newer one is the code of today with one more migration. So the tables change while the older processes go on.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import re
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

import aiohttp

from bot.domain.catalogue import Catalogue
from bot.storage.migrations import NEWER, migrations_folder, revisions
from tests.faults import crowd
from tests.faults.balancing import Balancer
from tests.faults.beginning import OVER, UPDATES, begin_tasters, have_ended, one_after_the_other
from tests.faults.long.line import Line, Part
from tests.faults.long.many import SECOND, place
from tests.faults.long.many_sessions import answers_to, copies_of_prompts
from tests.faults.scene import TEN, Bot
from tests.faults.together import Together, is_ready
from tests.process.programs import start, until

REPOSITORY = Path(__file__).parents[3]
PARTS_OF_A_BOT = ("bot", "alembic", "content", "media")
EVERY = 0.25  # seconds between two lines of all people together
TALKERS = 10
WHAT = "two processes of an older version and two of a newer one"
MIGRATION = '''"""One table and one column more, as the next version may have them."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{before}", None, None


def upgrade() -> None:
    op.add_column("chats", sa.Column("of_the_next_version", sa.String()))
    op.add_column("outbox", sa.Column("of_the_next_version", sa.Integer(), server_default=sa.text("1")))
    op.create_table("next_version", sa.Column("id", sa.Integer(), primary_key=True))
'''


class NoOlderVersion(Exception):
    """This checkout has no history."""


class OfVersion(Bot):
    """One run of the bot whose code lies in a folder of its own."""

    def __init__(self, folder: Path, settings: dict[str, str], code: Path) -> None:
        folder.mkdir()
        self.started_at = time.monotonic()
        self._out, self._err = folder / "stdout", folder / "stderr"
        self._health = settings["HEALTH_LISTEN"]
        found_first = settings | {"PYTHONPATH": str(code)}
        self._process = start(("run",), folder, found_first, out=self._out, err=self._err, is_new=True)

    async def sent(self) -> int:
        """Return how many messages it has sent, by its own figures."""
        async with aiohttp.ClientSession() as http, http.get(f"http://{self._health}/metrics") as answer:
            page = await answer.text()
        found = re.search(r'^unknot_calls_total\{outcome="Sent"\} (\S+)', page, re.MULTILINE)
        return int(float(found[1])) if found else 0


async def versions(_scene: object, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """People chat and sessions go on while old and new processes take updates and send."""
    with tempfile.TemporaryDirectory(prefix="unknot-versions-") as folder:
        try:
            commit = await asyncio.to_thread(write_older, Path(folder) / "old", wanted.older)
        except NoOlderVersion as why:
            return Line(WHAT, "", f"skipped: {why}", True)
        write_newer(Path(folder) / "new")
        return await _play(Path(folder), commit, catalogue, wanted)


def write_older(folder: Path, commit: str) -> str:
    """Write the code of an older commit into `folder`; return its short name."""
    name = _git("rev-parse", "--short", commit or "HEAD").decode().strip()
    if not commit:
        # The newest change of the migrations: what came after it has the same tables.
        name = _git("log", "-1", "--first-parent", "--format=%h", "--", "alembic/versions").decode().strip()
    if not name:
        raise NoOlderVersion("the migrations have no history here")
    packed = _git("archive", "--format=tar", name, *PARTS_OF_A_BOT)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return name


def write_newer(folder: Path) -> None:
    """Write the code of today into `folder`, with one more migration."""
    folder.mkdir()
    for part in PARTS_OF_A_BOT:
        shutil.copytree(REPOSITORY / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    text = MIGRATION.format(before=revisions(migrations_folder())[0])
    (folder / "alembic" / "versions" / "9999_of_the_next_version.py").write_text(text, "utf-8")


def _git(*arguments: str) -> bytes:
    try:
        return subprocess.run(["git", *arguments], cwd=REPOSITORY, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoOlderVersion(f"git gives no older version here ({type(error).__name__})") from None


async def _play(folder: Path, commit: str, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    async with place(wanted.seed) as (scene, _), Balancer() as balancer:
        scene.balancer = balancer
        playing, writers = scene.crowd(wanted.many_sessions), scene.crowd(TALKERS)
        await crowd.prepare(scene.database_url, catalogue, crowd.people([*writers, *playing]))
        scene.sets_clock(TEN, 0.01)
        old = await _start(scene, folder / "old", 2)
        scene.sets_clock(speed=1)
        apart = SECOND * wanted.together / 2 / len(playing)
        moments = one_after_the_other(TEN, apart, len(playing))
        beginning = asyncio.create_task(begin_tasters(scene, playing, moments))
        said, new = Counter[int](), list[OfVersion]()
        loop = asyncio.get_running_loop()
        starting = asyncio.create_task(_start(scene, folder / "new", 2))
        ends = None
        while ends is None or loop.time() < ends:
            if ends is None and starting.done():
                new, ends = starting.result(), loop.time() + wanted.together
            chat = scene.dice.choice(writers)
            await scene.says(chat, "/help")
            said[chat] += 1
            await asyncio.sleep(scene.dice.uniform(0, 2 * EVERY))
        taken = dict(balancer.taken)
        sent = [sum([await bot.sent() for bot in bots]) for bots in (old, new)]
        is_refused = await _is_refused_once_more(scene, old, folder / "old")
        await beginning
        await until(partial(have_ended, scene, OVER), "sessions never end", within=300)
        await scene.settles(reply=said.total() + len(playing), within=300)
        for bot in (*old, *new):
            if bot.is_running:
                await bot.stops()
        prompts = copies_of_prompts(scene, playing)
        answers = Counter(len(scene.shown(chat)) - said[chat] for chat in writers)
        states = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
        rows = answers_to(scene, writers)
        receipts = len(scene.ledger.ask("select 1 from receipts")) - UPDATES * len(playing)
        clashes = sum(bot.err.count("It is done again.") for bot in scene.runs)
    took = [sum(taken.get(place, 0) for place in places) for places in ((0, 1), (2, 3))]
    return Line(
        WHAT,
        f"{wanted.together:g} s, the older one is {commit}; {said.total()} lines, {len(playing)} sessions",
        f"updates taken by old and new {took[0]} and {took[1]}, messages sent {sent[0]} and {sent[1]};"
        f" answers too many or too few: {dict(answers)}; {receipts} receipts of lines, answers {dict(rows)};"
        f" steps sent twice {sum(each > 1 for each in prompts.values())}; sessions {dict(states)};"
        f" {clashes} clashes; afterwards an old process is {'refused' if is_refused else 'NOT REFUSED'}",
        set(answers) == {0}
        and receipts == said.total()
        and rows == {"sent": said.total()}
        and max(prompts.values()) == 1
        and set(states) <= {"finished", "outage"}  # one whose step came too late asks how to go on
        and min(*took, *sent) > 0
        and is_refused,
    )


async def _start(scene: Together, code: Path, number: int) -> list[OfVersion]:
    bots = [scene.start_with(partial(OfVersion, code=code)) for _ in range(number)]
    for bot in bots:
        await until(partial(is_ready, bot), f"it does not begin: {bot.err}")
    return bots


async def _is_refused_once_more(scene: Together, old: list[OfVersion], code: Path) -> bool:
    """Stop an old process and start it again: it must say that the tables are of a newer version."""
    await old[0].stops()
    again = scene.start_with(partial(OfVersion, code=code))
    code_of_end = await again.ends()
    return code_of_end == 2 and NEWER in again.err


PARTS: dict[str, Part] = {"versions": versions}

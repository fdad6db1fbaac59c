"""A broadcast goes out while the process is killed and calls fail; and people write meanwhile."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.scene import IMPATIENT, POLLING, Scene
from tests.faults.talking import talk
from tests.process.programs import until
from tests.texts import button

TALKERS = 8
WARM_UP = 5.0  # seconds: the first answers of a process take longer
# Seconds between two lines of one person. A chat gets a message a second: more lines wait for their turns.
EVERY = 1.5
NEWS = "There is a new routine, for a Sunday evening."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the stand-in's log and the database show together."""

    kills: int
    people: int
    copies: Counter[int]  # how many people got so many copies
    unknown: int  # rows whose call got no usable answer, or was under way at a kill
    most_in_a_second: int
    is_whole: bool

    @property
    def passed(self) -> bool:
        """Nobody twice, and nobody left out but those who are counted as perhaps lost."""
        return not set(self.copies) - {0, 1} and self.copies[0] <= self.unknown and self.is_whole


async def kill_while_news_go_out(scene: Scene, catalogue: Catalogue, people: int, kills: int) -> Verdict:
    """Send news to `people`, through so many kills at random moments."""
    chats = await _begin(scene, catalogue, people)
    for number in range(kills):
        run = scene.start(*IMPATIENT)
        await run.prints(POLLING)
        if not number:
            await _send(scene, chats[0])
        await asyncio.sleep(scene.dice.uniform(0.2, 2.0))
        run.dies()
    last = scene.start(*IMPATIENT)
    await last.prints(POLLING)
    await _until_over(scene, within=people / 3 + 120)
    await last.stops()
    return _judge(scene, chats, kills)


async def answers_while_news_go_out(
    scene: Scene, catalogue: Catalogue, people: int, idle: float
) -> tuple[list[float], list[float], Verdict]:
    """Return how long answers take while news go out to `people`, and when nothing else goes on.

    The second is measured before and after the first, since a machine is not equally fast all the time.
    """
    chats = await _begin(scene, catalogue, people)
    run = scene.start()
    await run.prints(POLLING)
    talking = chats[-TALKERS:]
    loop = asyncio.get_running_loop()

    async def without_news(seconds: float) -> list[float]:
        ends = loop.time() + seconds
        return await talk(scene, talking, lambda: loop.time() > ends, EVERY)

    await without_news(WARM_UP)
    quiet = await without_news(idle)
    await _send(scene, chats[0])
    over = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        answers = tasks.create_task(talk(scene, talking, over.is_set, EVERY))
        await _until_over(scene, within=people / 3 + 120)
        over.set()
    busy = answers.result()
    quiet += await without_news(idle)
    await run.stops()
    return busy, quiet, _judge(scene, chats, 0)


async def _begin(scene: Scene, catalogue: Catalogue, people: int) -> list[int]:
    chats = scene.crowd(people)
    await crowd.prepare(scene.database_url, catalogue, crowd.people(chats))
    scene.settings["ADMIN_IDS"] = str(chats[0])
    return chats


async def _send(scene: Scene, admin: int) -> None:
    await scene.says(admin, f"/broadcast {NEWS}")

    async def is_asked() -> bool:
        return any(button.dont_send in str(call["request"].get("reply_markup")) for call in scene.calls)

    await until(is_asked, "the bot does not ask whether to send the news")
    label = button("send_to", n=len(scene.ledger.ask("select 1 from chats")))
    await scene.presses(admin, label)

    async def has_begun() -> bool:
        return bool(scene.ledger.ask("select 1 from broadcasts where running = 1"))

    await until(has_begun, "the broadcast does not begin")


async def _until_over(scene: Scene, within: float) -> None:
    async def is_over() -> bool:
        rows = scene.ledger.ask("select 1 from broadcasts")
        return not rows and scene.ledger.open_rows() == 0

    await until(is_over, f"it never ends: {scene.ledger.states()}", within)


def _judge(scene: Scene, chats: list[int], kills: int) -> Verdict:
    got = {chat: sum(text.startswith(NEWS) for text in scene.shown(chat)) for chat in chats}
    got[chats[0]] -= 1  # the preview
    rows = scene.ledger.rows("news")
    arrived = [
        datetime.fromisoformat(call["at"])
        for call in scene.calls
        if NEWS in str(call["request"].get("text")) and call["status"] == 200
    ]
    return Verdict(
        kills,
        len(chats),
        Counter(got.values()),
        sum(row["state"] == "unknown" for row in rows),
        _most_in_a_second(arrived),
        scene.ledger.is_whole and len(rows) == len(chats),
    )


def _most_in_a_second(moments: list[datetime]) -> int:
    second = timedelta(seconds=1)
    return max((sum(first <= each < first + second for each in moments) for first in moments), default=0)

"""A group plays a session while one of its members talks all the time: does each step come, and in time?"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.catalogue import Audience, Catalogue, RoutineKey
from telegram_playground.groups import Group
from tests.faults.scene import POLLING, TEN, Scene
from tests.process.story import SENDS, words_of
from tests.texts import button, texts

MEMBERS = 5
SECOND = timedelta(seconds=1)
A_MINUTE = 60 * SECOND
REST = 30 * SECOND  # after this time the group has its whole share again
EDITS = ("editMessageText", "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup")
LINES = ("/tip", "/help", "/techniques", "/routine taster", "/history")
MOST_LATE = 8.0  # seconds: two messages in a group
MOST_IN_A_MINUTE = 20  # messages and edits: Telegram's limit for a group


@dataclass(frozen=True, slots=True)
class Played:
    """How the session went; lateness is in seconds of people's time."""

    due: int  # how many prompts and ends should have come
    late: list[float]  # of those that came
    wrong: list[str]  # those that did not come, or came twice
    lines: int  # that the talker wrote
    answers: int  # the bot's other messages meanwhile
    overflows: int  # of these: how many said that answers were left out
    refused: int  # calls that the limits refused
    most: int  # messages and edits in any minute
    restarts: int

    @property
    def is_good(self) -> bool:
        """Has every prompt come in time, and the end as well?"""
        return not self.wrong and max(self.late) <= MOST_LATE and self.most <= MOST_IN_A_MINUTE


class Room:
    """A group in a scene, with the bot in it; Telegram's limits are on."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.members = scene.crowd(MEMBERS)
        chats = scene.playground.world.chats
        self.group: Group = chats.add_group("Friends", self.members, self.members[:1])

    @property
    def now(self) -> datetime:
        return self.scene.playground.clock.now()

    async def opens(self) -> None:
        """Let the bot in, with the limits on."""
        await self.scene.stage.post(f"groups/{self.group.id}", bot_in=True)
        await self.scene.stage.post("flood", on=True)
        await self.hears(texts.opening("group"))

    async def says(self, text: str, member: int = 0) -> None:
        self.scene.texts.add(text)
        await self.scene.stage.post(f"people/{self.members[member]}/say", text=text, chat=self.group.id)

    async def presses(self, label: str, member: int = 0) -> None:
        await self.scene.stage.post(f"people/{self.members[member]}/press", label=label, chat=self.group.id)

    async def hears(self, words: str, within: float = 60.0) -> None:
        """Wait until a message of the bot holds `words`."""
        await self.scene.hears(self.group.id, words, within)

    async def begins(self, routine: str, minutes: float) -> datetime:
        """Begin a routine, and return the moment of its first step."""
        await self.says(f"/routine {routine}")
        await self.hears(texts.plan(routine, minutes))
        await self.presses(button.start)
        await self.hears(texts.headline("gate"))
        await self.presses(button.yes_all_clear)
        await self.hears(texts.opening("ready"))
        await self.waits(until=self.now + REST)
        began = self.now
        await self.presses(button.start_now)
        return began

    async def waits(self, until: datetime) -> None:
        """Wait for a moment of people's time."""
        await self.scene.waits(until)

    async def talks(self, until: datetime, every: float) -> int:
        """Let one member write without a pause; return how many lines that were."""
        for number in itertools.count(1):
            following = self.now + every * SECOND
            await self.says(LINES[number % len(LINES)])
            if following >= until:
                return number
            await self.waits(following)
        raise AssertionError

    def sent(self) -> list[tuple[datetime, str]]:
        """Return the messages that arrived in the group, with their moments."""
        return [
            (datetime.fromisoformat(call["at"]), words_of(call))
            for call in self.scene.calls
            if call["method"] in SENDS and call["status"] == 200
        ]

    def most_in_a_minute(self) -> int:
        moments = [
            datetime.fromisoformat(call["at"])
            for call in self.scene.calls
            if call["method"] in (*SENDS, *EDITS) and call["status"] == 200
        ]
        return max(sum(start <= each < start + A_MINUTE for each in moments) for start in moments)


async def play_in_group(
    scene: Scene, catalogue: Catalogue, *, routine: str, speed: float, every: float = 1.0, restarts: int = 0
) -> Played:
    """Let a group play `routine` while one member writes a line every so many seconds of people's time.

    The bot is stopped and started `restarts` times meanwhile.
    """
    steps = catalogue.routines[RoutineKey(routine)].plans[Audience.partner]
    ends = list(itertools.accumulate(step.seconds for step in steps))
    scene.sets_clock(TEN, speed)
    room, bot = Room(scene), scene.start()
    await bot.prints(POLLING)
    await room.opens()
    began = await room.begins(routine, ends[-1] / 60)
    due = {f"{number}/{len(steps)}": end for number, end in enumerate([0, *ends[:-1]], 1)}
    due[texts.done(routine, ends[-1])] = ends[-1]
    over = began + (ends[-1] + MOST_LATE + 2) * SECOND
    before = len(room.sent())
    talking = asyncio.create_task(room.talks(over, every))
    for number in range(1, restarts + 1):
        await room.waits(began + number * ends[-1] / (restarts + 1) * SECOND)
        await bot.stops()
        bot = scene.start()
        await bot.prints(POLLING)
    lines = await talking
    await bot.stops()

    sent = room.sent()
    came = [(heading, at) for at, text in sent if (heading := _heading(text)) in due]
    count = Counter(heading for heading, _ in came)
    late = [(at - began) / SECOND - due[heading] for heading, at in came]
    return Played(
        due=len(due),
        late=late,
        wrong=[heading for heading in due if count[heading] != 1],
        lines=lines,
        answers=len(sent) - before - len(late),
        overflows=sum(text == texts("overflow_note") for _, text in sent),
        refused=sum(call["status"] == 429 for call in scene.calls),
        most=room.most_in_a_minute(),
        restarts=restarts,
    )


def _heading(text: str) -> str:
    """Return `2/7` of a prompt, or the first line of any other message, without its tags."""
    first = re.sub("<[^>]+>", "", text).partition("\n")[0]
    step = re.match(r"\d+/\d+ ", first)
    return step[0].strip() if step else first

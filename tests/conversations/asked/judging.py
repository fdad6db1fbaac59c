"""Says each line of a table to the bot and judges what came of it: what is stored, then what is answered.

The columns: the context in which the line is typed, the line, and what is right. Of several right outcomes,
`/` stands between them:

`set HH:MM+HH:MM DAYS` reminders, `each HH:MM DAYS HH:MM DAYS` reminders that each have their days,
`once DATE HH:MM` a single ring, `drop HH:MM`, `off`, `move HH:MM HH:MM`,
`days HH:MM DAYS` a reminder on fewer days, `same` every minute rings once as before, `snooze`, `skip`,
`zone NAME`, `ask ZONE ...` a question (which offers these zones),
`offer HH:MM DAYS` a question with this button, `cannot`, `list`, `quiet`, and `none`:
nothing about times is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.days import DAY_WORDS, Days
from bot.domain.hours import Hours
from bot.ports import Outcome as Sending
from bot.ports import Row, Sender
from bot.screens.presses import SetHours
from bot.screens.presses.coding import encode
from bot.storage.tables import metadata
from tests.conversations.stage import MONDAY_NOON, Stage, Talk

FOLDER = Path(__file__).parent
FIRST = "times.tsv"  # written before the reading was made; half of it was judged unseen
LATER = "times_later.tsv"  # written against the reading when it was made
IN_TALK = "times_in_talk.tsv"  # in people's own words, with reasons, slips and words that say nothing

ASKS = {
    *("remind", "e_time", "quiet_ask", "zone", "e_zone", "remind_kept", "e_seven"),
    *("zone_fits", "zone_which", "zone_near", "zone_meant", "zone_half"),
}
RANG = "rang"  # the context of a line that follows a ring
COPIED = {"chats": "id", "reminders": "chat_id", "tips_shown": "chat_id", "outbox": "chat_id"}
CANNOT_BEGINS, ASK_BEGINS = "cannot_", "ask_"
LISTS = {"reminders", "reminders_none", "reminders_no_zone"}


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the file."""

    context: str
    text: str
    right: tuple[str, ...]

    @property
    def is_unseen(self) -> bool:
        """Is the line in the half that nobody looked at while the reading was made?"""
        return hashlib.sha256(f"{self.context}\t{self.text}".encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class State:
    """What is stored about times in a chat."""

    zone: str | None
    rings: frozenset[tuple[str, str]]  # each an hour, and the days or the date
    has_snooze: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a line."""

    before: State
    after: State
    answer: str  # the first phrase of the answer
    text: str
    offers: tuple[str, ...]  # the data of the buttons

    @property
    def changes(self) -> bool:
        """Was anything about times stored or deleted?"""
        return self.before != self.after


def read_lines(name: str) -> list[Said]:
    """Return the lines of a file."""
    rows = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    parts = (row.split("\t") for row in rows)
    return [Said(context, text, _alternatives(right)) for context, text, right in parts]


class Notes:
    """A sender that notes the first phrase of each message that it passes on."""

    def __init__(self, inner: Sender) -> None:
        self.inner = inner
        self.phrases: list[str] = []

    async def send(self, row: Row) -> Sending:
        self.phrases += [part.id for part in row.message.parts if part.id != "unknown_note"][:1]
        return await self.inner.send(row)

    async def is_healthy(self) -> bool:
        return await self.inner.is_healthy()


class Hearing:
    """Says lines on a stage, each in a chat of its own that is in the context of the line.

    One chat is brought into each context by the bot. The others are copies of it in the database: most of the
    time would be spent on saying the same in each of them.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._ready: dict[str, Talk] = {}  # by context; nothing more is ever said in these chats

    async def hear(self, said: Said, number: int) -> Outcome:
        """Say the line in a new chat, and return what came of it."""
        stage, chat = self._stage, self._stage.private(f"Person{number}", 5000 + number)
        await self._bring_into(said.context, chat)
        before = await _state(stage, chat)
        heard = len(chat.messages)
        notes = Notes(stage.sender.inner)
        stage.sender.inner = notes
        await chat.says(said.text)
        stage.sender.inner = notes.inner
        new = chat.messages[heard:]
        return Outcome(
            before,
            await _state(stage, chat),
            notes.phrases[0] if notes.phrases else "",
            new[0].text if new else "",
            tuple(data for shown in new for row in shown.keys for _, data in row),
        )

    async def _bring_into(self, context: str, chat: Talk) -> None:
        if context == RANG:  # few lines, and a ring belongs to its reminder
            await _prepare(self._stage, chat, context)
            return
        if context not in self._ready:
            self._ready[context] = self._stage.private("Ready", 4000 + len(self._ready))
            await _prepare(self._stage, self._ready[context], context)
        self._stage.clock.at = MONDAY_NOON
        await _copy(self._stage, self._ready[context], chat)


def is_right(said: Said, outcome: Outcome) -> bool:
    """Is one of the right outcomes what came of the line?"""
    return any(_fits(each, outcome) for each in said.right)


def is_wrong_in_silence(said: Said, outcome: Outcome) -> bool:
    """Was something stored that the line does not say?"""
    return outcome.changes and not is_right(said, outcome)


async def _prepare(stage: Stage, chat: Talk, context: str) -> None:
    stage.clock.at = MONDAY_NOON - timedelta(minutes=1 if context == RANG else 0)
    if context == "zone?":
        await chat.says("/timezone")
        return
    await chat.says("/timezone Europe/Lisbon")
    match context:
        case "8:30":
            await chat.says("/remind 8:30")
            await chat.says("/tip")
        case "asked":
            await chat.says("/remind")
        case _ if context == RANG:
            await chat.says("/remind 12:00")
            await stage.waits(until=MONDAY_NOON)


async def _copy(stage: Stage, ready: Talk, chat: Talk) -> None:
    """Let `chat` have all that is stored of `ready`."""
    for table, owner in COPIED.items():
        columns = [f'"{name}"' for name in metadata.tables[table].c.keys() if name not in ("id", owner)]
        given = ", ".join(columns)
        await stage.writes(
            f"INSERT INTO {table} ({owner}, {given}) SELECT {chat.id}, {given} FROM {table}"
            f" WHERE {owner} = {ready.id}"
        )


async def _state(stage: Stage, chat: Talk) -> State:
    [row] = await stage.rows(f"chats WHERE id = {chat.id}")
    reminders = await stage.rows(f"reminders WHERE chat_id = {chat.id}")
    return State(
        row["zone"],
        frozenset((each["at"][:5], _when(each)) for each in reminders),
        any(each["snooze_at"] for each in reminders),
    )


def _when(row: Mapping[str, Any]) -> str:
    return row.get("once_on") or _named(Days(row["days"]))


def _named(days: Days) -> str:
    return "+".join(days.names())


def _alternatives(right: str) -> tuple[str, ...]:
    parts = right.split("/")
    joined: list[str] = []
    for part in parts:
        if joined and part.split(" ")[0] not in _KINDS:
            joined[-1] += f"/{part}"
        else:
            joined.append(part)
    return tuple(joined)


def _fits(right: str, outcome: Outcome) -> bool:
    kind, *rest = right.split(" ")
    return _KINDS[kind](outcome, rest)


def _rings(outcome: Outcome) -> frozenset[tuple[str, str]]:
    return outcome.after.rings


def _is_set(outcome: Outcome, rest: Sequence[str]) -> bool:
    hours, days = rest
    wanted = frozenset((hour, _days(days)) for hour in hours.split("+"))
    return _rings(outcome) == outcome.before.rings | wanted and outcome.changes


def _is_each(outcome: Outcome, rest: Sequence[str]) -> bool:
    wanted = frozenset((hour, _days(days)) for hour, days in zip(rest[::2], rest[1::2], strict=True))
    return _rings(outcome) == outcome.before.rings | wanted and outcome.changes


def _is_once(outcome: Outcome, rest: Sequence[str]) -> bool:
    day, hour = rest
    wanted = frozenset((each, day) for each in hour.split("+"))
    return _rings(outcome) == outcome.before.rings | wanted and outcome.changes


def _days(names: str) -> str:
    return _named(Days.named([name for name in names.split("+") if name in DAY_WORDS]))


def _is_moved(outcome: Outcome, rest: Sequence[str]) -> bool:
    old, new = rest
    return _rings(outcome) == frozenset((new if at == old else at, on) for at, on in outcome.before.rings)


def _is_dropped(outcome: Outcome, rest: Sequence[str]) -> bool:
    return outcome.changes and _rings(outcome) == frozenset(
        (at, on) for at, on in outcome.before.rings if at != rest[0]
    )


def _rings_as_before(outcome: Outcome, rest: Sequence[str]) -> bool:
    def minutes(state: State) -> list[tuple[str, str]]:
        return sorted((at, day) for at, on in state.rings for day in on.split("+"))

    return minutes(outcome.before) == minutes(outcome.after)


def _is_zone(outcome: Outcome, rest: Sequence[str]) -> bool:
    zone = outcome.after.zone
    if zone is None or not outcome.changes:
        return False
    there = ZoneInfo(zone)
    moments = [MONDAY_NOON + timedelta(days=days) for days in range(0, 365, 7)]
    if rest[0].startswith("UTC") and rest[0] != "UTC":
        hours, _, minutes = rest[0].removeprefix("UTC").partition(":")
        sign = -1 if hours.startswith("-") else 1
        offset = timedelta(hours=int(hours), minutes=sign * int(minutes or 0))
        return all(moment.astimezone(there).utcoffset() == offset for moment in moments)
    wanted = ZoneInfo(rest[0])
    return all(
        moment.astimezone(there).utcoffset() == moment.astimezone(wanted).utcoffset() for moment in moments
    )


def _asks(outcome: Outcome, rest: Sequence[str]) -> bool:
    is_question = outcome.answer in ASKS or outcome.answer.startswith(ASK_BEGINS)
    return (
        is_question
        and not outcome.changes
        and all(any(zone in data for data in outcome.offers) for zone in rest)
    )


def _offers(outcome: Outcome, rest: Sequence[str]) -> bool:
    hour, days = rest
    wanted = encode(SetHours(Hours((time.fromisoformat(hour),), Days.named(days.split("+")))))
    return _asks(outcome, [wanted])


_KINDS: dict[str, Callable[[Outcome, Sequence[str]], bool]] = {
    "set": _is_set,
    "each": _is_each,
    "once": _is_once,
    "drop": _is_dropped,
    "off": lambda outcome, rest: outcome.changes and not outcome.after.rings,
    "move": _is_moved,
    "days": lambda outcome, rest: _rings(outcome) == {(rest[0], _days(rest[1]))},
    "same": _rings_as_before,
    "snooze": lambda outcome, rest: outcome.after.has_snooze,
    "skip": lambda outcome, rest: outcome.answer == "nottoday",
    "zone": _is_zone,
    "ask": _asks,
    "offer": _offers,
    "cannot": lambda outcome, rest: outcome.answer.startswith(CANNOT_BEGINS) and not outcome.changes,
    "list": lambda outcome, rest: outcome.answer in LISTS and not outcome.changes,
    "quiet": lambda outcome, rest: outcome.answer in ("quiet_off", "quiet_set"),
    "none": lambda outcome, rest: not outcome.changes,
}

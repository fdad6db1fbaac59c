"""Values that the storage tests write and expect to read back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.domain import walk
from bot.domain.catalogue import (
    Audience,
    Language,
    PhraseId,
    RoutineKey,
    Step,
    StepKind,
    TechniqueKey,
)
from bot.domain.days import DAILY
from bot.domain.ids import ChatId, ReminderId, SessionId
from bot.domain.message import Button, Message, message, phrase
from bot.domain.own import Piece
from bot.domain.reminder import Reminder, Ring
from bot.domain.session import Programme, Session
from bot.ports import Chat, Kind, Lane, Limits, Now, Outgoing, Row, Turn, Work

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = timedelta(minutes=1)

ANNA = ChatId(4_000_000_001)
BERT = ChatId(-1_001_234_567_890)

HELLO = message(phrase("hello", name="<Anna>"), buttons=((Button(phrase("button.start"), "s:1"),),))

STEPS = (
    Step(StepKind.settle, PhraseId("step.settle"), PhraseId("settle.name"), 10),
    Step(
        StepKind.technique, PhraseId("step.kneading"), PhraseId("kneading.name"), 40, TechniqueKey("kneading")
    ),
    Step(StepKind.breathing, PhraseId("step.breathing"), PhraseId("breathing.name"), 20, sides=2),
)
THREE_STEPS = Programme(RoutineKey("taster"), Audience.alone, STEPS)


PIECES = (Piece(TechniqueKey("kneading"), 180), Piece(TechniqueKey("rolling"), 150))


def at(seconds: float) -> datetime:
    """Return the moment `seconds` after noon."""
    return NOON + seconds * SECOND


def now(people: float = 0, wire: float | None = None) -> Now:
    """Return both clocks, in seconds after noon; the wire's is the people's unless given."""
    return Now(at(people), at(people if wire is None else wire))


def chat(id: ChatId = ANNA, **changes: Any) -> Chat:
    """Return a chat that reads English."""
    return Chat(**{"id": id, "language": Language("en"), **changes})


def outgoing(key: str, to: ChatId = ANNA, **changes: Any) -> Outgoing:
    """Return a reply that was written at noon."""
    values: dict[str, Any] = {"kind": Kind.reply, "message": HELLO, "lane": Lane.reply, "written_at": NOON}
    return Outgoing(**{"chat": to, "key": key, **values, **changes})


def claim(
    work: Work,
    limit: int = 100,
    people: float = 0,
    wire: float | None = None,
    spent: Collection[ChatId] = (),
) -> list[Row]:
    """Claim at `people` and `wire` seconds after noon; for `spent` chats only what is urgent."""
    return work.outbox.claim(
        now(people, wire), Limits(limit, limit, limit, slow=limit, news=limit), "here", LEASE, waiting(spent)
    )


def waiting(spent: Collection[ChatId] = (), kept: Collection[ChatId] = ()) -> Mapping[ChatId, Turn]:
    """Return the turns of chats that have had their share, and of those with a place left for the session."""
    far, past = at(10**6), at(-(10**6))
    return {chat: Turn(past, far) for chat in kept} | {chat: Turn(far, far) for chat in spent}


def begin(work: Work, id: ChatId = ANNA, programme: Programme = THREE_STEPS) -> Session:
    """Begin a session, of three steps if no other programme is given, at noon."""
    return work.sessions.add(walk.begin(SessionId(0), id, programme, NOON))


def reminder(id: ChatId = ANNA, hour: int = 9, **changes: Any) -> Reminder:
    """Return a daily reminder that rings next at noon."""
    values: dict[str, Any] = {"at": time(hour, 30), "days": DAILY, "ring": Ring(NOON.date(), NOON)}
    return Reminder(**{"id": ReminderId(0), "chat": id, **values, **changes})


def text(words: str) -> Message:
    """Return a message of one phrase."""
    return message(phrase(words))

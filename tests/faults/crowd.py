"""Chats with reminders or sessions that are about to be due, put straight into a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.actions.playing.record import announce
from bot.domain.catalogue import Audience, Catalogue, Language, RoutineKey
from bot.domain.days import DAILY
from bot.domain.ids import ChatId, ReminderId
from bot.domain.reminder import Reminder, Ring
from bot.ports import Chat, Now, Work
from bot.storage.database import open_database

SOLO = RoutineKey("taster")


async def prepare(url: str, catalogue: Catalogue, *parts: Callable[[Work], None]) -> None:
    """Make the database and write all `parts` in one commit."""
    database = open_database(url, catalogue)
    try:
        await database.migrate()

        def write(work: Work) -> None:
            for part in parts:
                part(work)

        await database.run(write)
    finally:
        await database.close()


def known(work: Work, chat: int) -> None:
    """Let a chat be known, with a zone and past the safety question."""
    yes = work.catalogue.safety_version
    work.chats.put(Chat(ChatId(chat), Language("en"), zone="UTC", safety_yes=yes))


def reminders(due: Iterable[tuple[int, datetime]]) -> Callable[[Work], None]:
    """Give each chat a daily reminder that rings next at its moment."""

    def write(work: Work) -> None:
        for chat, at in due:
            known(work, chat)
            ring = Ring(at.date(), at)
            work.reminders.add(Reminder(ReminderId(0), ChatId(chat), at.time(), DAILY, ring))

    return write


def sessions(
    chats: Iterable[int], now: datetime, audience: Audience = Audience.alone
) -> Callable[[Work], None]:
    """Begin a taster in each chat at `now`, with its get-ready count waiting to be sent."""

    def write(work: Work) -> None:
        steps = work.catalogue.routines[SOLO].plans[audience]
        reading = Now(people=now, wire=now, jitter=timedelta(0))
        for chat in chats:
            known(work, chat)
            session = work.sessions.begin(ChatId(chat), SOLO, audience, tuple(steps), now)
            announce(work, session, reading)

    return write

"""Chats with reminders or sessions that are about to be due, put straight into a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.actions.playing.record import announce
from bot.actions.scene import Visit
from bot.domain import walk
from bot.domain.catalogue import Audience, Catalogue, Language, RoutineKey
from bot.domain.days import DAILY
from bot.domain.ids import ChatId, ReminderId, SessionId
from bot.domain.pictures import Pictures
from bot.domain.reminder import Reminder, Ring
from bot.domain.session import Programme
from bot.ports import Chat, Now, Work
from bot.storage.database import open_database

SOLO = RoutineKey("taster")

Part = Callable[[Work, Catalogue], None]  # writes what a test needs


async def prepare(url: str, catalogue: Catalogue, *parts: Part) -> None:
    """Make the database and write all `parts` in one commit."""
    database = open_database(url)
    try:
        await database.migrate()

        def write(work: Work) -> None:
            for part in parts:
                part(work, catalogue)

        await database.run(write)
    finally:
        await database.close()


def known(work: Work, texts: Catalogue, chat: int, pictures: Pictures = Pictures.off) -> None:
    """Write a chat that has a zone and has answered the safety question.

    Most tests count the calls of words, so these chats have no pictures.
    """
    yes = texts.gate_of(Language("en"))
    work.chats.put(Chat(ChatId(chat), Language("en"), zone="UTC", safety_yes=yes, pictures=pictures))


def people(chats: Iterable[int], pictures: Pictures = Pictures.off) -> Part:
    """Write all of `chats` as chats that the bot knows."""

    def write(work: Work, texts: Catalogue) -> None:
        for chat in chats:
            known(work, texts, chat, pictures)

    return write


def reminders(due: Iterable[tuple[int, datetime]]) -> Part:
    """Give each chat a daily reminder that rings next at its moment."""

    def write(work: Work, texts: Catalogue) -> None:
        for chat, at in due:
            known(work, texts, chat)
            ring = Ring(at.date(), at)
            work.reminders.add(Reminder(ReminderId(0), ChatId(chat), at.time(), DAILY, ring))

    return write


def sessions(
    chats: Iterable[int],
    now: datetime,
    audience: Audience = Audience.alone,
    pictures: Pictures = Pictures.off,
) -> Part:
    """Begin a taster in each chat at `now`, with its get-ready count waiting to be sent.

    `now` must not be later than people's time when the bot starts (`tests/faults/beginning.py` says why).
    """

    def write(work: Work, texts: Catalogue) -> None:
        steps = texts.routines[SOLO].plans[audience]
        programme = Programme(SOLO, audience, tuple(steps))
        reading = Now(people=now, wire=now, jitter=timedelta(0))
        for chat in chats:
            known(work, texts, chat, pictures)
            session = work.sessions.add(walk.begin(SessionId(0), ChatId(chat), programme, now))
            announce(Visit(work, texts, session.chat, reading), session)

    return write

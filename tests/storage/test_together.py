"""Reminders of many chats that ring in one unit of work ring as they would one chat at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, update

from bot.actions.keep_reminders import REMINDERS_AT_ONCE
from bot.actions.keep_time import keep_time
from bot.domain.added import Added
from bot.domain.away import Away
from bot.domain.back_off import Unheard
from bot.domain.catalogue import Audience, Catalogue, RoutineKey
from bot.domain.days import DAILY
from bot.domain.done import Deed, Done
from bot.domain.ids import ChatId, ReminderId
from bot.domain.liking import Liking
from bot.domain.own import own_key
from bot.domain.quiet import Quiet
from bot.domain.reminder import Reminder, Ring
from bot.ports import Kind, Lane, Outgoing, Work
from bot.storage import tables
from bot.storage.work import OpenWork
from tests.storage.samples import ANNA, NOON, PIECES, THREE_STEPS, begin, chat, now, text

CHATS = 40
ZONES = ("Europe/Berlin", "Asia/Tokyo", "America/New_York", "UTC")
TODAY = NOON.date()
A_DAY = timedelta(days=1)
WRITTEN = (
    *(tables.outbox, tables.reminders, tables.chats, tables.tips_shown, tables.sessions),
    tables.done_days,
)


def ago(days: int) -> date:
    """Return the date so many days before today."""
    return TODAY - days * A_DAY


class Life:
    """Writes a chat with a life of its own, whose reminder is due at noon."""

    def __init__(self, work: Work, connection: Connection, catalogue: Catalogue, number: int) -> None:
        self.dice = random.Random(number)
        self.chat = ChatId(number)
        self.work, self.connection, self.catalogue = work, connection, catalogue

    def sometimes(self, chance: float = 0.3) -> bool:
        return self.dice.random() < chance

    def is_lived(self) -> None:
        self.is_known()
        self.has_played()
        self.has_heard()
        self.likes_and_dislikes()
        self.has_reminders()

    def is_known(self) -> None:
        choose = self.dice.choice
        routine, audience = choose([None, RoutineKey("desk")]), choose([None, Audience.alone])
        known = chat(
            self.chat,
            zone=choose(ZONES),
            quiet=choose([None, None, Quiet(time(21), time(7)), Quiet(time(11), time(14))]),
            unheard=Unheard(choose([0, 0, 2, 7, 9, 14, 20, 30]), ago(1)),
            away=choose([None, None, Away(ago(0), NOON + A_DAY)]),
            last_routine=routine,
            last_audience=audience,
            last_minutes=choose([None, 5, 10]),
            day_begins=choose([0, 4]),
        )
        self.work.chats.put(known)
        if self.sometimes(0.15):
            own = self.work.own.add(self.chat, "Mine", PIECES)
            self.work.chats.put(replace(known, last_routine=own_key(own.id), last_audience=Audience.partner))

    def has_played(self) -> None:
        """Sessions of the last days, and perhaps one that goes on."""
        last = self.dice.randint(2, 9) if self.sometimes() else 0
        of_session = tables.sessions.c
        for days in range(1, last):
            session = begin(self.work, self.chat)
            began = NOON - days * A_DAY
            ended = {"state": "finished", "started_at": began, "ended_at": began, "ended_on": ago(days)}
            idle = {"due_at": None, "notifies_at": None, "ends_at": None}
            change = update(tables.sessions).where(of_session.id == session.id).values(**ended, **idle)
            self.connection.execute(change)
        if self.sometimes(0.15):
            begin(self.work, self.chat)
        for days in range(1, 5):
            if self.sometimes():
                self.work.done_days.add(self.chat, Done(ago(days), Deed.massage, NOON))
            if self.sometimes():
                self.work.added.add(self.chat, Added(ago(days), 10, NOON))

    def has_heard(self) -> None:
        """Rings that have arrived in the last days, and perhaps one of this minute."""
        of_row = tables.outbox.c
        for days in range(1, 6) if self.sometimes(0.5) else ():
            self.work.outbox.put(self.ring(days))
            is_this = (of_row.chat_id == self.chat, of_row.dedup_key == f"old:{days}")
            change = update(tables.outbox).where(*is_this).values(state="sent", message_id=100 + days)
            self.connection.execute(change)
        if self.sometimes(0.15):
            self.work.outbox.put(self.ring(0))

    def ring(self, days: int) -> Outgoing:
        at = NOON - days * A_DAY
        return Outgoing(self.chat, Kind.reminder, f"old:{days}", text("hello"), Lane.reminder, at)

    def likes_and_dislikes(self) -> None:
        for technique in list(self.catalogue.techniques)[:6]:
            if self.sometimes():
                self.work.likings.put(self.chat, technique, self.dice.choice(list(Liking)))
        for tip in list(self.catalogue.tips.values())[: self.dice.choice([0, 5, 1000])]:
            self.work.tips.show(self.chat, tip.key, NOON - self.dice.randint(1, 60) * A_DAY)
            if self.sometimes(0.02):
                self.work.tags_liked.put(self.chat, dict.fromkeys(tip.tags, 1))

    def has_reminders(self) -> None:
        for hour in range(self.dice.choice([1, 1, 2])):
            days = self.dice.choice([0, 0, 0, 1, 3])  # the bot may have been away
            ring: Ring | None = Ring(
                ago(days), NOON - days * A_DAY - timedelta(minutes=hour * self.dice.choice([0, 30]))
            )
            more: dict[str, Any] = self.dice.choice([{}, {}, {"once_on": TODAY}, {"snooze_at": NOON}])
            ring = None if "snooze_at" in more else ring
            self.work.reminders.add(Reminder(ReminderId(0), self.chat, time(9 + hour), DAILY, ring, **more))


def written(connection: Connection) -> dict[str, list[Any]]:
    """Return all that a ring may write. The rows of the outbox have their ids by turns."""
    columns = {table: [column for column in table.c if column.name != "id"] for table in WRITTEN}
    columns[tables.chats] = list(tables.chats.c)
    return {
        table.name: sorted(map(repr, connection.execute(select(*columns[table])).all())) for table in WRITTEN
    }


def ring_all(work: Work, catalogue: Catalogue, at_once: int) -> None:
    while keep_time(work, catalogue, now(1), at_once=at_once).more:
        pass


@contextmanager
def counted(connection: Connection) -> Iterator[list[str]]:
    """Yield the statements that are given to the database inside."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", note)


def test_many_chats_ring_together_as_each_would_alone(
    work: Work, connection: Connection, catalogue: Catalogue
) -> None:
    for number in range(1, CHATS + 1):
        Life(work, connection, catalogue, number).is_lived()
    before = written(connection)
    found = []
    for at_once in (1, 7, 1000):
        part = connection.begin_nested()
        ring_all(work, catalogue, at_once)
        found.append(written(connection))
        part.rollback()

    alone, some, all_together = found
    assert some == alone
    assert all_together == alone
    assert len(alone["outbox"]) > len(before["outbox"]) + CHATS
    assert all(alone[name] != before[name] for name in ("reminders", "chats", "tips_shown", "done_days"))


def test_rings_stop_where_somebody_waits_and_the_rest_stays_due(
    work: OpenWork, connection: Connection, catalogue: Catalogue
) -> None:
    """Each unit of work rings a few. In the end all have rung as they would without a stop."""
    for number in range(1, CHATS + 1):
        Life(work, connection, catalogue, number).is_lived()
    found = []
    for is_awaited in (False, True):
        part = connection.begin_nested()
        work.somebody_waits = partial(bool, is_awaited)
        kept = [keep_time(work, catalogue, now(1), at_once=1000)]
        while kept[-1].more:
            kept.append(keep_time(work, catalogue, now(1), at_once=1000))
        found.append((written(connection), kept))
        part.rollback()

    (at_once, [one]), (in_parts, several) = found
    assert in_parts == at_once
    assert sum(each.reminders for each in several) == one.reminders
    assert [each.was_cut for each in several] == [True] * (len(several) - 1) + [False]
    assert len(several) == -(-CHATS // REMINDERS_AT_ONCE)


def test_what_is_written_together_is_seen_by_the_next_question(work: Work, catalogue: Catalogue) -> None:
    """What was read ahead is never older than what was written."""
    one = chat(ChatId(1), zone="UTC")
    work.chats.put(one)
    tip, other = list(catalogue.tips)[:2]
    work.tips.show(one.id, tip, NOON)
    ring = Outgoing(one.id, Kind.reminder, "7:1", text("hello"), Lane.reminder, NOON)
    with work.together([one.id], NOON, NOON) as several:
        assert several.chats.get(one.id) == one
        assert not several.outbox.has_rung(one.id, NOON)
        assert several.sessions.live(one.id) is None

        several.chats.put(chat(one.id, zone="Asia/Tokyo"))
        several.tips.show(one.id, other, NOON)
        several.outbox.add(ring)
        begin(several, one.id, THREE_STEPS)

        kept = several.chats.get(one.id)
        assert kept is not None
        assert kept.zone == "Asia/Tokyo"
        assert set(several.tips.seen(one.id)) == {tip, other}
        assert several.outbox.has_rung(one.id, NOON)
        assert several.sessions.live(one.id) is not None
    assert not work.outbox.put(ring)


def test_changes_of_one_chat_keep_their_order(work: Work) -> None:
    one, other, unheard = chat(ChatId(1), zone="UTC"), chat(ChatId(2), zone="UTC"), Unheard(3, TODAY)
    work.chats.put(one)
    work.chats.put(other)
    with work.together([one.id, other.id], NOON, NOON) as several:
        several.chats.note_unheard(other.id, unheard)
        several.chats.put(one)
        several.chats.note_unheard(one.id, unheard)
        several.chats.put(replace(other, day_begins=4))

    kept = work.chats.get(one.id), work.chats.get(other.id)
    assert kept == (replace(one, unheard=unheard), replace(other, day_begins=4))


def test_a_row_of_another_chat_waits_on(work: Work, connection: Connection) -> None:
    """Nothing is written early if rows of two kinds come by turns, each for another chat."""
    many = [chat(ChatId(number), zone="UTC") for number in range(1, 21)]
    for each in many:
        work.chats.put(each)
    with work.together([each.id for each in many], NOON, NOON) as several, counted(connection) as statements:
        for one, other in zip(many[:10], many[10:], strict=True):
            several.chats.put(replace(one, day_begins=4))
            several.chats.note_unheard(other.id, Unheard(3, TODAY))
        assert statements == []

    assert [kept and kept.day_begins for kept in map(work.chats.get, [many[0].id, many[10].id])] == [4, 0]


def test_what_is_about_another_message_finds_it(work: Work) -> None:
    """It is written at once, by what each unit of work does."""
    cue = Outgoing(ANNA, Kind.cue, "7:1", text("hello"), Lane.countdown, NOON)
    removal = replace(cue, kind=Kind.removal, about=cue.key)
    with work.together([ANNA], NOON, NOON) as several:
        several.outbox.add(cue)
        several.outbox.add(removal)

    assert not work.outbox.put(removal)


def test_nothing_is_written_if_a_chat_fails(work: Work) -> None:
    one = chat(ChatId(1), zone="UTC")
    work.chats.put(one)

    with pytest.raises(RuntimeError), work.savepoint(), work.together([one.id], NOON, NOON) as several:
        several.chats.put(chat(one.id, zone="Asia/Tokyo"))
        raise RuntimeError

    assert work.chats.get(one.id) == one

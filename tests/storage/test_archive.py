"""What is kept about a chat goes into a file and comes back from it, whole or not at all."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Connection, Date, String, Table, Time, insert, select

from bot.archive.zipped import pack, unpack
from bot.domain import walk
from bot.domain.catalogue import TechniqueKey, TipKey
from bot.domain.days import WEEKDAYS
from bot.domain.ids import ChatId
from bot.domain.liking import Liking
from bot.domain.own import Draft
from bot.domain.written import Written
from bot.ports import Archive, CannotTakeBack
from bot.storage import migrations
from bot.storage.archive import REFERENCES, SHOWN_ONLY, TABLES
from bot.storage.columns import Span, Utc
from bot.storage.remains import Remains
from bot.storage.sqlite import connect
from bot.storage.tables import Id
from bot.storage.work import OpenWork
from tests.storage.samples import ANNA, BERT, NOON, PIECES, begin, chat, outgoing, reminder

CARL = ChatId(7)


def fill(work: OpenWork, who: ChatId = ANNA, name: str = "=Evening") -> None:
    """Let every table of chats hold something of this chat."""
    own = work.own.add(who, name, PIECES)
    work.own.share(own.id, "Anna")
    work.chats.put(chat(who, zone="Europe/Lisbon", last_routine=own.key))
    session = begin(work, who)
    work.sessions.put(replace(walk.stop(session, NOON), routine=own.key, played=(5, 7, 0)))
    work.reminders.add(reminder(who))
    work.likings.put(who, TechniqueKey("kneading"), Liking.more)
    work.tips.show(who, TipKey("stand_up"), NOON)
    work.drafts.put(Draft(who, PIECES, past=(PIECES[:1],), edits=own.id, asked_at=NOON, renames=own.id))
    work.outbox.put(outgoing("hello", who))
    work.broadcasts.draft(who, Written("News"), NOON)
    for table in TABLES[1:]:
        fill_in(table, work._connection, who)


def fill_in(table: Table, connection: Connection, who: ChatId) -> None:
    """Write some row into a table that has none of this chat yet: a table that these tests do not know."""
    if connection.execute(select(table).where(table.c.chat_id == who)).first() is None:
        values = {column.name: sample(column) for column in table.c if column.name != "id"}
        connection.execute(insert(table).values({**values, "chat_id": who}))


def sample(column: Column[Any]) -> Any:
    """Return a value that fits the type of the column."""
    match column.type:
        case Utc():
            return NOON
        case Date():
            return NOON.date()
        case Time():
            return NOON.time()
        case Span():
            return timedelta(minutes=1)
        case Boolean():
            return True
        case JSON():
            return ["x"]
        case String():
            return "+x"
    return 1


def kept(work: OpenWork, who: ChatId = ANNA) -> dict[str, Any]:
    archive = work.archives.of(who, NOON)
    assert archive is not None
    return {name: rows for name, rows in archive.tables.items() if name not in SHOWN_ONLY}


def archived(work: OpenWork, who: ChatId = ANNA) -> Archive:
    """Return the chat's archive after its way through the file."""
    archive = work.archives.of(who, NOON)
    assert archive is not None
    return unpack(pack(archive, "A note."))


@pytest.fixture
def elsewhere() -> Iterator[OpenWork]:
    """Another bot's database, in which the same ids belong to others."""
    opened = connect(None)
    migrations.upgrade(opened)
    with opened.begin():
        work = OpenWork(opened, Remains())
        work.chats.put(chat(BERT))
        fill(work, BERT, "Bert's")
        yield work
    opened.close()


def test_nothing_is_lost_on_the_way_out_and_in(work: OpenWork) -> None:
    fill(work)
    assert all(kept(work)[table.name] for table in TABLES if table.name not in SHOWN_ONLY), "fill every table"
    before, archive = kept(work), archived(work)
    [set_before] = work.reminders.of(ANNA)
    work.reminders.put(replace(set_before, at=time(20), days=WEEKDAYS))
    work.likings.drop(ANNA, TechniqueKey("kneading"))
    work.chats.put(chat(ANNA, zone="Asia/Tokyo"))

    work.archives.take_back(archive, ANNA)

    assert kept(work) == before


def test_in_another_database_rows_get_new_ids_and_still_belong_together(
    work: OpenWork, elsewhere: OpenWork
) -> None:
    fill(work)
    others = kept(elsewhere, BERT)

    elsewhere.archives.take_back(archived(work), ANNA)

    assert kept(elsewhere, BERT) == others
    [own] = elsewhere.own.of(ANNA)
    [old] = work.own.of(ANNA)
    assert own.id not in {each.id for each in elsewhere.own.of(BERT)}
    assert (own.name, own.pieces, own.token) == (old.name, old.pieces, old.token)
    known = elsewhere.chats.get(ANNA)
    assert known is not None and known.last_routine == own.key
    assert [each.routine for each in elsewhere.sessions.history(ANNA, 5)] == [own.key]
    draft = elsewhere.standing(ANNA).draft
    assert draft is not None and (draft.edits, draft.renames) == (own.id, own.id)


def test_a_copy_of_a_chat_leaves_the_links_with_the_chat_that_has_them(work: OpenWork) -> None:
    fill(work)
    token = work.own.of(ANNA)[0].token

    work.archives.take_back(archived(work), CARL)

    assert [each.token for each in work.own.of(ANNA)] == [token]
    assert [(each.token, each.sender) for each in work.own.of(CARL)] == [(None, None)]


def test_a_session_that_was_on_is_stopped(work: OpenWork) -> None:
    work.chats.put(chat(ANNA, zone="Pacific/Kiritimati"))
    session = begin(work)
    archive = archived(work)

    work.archives.take_back(archive, ANNA)

    assert work.sessions.live(ANNA) is None
    stopped = work.sessions.get(session.id)
    assert stopped is not None and (stopped.ended_at, stopped.due_at) == (NOON, None)
    assert stopped.ended_on == NOON.date() + timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda tables: tables["chats"][0].update(colour="red"), "newer"),
        (lambda tables: tables.update(dreams=[{"chat_id": 1}]), "newer"),
        (lambda tables: tables["reminders"].extend(copy.deepcopy(tables["reminders"]) * 7), "fit"),
        (lambda tables: tables["own_routines"][0].update(name="x" * 5000), "fit"),
        (lambda tables: tables["own_routines"][0]["pieces"][0].__setitem__(1, 10**9), "fit"),
        (lambda tables: tables["chats"][0].update(zone="Atlantis/Capital"), "fit"),
        # The streak would be counted from there on, day by day.
        (lambda tables: tables["done_days"][0].update(on="0001-01-01"), "fit"),
        (lambda tables: tables["added_sessions"][0].update(on="9999-12-31"), "fit"),
        (lambda tables: tables["sessions"][0].update(ended_on="9999-12-31"), "fit"),
        (lambda tables: tables["sessions"][0].pop("state"), "missing"),
        (lambda tables: tables["chats"].clear(), "about one chat"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_whole(work: OpenWork, change: Any, said: str) -> None:
    fill(work)
    archive, before = archived(work), kept(work)
    change(archive.tables)

    with pytest.raises(CannotTakeBack, match=said):
        work.archives.take_back(archive, ANNA)

    assert kept(work) == before


def test_whatever_a_value_becomes_nothing_is_half_taken(work: OpenWork) -> None:
    """Each column in turn holds each of some strange values; the file is taken or refused, and no more.

    What is taken is undone, so what is kept changes only if a refused file leaves something.
    """
    fill(work)
    archive, before = archived(work), kept(work)
    refused = 0
    for table, strange in itertools.product(TABLES, [None, -1, "", 10**30, ["x"], {"a": 1}]):
        if table.name in SHOWN_ONLY:
            continue
        for column in table.c:
            changed = copy.deepcopy(archive)
            row: Any = changed.tables[table.name][0]
            row[column.name] = strange
            with suppress(Undone), work.savepoint():
                try:
                    work.archives.take_back(changed, ANNA)
                except CannotTakeBack:
                    refused += 1
                else:
                    work.archives.take_back(archive, ANNA)
                    raise Undone
        assert kept(work) == before, (table.name, strange)
    assert refused > 300


class Undone(Exception):
    """Lets a savepoint undo what was written."""


def test_columns_that_name_rows_of_other_tables_are_known() -> None:
    """A new column with the id of another row must be renumbered, too: name it in REFERENCES."""
    ids = {
        (table.name, column.name)
        for table in TABLES
        if table.name not in SHOWN_ONLY
        for column in table.c
        if column.type._variant_mapping == Id._variant_mapping and column.name != "id"
    }
    assert ids == set(REFERENCES)

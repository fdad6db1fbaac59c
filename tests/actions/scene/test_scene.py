"""What is read once a unit of work stays true while the unit writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, event

from bot.actions.saying.answers import key_of
from bot.actions.scene import Scene, Visit
from bot.domain import walk
from bot.domain.catalogue import Language, TechniqueKey
from bot.domain.ids import ChatId, MessageId, PersonId, UpdateId
from bot.domain.liking import Liking
from bot.domain.own import Draft
from bot.ports import Asked, Chat, ManagersOnly
from bot.storage import migrations
from bot.storage.remains import Remains
from bot.storage.sqlite import connect
from bot.storage.work import OpenWork
from tests import once
from tests.storage.samples import ANNA, BERT, PIECES, THREE_STEPS, at, chat, now

TEXTS = once.catalogue()
CARL = ChatId(3003)  # nobody knows him


@pytest.fixture
def connection() -> Iterator[Connection]:
    opened = connect(None)
    migrations.upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def work(connection: Connection) -> Iterator[OpenWork]:
    """A unit of work that knows two chats."""
    with connection.begin() as transaction:
        opened = OpenWork(connection, Remains())
        opened.chats.put(chat(ANNA))
        opened.chats.put(chat(BERT))
        yield opened
        transaction.rollback()


@pytest.fixture
def statements(connection: Connection) -> list[str]:
    """Every statement that runs from now on."""
    ran: list[str] = []

    @event.listens_for(connection, "before_cursor_execute")
    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        ran.append(statement)

    return ran


def scene_of(work: OpenWork, id: ChatId = ANNA, *, may_manage: bool = True) -> Scene:
    asked = Asked(UpdateId(1), id, PersonId(id), now(), Language("en"), may_manage=may_manage)
    return Scene(work, TEXTS, asked)


def stored(work: OpenWork, scene: Visit) -> tuple[Chat | None, object]:
    """Return the chat and the live session as the database has them."""
    return work.chats.get(scene.chat_id), work.sessions.live(scene.chat_id)


def test_chat_session_and_draft_are_read_together_and_once(work: OpenWork, statements: list[str]) -> None:
    scene = scene_of(work)
    statements.clear()

    for _ in range(3):
        assert (scene.chat, scene.live, scene.zone) == (chat(ANNA), None, chat(ANNA).zone)
        assert scene.draft is None

    assert len(statements) == 1


def test_the_clock_reads_the_session_only_where_it_asks_for_it(work: OpenWork, statements: list[str]) -> None:
    visit = Visit(work, TEXTS, ANNA, now())
    statements.clear()

    assert (visit.known, visit.zone) == (chat(ANNA), chat(ANNA).zone)
    assert len(statements) == 1
    assert (visit.live, visit.live) == (None, None)
    assert len(statements) == 2


def test_each_answer_has_its_own_number(work: OpenWork) -> None:
    """Also those of the same scene without its tap; another scene of the same update begins again."""
    asked = Asked(UpdateId(1), ANNA, PersonId(ANNA), now(), Language("en"), pressed=MessageId(7))
    scene, again = Scene(work, TEXTS, asked), Scene(work, TEXTS, asked)
    untapped = scene.untapped()

    assert [each.number_answer() for each in (scene, untapped, scene, untapped)] == [1, 2, 3, 4]
    assert again.number_answer() == 1
    assert [key_of(scene), key_of(untapped)] == ["1:5", "1:6"]


def test_a_draft_that_is_kept_is_what_is_read_next(work: OpenWork) -> None:
    scene, draft = scene_of(work), Draft(ANNA, PIECES)

    scene.keep_draft(draft)
    assert scene.draft == draft == work.standing(ANNA).draft

    scene.drop_draft()
    assert scene.draft is None
    assert work.standing(ANNA).draft is None

    scene.keep_draft(draft)
    scene.forget()
    assert scene.draft is None
    assert work.standing(ANNA).draft is None


def test_what_is_kept_is_what_is_read_next(work: OpenWork) -> None:
    """After every way to write, the scene says what the database says."""
    scene = scene_of(work)

    scene.keep(replace(scene.chat, zone="Asia/Tokyo"))
    assert scene.zone == "Asia/Tokyo"
    assert (scene.chat, scene.live) == stored(work, scene)

    began = scene.begin(THREE_STEPS)
    assert scene.live == began
    assert (scene.chat, scene.live) == stored(work, scene)

    scene.keep_session(walk.pause(began, at(1)))
    assert (scene.chat, scene.live) == stored(work, scene)
    assert scene.live is not None

    scene.keep_session(walk.stop(scene.live, at(2)))
    assert scene.live is None
    assert (scene.chat, scene.live) == stored(work, scene)

    scene.forget()
    assert (scene.known, scene.live) == stored(work, scene) == (None, None)


def test_likings_are_read_once_and_anew_after_a_change(work: OpenWork, statements: list[str]) -> None:
    scene, kneading = scene_of(work), TechniqueKey("kneading")
    statements.clear()
    assert (scene.likings, scene.likings) == ({}, {})
    assert len(statements) == 1

    scene.keep_liking(kneading, Liking.less)
    assert scene.likings == {kneading: Liking.less} == work.likings.of(ANNA)

    scene.drop_liking(kneading)
    assert scene.likings == {} == work.likings.of(ANNA)

    scene.keep_liking(kneading, Liking.more)
    scene.forget()
    assert scene.likings == {} == work.likings.of(ANNA)


def test_a_session_that_ended_before_hides_no_live_one(work: OpenWork) -> None:
    scene = scene_of(work)
    ended = scene.begin(THREE_STEPS)
    scene.keep_session(walk.stop(ended, at(1)))
    live = scene.begin(THREE_STEPS)
    again = scene.sessions.get(ended.id)
    assert again is not None

    scene.keep_session(replace(again, softer=1))

    assert scene.live == live


def test_whoever_asks_is_known_and_reachable_from_then_on(work: OpenWork) -> None:
    new = scene_of(work, CARL)
    assert new.known is None
    assert new.chat == Chat(CARL, Language("en")) == work.chats.get(CARL)
    assert new.is_new
    work.chats.put(replace(chat(ANNA), is_gone=True))

    back = scene_of(work)

    assert back.chat == chat(ANNA) == work.chats.get(ANNA)
    assert not back.is_new


def test_a_group_that_moved_is_visited_under_its_new_number(work: OpenWork) -> None:
    scene = scene_of(work)
    began = scene.begin(THREE_STEPS)

    there = scene.move(ANNA, CARL)

    assert (scene.known, scene.live) == (None, None)
    assert there.known == replace(chat(ANNA), id=CARL)
    assert there.live == replace(began, chat=CARL)
    assert there.move(ANNA, CARL) is there


def test_without_the_tap_it_is_still_the_same_scene(work: OpenWork) -> None:
    """What one of the two writes the other one knows."""
    tapped = scene_of(work)
    untapped = tapped.untapped()

    untapped.keep(replace(untapped.chat, zone="Asia/Tokyo"))
    began = untapped.begin(THREE_STEPS)

    assert untapped.asked.pressed is None
    assert (tapped.zone, tapped.live) == ("Asia/Tokyo", began)


def test_a_visit_after_a_rollback_reads_what_is_there(work: OpenWork) -> None:
    """A visit ends with its savepoint; the next one is not told what was undone."""
    with pytest.raises(ZeroDivisionError), work.savepoint():
        visit = Visit(work, TEXTS, ANNA, now())
        visit.keep(replace(chat(ANNA), zone="Asia/Tokyo"))
        visit.begin(THREE_STEPS)
        raise ZeroDivisionError

    after = Visit(work, TEXTS, ANNA, now())

    assert (after.known, after.live) == (chat(ANNA), None)


def test_only_who_manages_the_chat_goes_on(work: OpenWork) -> None:
    scene_of(work).look_who_manages()

    with pytest.raises(ManagersOnly):
        scene_of(work, may_manage=False).look_who_manages()

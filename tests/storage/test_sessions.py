from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from bot.domain import walk
from bot.domain.ids import SessionId
from bot.domain.plan import NO_CUE, Cues, Pace
from bot.ports import Work
from bot.storage.problems import StaleVersion
from tests.storage.samples import ANNA, BERT, NOON, THREE_STEPS, at, begin


def test_a_session_keeps_its_pace_and_its_cues(work: Work) -> None:
    begun = begin(work, programme=replace(THREE_STEPS, pace=Pace.practised, cues=Cues.ten | Cues.sound))

    assert work.sessions.get(begun.id) == begun
    assert (begun.pace, begun.cues, begun.cued) == (Pace.practised, Cues.ten | Cues.sound, NO_CUE)


def test_a_new_session_is_getting_ready_and_comes_back_whole(work: Work) -> None:
    session = begin(work)

    assert session.is_getting_ready
    assert work.sessions.get(session.id) == session
    assert work.sessions.live(ANNA) == session
    assert work.sessions.live(BERT) is None


@pytest.mark.parametrize("seconds", [20, 30, 45.5, 100])
def test_a_session_comes_back_exactly_in_every_state(work: Work, seconds: float) -> None:
    begun = begin(work)
    running = walk.start_now(begun, at(3))
    for changed in (running, walk.pause(running, at(seconds)), walk.stop(running, at(5.000001))):
        stored = work.sessions.get(begun.id)
        assert stored is not None
        changed = replace(changed, card_edited_at=at(1), version=stored.version)

        work.sessions.put(changed)

        assert work.sessions.get(begun.id) == replace(changed, version=changed.version + 1)


def test_a_session_keeps_the_local_date_of_its_end(work: Work) -> None:
    ended = walk.date_end(walk.stop(begin(work), at(5)), ZoneInfo("Pacific/Kiritimati"), 0)

    work.sessions.put(ended)

    kept = work.sessions.get(ended.id)
    assert kept is not None
    assert kept.ended_on == ended.ended_on == date(2026, 11, 23)


def test_a_version_that_is_no_longer_stored_is_refused(work: Work) -> None:
    read = begin(work)
    work.sessions.put(walk.start_now(read, at(1)))
    stored = work.sessions.get(read.id)

    with pytest.raises(StaleVersion):
        work.sessions.put(walk.stop(read, at(2)))

    assert work.sessions.get(read.id) == stored


def test_a_session_that_is_put_off_is_due_later_and_stays_as_it_is(work: Work) -> None:
    session = begin(work)

    work.sessions.put_off(session.id, at(600))

    assert work.sessions.due(at(599), 10) == []
    assert work.sessions.due(at(600), 10) == [session.id]
    assert work.next_due() == (at(600), at(600))
    work.sessions.put(session)
    assert work.next_due() == (session.due_at, session.notifies_at)


def test_a_waiting_session_that_is_put_off_has_nothing_to_say(work: Work) -> None:
    begun = begin(work)
    work.sessions.put(walk.pause(walk.start_now(begun, at(3)), at(20)))

    work.sessions.put_off(begun.id, at(600))

    assert work.next_due() == (at(600), None)


def test_a_forgotten_session_cannot_be_put(work: Work) -> None:
    session = begin(work)
    work.chats.forget(ANNA)

    with pytest.raises(StaleVersion):
        work.sessions.put(session)


def test_a_chat_has_one_live_session(work: Work) -> None:
    first = begin(work)

    with pytest.raises(IntegrityError), work.savepoint():
        begin(work)

    work.sessions.put(walk.stop(first, at(1)))
    assert work.sessions.live(ANNA) is None
    second = begin(work)
    assert work.sessions.live(ANNA) == second


def test_the_id_of_a_deleted_session_is_not_given_again(work: Work) -> None:
    gone = begin(work, BERT)
    work.chats.forget(BERT)

    assert begin(work).id > gone.id


def test_due_are_those_that_time_alone_changes_longest_overdue_first(work: Work) -> None:
    started = walk.start_now(begin(work), at(0))
    work.sessions.put(started)
    getting_ready = begin(work, BERT)

    assert work.sessions.due(at(4.9), 10) == []
    assert work.sessions.due(at(5), 10) == [getting_ready.id]
    assert work.sessions.due(at(20), 10) == [getting_ready.id, started.id]
    assert work.sessions.due(at(20), 1) == [getting_ready.id]


def test_all_live_are_those_that_have_not_ended(work: Work) -> None:
    paused, running = begin(work), begin(work, BERT)
    work.sessions.put(walk.pause(paused, at(1)))
    assert work.sessions.all_live() == [running.id, paused.id]

    work.sessions.put(walk.stop(running, at(2)))
    assert work.sessions.all_live() == [paused.id]


def test_what_is_due_next_follows_the_sessions(work: Work) -> None:
    assert work.next_due() == (None, None)

    session = begin(work)
    assert work.next_due() == (session.edit_at, session.ends_at)

    work.sessions.put(walk.pause(session, at(1)))
    assert work.next_due() == (at(1) + timedelta(hours=24), None)


def test_an_unknown_session_is_none(work: Work) -> None:
    assert work.sessions.get(SessionId(12345)) is None


def test_a_moment_without_a_zone_is_refused_and_not_shown(work: Work) -> None:
    naive = replace(begin(work), ends_at=datetime(2031, 5, 6), edit_at=None)

    with pytest.raises((StatementError, TypeError)) as refused:
        work.sessions.put(naive)

    assert "2031" not in str(refused.value)
    assert NOON.tzinfo is not None

from dataclasses import replace
from typing import Any

import pytest

from bot.domain import walk
from bot.domain.catalogue import RoutineKey, TechniqueKey
from bot.domain.history import Totals
from bot.domain.ids import ChatId
from bot.domain.liking import Liking
from bot.domain.session import Feeling, Session
from bot.ports import Work
from tests.storage.samples import ANNA, BERT, at, begin, chat, now

KNEADING, TAPPING = TechniqueKey("kneading"), TechniqueKey("tapping")


def play(work: Work, seconds: float = 30, chat: ChatId = ANNA) -> Session:
    """Begin at noon, play at once for `seconds`, and stop; return the session as stored."""
    begun = begin(work, chat)
    running = walk.start_now(begun, at(0))
    if seconds > 10:
        running = walk.advance(running, at(10))
    ended = walk.stop(running, at(seconds))
    work.sessions.put(ended)
    stored = work.sessions.get(begun.id)
    assert stored is not None
    return stored


def test_how_it_felt_comes_back(work: Work) -> None:
    session = play(work)

    for feeling in Feeling:
        session = work.sessions.put(replace(session, feels=feeling))

        assert work.sessions.get(session.id) == session


def test_the_history_has_the_newest_first_and_no_more_than_asked_for(work: Work) -> None:
    played = [play(work, seconds) for seconds in (20, 30, 25)]

    assert work.sessions.history(ANNA, 10) == [played[1], played[2], played[0]]
    assert work.sessions.history(ANNA, 1) == [played[1]]
    assert work.sessions.history(BERT, 10) == []


def test_what_runs_or_never_began_is_no_history(work: Work) -> None:
    unplayed = begin(work)
    work.sessions.put(walk.stop(unplayed, at(5)))
    running = walk.start_now(begin(work), at(6))
    work.sessions.put(walk.advance(running, at(17)))

    assert work.sessions.history(ANNA, 10) == []
    assert work.sessions.totals(ANNA) == Totals(0, 0, {})


def test_totals_count_sessions_seconds_and_techniques(work: Work) -> None:
    for seconds, whose in ((20, ANNA), (30, ANNA), (5, ANNA), (40, BERT)):
        play(work, seconds, whose)

    assert work.sessions.totals(ANNA) == Totals(3, 55, {KNEADING: 30})
    assert work.sessions.totals(BERT) == Totals(1, 40, {KNEADING: 30})


def test_a_liking_is_replaced_and_dropped(work: Work) -> None:
    work.likings.put(ANNA, KNEADING, Liking.more)
    work.likings.put(ANNA, KNEADING, Liking.less)
    work.likings.put(ANNA, TAPPING, Liking.more)
    work.likings.put(BERT, TAPPING, Liking.less)

    assert work.likings.of(ANNA) == {KNEADING: Liking.less, TAPPING: Liking.more}

    work.likings.drop(ANNA, KNEADING)
    work.likings.drop(ANNA, KNEADING)

    assert work.likings.of(ANNA) == {TAPPING: Liking.more}
    assert work.likings.of(BERT) == {TAPPING: Liking.less}


@pytest.mark.parametrize(
    "setting", [{"asks_rating": False}, {"safety_yes": "1"}, {"last_routine": RoutineKey("taster")}]
)
def test_a_chat_with_nothing_but_a_setting_or_a_liking_is_not_swept_away(
    work: Work, setting: dict[str, Any]
) -> None:
    work.chats.put(chat(ANNA, **setting))
    work.likings.put(BERT, TAPPING, Liking.less)

    work.receipts.sweep(now(10**6))

    assert work.chats.get(ANNA) == chat(ANNA, **setting)
    assert work.chats.get(BERT) is not None


def test_a_group_that_moves_takes_its_likings_along(work: Work) -> None:
    work.likings.put(BERT, KNEADING, Liking.less)
    work.likings.put(ANNA, KNEADING, Liking.more)
    work.likings.put(ANNA, TAPPING, Liking.more)

    work.chats.move(BERT, ANNA)

    assert work.likings.of(ANNA) == {KNEADING: Liking.less, TAPPING: Liking.more}
    assert work.likings.of(BERT) == {}

"""Days that count by themselves: what was done on them, and which of them wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.done import Deed, Done
from bot.domain.ids import ChatId
from bot.ports import Kind, Lane
from bot.storage.work import OpenWork
from tests.storage.samples import ANNA, BERT, NOON, at, chat, claim, outgoing

A_DAY = timedelta(days=1)
TODAY = NOON.date()


def test_a_deed_is_noted_once_a_day(work: OpenWork) -> None:
    deed = Done(NOON.date(), next(iter(Deed)), NOON)

    assert work.done_days.add(ANNA, deed)
    assert not work.done_days.add(ANNA, deed)
    assert work.done_days.since(ANNA, NOON.date()) == [deed]


def test_days_of_an_outage_wait_and_are_no_deeds(work: OpenWork) -> None:
    """They stay when a time away ends, and when what was done is taken back."""
    work.away_days.add(ANNA, [TODAY, TODAY + A_DAY], NOON)
    work.away_days.add_outage(ANNA, [TODAY - A_DAY, TODAY], NOON)
    work.away_days.add_outage(ANNA, [TODAY], NOON)
    work.away_days.add_outage(BERT, [], NOON)

    work.away_days.end(ANNA, TODAY)
    assert work.done_days.drop(ANNA, TODAY) == 0

    assert work.away_days.of(ANNA) == {TODAY - A_DAY, TODAY}
    assert work.away_days.of(BERT) == set()
    assert work.done_days.since(ANNA, TODAY - A_DAY) == []
    assert work.sessions.last_day(ANNA) is None


def ring(to: ChatId, key: str, **changes: Any) -> Any:
    of_ring = {"kind": Kind.reminder, "lane": Lane.reminder, "expires_at": at(60), **changes}
    return outgoing(key, to, **of_ring)


def test_a_ring_that_telegram_did_not_take_in_time_lets_its_day_wait(work: OpenWork) -> None:
    """By the person's own clock: it is noon in UTC, and 2 o'clock on the next date in Kiritimati."""
    for who, zone, begins in ((ANNA, "Pacific/Kiritimati", 0), (BERT, "Pacific/Kiritimati", 3)):
        work.chats.put(replace(chat(who), zone=zone, day_begins=begins))
        work.outbox.put(ring(who, "1:2026-11-23"))

    assert claim(work, people=61) == []

    assert work.away_days.of(ANNA) == {TODAY + A_DAY}
    assert work.away_days.of(BERT) == {TODAY}


@pytest.mark.parametrize("kind", [Kind.reply, Kind.word])
def test_other_messages_that_come_too_late_are_about_no_day(work: OpenWork, kind: Kind) -> None:
    work.outbox.put(ring(ANNA, "1", kind=kind))

    assert claim(work, people=61) == []

    assert work.away_days.of(ANNA) == set()


def test_a_ring_that_leaves_in_time_lets_no_day_wait(work: OpenWork) -> None:
    work.outbox.put(ring(ANNA, "1:2026-11-23"))

    assert len(claim(work, people=59)) == 1
    claim(work, people=61)

    assert work.away_days.of(ANNA) == set()

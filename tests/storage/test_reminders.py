from dataclasses import replace
from datetime import date, timedelta

from bot.domain.catalogue import TipKey
from bot.domain.days import WEEKDAYS
from bot.domain.ids import ChatId, ReminderId
from bot.domain.reminder import Ring
from bot.domain.tip_choice import TipSeen
from bot.ports import Work
from tests.storage.samples import ANNA, BERT, NOON, at, chat, reminder


def test_a_reminder_comes_back_as_it_was_put(work: Work) -> None:
    added = work.reminders.add(reminder())
    changed = replace(
        added, ring=Ring(date(2026, 11, 23), at(86400)), rung_on=date(2026, 11, 22), snooze_at=at(900.25)
    )

    work.reminders.put(changed)

    assert work.reminders.get(added.id) == changed


def test_the_same_hour_and_days_are_one_reminder(work: Work) -> None:
    first = work.reminders.add(reminder())

    assert work.reminders.add(reminder(ring=None)) == first
    assert work.reminders.add(reminder(days=WEEKDAYS)).id != first.id
    assert work.reminders.add(reminder(BERT)).id != first.id


def test_two_hours_are_two_reminders_in_the_order_of_the_day(work: Work) -> None:
    late, early = work.reminders.add(reminder(hour=21)), work.reminders.add(reminder(hour=7))

    assert work.reminders.of(ANNA) == [early, late]


def test_one_or_all_are_dropped_of_the_own_chat_only(work: Work) -> None:
    first = work.reminders.add(reminder(hour=7))
    work.reminders.add(reminder(hour=8))
    work.reminders.add(reminder(hour=9))
    kept = work.reminders.add(reminder(BERT))

    assert work.reminders.drop(BERT, first.id) == 0
    assert work.reminders.drop(ANNA, first.id) == 1
    assert work.reminders.drop(ANNA) == 2
    assert work.reminders.drop(ANNA) == 0
    assert work.reminders.of(BERT) == [kept]


def test_the_id_of_a_dropped_reminder_is_not_given_again(work: Work) -> None:
    gone = work.reminders.add(reminder())
    work.reminders.drop(ANNA)

    assert work.reminders.get(gone.id) is None
    assert work.reminders.add(reminder()).id > gone.id


def test_due_are_rings_and_snoozes_of_chats_that_can_be_reached(work: Work) -> None:
    rings = work.reminders.add(reminder(hour=9))
    snoozed = work.reminders.add(reminder(hour=8, ring=None, snooze_at=at(-5)))
    work.reminders.add(reminder(hour=7, ring=None))
    work.reminders.add(reminder(BERT))
    work.chats.put(chat(BERT, is_gone=True))

    assert work.reminders.due(at(-6), 10) == []
    assert work.reminders.due(at(0), 10) == [snoozed, rings]
    assert work.next_due() == (at(-5), at(-5))

    work.chats.put(chat(ANNA, is_gone=True))
    assert work.next_due() == (None, None)


def test_those_due_longest_come_first_and_a_chat_is_never_cut_apart(work: Work) -> None:
    def due(chat: ChatId, hour: int, minutes_ago: int) -> None:
        work.reminders.add(reminder(chat, hour, ring=None, snooze_at=NOON - timedelta(minutes=minutes_ago)))

    due(BERT, 7, 30)
    due(ANNA, 7, 20)
    due(BERT, 8, 10)

    assert [(found.chat, found.at.hour) for found in work.reminders.due(NOON, 1)] == [(BERT, 7), (BERT, 8)]
    assert {found.chat for found in work.reminders.due(NOON, 2)} == {ANNA, BERT}
    assert len(work.reminders.due(NOON, 2)) == 3


def test_what_is_due_in_a_chat_is_put_off_and_stays_as_it_is(work: Work) -> None:
    due = work.reminders.add(reminder())
    later = work.reminders.add(reminder(hour=10, ring=Ring(NOON.date(), at(60))))
    other = work.reminders.add(reminder(BERT))

    work.reminders.put_off(ANNA, NOON, at(300))

    assert work.reminders.due(at(299), 10) == [other, later]
    assert work.reminders.due(at(300), 10) == [other, later, due]
    work.reminders.put(due)
    assert work.reminders.due(NOON, 10) == [other, due]


def test_a_reminder_that_is_gone_stays_gone(work: Work) -> None:
    work.reminders.put(reminder(ring=None))

    assert work.reminders.get(ReminderId(0)) is None


def test_a_tip_is_remembered_with_when_it_was_shown_last(work: Work) -> None:
    work.tips.show(ANNA, TipKey("chin_tuck"), at(0))
    work.tips.show(ANNA, TipKey("lumbar_roll"), at(1))
    work.tips.show(ANNA, TipKey("chin_tuck"), at(2))

    assert work.tips.seen(ANNA) == {"chin_tuck": TipSeen(at(2), 2), "lumbar_roll": TipSeen(at(1))}
    assert work.tips.seen(BERT) == {}


def test_what_is_put_off_no_more_is_due_as_planned(work: Work) -> None:
    """The earlier of ring and snooze counts; a reminder without either is not due."""
    ring = Ring(date(2026, 11, 23), at(10))
    rings = work.reminders.add(reminder(hour=7, ring=ring))
    snoozed = work.reminders.add(reminder(hour=8, ring=ring, snooze_at=at(5)))
    only = work.reminders.add(reminder(hour=9, ring=None, snooze_at=at(7)))
    work.reminders.add(reminder(hour=10, ring=None))
    work.reminders.put_off(ANNA, at(20), at(600))
    assert work.reminders.due(at(20), 10) == []

    work.reminders.put_off_no_more()

    assert work.reminders.due(at(5), 10) == [snoozed]
    assert {each.id for each in work.reminders.due(at(10), 10)} == {rings.id, snoozed.id, only.id}
    assert work.reminders.all_snoozed() == [snoozed.id, only.id]

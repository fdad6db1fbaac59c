"""After a restore: what was due by now is passed over. It may have been sent since the backup was made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from bot.actions.move_back import PUT_OFF
from bot.actions.playing.record import record
from bot.actions.ringing.ring import pass_over
from bot.actions.scene import Visit
from bot.actions.scene.by_itself import by_itself
from bot.domain import walk
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.domain.reminder import Reminder, rings_until
from bot.domain.session import Session, State
from bot.ports import Now, Work

AT_ONCE = 100


@dataclass(slots=True)
class Behind:
    """How much was passed over."""

    messages: int = 0
    rings: int = 0
    sessions: int = 0  # that were interrupted; their chats are asked whether to go on


def put_behind(work: Work, texts: Catalogue, now: Now) -> Behind:
    """Let no message, ring or step that was due by now be sent; ask about sessions that were on."""
    behind = Behind(messages=work.outbox.expire_all())
    with by_itself(work, "A broadcast could not go on."):
        if (news := work.broadcasts.on_its_way()) is not None:
            work.broadcasts.stop(news.id, now.people)  # nobody knows any more whom it has reached
    work.reminders.put_off_no_more()
    while due := work.reminders.due(now.people, AT_ONCE):
        for chat in sorted({reminder.chat for reminder in due}):
            of_chat = [reminder for reminder in due if reminder.chat == chat]
            _pass_over(work, texts, chat, of_chat, now, behind)
    while back := work.chats.who_are_back(now.people, AT_ONCE):
        for chat in back:
            _end_time_away(work, chat, now)
    for number in work.sessions.all_live():
        put_off = partial(work.sessions.put_off, number, now.people + PUT_OFF)
        with by_itself(work, "A session could not be kept.", put_off):
            if session := work.sessions.get(number):
                behind.sessions += _interrupt(Visit(work, texts, session.chat, now), session)
    return behind


def _pass_over(
    work: Work, texts: Catalogue, number: ChatId, due: list[Reminder], now: Now, behind: Behind
) -> None:
    put_off = partial(work.reminders.put_off, number, now.people, now.people + PUT_OFF)
    with by_itself(work, "Reminders of a chat could not be kept.", put_off):
        visit = Visit(work, texts, number, now)
        chat = visit.known
        if chat is None or (chat.zone is None and not all(each.keeps_moment for each in due)):
            put_off()  # the time zone is not known
            return
        zone = ZoneInfo(chat.zone or "UTC")
        for reminder in due:
            moved = pass_over(visit, chat, reminder, zone)
            was_snoozed = moved.snooze_at is not None and moved.snooze_at <= now.people
            if was_snoozed:
                moved = replace(moved, snooze_at=None, snooze_from=None)
            work.reminders.put(moved)
            behind.rings += len(rings_until(reminder, zone, now.people)) + was_snoozed


def _end_time_away(work: Work, number: ChatId, now: Now) -> None:
    put_off = partial(work.chats.put_off, number, now.people + PUT_OFF)
    with by_itself(work, "It could not be said that a time away is over.", put_off):
        chat = work.chats.get(number)
        if chat is not None:
            work.chats.put(replace(chat, away=None))


def _interrupt(visit: Visit, session: Session) -> bool:
    """Let a session that was on wait, and ask; one that is over by now ends without a word."""
    now, chat = visit.now.people, visit.known
    after = walk.interrupt(session, now)
    if chat is None or chat.is_gone:
        after = walk.stop(after, now)
    if after.is_live and after.state is not session.state:
        record(visit, session, after)
        return after.state is State.outage
    if after != session:
        visit.keep_session(after)
    return False

"""What the last weeks of a person say: whether today is a day of rest, and which hour would suit better."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.scene import Visit
from bot.domain import better_hour, rest_day
from bot.domain.done import Deed
from bot.domain.reminder import Reminder
from bot.ports import Chat


def rests_today(visit: Visit) -> bool:
    """Is today a day of rest, after the massages of the last days?"""
    today = visit.today
    since = today - rest_day.LOOKS_BACK
    began_since = visit.now.people - rest_day.LOOKS_BACK - timedelta(days=2)
    massaged = [on for _, on in visit.sessions.finished(visit.chat_id, began_since) if on is not None]
    massaged += [done.on for done in visit.done_days.since(visit.chat_id, since) if done.what is Deed.massage]
    return rest_day.is_rest_day(massaged, today)


def is_done_on(visit: Visit, today: date) -> bool:
    """Has the person finished a session on the date `today`, or said "Done"?"""
    if visit.done_days.since(visit.chat_id, today):
        return True
    began = visit.sessions.finished(visit.chat_id, visit.now.people - timedelta(days=2))
    return any(on == today for _, on in began)


def better_hour_for(visit: Visit, chat: Chat, reminder: Reminder, zone: ZoneInfo) -> time | None:
    """Return an hour to suggest for the chat's only reminder; None: there is none, or it was asked lately."""
    today = visit.now.people.astimezone(zone).date()
    asked = chat.better_asked_on
    if asked is not None and today - asked < better_hour.ASKED_APART:
        return None
    found = better_hour.better_hour(_begun(visit, zone), reminder.at, zone)
    if found is None or (chat.quiet is not None and chat.quiet.covers(found)):
        return None
    weekly = [each for each in visit.reminders.of(visit.chat_id) if each.once_on is None]
    return found if len(weekly) == 1 else None


def _begun(visit: Visit, zone: ZoneInfo) -> list[datetime]:
    since = visit.now.people - better_hour.LOOKS_BACK
    begun = [began for began, _ in visit.sessions.finished(visit.chat_id, since)]
    done = visit.done_days.since(visit.chat_id, since.astimezone(zone).date())
    return begun + [each.at for each in done]

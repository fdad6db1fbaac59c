"""What the last weeks of a person say: whether today is a day of rest, and which hour would suit better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.actions.scene import Visit
from bot.domain import better_hour, rest_day
from bot.domain.done import Deed, Done
from bot.domain.own_day import day_of
from bot.domain.reminder import Reminder
from bot.ports import Chat


@dataclass(frozen=True, slots=True)
class Habits:
    """What a person did in the last weeks. `finished`: when each session began, and the date of its end."""

    today: date
    zone: ZoneInfo
    finished: Iterable[tuple[datetime, date | None]]
    done: Iterable[Done]
    added: Iterable[date]  # the dates of sessions that were added afterwards

    @property
    def rests_today(self) -> bool:
        """Is today a day of rest, after the massages of the last days?"""
        massaged = [*(on for _, on in self.finished if on is not None), *self.added]
        massaged += [each.on for each in self.done if each.what is Deed.massage]
        return rest_day.is_rest_day(massaged, self.today)

    @property
    def days_done(self) -> set[date]:
        """On which days has the person finished or added a session, or said "Done"?"""
        finished = (on for _, on in self.finished if on is not None)
        return {*finished, *(each.on for each in self.done), *self.added}

    def better_hour(self, hour: time) -> time | None:
        """Return an hour that would suit better than `hour`, or None."""
        begun = [*(began for began, _ in self.finished), *(each.at for each in self.done)]
        return better_hour.better_hour(begun, hour, self.zone)


def habits_of(visit: Visit, zone: ZoneInfo) -> Habits:
    """Read what the person of this chat did in the last weeks."""
    chat, since = visit.known, visit.now.people - better_hour.LOOKS_BACK
    return Habits(
        today=day_of(visit.now.people, zone, chat.day_begins if chat is not None else 0),
        zone=zone,
        finished=visit.sessions.finished(visit.chat_id, since),
        done=visit.done_days.since(visit.chat_id, since.astimezone(zone).date()),
        added=[each.on for each in visit.added.of(visit.chat_id)],
    )


def better_hour_for(visit: Visit, chat: Chat, reminder: Reminder, habits: Habits) -> time | None:
    """Return an hour to suggest for the chat's only reminder; None: there is none, or it was asked lately."""
    asked = chat.better_asked_on
    if asked is not None and habits.today - asked < better_hour.ASKED_APART:
        return None
    found = habits.better_hour(reminder.rings_at)
    if found is None or (chat.quiet is not None and chat.quiet.covers(found)):
        return None
    weekly = [each for each in visit.reminders.of(visit.chat_id) if each.once_on is None]
    return found if len(weekly) == 1 else None

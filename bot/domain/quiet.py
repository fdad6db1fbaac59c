"""Quiet hours: what the bot chooses to say waits for their end; what a person asks for does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.reminder import ring_on


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of a chat's day in which nothing unasked is said; they may cross midnight."""

    begins: time
    ends: time

    def covers(self, hour: time) -> bool:
        """Is `hour` (local) inside? The end is not."""
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends

    def covers_moment(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Is it quiet in `zone` at `moment`?"""
        return self.covers(moment.astimezone(zone).time())

    def begin_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return when (UTC) the quiet hours begin next after `moment`."""
        day = moment.astimezone(zone).date()
        begin = ring_on(day, self.begins, zone)
        return begin if begin > moment else ring_on(day + timedelta(days=1), self.begins, zone)

    def end_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the end (UTC) of the quiet hours that `moment` lies in; outside of them `moment` itself."""
        if not self.covers_moment(moment, zone):
            return moment
        day = moment.astimezone(zone).date()
        end = ring_on(day, self.ends, zone)
        return end if end > moment else ring_on(day + timedelta(days=1), self.ends, zone)

"""A person who changes everything about reminders at random moments, and a watch over every ring."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.quiet import Quiet
from tests.conversations.stage import Talk, plays


class Watch:
    """Looks at the rings that were sent since the last look, and at what had been said before."""

    def __init__(self, chat: Talk) -> None:
        self.chat = chat
        self.seen: set[int] = set()
        self.minutes: set[datetime] = set()
        self.dates: set[tuple[int, str]] = set()
        self.rung = 0

    async def looks(self) -> None:
        """Check every new ring."""
        stage = self.chat.stage
        [chat] = await stage.rows("chats")
        zone = ZoneInfo(chat["zone"])
        hours = {row["id"]: time.fromisoformat(row["at"]) for row in await stage.rows("reminders")}
        deeds = [row for row in await stage.rows("done_days") if row["what"] != "away"]
        done = {date.fromisoformat(row["on"]): moment(row["at"]) for row in deeds}
        for row in await stage.rows("outbox"):
            if (
                row["kind"] not in ("reminder", "snooze")
                or row["message_id"] is None
                or row["id"] in self.seen
            ):
                continue
            self.seen.add(row["id"])
            self.rung += 1
            at = moment(row["written_at"])
            minute = at.replace(second=0, microsecond=0)
            assert minute not in self.minutes, "two rings in a minute"
            self.minutes.add(minute)
            if row["kind"] == "reminder":
                key = (row["reminder_id"], row["dedup_key"].split(":", 1)[1])
                assert key not in self.dates, "a date rang twice"
                self.dates.add(key)
            if chat["quiet_begins"] is not None:
                quiet = Quiet(*(time.fromisoformat(chat[name]) for name in ("quiet_begins", "quiet_ends")))
                was_set = row["kind"] == "reminder" and quiet.covers(hours[row["reminder_id"]])
                assert was_set or not quiet.covers_moment(at, zone), "inside the quiet hours"
            local = at.astimezone(zone).date()
            is_asked_for = row["kind"] == "snooze"  # with Later, perhaps after Done
            assert is_asked_for or local not in done or at <= done[local], "after Done"
            if chat["back_on"] is not None:
                assert is_asked_for or local >= date.fromisoformat(chat["back_on"]), "while away"
            assert not any(is_in(session, at) for session in await stage.rows("sessions")), "in a session"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def is_in(session: dict[str, Any], at: datetime) -> bool:
    """Did a session go on at a moment?"""
    ended = moment(session["ended_at"]) if session["ended_at"] else datetime.max.replace(tzinfo=UTC)
    return moment(session["started_at"]) <= at < ended


LINES = ("i did it", "i did it", "away for 2 days", "pause reminders for 3 days", "not today", "hi", "hi")
TAPS = ("quiet:2100:0800", "quiet:1300:1500", "quiet:off", "back_now")
OF_ONE = ("pause_one", "resume_one", "tonight", "later")


async def does_something(chat: Talk, dice: random.Random, zones: Sequence[str]) -> None:
    """Do one of the things that change reminders; now and then move to one of `zones`."""
    taps = (*TAPS, *(f"zone:{dice.choice(zones)}" for _ in range(5)))
    match dice.randrange(6):
        case 0 | 1:
            await chat.says(dice.choice(LINES))
        case 2:
            hour = f"{dice.randrange(24):02}{dice.choice((0, 15, 30)):02}"
            await chat.presses_data(dice.choice((*taps, *[f"sure:{hour}:127"] * 4)))
        case 3:
            numbers = [row["id"] for row in await chat.stage.rows("reminders")]
            await chat.presses_data(f"{dice.choice(OF_ONE)}:{dice.choice(numbers or [1])}")
        case 4:
            await chat.stage.is_away(hours=dice.randrange(30))
        case 5:
            await plays(chat, "quick")
            await chat.waits(minutes=dice.randrange(8))
            if dice.random() < 0.5:
                await chat.says("stop")

"""Any life with reminders: a state machine of what a person, and the bot, may do at any moment.

Hypothesis chooses the steps. If a ring breaks a rule of `ring_watch.Watch`, it looks for the shortest story
that does the same, and prints it.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections import Counter
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.domain.catalogue import Catalogue
from tests.conversations.ringing import IN_15
from tests.conversations.stage import HandClock, plays
from tests.conversations.watched_life import Life, Watched
from tests.texts import button

ANSWERS = (button.did, button.not_today, button.later)
LINES = (
    *(
        "/remind 8:00",
        "/remind 8:00, 8:01, 20:00",
        "/remind weekdays 12:30",
        "/remind 1:30, 2:30, 3:30",
        "/remind 0:15",
    ),
    *("/remind sundays 19:30", "remind me in 20 minutes", "remind me in 30 hours", "remind me tomorrow at 9"),
    *("remind me on friday at 20:00", "i did it", "not today", "later", "hi", "move 8:00 to 9:15"),
    *("no reminders on sundays", "/stop_reminders", "/progress"),
    *("i did 9 min today", "i did 9 min yesterday"),
)
HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
OF_ONE = ("pause_one", "resume_one", "tonight", "drop", "off_now", "later_in", "set")


@dataclass(frozen=True, slots=True)
class Ground:
    """What all stories of a run share. `begins`: where and when one may begin."""

    catalogue: Catalogue
    empty: Path
    begins: Sequence[tuple[str, date]]
    zones: Sequence[str]
    saw: Counter[str]
    longest: int = 6  # days of one wait


class AnyLife(RuleBasedStateMachine):
    """One person, the whole bot, and a watch over the rings."""

    ground: ClassVar[Ground]

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._folder = tempfile.TemporaryDirectory(prefix="unknot-")
        self.clock = HandClock()
        self.began = self.clock.at
        ground = self.ground
        self.stage = Watched(Path(self._folder.name), ground.catalogue, ground.empty, clock=self.clock)
        self._do(self.stage.open())
        self.life = Life(self.stage)
        self.chat, self.watch = self.life.chat, self.life.watch

    def _do(self, what: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(what)

    def _acts(self, what: Coroutine[Any, Any, Any]) -> None:
        """Say or tap something, after which other reminders may ring inside the quiet hours."""
        self._do(what)
        self._do(self.watch.notes())

    def _rows(self, table: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._do(self.stage.rows(table))
        return rows

    @initialize(data=st.data())
    def begins(self, data: st.DataObject) -> None:
        zone, on = data.draw(st.sampled_from(self.ground.begins), label="in a zone, on a day")
        self.began = datetime.combine(on, time(9), UTC)
        self._do(self.life.begins(zone, self.began))
        self._acts(self.chat.says("/remind 8:00, 19:00"))

    @rule(data=st.data(), minutes=st.integers(0, 24 * 60))
    def waits(self, data: st.DataObject, minutes: int) -> None:
        days = data.draw(st.integers(0, self.ground.longest), label="days")
        self._do(self.watch.waits(self.clock.at + timedelta(days=days, minutes=minutes)))

    @rule(after=st.sampled_from([0, 0, 1, 61]))
    def waits_for_what_is_due(self, after: int) -> None:
        """Up to the next due moment, and so many seconds after it."""
        due, _ = self._do(self.stage.house.database.run(lambda work: work.next_due()))
        if due is not None:
            self._do(self.watch.waits(max(due, self.clock.at) + timedelta(seconds=after)))

    @rule(minutes=st.integers(1, 50 * 60))
    def bot_is_away(self, minutes: int) -> None:
        self._do(self.life.is_out(minutes))

    @rule(line=st.sampled_from(LINES))
    def says(self, line: str) -> None:
        self._acts(self.chat.says(line))

    @rule(label=st.sampled_from(ANSWERS), at_once=st.booleans())
    def answers(self, label: str, at_once: bool) -> None:
        """Answer the newest ring, if one has buttons; `at_once`: the next one, as soon as it comes."""
        if at_once:
            self.waits_for_what_is_due(0)
        if any(label in shown.labels for shown in self.chat.messages[-20:]):
            self._do(self.chat.presses(label))
            # A ring of another day only says that it is over.
            if label == button.later and any(IN_15 in shown.labels for shown in self.chat.messages[-20:]):
                self._do(self.chat.presses(IN_15))

    @rule(hour=st.sampled_from(HOURS), days=st.sampled_from([127, 31, 64]))
    def confirms(self, hour: time, days: int) -> None:
        """Set a reminder even inside the quiet hours."""
        self.watch.sure = hour
        self._acts(self.chat.presses_data(f"sure:{hour:%H%M}:{days}"))

    @rule(what=st.sampled_from(OF_ONE), which=st.integers(0, 5), hour=st.sampled_from(HOURS))
    def changes_one(self, what: str, which: int, hour: time) -> None:
        """Tap a button that changes one reminder."""
        numbers = [row["id"] for row in self._rows("reminders")] or [1]
        more = {"set": f":{hour:%H%M}:127:all", "later_in": ":60"}.get(what, "")
        self._acts(self.chat.presses_data(f"{what}:{numbers[which % len(numbers)]}{more}"))

    @rule(begins=st.sampled_from(HOURS), ends=st.sampled_from(HOURS))
    def wants_quiet(self, begins: time, ends: time) -> None:
        hours = f"{begins:%H%M}:{ends:%H%M}" if begins != ends else "off"
        self._acts(self.chat.presses_data(f"quiet:{hours}"))

    @rule(which=st.integers(0, 5))
    def lets_ring(self, which: int) -> None:
        """Say that a reminder may ring inside the quiet hours."""
        rows = self._rows("reminders WHERE once_on IS NULL AND waits_until IS NOT NULL")
        if rows:
            self.watch.sure = time.fromisoformat(rows[which % len(rows)]["at"])
            self._acts(self.chat.presses_data(f"ring_inside:{rows[which % len(rows)]['id']}"))

    @rule(data=st.data())
    def travels(self, data: st.DataObject) -> None:
        zone = data.draw(st.sampled_from(self.ground.zones), label="to")
        self.watch.travelled_at = self.clock.at
        self._acts(self.life.travels(zone))

    @rule(days=st.integers(0, 6))
    def goes_away(self, days: int) -> None:
        """Be away for so many days; 0: come back now."""
        self._do(self.life.goes_away(days))

    @rule()
    def takes_back(self) -> None:
        """Take back "Done" or "Not today"."""
        self._do(self.life.takes_back())

    @rule(hour=st.integers(0, 6))
    def begins_days_at(self, hour: int) -> None:
        self._do(self.chat.presses_data(f"day_begins:{hour}"))

    @rule(minutes=st.integers(0, 6), then=st.sampled_from(["stop", "pause", "go on", "hi"]))
    def massages(self, minutes: int, then: str) -> None:
        """Begin a session of five minutes; after a while write something, and leave it there."""
        if not self._rows("sessions WHERE ended_at IS NULL"):
            self._do(plays(self.chat, "quick"))
        self._do(self.watch.waits(self.clock.at + timedelta(minutes=minutes)))
        self._do(self.chat.says(then))

    @rule(days=st.integers(0, 4))
    def blocks(self, days: int) -> None:
        """Block the bot, and let it in again after so many days."""
        self._do(self.life.blocks(timedelta(days=days)))

    def teardown(self) -> None:
        self.ground.saw.update(self.life.saw, days=(self.clock.at - self.began).days)
        self._do(self.stage.close())
        self._runner.close()
        with contextlib.suppress(OSError):
            self._folder.cleanup()


def life_on(ground: Ground) -> type[AnyLife]:
    """Return the state machine of lives on `ground`."""
    return type("AnyLife", (AnyLife,), {"ground": ground})

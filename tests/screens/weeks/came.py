"""What came by itself: a ring, or a word about the rings."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.texts import texts

CAME = """select outbox.id, kind, dedup_key, message_id, cue
    from outbox left join reminders on reminders.id = outbox.reminder_id
    where kind in ('reminder', 'snooze', 'word') and message_id is not null and outbox.id > ?"""


@dataclass(frozen=True, slots=True)
class Came:
    """A ring, or a word about the rings, as it came: when by the wall, its words, and with a sound or not."""

    kind: str
    key: str
    at: datetime
    text: str
    buttons: list[str]
    silent: bool

    @property
    def is_ring(self) -> bool:
        return self.kind != "word"


def came_as(row: sqlite3.Row, shown: dict[str, Any], zone: ZoneInfo) -> Came:
    """Return what a row of the outbox became in the chat. Whatever rings for a plan quotes it."""
    at = datetime.fromisoformat(shown["at"]).astimezone(zone)
    labels = [label for buttons in shown["buttons"] for label in buttons]
    came = Came(row["kind"], row["dedup_key"], at, shown["text"], labels, shown["silent"])
    quotes = row["cue"] is None or texts("plan_quote", cue=texts(f"cue.{row['cue']}")) in came.text
    assert quotes, f"it does not quote its plan, after {row['cue']}: {came}"
    return came

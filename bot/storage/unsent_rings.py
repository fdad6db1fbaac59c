"""Rings that expired in the outbox, since Telegram did not take them in time: their days cost nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from bot.domain.own_day import day_of
from bot.ports.kinds import kinds_where
from bot.storage.done_days import ADD, outage

_Expired = Row[*tuple[Any, ...]]
_RINGS = kinds_where(lambda rules: rules.is_ring)


def note_outages(connection: Connection, expired: Iterable[_Expired], now: datetime) -> None:
    """Note the days of the rings among rows that have expired; each row has the clock of its chat."""
    days = {(row.chat_id, _day_of(row)) for row in expired if row.kind in _RINGS}
    if days:
        connection.execute(ADD, [outage(chat, on, now) for chat, on in sorted(days)])


def _day_of(row: _Expired) -> date:
    return day_of(row.written_at, ZoneInfo(row.zone or "UTC"), row.day_begins)

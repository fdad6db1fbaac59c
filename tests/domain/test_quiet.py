"""Quiet hours, by day and over midnight."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.quiet import Quiet

NOON = Quiet(time(12), time(14))
NIGHT = Quiet(time(21), time(8))
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("quiet", "hour", "is_inside"),
    [
        (NOON, time(11, 59), False),
        (NOON, time(12), True),
        (NOON, time(13, 59), True),
        (NOON, time(14), False),
        (NIGHT, time(20, 59), False),
        (NIGHT, time(21), True),
        (NIGHT, time(0), True),
        (NIGHT, time(7, 59), True),
        (NIGHT, time(8), False),
    ],
)
def test_they_begin_at_their_first_hour_and_are_over_at_their_last(
    quiet: Quiet, hour: time, is_inside: bool
) -> None:
    assert quiet.covers(hour) is is_inside


@pytest.mark.parametrize(
    ("moment", "begins", "ends"),
    [
        (datetime(2026, 3, 28, 19, 59, tzinfo=UTC), datetime(2026, 3, 28, 20, tzinfo=UTC), None),
        (
            datetime(2026, 3, 28, 20, tzinfo=UTC),  # in the night that is an hour shorter
            datetime(2026, 3, 29, 19, tzinfo=UTC),
            datetime(2026, 3, 29, 6, tzinfo=UTC),
        ),
        (
            datetime(2026, 3, 29, 3, tzinfo=UTC),
            datetime(2026, 3, 29, 19, tzinfo=UTC),
            datetime(2026, 3, 29, 6, tzinfo=UTC),
        ),
        (datetime(2026, 3, 29, 6, tzinfo=UTC), datetime(2026, 3, 29, 19, tzinfo=UTC), None),
    ],
)
def test_their_next_begin_and_end_go_by_the_clock_there(
    moment: datetime, begins: datetime, ends: datetime | None
) -> None:
    """Outside of quiet hours, a message that waits for their end leaves at once."""
    assert NIGHT.begin_after(moment, BERLIN) == begins
    assert NIGHT.end_after(moment, BERLIN) == (ends or moment)

"""Whether a process that shares its database may make a call, and how late the call is."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from bot.delivery.life import LENGTH, Life
from bot.domain.ids import OutboxId
from bot.ports import Now, Row
from tests.delivery.world import NOON

SECOND = timedelta(seconds=1)


class ARow:
    """As much of a row as a life looks at."""

    id = OutboxId(1)


ROW = cast(Row, ARow())


def at(seconds: float) -> Now:
    moment = NOON + seconds * SECOND
    return Now(people=moment, wire=moment)


@pytest.fixture
def alive() -> Life:
    """A process that has said at noon that it lives."""
    made = Life("one")
    made.lasts_until(NOON + LENGTH)
    return made


def test_a_call_begins_while_the_lease_lasts(alive: Life) -> None:
    alive.claims([ROW], NOON)

    assert alive.begins(ROW, at(0.01)) == 0.01 * SECOND


def test_no_call_begins_near_the_end_of_the_lease_or_after_it(alive: Life) -> None:
    for seconds in (9.5, 60):
        alive.claims([ROW], NOON)
        assert alive.begins(ROW, at(seconds)) is None


def test_what_was_claimed_before_the_lease_ran_out_is_not_called_after_it_is_renewed(alive: Life) -> None:
    alive.claims([ROW], NOON)
    alive.lasts_until(NOON + 60 * SECOND + LENGTH)
    assert alive.begins(ROW, at(61)) is None

    alive.claims([ROW], NOON + 60 * SECOND)
    assert alive.begins(ROW, at(60.01)) == 0.01 * SECOND


def test_a_lease_that_is_renewed_in_time_goes_on(alive: Life) -> None:
    alive.claims([ROW], NOON)
    alive.lasts_until(NOON + 5 * SECOND + LENGTH)

    assert alive.begins(ROW, at(12)) == 12 * SECOND
    assert alive.may_take_over(at(12))


def test_who_has_just_begun_judges_nobody(alive: Life) -> None:
    assert not alive.may_take_over(at(9))

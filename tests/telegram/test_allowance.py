"""How much of what one person sends is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ids import PersonId, UpdateId
from bot.ports import Now
from bot.telegram.allowance import A_SECOND, AT_ONCE, PEOPLE, Allowance

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA, BERT = PersonId(1), PersonId(2)


def at(people: float = 0, wire: float = 0) -> Now:
    """Return the moment that lies so many seconds after noon on both clocks."""
    return Now(NOON + timedelta(seconds=people), NOON + timedelta(seconds=wire), timedelta(seconds=1))


def read(allowance: Allowance, person: PersonId, count: int, now: Now, first: int = 0) -> int:
    """Return how many of `count` updates are read."""
    numbers = range(first, first + count)
    return sum(allowance.allows(person, UpdateId(person * 1_000_000 + number), now) for number in numbers)


def test_who_floods_is_read_in_part_and_the_others_as_ever() -> None:
    """The first updates are read. Another person's allowance stays the same."""
    allowance = Allowance()

    assert read(allowance, ANNA, 1000, at()) == AT_ONCE
    assert read(allowance, BERT, 10, at()) == 10


@pytest.mark.parametrize("clock", ["people", "wire"])
def test_time_gives_it_back_on_whichever_clock_it_passes(clock: str) -> None:
    """The other clock may stand still or be set back."""
    allowance = Allowance()
    read(allowance, ANNA, 1000, at())

    later = at(people=2, wire=-3600) if clock == "people" else at(people=-3600, wire=2)

    assert read(allowance, ANNA, 1000, later, first=5000) == 2 * A_SECOND


def test_an_update_that_is_fetched_again_fares_as_before() -> None:
    """A batch that was not committed is fetched again, and its updates are not counted twice."""
    allowance = Allowance()
    first = read(allowance, ANNA, 50, at())

    assert [read(allowance, ANNA, 50, at()) for _ in range(5)] == [first] * 5
    assert read(allowance, ANNA, 50, at(), first=50) == AT_ONCE - 50


def test_it_remembers_only_so_many_people() -> None:
    """A person who was quiet for a while has the whole allowance again, and can be forgotten."""
    allowance = Allowance()
    for number in range(PEOPLE):
        allowance.allows(PersonId(number), UpdateId(number), at())

    allowance.allows(PersonId(PEOPLE), UpdateId(PEOPLE), at(wire=60))

    assert len(allowance) == 1

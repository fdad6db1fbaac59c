"""How much of what one person sends is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ids import ChatId, PersonId, UpdateId
from bot.ports import Now
from bot.reading.bounds import EDGE
from bot.telegram.allowance import A_SECOND, AT_ONCE, CHARACTERS, Allowance
from bot.telegram.buckets import PEOPLE

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA, BERT = PersonId(1), PersonId(2)


def at(people: float = 0, wire: float = 0) -> Now:
    """Return the moment that lies so many seconds after noon on both clocks."""
    return Now(NOON + timedelta(seconds=people), NOON + timedelta(seconds=wire), timedelta(seconds=1))


def read(
    allowance: Allowance, person: PersonId, count: int, now: Now, first: int = 0, characters: int = 0
) -> int:
    """Return how many of `count` updates are read."""
    numbers = range(first, first + count)
    return sum(
        allowance.allows(person, UpdateId(person * 1_000_000 + number), now, characters) for number in numbers
    )


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


def test_a_long_text_costs_as_much_as_several_short_ones() -> None:
    """But not more than the part of it that is read."""
    worst = 1 + 2 * EDGE / CHARACTERS

    for length in (2 * EDGE, 4_096, 1_000_000):
        assert read(Allowance(), ANNA, 1000, at(), characters=length) == AT_ONCE // worst


def test_updates_in_turn_from_many_chats_cost_more_than_from_one() -> None:
    """Answers in one chat wait for its pace, answers in many chats take the places of others' messages."""
    one, many = Allowance(), Allowance()
    rooms = [ChatId(-number) for number in range(200)]

    in_one = sum(one.allows(ANNA, UpdateId(number), at(), chat=rooms[0]) for number in range(200))
    in_many = sum(many.allows(ANNA, UpdateId(number), at(), chat=rooms[number]) for number in range(200))

    assert in_one == AT_ONCE
    assert in_many <= AT_ONCE / 5


@pytest.mark.parametrize("back", [1, 45, 3_600, 2 * 86_400])
def test_a_clock_set_back_locks_nobody_out(back: int) -> None:
    """After the step time gives back as ever."""
    allowance = Allowance()
    read(allowance, ANNA, 1000, at())
    read(allowance, ANNA, 1, at(people=-back, wire=-back), first=1000)

    later = at(people=2 - back, wire=2 - back)

    assert read(allowance, ANNA, 1000, later, first=5000) == 2 * A_SECOND


def test_it_remembers_the_last_chats_of_only_so_many_people() -> None:
    allowance = Allowance()

    for number in range(PEOPLE + 5):
        allowance.allows(PersonId(number), UpdateId(number), at(wire=60 * number), chat=ChatId(number))

    assert len(allowance) == PEOPLE

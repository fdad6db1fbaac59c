"""How many reminders are rung in one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.timing.portion import LEAST, LONG, MOST, STILL_LARGE, Portion


def units(*took: float) -> Callable[[], float]:
    """Return a clock that is read at the beginning and at the end of units that take so many seconds."""

    def moments() -> Iterator[float]:
        moment = 0.0
        for seconds in took:
            yield moment
            moment += seconds
            yield moment

    return moments().__next__


def ring(portion: Portion, due: int = 10_000) -> int:
    """Ring as many as fit; return how many these were."""
    size, end = portion.start()
    end(min(size, due), False)
    return min(size, due)


def test_a_portion_grows_step_by_step_while_units_are_quick_and_shrinks_at_once() -> None:
    portion = Portion(units(0, 0, 0.0001, 0.02, 1.0, 0), lambda: 0.0)

    assert [ring(portion) for _ in range(6)] == [5, 10, 20, 40, 20, LEAST]


def test_a_portion_never_grows_beyond_its_limit_and_a_new_backlog_begins_with_a_small_one() -> None:
    portion = Portion(lambda: 0.0, lambda: 0.0)

    rung = [ring(portion) for _ in range(20)]
    ring(portion, due=MOST - 1)

    assert rung[-1] == MOST
    assert ring(portion) == LEAST


def test_a_large_unit_that_takes_long_by_the_wall_makes_the_next_one_smaller() -> None:
    """As a slow network does. Where each unit takes long, portions still grow beyond the least one."""
    quick, slow = [0.0] * 6, [2 * LONG] * 4
    portion = Portion(lambda: 0.0, units(*quick, *slow, *quick))

    rung = [ring(portion) for _ in range(12)]

    assert rung[6:] == [200, 100, 50, STILL_LARGE, STILL_LARGE, 50]

    always_slow = Portion(lambda: 0.0, units(*slow, *slow))
    assert [ring(always_slow) for _ in range(5)] == [5, 10, 20, STILL_LARGE, STILL_LARGE]


def test_after_a_unit_that_stopped_since_others_wait_a_smaller_one_follows() -> None:
    """It has cost what a whole one asks for, and it tells of no end of the backlog."""
    portion = Portion(units(0, 0, 0, 0.008, 0.001), lambda: 0.0)
    for _ in range(3):
        ring(portion)

    size, end = portion.start()
    end(8, True)

    assert size == 40
    assert ring(portion) == 10


def test_a_unit_that_fails_is_followed_by_a_small_one() -> None:
    portion = Portion(lambda: 0.0, lambda: 0.0)
    for _ in range(4):
        ring(portion)

    portion.start()

    assert ring(portion) == LEAST

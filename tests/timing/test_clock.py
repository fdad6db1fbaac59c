"""The two clocks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timing.clock import MovedClock, SystemClock

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZERO = timedelta(0)
NEAR = timedelta(milliseconds=1)


class Machine:
    """A wall clock and a monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.wall, self.monotonic = NOON, 1000.0

    def read_wall(self) -> datetime:
        return self.wall

    def read_monotonic(self) -> float:
        return self.monotonic

    def lives(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self.wall += timedelta(seconds=seconds)
        self.monotonic += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def system(machine: Machine) -> SystemClock:
    return SystemClock(machine.read_wall, machine.read_monotonic)


@pytest.fixture
def moved(machine: Machine) -> MovedClock:
    return MovedClock(machine.read_wall, machine.read_monotonic)


def test_time_that_passes_is_no_set_back(machine: Machine, system: SystemClock) -> None:
    """However long, and however often it is asked."""
    for seconds in (0, 1, 3600, 86_400):
        machine.lives(seconds)
        assert system.set_back_by() == ZERO


def test_a_clock_set_back_an_hour_is_noticed_once(machine: Machine, system: SystemClock) -> None:
    """The clock reports once by how much it was set back."""
    machine.lives(10)
    machine.wall -= HOUR

    assert system.set_back_by() == HOUR
    assert system.set_back_by() == ZERO
    machine.lives(10)
    assert system.set_back_by() == ZERO


def test_a_clock_set_forward_is_no_set_back(machine: Machine, system: SystemClock) -> None:
    """For the bot the jump forward is an outage. Correcting the clock later is a set-back of an hour."""
    machine.wall += HOUR
    assert system.set_back_by() == ZERO

    machine.wall -= HOUR
    assert system.set_back_by() == HOUR


def test_drift_is_no_set_back(machine: Machine, system: SystemClock) -> None:
    """Time servers often correct a clock by half a second."""
    for _ in range(10):
        machine.lives(1)
        machine.wall -= timedelta(seconds=0.5)
        assert system.set_back_by() == ZERO


def test_the_systems_two_times_are_one(machine: Machine, system: SystemClock) -> None:
    """People's time is real time."""
    assert system.now().people == system.now().wire == NOON
    assert system.real_seconds_until(NOON + HOUR) == 3600
    assert system.real_seconds_until(NOON - HOUR) == -3600


def test_wire_time_goes_on_however_the_wall_clock_is_set(machine: Machine, system: SystemClock) -> None:
    """Setting the wall clock makes no wait for Telegram longer."""
    machine.lives(10)
    machine.wall -= HOUR

    assert system.set_back_by() == HOUR
    now = system.now()
    assert (now.people, now.wire) == (NOON - HOUR + timedelta(seconds=10), NOON + timedelta(seconds=10))


def test_a_moved_clock_runs_from_where_it_was_put_at_its_speed(machine: Machine, moved: MovedClock) -> None:
    """People's time is far away and fast; wire time stays real."""
    moved.move(NOON + 24 * HOUR, speed=60)
    machine.lives(10)

    now = moved.now()
    assert now.people == NOON + 24 * HOUR + timedelta(minutes=10)
    assert now.wire == NOON + timedelta(seconds=10)
    assert now.jitter == timedelta(seconds=60)
    assert moved.real_seconds_until(NOON + 24 * HOUR + timedelta(minutes=20)) == 10


def test_a_wall_clock_that_is_set_does_not_touch_peoples_time(machine: Machine, moved: MovedClock) -> None:
    """It runs on the monotonic clock."""
    machine.wall -= HOUR

    assert moved.now().people == NOON
    assert moved.set_back_by() == ZERO


def test_people_set_back_are_noticed_once(machine: Machine, moved: MovedClock) -> None:
    """A move forward is no set-back. Two moves back add up."""
    moved.move(NOON + 5 * HOUR, speed=1)
    assert moved.set_back_by() == ZERO

    moved.move(NOON + 4 * HOUR, speed=1)
    moved.move(NOON + 2 * HOUR, speed=1)
    assert moved.set_back_by() == 3 * HOUR
    assert moved.set_back_by() == ZERO


def test_another_speed_alone_is_no_set_back(machine: Machine, moved: MovedClock) -> None:
    """The small difference between two readings is ignored at any speed."""
    moved.move(NOON, speed=600)
    machine.lives(1)
    moved.move(moved.now().people - timedelta(seconds=300), speed=1)

    assert moved.set_back_by() == ZERO


async def test_a_pause_is_as_long_as_people_feel_it(machine: Machine) -> None:
    """A minute at six thousand times the speed is a hundredth of a second."""
    clock = MovedClock()
    clock.move(NOON, speed=6000)
    clock.set_back_by()

    await clock.pause(60)

    passed = clock.now().people - NOON
    assert timedelta(seconds=59) <= passed <= timedelta(minutes=30)


async def test_a_pause_is_no_longer_for_people_being_set_back() -> None:
    """Setting people's time back does not make a running pause longer."""
    clock = MovedClock()
    pausing = asyncio.create_task(clock.pause(0.05))
    await asyncio.sleep(0)

    clock.move(clock.now().people - HOUR, speed=1)

    async with asyncio.timeout(30):
        await pausing


Happenings = list[tuple[float, timedelta]]
happenings = st.lists(
    st.tuples(
        st.floats(min_value=0, max_value=100),
        st.timedeltas(min_value=-timedelta(days=2), max_value=timedelta(days=2)),
    ),
    max_size=6,
)


@given(happenings)
def test_however_the_wall_clock_is_set_waits_are_measured_in_real_time(lives: Happenings) -> None:
    """Each item: how long time passes, and by how much the wall clock is set then."""
    machine = Machine()
    system = SystemClock(machine.read_wall, machine.read_monotonic)
    passed = 0.0
    for seconds, step in lives:
        machine.lives(seconds)
        machine.wall += step
        passed += seconds
        now = system.now()
        assert now.steady == now.wire
        assert abs((now.wire - NOON).total_seconds() - passed) < 0.001


@given(happenings)
def test_however_people_are_moved_their_steady_time_never_goes_back(moves: Happenings) -> None:
    """It runs at people's speed, and follows a move forward."""
    machine = Machine()
    moved = MovedClock(machine.read_wall, machine.read_monotonic)
    for seconds, step in moves:
        before = moved.now()
        machine.lives(seconds)
        ran = moved.now()
        assert abs((ran.steady - before.steady) - (ran.people - before.people)) < NEAR
        moved.move(ran.people + step, speed=60)
        after = moved.now()
        assert abs((after.steady - ran.steady) - max(step, ZERO)) < NEAR
        moved.set_back_by()


@given(st.timedeltas(min_value=timedelta(seconds=1.001), max_value=timedelta(days=2)))
def test_people_follow_a_step_back_once_somebody_has_asked_for_it(by: timedelta) -> None:
    """Until then their time goes on, and so it does if nothing was moved after all."""
    machine = Machine()
    moved = MovedClock(machine.read_wall, machine.read_monotonic)
    for clock in (SystemClock(machine.read_wall, machine.read_monotonic), moved):
        before = clock.now().people
        if isinstance(clock, MovedClock):
            clock.move(before - by, speed=1)
        else:
            machine.wall -= by
        assert clock.now().people == before

        assert clock.set_back_by() == by
        assert clock.now().people == before - by
        clock.undo_set_back(by)
        assert clock.now().people == before
        assert clock.set_back_by() == by


@pytest.mark.parametrize("stands_still", [0.5, 10.0])
def test_a_process_that_stands_still_between_two_readings_sees_no_step_back(stands_still: float) -> None:
    """The scheduler of a busy machine may stop it after it has read the wall clock."""
    machine = Machine()

    def read_wall() -> datetime:
        seen = machine.wall
        machine.lives(stands_still)
        return seen

    system = SystemClock(read_wall, machine.read_monotonic)
    for _ in range(5):
        machine.lives(1)
        assert system.set_back_by() == ZERO

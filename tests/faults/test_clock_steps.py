"""The machine's clock is set back by 1 s to 2 days while people use the bot: nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.ports import NotSent, Outcome, RetryAt
from tests.conversations.ringing import rings_again_later
from tests.conversations.stage import Shown, Talk, begins, plays
from tests.faults.machine import A_MOMENT, SECOND, Machine, on_a_machine
from tests.faults.sizes import size
from tests.texts import button, texts

A_BEAT = 1.5 * SECOND
DAYS = timedelta(days=2)
MORE = size("CLOCK_STEPS", 1)  # sizes by chance, beside those that are named
# The smallest step, which may be drift, one that is none, and the largest.
# The long set adds those that are like one of these.
NAMED = [SECOND, 60 * SECOND, DAYS]
if MORE > 1:
    NAMED += [10 * SECOND, 45 * SECOND, 1800 * SECOND, 3600 * SECOND, DAYS / 2]
STEPS = ["1/3", "2/3", "3/3"]

steps_back = st.timedeltas(min_value=SECOND, max_value=DAYS)
any_step = st.timedeltas(min_value=-DAYS, max_value=DAYS)


async def answer_takes(machine: Machine, talk: Talk, said: str, words: str) -> timedelta:
    """Let somebody say something; return after how much real time they have heard `words`."""
    began = machine.clock.passed
    await talk.says(said)
    await machine.until(talk, words)
    return machine.clock.passed - began


async def rings(machine: Machine, talk: Talk) -> list[Shown]:
    """Return the rings that have come to a chat. A ring that is over has no buttons by which it is known."""
    rows = await machine.stage.rows("outbox")
    rung = {row["message_id"] for row in rows if row["kind"] in ("reminder", "snooze")}
    return [shown for shown in talk.arrived if shown.id in rung]


def drift(by: timedelta) -> timedelta:
    """Return how much longer a step may last: up to a second is taken for drift."""
    return by if by <= SECOND else timedelta(0)


def at_sizes(test: Callable[..., None]) -> Callable[..., None]:
    """Run `test` with the sizes at which something was compared, and with others."""
    for named in NAMED:
        test = example(by=named)(test)
    once = settings(max_examples=MORE, deadline=None, phases=(Phase.explicit, Phase.generate))
    return once(given(by=steps_back)(test))


@at_sizes
def test_stop_and_help_are_answered_at_once(catalogue: Catalogue, empty: Path, by: timedelta) -> None:
    """For somebody who has used up the pace of their chat, and for somebody who has not."""

    async def story(machine: Machine) -> None:
        busy, other = machine.someone(), machine.someone()
        await plays(busy)
        await machine.rests()
        machine.stage.rest = A_MOMENT
        for _ in range(5):
            await busy.says("/tip")
        busy.hears()

        machine.is_set_back(by)
        assert await answer_takes(machine, other, "/help", texts.headline("help")) <= A_BEAT
        assert await answer_takes(machine, busy, "stop", texts.opening("stopped")) <= A_BEAT
        assert await answer_takes(machine, busy, "/help", texts.headline("help")) <= 7 * SECOND

    on_a_machine(catalogue, empty, story)


@at_sizes
def test_a_running_session_keeps_its_steps(catalogue: Catalogue, empty: Path, by: timedelta) -> None:
    """Every step is as long as planned, in a private chat and in a group."""

    async def story(machine: Machine) -> None:
        alone, group = machine.someone(), machine.stage.group()
        await plays(group)
        await plays(alone, alone=True)
        await machine.lives(2 * SECOND)
        left = await machine.left(alone)

        machine.is_set_back(by)

        began = machine.clock.passed
        for words, after in (("2/3", 0), ("3/3", 40), (texts.opening("end", routine="Taster"), 50)):
            await machine.until(alone, words)
            late = machine.clock.passed - began - left - after * SECOND
            assert timedelta(0) <= late <= A_BEAT + drift(by)
        assert [each.headline[:3] for each in group.messages if each.headline[1:3] == "/3"] == STEPS

    on_a_machine(catalogue, empty, story)


@at_sizes
def test_what_people_do_before_the_next_beat_keeps_its_length(
    catalogue: Catalogue, empty: Path, by: timedelta
) -> None:
    """Between the step back and the beat somebody begins a session, somebody skips, somebody pauses."""

    async def story(machine: Machine) -> None:
        begins_now, skips, pauses = machine.someone(), machine.someone(), machine.someone()
        await plays(skips, alone=True)
        await plays(pauses, alone=True)
        await machine.lives(2 * SECOND)
        for person in (begins_now, skips, pauses):
            person.hears()
        left = await machine.left(pauses)

        machine.is_set_back(by)
        await begins(begins_now, alone=True)
        await skips.presses(button.skip)
        await pauses.presses(button.pause)

        assert 20 * SECOND <= await machine.until(begins_now, "1/3") <= 20 * SECOND + A_BEAT + drift(by)
        assert await machine.until(skips, "3/3") <= 20 * SECOND + A_BEAT + drift(by)
        pauses.hears()
        await pauses.presses(button.resume)
        assert left - SECOND <= await machine.until(pauses, "2/3") <= left + A_BEAT + drift(by)

    on_a_machine(catalogue, empty, story)


@at_sizes
def test_what_is_held_back_leaves_when_it_would_have(
    catalogue: Catalogue, empty: Path, by: timedelta
) -> None:
    """A chat that got a 429, a call that did not leave, and an answer that changes a message."""

    async def story(machine: Machine) -> None:
        limited, away, changed = machine.someone(), machine.someone(), machine.someone()
        await changed.says("/settings")
        await machine.rests()
        outcomes: dict[int, Outcome] = {
            limited.id: RetryAt(5 * SECOND),
            away.id: NotSent(),
            changed.id: RetryAt(5 * SECOND),
        }
        machine.stage.telegram.refuses = lambda row: outcomes.pop(row.chat, None)
        await limited.says("/help")
        await away.says("/help")
        await changed.presses(button.quiet_hours)
        assert not outcomes

        machine.is_set_back(by)
        assert await machine.until(away, texts.headline("help")) <= 2 * SECOND + A_BEAT
        assert await machine.until(limited, texts.headline("help")) <= 5 * SECOND + A_BEAT
        await machine.lives(2 * SECOND)
        assert {row["state"] for row in await machine.stage.rows("outbox")} == {"sent"}

    on_a_machine(catalogue, empty, story)


@at_sizes
def test_a_snooze_rings_after_its_quarter_of_an_hour_and_a_reminder_by_the_wall(
    catalogue: Catalogue, empty: Path, by: timedelta
) -> None:
    """The snooze was asked for before the step, the reminder after it."""

    async def story(machine: Machine) -> None:
        snoozes, is_rung = machine.someone(), machine.someone()
        for person in (snoozes, is_rung):
            await person.says("/timezone Lisbon")
        await snoozes.says("/remind 12:02")
        await machine.lives(timedelta(minutes=2), 10 * SECOND)
        await rings_again_later(snoozes)
        snoozes.hears()
        await machine.lives(timedelta(minutes=5), 60 * SECOND)

        machine.is_set_back(by)
        await machine.lives(SECOND)
        soon = (machine.clock.at + timedelta(minutes=3)).replace(second=0)
        await is_rung.says(f"/remind {soon:%H:%M}")
        is_rung.hears()

        await machine.lives(timedelta(minutes=12), 30 * SECOND)

        [ring] = await rings(machine, is_rung)
        assert soon <= ring.at <= soon + 30 * SECOND
        assert len(await rings(machine, snoozes)) == 2  # at its hour, and later

    on_a_machine(catalogue, empty, story)


@at_sizes
def test_a_clock_set_back_while_the_bot_was_stopped_makes_nothing_longer_than_it_ever_is(
    catalogue: Catalogue, empty: Path, by: timedelta
) -> None:
    """The bot cannot know how far the clock was set back: a step or a snooze begins again at most."""

    async def story(machine: Machine) -> None:
        plays_on, snoozes = machine.someone(), machine.someone()
        await snoozes.says("/timezone Lisbon")
        await snoozes.says("/remind 12:02")
        await machine.lives(timedelta(minutes=2), 10 * SECOND)
        await rings_again_later(snoozes)
        await plays(plays_on, alone=True)
        await machine.until(plays_on, "2/3")
        await machine.lives(20 * SECOND)
        plays_on.hears()

        await machine.is_restarted(by)

        assert await machine.until(plays_on, "3/3") <= 40 * SECOND + A_BEAT
        await machine.lives(timedelta(minutes=15), 30 * SECOND)
        assert len(await rings(machine, snoozes)) == 2

    on_a_machine(catalogue, empty, story)


@settings(max_examples=2 * MORE, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(steps=st.lists(any_step, min_size=1, max_size=3))
@example(steps=[DAYS])
@example(steps=[45 * SECOND, -45 * SECOND])
@example(steps=[-45 * SECOND, 45 * SECOND])
def test_wherever_the_clock_is_set_stop_is_answered_at_once(
    catalogue: Catalogue, empty: Path, steps: list[timedelta]
) -> None:
    """After several steps, forward and back, with a beat between two of them or none."""

    async def story(machine: Machine) -> None:
        plays_on = machine.someone()
        await plays(plays_on, alone=True)
        for number, step in enumerate(steps):
            machine.is_set_back(-step)
            await machine.lives(number % 2 * SECOND)
        assert await answer_takes(machine, plays_on, "stop", texts.opening("stopped")) <= A_BEAT

    on_a_machine(catalogue, empty, story)

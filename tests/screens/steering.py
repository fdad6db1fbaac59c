"""A session on a phone: how it begins, and which messages can steer it."""

from __future__ import annotations

from tests.screens.phone import Phone, Shown
from tests.texts import button, texts

STEP = [[button.lighter, button.just_right], [button.pause, button.skip, button.more], [button.stop]]
SOFTER = [[*STEP[0], button.as_before], *STEP[1:]]
MORE = [[button.back, button.repeat, button.close], [button.minus_15, button.plus_15], [button.stop]]
WAITING = [[button.lighter], [button.resume], [button.stop]]
STEERING = {label for rows in (STEP, MORE, WAITING) for row in rows for label in row} | {
    button.start_now,
    button.wait,
    button.as_before,
    button.not_meant,
}


async def begins(phone: Phone, routine: str = "quick") -> Shown:
    """Go through plan and gate to the get-ready count."""
    await phone.says(f"/routine {routine}", "min · ")
    await phone.follows(button.start, texts.headline("gate"))
    return await phone.follows(button.yes_all_clear, texts.headline("ready", n=60))


def steering(shown: list[Shown]) -> list[Shown]:
    """Return the messages that have buttons to steer a session."""
    return [each for each in shown if STEERING.intersection(each.labels)]


async def steers_with_its_newest(phone: Phone) -> None:
    """Wait until a session is steered from its newest message, and from no other."""
    await phone.shows(lambda shown: steering(shown) == shown[-1:])


async def steers_no_more(phone: Phone) -> None:
    """Wait until no message can steer."""
    await phone.shows(lambda shown: not steering(shown))

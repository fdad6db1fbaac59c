"""The whole bot in Python's development mode and asyncio's debug mode: nobody warns of anything."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.texts import button, texts

from .conftest import House
from .programs import Person, Stage

# As `python -X dev`, and asyncio's debug mode by its own name as well.
DEBUG = {"PYTHONDEVMODE": "1", "PYTHONASYNCIODEBUG": "1"}
# asyncio counts real time, which says little on a busy machine; `debugged` counts the processor's.
SLOW = re.compile(r"WARNING Executing .* took \d+\.\d+ seconds$")


async def test_a_taster_a_ring_a_stop_and_the_end_cause_no_warning(
    house: House, stage: Stage, ann: Person, ben: Person
) -> None:
    """Every line that is printed is an ordinary one, and all else works as always."""
    settings = house.settings | DEBUG
    bot = house.start("run", settings=settings, is_new=True, command="tests.process.debugged")
    await stage.is_polled()
    await ben.says("/timezone Lisbon")
    now = datetime.fromisoformat((await stage.get("clock"))["now"])
    await ben.says(f"/remind {now + timedelta(hours=1):%H:%M}")
    await ben.hears(texts.opening("remind_ok"))
    await stage.clock(speed=10)
    await ann.begins_taster()
    await ann.presses(button.start_now)
    await ann.hears(texts.done("taster", 60))
    await stage.clock(speed=1)
    await ann.begins_taster(again=True)
    await ann.says("stop")
    await ann.hears(texts.opening("stopped"))
    await stage.clock(now=(now + timedelta(hours=1)).isoformat(), speed=1)
    await ben.presses(button.not_today)

    await bot.stops()

    odd = [line for line in bot.err.splitlines() if " INFO " not in line and not SLOW.search(line)]
    assert odd == []
    assert bot.out == ""

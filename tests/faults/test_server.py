"""A PostgreSQL server is away at the start and is cut off in mid-run; a bot is killed meanwhile."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from bot.domain.catalogue import Catalogue
from bot.storage.trouble import Trouble
from tests.faults import crowd
from tests.faults.ledger import ServerLedger
from tests.faults.on_server import ENDS, QUICK, OnServer, says
from tests.faults.scene import POLLING, TEN
from tests.process.programs import until

REMINDERS = 60
SPEED = 20
APART = timedelta(seconds=3)  # of people's time


async def test_a_server_that_is_cut_off_again_and_again_loses_nothing(
    place: OnServer, catalogue: Catalogue
) -> None:
    """The bot waits for the server at the start and in mid-run. Only a kill of the bot doubles a message."""
    chats = place.crowd(REMINDERS)
    due = [(chat, TEN + APART * number) for number, chat in enumerate(chats)]
    await crowd.prepare(place.database_url, catalogue, crowd.reminders(due))
    place.server.stop()
    place.sets_clock(TEN, SPEED)
    bot = place.start(*QUICK)
    await bot.prints(Trouble.away.value)
    assert POLLING not in bot.err
    place.server.start()
    await bot.prints(POLLING)

    for times, goal in ((2, 10), (3, 25)):
        await place.sends(goal)
        await asyncio.to_thread(place.server.stop)  # meanwhile the stand-in goes on to answer
        await until(partial(says, bot, Trouble.away.value, times), f"the bot did not notice: {bot.err}")
        await asyncio.to_thread(place.server.start)
        await until(partial(says, bot, ENDS, times), f"the bot does not go on: {bot.err}")
    await place.sends(40)
    assert came_twice(place) == []
    bot.dies()
    bot = place.start(*QUICK)
    await bot.prints(POLLING)

    async def all_have_arrived() -> bool:
        return all(place.shown(chat) for chat in chats)

    await until(all_have_arrived, "not every reminder has arrived", within=120)
    await bot.stops()
    copies = [len(place.shown(chat)) for chat in chats]
    assert max(copies) <= 2


def came_twice(place: OnServer) -> list[object]:
    """Return what is known of the messages that came more than once: their rows, and their calls."""
    found: list[object] = []
    for row in ServerLedger(place.database_url).rows():
        if len(place.shown(row["chat_id"])) > 1:
            found += [
                row,
                *(call for call in place.calls if call["request"].get("chat_id") == row["chat_id"]),
            ]
    return found

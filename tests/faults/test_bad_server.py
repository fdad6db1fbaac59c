"""A PostgreSQL server that has no room, no free connection, or is not what the bot needs."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.catalogue import Catalogue
from bot.storage.migrations import NEWER
from bot.storage.trouble import Trouble
from tests.faults import crowd
from tests.faults.on_server import ENDS, QUICK, OnServer, SmallDisk, says
from tests.faults.scene import POLLING, TEN
from tests.postgres import Server, command
from tests.process.programs import until

MINUTE = timedelta(minutes=1)
STILL, SPEED = 0.01, 1  # of people's time
ROOM = 24  # megabytes; an empty database has about ten
REMINDERS = 60
WRONG = {
    "no such user": ("postgresql://nobody_knows:my-odd-secret@/postgres?host={folder}", "nobody_knows"),
    "no such database": ("postgresql://postgres:my-odd-secret@/no_unknot?host={folder}", "no_unknot"),
    "another driver": ("postgresql+asyncpg://postgres:my-odd-secret@/postgres", "postgresql://"),
}


@pytest.fixture
def small_disk(server: Server) -> Iterator[SmallDisk]:
    """A disk on which the server keeps the bot's database."""
    disk = SmallDisk(server.folder.parent / "disk", ROOM)
    yield disk
    server.stop()
    disk.close()


async def test_a_full_disk_of_the_server_loses_nothing(
    place: OnServer, catalogue: Catalogue, small_disk: SmallDisk
) -> None:
    """The log says once that it is full. With room again, each reminder and each answer comes once."""
    place.bots_use = small_disk.holds(place.server, "unknot")
    ringing, writers = place.crowd(REMINDERS), place.crowd(10)
    due = crowd.reminders((chat, TEN) for chat in ringing)
    await crowd.prepare(place.database_url, catalogue, crowd.people(writers), due)
    place.sets_clock(TEN - MINUTE, STILL)
    bot = place.start(*QUICK)
    await bot.prints(POLLING)

    small_disk.fill()
    place.sets_clock(TEN, SPEED)
    for chat in writers:
        await place.says(chat, "/help")
    await bot.prints(Trouble.full.value)
    assert Counter(len(place.shown(chat)) for chat in ringing)[0] > 0
    small_disk.make_room()
    await bot.prints(ENDS)
    await until(partial(_all_have, place, [*ringing, *writers]), "something is lost")
    await bot.stops()

    assert Counter(len(place.shown(chat)) for chat in (*ringing, *writers)) == {1: REMINDERS + len(writers)}
    assert bot.err.count(Trouble.full.value) == 1


async def test_a_server_without_a_free_connection_is_waited_for_at_the_start_and_in_mid_run(
    place: OnServer, catalogue: Catalogue
) -> None:
    """Here it is the bot's user who may have no connection, which the server says in the same way."""
    main = place.server.url()
    command(main, "CREATE ROLE bot LOGIN CONNECTION LIMIT 0")
    command(main, "CREATE DATABASE unknot OWNER bot")
    place.bots_use = place.server.url("unknot").replace("postgres@", "bot@")
    [writer] = place.crowd(1)
    bot = place.start(*QUICK)
    await bot.prints(Trouble.crowded.value)
    assert POLLING not in bot.err
    command(main, "ALTER ROLE bot CONNECTION LIMIT -1")
    await bot.prints(POLLING)

    command(main, "ALTER ROLE bot CONNECTION LIMIT 0")
    command(main, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bot'")
    await place.says(writer, "/help")
    await until(partial(says, bot, Trouble.crowded.value, 2), f"the bot did not notice: {bot.err}")
    assert place.shown(writer) == []
    command(main, "ALTER ROLE bot CONNECTION LIMIT -1")
    await until(partial(_all_have, place, [writer]), "the answer is lost")
    await bot.stops()

    assert len(place.shown(writer)) == 1


async def test_what_a_person_must_change_ends_the_start_with_one_sentence(
    place: OnServer, catalogue: Catalogue
) -> None:
    """A wrong URL, and tables that a newer version has made, which stay as they are."""
    main = place.server.url()
    command(main, "CREATE DATABASE of_newer")
    await crowd.prepare(place.server.url("of_newer"), catalogue)
    command(place.server.url("of_newer"), "UPDATE alembic_version SET version_num = '9999'")
    cases = {name: (url.format(folder=place.server.folder), words) for name, (url, words) in WRONG.items()}
    cases["newer tables"] = (place.server.url("of_newer"), NEWER)

    bots = {}
    for name, (url, _) in cases.items():
        place.bots_use = url
        bots[name] = place.start()
    codes = dict(zip(bots, await asyncio.gather(*(bot.ends() for bot in bots.values())), strict=True))

    assert codes == dict.fromkeys(cases, 2)
    for name, bot in bots.items():
        [line] = [line for line in bot.err.splitlines() if " INFO " not in line]
        assert cases[name][1] in line, name
        assert "my-odd-secret" not in bot.err, name


async def _all_have(place: OnServer, chats: list[int]) -> bool:
    return all(place.shown(chat) for chat in chats)

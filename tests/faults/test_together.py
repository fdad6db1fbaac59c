"""Equal processes on one PostgreSQL database, and some of them are killed."""

from __future__ import annotations

from collections import Counter
from functools import partial

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.balancing import Balancer
from tests.faults.killing import MOST_COPIES
from tests.faults.scene import AGAIN_SOON
from tests.faults.together import Together, kill_again_and_again
from tests.process.programs import PATIENCE, until

KILLS = 3
REMINDERS = 90


async def test_three_processes_lose_nothing_when_each_is_killed(
    together: Together, catalogue: Catalogue
) -> None:
    """Every reminder arrives; a second copy needs a kill during its call. Updates are soon fetched again."""
    verdict = await kill_again_and_again(
        together, catalogue, *AGAIN_SOON, processes=3, reminders=REMINDERS, kills=KILLS
    )

    assert verdict.kills == KILLS
    assert verdict.lost == []
    assert verdict.doubled_without_reason == []
    assert verdict.most_copies <= MOST_COPIES
    assert set(verdict.states) <= {"sent", "unknown"}
    assert verdict.states.total() == REMINDERS

    [writer] = together.crowd(1)
    (await together.fetcher(PATIENCE)).dies()
    await together.says(writer, "/help")

    async def is_answered() -> bool:
        return bool(together.shown(writer))

    await until(is_answered, "nobody has taken over")
    for bot in together.alive:
        await bot.stops()
    assert Counter(row["state"] for row in together.ledger.rows("reply")) == {"sent": 1}


async def test_two_processes_take_what_a_webhook_brings_them_in_turn(
    together: Together, catalogue: Catalogue
) -> None:
    """One is killed. Each line gets one answer, also if it was brought to both processes."""
    async with Balancer() as balancer:
        together.balancer = balancer
        ann, ben = together.crowd(2)
        await crowd.prepare(together.database_url, catalogue, crowd.people([ann, ben]))
        [one, _] = await together.starts(2, *AGAIN_SOON)
        for chat in (ann, ben):
            await together.says(chat, "/help")
        await together.settles(PATIENCE, reply=2)
        assert sorted(balancer.taken.values()) == [1, 1]

        balancer.loses = 1
        await together.says(ann, "/help")
        await until(partial(has_taken, balancer, 4), "the update was not brought again")
        await together.settles(PATIENCE, reply=3)
        assert sorted(balancer.taken.values()) == [2, 2]

        one.dies()
        for chat in (ann, ben):
            await together.says(chat, "/help")
        await together.settles(PATIENCE, reply=5)
        for bot in together.alive:
            await bot.stops()

    assert [len(together.shown(chat)) for chat in (ann, ben)] == [3, 2]
    assert Counter(row["state"] for row in together.ledger.rows("reply")) == {"sent": 5}


async def has_taken(balancer: Balancer, number: int) -> bool:
    return balancer.taken.total() >= number

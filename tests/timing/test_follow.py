"""Following a real playground's clock over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.timing.clock import MovedClock
from bot.timing.follow import ClockFollower
from telegram_playground import Playground

LATER = datetime(2027, 6, 1, 8, 30, tzinfo=UTC)
NEAR = timedelta(seconds=2)
JSON = "application/json"


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground()
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


class Following:
    """A follower at work, its clock, and how often it said that the clock was moved."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url, self.http = f"{url}/control/clock", http
        self.clock = MovedClock()
        self.moved = 0
        self._news = asyncio.Semaphore(0)
        self.follower = ClockFollower(self.url, self.clock, self._on_moved)

    def _on_moved(self) -> None:
        self.moved += 1
        self._news.release()

    async def sets(self, **body: Any) -> None:
        async with self.http.post(self.url, json=body) as answer:
            assert answer.status == 200, await answer.text()

    async def reads(self) -> dict[str, Any]:
        async with self.http.get(self.url) as answer:
            facts: dict[str, Any] = await answer.json()
            return facts

    async def until_moved(self, times: int) -> None:
        """Wait until the clock has been moved `times` times in all."""
        async with asyncio.timeout(30):
            while self.moved < times:
                await self._news.acquire()

    async def until_told(self, due: str | None) -> None:
        """Wait until the playground knows that `due` is next."""
        ends = time.monotonic() + 30
        while (await self.reads())["next_due"] != due:
            assert time.monotonic() < ends, f"the playground was not told {due}"


@pytest.fixture
async def following(playground: Playground, http: aiohttp.ClientSession) -> AsyncIterator[Following]:
    following = Following(playground.url, http)
    await following.follower.read_once()
    running = asyncio.create_task(following.follower.run())
    yield following
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_it_starts_where_the_clock_stands(playground: Playground, http: aiohttp.ClientSession) -> None:
    """The clock is asked first, so that nothing is planned by a wrong time."""
    following = Following(playground.url, http)
    await following.sets(now="2027-06-01T08:30:00Z", speed=10)

    await following.follower.read_once()

    assert abs(following.clock.now().people - LATER) < 10 * NEAR
    assert following.clock.now().jitter == timedelta(seconds=10)


async def test_a_start_in_the_past_is_no_step_back(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    """Nothing was planned by the machine's own time, so no session has to move."""
    following = Following(playground.url, http)
    await following.sets(now="2020-06-01T08:30:00Z")

    await following.follower.read_once()

    assert following.clock.now().people.year == 2020
    assert following.clock.set_back_by() == timedelta(0)


async def test_a_jump_is_followed_at_once(following: Following) -> None:
    """The beat is woken by it."""
    await following.sets(now="2027-06-01T08:30:00Z")
    await following.until_moved(1)

    assert abs(following.clock.now().people - LATER) < NEAR

    await following.sets(forward_s=3600)
    await following.until_moved(2)
    assert abs(following.clock.now().people - LATER - timedelta(hours=1)) < NEAR
    assert following.clock.set_back_by() == timedelta(0)


async def test_a_jump_back_is_noticed_as_one(following: Following) -> None:
    """Running sessions move with it."""
    await following.sets(forward_s=-3600)
    await following.until_moved(1)

    assert abs(following.clock.set_back_by() - timedelta(hours=1)) < NEAR


async def test_another_speed_is_followed(following: Following) -> None:
    """Another speed is no set-back."""
    await following.sets(speed=60)
    await following.until_moved(1)

    assert following.clock.now().jitter == timedelta(seconds=60)
    assert following.clock.set_back_by() == timedelta(0)


async def test_it_tells_when_something_is_due_next(following: Following) -> None:
    """The page can jump to it; None clears it; telling it moves nothing."""
    following.follower.note_due(LATER)
    await following.until_told("2027-06-01T08:30:00.000Z")

    following.follower.note_due(None)
    await following.until_told(None)
    assert following.moved == 0


async def test_what_an_earlier_bot_told_is_cleared(following: Following) -> None:
    """A bot with nothing to do says so, even if it has never said anything else."""
    await following.sets(next_due=LATER.isoformat())

    following.follower.note_due(None)

    await following.until_told(None)


async def test_another_playground_at_the_same_address_is_told_too(
    playground: Playground, following: Following
) -> None:
    """The new playground does not know what the old one was told."""
    following.follower.note_due(LATER)
    await following.until_told("2027-06-01T08:30:00.000Z")
    await playground.stop()
    other = Playground()
    await other.start(playground.port)
    try:
        await following.until_moved(1)

        following.follower.note_due(LATER)  # every beat says it again

        await following.until_told("2027-06-01T08:30:00.000Z")
    finally:
        await other.stop()


async def test_a_clock_that_is_away_runs_on_as_it_ran(playground: Playground, following: Following) -> None:
    """Without a playground the follower keeps asking, and the time keeps running."""
    await following.sets(speed=1000)
    await following.until_moved(1)
    await playground.stop()

    before = following.clock.now().people
    await asyncio.sleep(0.1)

    assert following.clock.now().people - before > timedelta(seconds=60)


async def test_what_is_no_clock_is_told_at_once(playground: Playground) -> None:
    """The start can say so in a sentence."""
    follower = ClockFollower(f"{playground.url}/control/nothing", MovedClock(), lambda: None)

    with pytest.raises(aiohttp.ClientError):
        await follower.read_once()


@contextlib.asynccontextmanager
async def clock_at_work(
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> AsyncIterator[str]:
    """Serve `/control/clock` with `answer`; yield the address of the server."""
    application = web.Application()
    application.router.add_route("*", "/control/clock", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_news_that_comes_during_a_call_is_told_after_it(http: aiohttp.ClientSession) -> None:
    """Also when the moment is again the one that was told before."""
    told = asyncio.Queue[Any]()
    goes_on = asyncio.Event()
    goes_on.set()

    async def clock(request: web.Request) -> web.Response:
        if request.method == "GET":
            return web.json_response({"now": LATER.isoformat(), "speed": 1, "version": 1})
        told.put_nowait((await request.json())["next_due"])
        await goes_on.wait()
        return web.json_response({})

    async with clock_at_work(clock) as url, asyncio.timeout(30):
        follower = Following(url, http).follower
        running = asyncio.create_task(follower.run())
        follower.note_due(LATER)
        assert await told.get() == LATER.isoformat()
        goes_on.clear()
        follower.note_due(None)
        assert await told.get() is None
        follower.note_due(LATER)
        goes_on.set()

        assert await told.get() == LATER.isoformat()

        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@pytest.mark.parametrize("strange", ["{}", "[]", "no JSON", '{"now": "soon", "speed": 1}'])
async def test_what_is_strange_for_a_moment_ends_nothing(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch, strange: str
) -> None:
    """After a wrong answer or a refusal the follower tries again."""
    monkeypatch.setattr("bot.timing.follow.AFTER_FAILURE", 0.01)
    told = list[Any]()
    answers = [strange, json.dumps({"now": LATER.isoformat(), "speed": 1, "version": 1})]

    async def clock(request: web.Request) -> web.Response:
        if request.method == "GET":
            return web.Response(text=answers.pop(0) if len(answers) > 1 else answers[0], content_type=JSON)
        told.append(await request.json())
        return web.Response(status=502 if len(told) == 1 else 200)

    async with clock_at_work(clock) as url:
        following = Following(url, http)
        following.follower.note_due(LATER)
        running = asyncio.create_task(following.follower.run())
        try:
            await following.until_moved(1)
            async with asyncio.timeout(30):
                while len(told) < 2:
                    await following.reads()
        finally:
            running.cancel()

    assert abs(following.clock.now().people - LATER) < NEAR
    assert told == [{"next_due": LATER.isoformat()}] * 2

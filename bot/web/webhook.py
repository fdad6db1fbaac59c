"""Updates that Telegram brings: 200 answers one that is committed, 503 one that must come again.

Nothing of a body is read before the secret is known to be right. What comes while a batch is being committed
is the next batch. Telegram brings an update again until it gets a 200; its receipt shows that it is known.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from aiohttp import web
from aiohttp.web_protocol import RequestPayloadError

from bot.ports import UNCOUNTED, Clock, Figures
from bot.telegram.fetching import FETCH
from bot.telegram.raw import Raw, is_update
from bot.telegram.taking import Taking
from bot.telegram.webhook import CONNECTIONS, Hook, Registration
from bot.web.listener import Listener
from bot.web.refusals import Refusal, Refused

MOST_BYTES = 1_000_000  # of a body; an update has some thousand
BODY_MAY_TAKE = 10.0  # seconds
BACKLOG = 2 * CONNECTIONS  # updates that are read, or wait for their commit, at the same time
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


@dataclass(frozen=True, slots=True)
class _Brought:
    """An update that waits for its commit. `done` gets True if it is committed."""

    raw: Raw
    done: asyncio.Future[bool]


class WebhookFeeder:
    """`ports.Feeder` to which Telegram brings the updates."""

    def __init__(
        self,
        taking: Taking,
        registration: Registration,
        hook: Hook,
        place: tuple[str, int],
        clock: Clock,
        figures: Figures = UNCOUNTED,
    ) -> None:
        self.has_begun = asyncio.Event()
        self.registration = registration
        self._taking = taking
        self._secret = hook.secret.encode()
        self._path = unquote(urlsplit(hook.url).path) or "/"
        self._clock = clock
        self._figures = figures
        self._listener = Listener(place, self._answer, "WEBHOOK_LISTEN", MOST_BYTES)
        self._held = 0  # requests that are being read, or whose update waits
        self._brought: list[_Brought] = []
        self._has_some = asyncio.Event()
        self._is_stopping = False

    async def open(self) -> None:
        """Listen, and tell Telegram where. CannotOpen: the port is taken, or Telegram refuses the webhook."""
        await self._listener.open()
        await self.registration.begin()

    async def run(self) -> None:
        """Commit what Telegram brings, one batch after the other, until `stop`."""
        try:
            async with asyncio.TaskGroup() as tasks:
                looking = tasks.create_task(self._look())
                while await self._has_more():
                    await self._commit(tasks)
                looking.cancel()
                await self.close()
        finally:
            await self.close()

    async def _commit(self, tasks: asyncio.TaskGroup) -> None:
        """Commit the next batch, and tell the requests that brought its updates whether it is committed."""
        batch, self._brought = self._brought[:FETCH], self._brought[FETCH:]
        taken = await self._taking.take_or_rest([each.raw for each in batch])
        for each in batch:
            if not each.done.done():
                each.done.set_result(taken is not None)
        if taken is not None:
            tasks.create_task(self._taking.answer_taps(taken))

    def stop(self) -> None:
        """Take no new updates; those that were taken are committed."""
        self._is_stopping = True
        self._has_some.set()

    async def close(self) -> None:
        """Listen no more. The webhook stays set: Telegram keeps the updates for the next start."""
        await self._listener.close()

    def trouble(self) -> str:
        """Say in one plain sentence why no updates come in; empty: they do."""
        if self._is_stopping:
            return "The bot is stopping."
        if not self.has_begun.is_set():
            return "The webhook is not set yet."
        return "More updates come than are taken in." if self._held >= BACKLOG else ""

    async def _look(self) -> None:
        while True:
            pause = await self.registration.look()
            if self.registration.is_set:
                self.has_begun.set()
            await self._clock.sleep(pause)

    async def _has_more(self) -> bool:
        """Wait for updates. False: there are none, and none will come."""
        while not self._brought:
            if self._is_stopping:
                return False
            self._has_some.clear()
            await self._has_some.wait()
        return True

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            self._check(request)
            self._held += 1
            try:
                is_committed = await self._bring(await _read(request))
            finally:
                self._held -= 1
            if not is_committed:
                raise Refused(Refusal.later)
        except Refused as refused:
            self._figures.refused(refused.refusal.name)
            return refused.refusal.answer
        return web.Response()

    def _check(self, request: web.Request) -> None:
        """Refuse what can be refused by the head of the request alone."""
        if request.path != self._path:
            raise Refused(Refusal.path)
        if request.method != "POST":
            raise Refused(Refusal.method)
        shown = request.headers.get(SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            raise Refused(Refusal.secret)
        if request.content_type != "application/json" or "Content-Encoding" in request.headers:
            raise Refused(Refusal.kind)
        if (request.content_length or 0) > MOST_BYTES:
            raise Refused(Refusal.size)
        if self._is_stopping or self._held >= BACKLOG:
            raise Refused(Refusal.later)

    async def _bring(self, raw: Raw) -> bool:
        """Let the update be committed with the next batch; False: it could not be."""
        if self._is_stopping:
            return False
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._brought.append(_Brought(raw, done))
        self._has_some.set()
        return await done


async def _read(request: web.Request) -> Raw:
    """Return the update in the body of the request."""
    try:
        async with asyncio.timeout(BODY_MAY_TAKE):
            body = await request.read()
        raw = json.loads(body)
    except TimeoutError:
        raise Refused(Refusal.slow) from None
    except web.HTTPRequestEntityTooLarge:
        raise Refused(Refusal.size) from None
    except (ValueError, RecursionError, RequestPayloadError):
        raise Refused(Refusal.content) from None
    if not is_update(raw):
        raise Refused(Refusal.content)
    return raw

"""Delivers updates to the bot's webhook: in order within a chat, and again until the bot takes them."""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import takewhile

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from telegram_playground.arguments import Arguments
from telegram_playground.bodies import parameters
from telegram_playground.errors import ApiError, Json
from telegram_playground.running import begun, log, run
from telegram_playground.spec import method_named
from telegram_playground.world import World

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
OUTAGE_PAUSE_S = 0.2
TIMEOUT_S = 60.0
LONGEST_REPLY = 1024 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class _ThisMachine(AbstractResolver):
    """Resolves every name to this machine, so that no name server can send updates to another one."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=port, family=2, proto=0, flags=0),
        ]

    async def close(self) -> None:
        return None


def queue_of(update: Json) -> str:
    """Return the name of the queue that an update waits in: taps by person, all else by chat."""
    if "callback_query" in update:
        return f"taps of {update['callback_query']['from']['id']}"
    [content] = [value for name, value in update.items() if name != "update_id"]
    return f"chat {content['chat']['id']}"


class Deliveries:
    """One task for each queue that is not empty, as long as a webhook is set."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._queues: dict[str, deque[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(1)
        self._newest = 0
        self._http: aiohttp.ClientSession | None = None

    def restart(self) -> None:
        """Start again with empty queues, because the webhook has changed."""
        for task in self._tasks:
            task.cancel()
        self._queues.clear()
        self._newest = 0
        self._slots = asyncio.Semaphore(self._world.webhook.max_connections)
        self.take_up()

    def take_up(self) -> None:
        """Put new updates into their queues."""
        if not self._world.webhook.url:
            return
        newest_first = reversed(self._world.updates.pending)
        fresh = list(takewhile(lambda update_id: update_id > self._newest, newest_first))
        for update_id in reversed(fresh):
            self._newest = update_id
            name = queue_of(self._world.updates.pending[update_id])
            if name in self._queues:
                self._queues[name].append(update_id)
            else:
                self._queues[name] = deque([update_id])
                self._start(name)

    def _start(self, name: str) -> None:
        task = asyncio.get_running_loop().create_task(self._drain(name, self._queues[name]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, name: str, queue: deque[int]) -> None:
        pause = FIRST_PAUSE_S
        while queue:
            update = self._world.updates.pending.get(queue[0])
            if update is None:
                queue.popleft()
            elif self._world.faults.outage(self._world.clock.now()):
                await asyncio.sleep(OUTAGE_PAUSE_S)
            elif await self._deliver(update):
                queue.popleft()
                pause = FIRST_PAUSE_S
            else:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)
        # After restart() another queue may have this name.
        if self._queues.get(name) is queue:
            del self._queues[name]

    async def _deliver(self, update: Json) -> bool:
        """Return whether the bot took the update; a method in its answer runs before the next update."""
        async with self._slots:
            try:
                content_type, body = await self._post(update)
            except TimeoutError:
                return self._failed("Read timeout expired")
            except aiohttp.ClientResponseError as error:
                return self._failed(f"Wrong response from the webhook: {error.status} {error.message}")
            except aiohttp.ClientConnectorError:
                return self._failed("Connection refused")
            except (aiohttp.ClientError, OSError):
                return self._failed("Connection closed by the webhook")
        self._world.updates.done(update["update_id"])
        self._world.mark_fetched([update])
        self._world.changed()
        await self._do(content_type, body)
        return True

    async def _post(self, update: Json) -> tuple[str, bytes]:
        webhook, http = self._world.webhook, self._session()
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        async with http.post(
            webhook.url, json=update, headers=headers, timeout=timeout, allow_redirects=False
        ) as answer:
            if not 200 <= answer.status < 300:
                raise aiohttp.ClientResponseError(
                    answer.request_info, (), status=answer.status, message=answer.reason or ""
                )
            if (answer.content_length or 0) > LONGEST_REPLY:
                return "", b""
            return answer.headers.get("Content-Type", ""), await answer.read()

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            # No authority signs certificates for 127.0.0.1, so they are not checked.
            connector = aiohttp.TCPConnector(resolver=_ThisMachine(), ssl=False, limit=0)
            self._http = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._http

    def _failed(self, reason: str) -> bool:
        self._world.webhook.error = reason
        self._world.webhook.error_date = int(self._world.clock.seconds())
        self._world.changed()
        return False

    async def _do(self, content_type: str, body: bytes) -> None:
        """Run the method that a webhook may name in its answer; the bot does not get the result."""
        try:
            given, files = parameters("", content_type, body)
        except ApiError:
            return
        method = method_named(given.pop("method", ""))
        if method is not None:
            call = begun(self._world, method)
            call.arguments = Arguments(given, files)
            await run(self._world, call)
            log(self._world, call)

    async def stop(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()
            self._http = None

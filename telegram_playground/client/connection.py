"""The connection to a playground: calls its control API, and waits until something is there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Self, TypeVar

import aiohttp

Json = dict[str, Any]
T = TypeVar("T")

# A test waits so many real seconds for something before it fails.
PATIENCE_S = 5.0
LOOK_EVERY_S = 0.02


class Refused(Exception):
    """The control API refused a call; the text of this exception is its sentence."""

    def __init__(self, status: int, answer: Json) -> None:
        super().__init__(answer.get("error", f"status {status}"))
        self.status = status
        self.answer = answer


class Connection:
    """One HTTP client of a playground at `url`, open within `async with`."""

    def __init__(self, url: str, patience: float = PATIENCE_S) -> None:
        self.url = url.rstrip("/")
        self.patience = patience
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *failure: object) -> None:
        if self._http is not None:
            await self._http.close()

    async def get(self, path: str) -> Json:
        """Read from the control API; Refused when it declines."""
        return await self._ask("GET", path)

    async def post(self, path: str, **body: Any) -> Json:
        """Change something through the control API; Refused when it declines and nothing has changed."""
        return await self._ask("POST", path, json=body)

    async def delete(self, path: str) -> None:
        await self._ask("DELETE", path)

    async def calls(self, method: str | None = None, after: int = 0) -> list[Json]:
        """Return the bot's calls, or those of one method, oldest first.

        `after` is the id of a call: only newer calls are returned.
        """
        told = (await self.get(f"calls?after={after}"))["calls"]
        return [call for call in told if method in (None, call["method"])]

    async def _ask(self, verb: str, path: str, **more: Any) -> Json:
        if self._http is None:
            raise RuntimeError("Open it first: async with Stage(url) as playground.")
        async with self._http.request(verb, f"{self.url}/control/{path}", **more) as answer:
            told: Json = await answer.json()
        if answer.status != 200:
            raise Refused(answer.status, told)
        return told

    async def until(self, look: Callable[[], Awaitable[T | None]], missing: Callable[[], str]) -> T:
        """Call `look` until it returns something, and return that; else AssertionError with `missing()`."""
        ends = time.monotonic() + self.patience
        while True:
            found = await look()
            if found is not None:
                return found
            if time.monotonic() > ends:
                raise AssertionError(f"{missing()} (waited {self.patience:g} s)")
            await asyncio.sleep(LOOK_EVERY_S)

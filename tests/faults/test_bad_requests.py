"""What else can reach the webhook, sent to a real process that keeps everything on a PostgreSQL server."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.balancing import PATH, SECRET, Balancer
from tests.faults.scene import TEN
from tests.faults.together import Together
from tests.process.debugged import SAYS

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SIGNED = {HEADER: SECRET}
AS_JSON = {**SIGNED, "Content-Type": "application/json"}
TEN_MEGABYTES = b" " * 10_000_000
DEEP = b'{"update_id": 1, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
REPLAYS = 5
CHANGES = ("time_callbacks", "bot.web.webhook.BODY_MAY_TAKE=0.5")


class Hook:
    """The webhook of a bot, as whoever reaches it sees it."""

    def __init__(self, port: int, http: aiohttp.ClientSession) -> None:
        self._port, self._http = port, http

    async def asks(self, method: str, path: str = PATH, **given: Any) -> int:
        """Return the status of the answer to a request."""
        async with self._http.request(method, f"http://127.0.0.1:{self._port}{path}", **given) as answer:
            await answer.read()
            return answer.status

    async def brings(self, body: bytes | io.BytesIO, **head: str) -> int:
        """Post a body as Telegram does."""
        return await self.asks("POST", data=body, headers=AS_JSON | head)

    async def begins(self) -> int:
        """Send half of a body and wait; return the status of the answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        writer.write(f'{head}Content-Length: 90\r\n{HEADER}: {SECRET}\r\n\r\n{{"update_id": '.encode())
        answer = await reader.read()
        writer.close()
        return int(answer.split()[1])


async def large() -> AsyncIterator[bytes]:
    """Ten megabytes, of which nobody says before how many they are."""
    for _ in range(10):
        yield TEN_MEGABYTES[:1_000_000]


def line(number: int, chat: int) -> bytes:
    """Return the update of a person who asks for help."""
    who = {"id": chat, "first_name": "Ann"}
    message = {
        "message_id": number,
        "date": int(TEN.timestamp()),
        "chat": {**who, "type": "private"},
        "from": {**who, "is_bot": False, "language_code": "en"},
        "text": "/help",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
    }
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_only_telegrams_own_updates_have_an_effect_and_each_has_one(
    together: Together, catalogue: Catalogue
) -> None:
    """Everything else changes nothing, is not logged, and holds up the event loop for 100 ms at most."""
    async with Balancer() as balancer, aiohttp.ClientSession() as http:
        together.balancer = balancer
        [ann] = together.crowd(1)
        await crowd.prepare(together.database_url, catalogue, crowd.people([ann]))
        [bot] = await together.starts(1, *CHANGES)
        hook, logged = Hook(int(together.settings["WEBHOOK_LISTEN"].rpartition(":")[2]), http), bot.err
        first, second, third = (line(number, ann) for number in (10_001, 10_002, 10_003))

        seen = {
            "no secret": await hook.asks("POST", data=first),
            "another secret": await hook.brings(first, **{HEADER: SECRET[:-1]}),
            "no secret, 10 MB": await hook.asks("POST", data=io.BytesIO(TEN_MEGABYTES)),
            "10 MB": await hook.brings(io.BytesIO(TEN_MEGABYTES)),
            "10 MB in pieces": await hook.asks("POST", data=large(), headers=AS_JSON),
            "another path": await hook.asks("POST", "/", data=first, headers=AS_JSON),
            "another method": await hook.asks("PUT", data=first, headers=AS_JSON),
            "a form": await hook.asks("POST", data={"update_id": "1"}, headers=SIGNED),
            "half an update": await hook.brings(first[:-9]),
            "brackets": await hook.brings(DEEP),
            "a list": await hook.brings(b"[" + first + b"]"),
            "half a body, and nothing more": await hook.begins(),
        }
        effects = together.ledger.ask("select 1 from receipts") + together.ledger.rows()
        printed = bot.err

        order = [third, first, second] * REPLAYS
        taken = await asyncio.gather(*map(hook.brings, order))
        await together.settles(reply=3)
        await bot.stops()

    assert seen == {
        "no secret": 403,
        "another secret": 403,
        "no secret, 10 MB": 403,
        "10 MB": 413,
        "10 MB in pieces": 413,
        "another path": 404,
        "another method": 405,
        "a form": 415,
        "half an update": 400,
        "brackets": 400,
        "a list": 400,
        "half a body, and nothing more": 408,
    }
    assert effects == []
    assert printed == logged
    assert taken == [200] * len(order)
    assert len(together.ledger.ask("select 1 from receipts")) == 3
    assert len(together.shown(ann)) == len(together.ledger.rows("reply")) == 3
    assert SAYS not in bot.err
    assert SECRET not in bot.err

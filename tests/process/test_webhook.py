"""The bot with a webhook, as a process of its own: Telegram brings the updates, and nobody fetches them."""

from __future__ import annotations

import re

import aiohttp
import pytest

from tests.texts import button, texts

from .conftest import House
from .programs import TOKEN, Person, Program, Stage, until
from .test_outages import free_port

SECRET = "Only-for_tests-0123456789"


class Hooked:
    """Bots with one webhook and one port for health."""

    def __init__(self, house: House, stage: Stage, http: aiohttp.ClientSession) -> None:
        hook, self.health = free_port(), free_port()
        self.url = f"http://127.0.0.1:{hook}/unknot"
        self.settings = house.settings | {
            "WEBHOOK_URL": self.url,
            "WEBHOOK_SECRET": SECRET,
            "WEBHOOK_LISTEN": f"127.0.0.1:{hook}",
            "HEALTH_LISTEN": f"127.0.0.1:{self.health}",
        }
        house.secrets.add(SECRET)
        self._house = house
        self._stage = stage
        self._http = http

    async def starts(self) -> Program:
        """Start a bot, and wait until it says that it is ready."""
        bot = self._house.start("run", settings=self.settings)

        async def look() -> bool:
            return await self.sees("readyz") == "Ready.\n"

        await until(look, "the bot never became ready")
        return bot

    async def sees(self, page: str) -> str:
        try:
            async with self._http.get(f"http://127.0.0.1:{self.health}/{page}") as answer:
                return await answer.text()
        except aiohttp.ClientError:
            return ""

    async def info(self) -> dict[str, object]:
        """Return what Telegram says about the webhook."""
        async with self._http.get(f"{self._stage.url}/bot{TOKEN}/getWebhookInfo") as answer:
            found: dict[str, object] = (await answer.json())["result"]
            return found


@pytest.fixture
def hooked(house: House, stage: Stage, http: aiohttp.ClientSession) -> Hooked:
    return Hooked(house, stage, http)


async def test_a_session_by_webhook_outlives_a_kill_and_a_stop_leaves_the_webhook(
    hooked: Hooked, house: House, stage: Stage, ann: Person
) -> None:
    """What people write meanwhile waits at Telegram, and is answered once."""
    bot = await hooked.starts()
    await ann.begins_taster()
    await ann.presses(button.start_now)
    await ann.sees(texts.numbered(1, 3, "settle"))

    bot.dies()
    await ann.says("/pause")
    bot = await hooked.starts()
    await ann.sees(texts.opening("paused"))
    await ann.presses(button.stop)
    await ann.hears(texts.opening("stopped"))

    figures = await hooked.sees("metrics")
    assert "unknot_ready 1.0" in figures
    assert "unknot_updates_total 0.0" not in figures
    assert [secret for secret in (TOKEN, SECRET, "Ann") if secret in figures] == []
    # As a whole number: a time of "0.001003" s has these digits too.
    assert re.search(rf"(?<![\d.]){ann.number}(?![\d.])", figures) is None
    assert not await stage.calls("getUpdates")
    other = house.start(
        "run", settings=hooked.settings | {"DATABASE_URL": f"sqlite:///{house.folder}/other.db"}
    )
    assert await other.ends() == 2
    assert f"HEALTH_LISTEN cannot be used: 127.0.0.1, port {hooked.health}: " in other.err

    await bot.stops()
    assert (await hooked.info())["url"] == hooked.url
    await ann.says("/help")
    assert (await hooked.info())["pending_update_count"] == 1

    await house.start("run").prints("A webhook is set for this bot; it is removed")
    await ann.hears(texts.headline("help"))
    assert (await hooked.info())["url"] == ""
    assert len(await ann.heard(texts.opening("stopped"))) == 1

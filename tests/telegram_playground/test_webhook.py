"""The webhook: how it is set and refused; updates in order, in parallel, again until the bot takes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

from telegram_playground import Playground, deliveries

from .conftest import ANN, BEN, GO, GROUP, TOKEN, Client, running

CONFLICT = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
Answer = Callable[[dict[str, Any]], Awaitable[web.Response]]


class Hook:
    """A bot's web server on this machine, which keeps the updates that it gets."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.headers: list[Any] = []
        self.answer: Answer | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def texts(self) -> list[str]:
        return [one["message"]["text"] for one in self.taken if "message" in one]

    async def hear(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.headers.append(request.headers)
        self.taken.append(update)
        return await self.answer(update) if self.answer else web.Response()

    async def has(self, count: int) -> None:
        """Wait until so many updates have come."""
        for _ in range(500):
            if len(self.taken) >= count:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(self.taken)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    application = web.Application()
    application.router.add_post("/hook", hook.hear)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.port = runner.addresses[0][1]
    yield hook
    await runner.cleanup()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "FIRST_PAUSE_S", 0.05)


async def info_when(client: Client, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return getWebhookInfo as soon as `holds` is true for it."""
    for _ in range(500):
        info: dict[str, Any] = await client.ok("getWebhookInfo")
        if holds(info):
            return info
        await asyncio.sleep(0.01)
    raise AssertionError(info)


async def settled(client: Client) -> dict[str, Any]:
    """Return getWebhookInfo as soon as no update is pending."""
    return await info_when(client, lambda info: info["pending_update_count"] == 0)


async def test_setting_and_deleting_say_what_happened(client: Client, hook: Hook) -> None:
    async def told(method: str, **given: Any) -> Any:
        return (await client.call(method, **given))["description"]

    assert await told("deleteWebhook") == "Webhook is already deleted"
    assert await told("setWebhook", url=hook.url) == "Webhook was set"
    assert await told("setWebhook", url=hook.url) == "Webhook is already set"
    assert await client.ok("getWebhookInfo") == {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
        "ip_address": "127.0.0.1",
    }
    assert await told("setWebhook", url="") == "Webhook was deleted"
    assert (await client.ok("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize("given", [{}, {"url": ""}, {"url": " "}, {"url": None, "secret_token": "a b"}])
async def test_setting_none_deletes(client: Client, hook: Hook, given: dict[str, Any]) -> None:
    await client.ok("setWebhook", url=hook.url)
    told = await client.call("setWebhook", drop_pending_updates=True, **given)
    again = await client.call("setWebhook", **given)

    assert (told["result"], told["description"]) == (True, "Webhook was deleted")
    assert again["description"] == "Webhook is already deleted"
    await client.says("polled")
    assert [one["message"]["text"] for one in await client.updates()] == ["polled"]
    assert hook.taken == []


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/hook",
        "http://10.0.0.1/hook",
        "http://0.0.0.0/hook",
        "http://2130706433/hook",
        "http://127.0.0.1.example.org/hook",
        "http://127.0.0.1@example.org/hook",
        "http://localhost.example.org/",
        "http://[::ffff:10.0.0.1]/",
        "ftp://127.0.0.1/hook",
        "//127.0.0.1/hook",
        "127.0.0.1:8080",
        "http://127.0.0.1:99999/hook",
        "http://",
        "nonsense",
        "http://[::1",
    ],
)
async def test_no_other_machine_can_be_a_target(client: Client, url: str) -> None:
    assert (await client.refused("setWebhook", url=url)).startswith("Bad Request: bad webhook: ")
    assert (await client.ok("getWebhookInfo"))["url"] == ""


async def test_wrong_parameters_are_refused(client: Client, hook: Hook) -> None:
    wrong = {"secret_token": "a b"}, {"secret_token": "a" * 257}, {"ip_address": "10.0.0.1"}
    for given in wrong:
        assert (await client.refused("setWebhook", url=hook.url, **given)).startswith("Bad Request: ")
    assert (await client.ok("getWebhookInfo"))["url"] == ""


async def test_updates_come_with_the_secret(client: Client, hook: Hook) -> None:
    await client.says("waiting already")
    await client.ok("setWebhook", url=hook.url, secret_token="s3cret-_", max_connections=5)
    await client.says("hello")
    await hook.has(2)

    info = await settled(client)

    assert hook.texts == ["waiting already", "hello"]
    assert {one["X-Telegram-Bot-Api-Secret-Token"] for one in hook.headers} == {"s3cret-_"}
    assert {one["Content-Type"] for one in hook.headers} == {"application/json"}
    assert (info["max_connections"], "last_error_message" in info) == (5, False)
    assert [one["fetched"] for one in await client.chat()] == [True] * 3


async def test_no_secret_no_header(client: Client, hook: Hook) -> None:
    await client.ok("setWebhook", url=hook.url.replace("127.0.0.1", "localhost"))
    await client.says("hello")
    await hook.has(1)
    assert "X-Telegram-Bot-Api-Secret-Token" not in hook.headers[0]


async def test_polling_and_a_webhook_exclude_each_other(client: Client, hook: Hook) -> None:
    poll = asyncio.ensure_future(client.call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await client.ok("setWebhook", url=hook.url)

    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    refused = await client.call("getUpdates")
    assert (refused["error_code"], refused["description"]) == (409, CONFLICT)
    assert (await client.get("state"))["polling"]["waiting"] is True

    await client.ok("deleteWebhook")
    await client.says("polled")
    assert (await client.updates())[0]["message"]["text"] == "polled"
    assert hook.taken == []


async def test_what_is_not_taken_comes_again_in_order(client: Client, hook: Hook) -> None:
    failures = iter([500, 302, 404])

    async def answer(update: dict[str, Any]) -> web.Response:
        return web.Response(status=next(failures, 200), headers={"Location": "http://127.0.0.1:1/"})

    hook.answer = answer
    await client.ok("setWebhook", url=hook.url)
    for text in "ab":
        await client.says(text)
    await hook.has(1)
    await hook.has(5)

    info = await settled(client)

    assert hook.texts == ["a", "a", "a", "a", "b"]
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"
    assert info["last_error_date"] > 0


async def test_pauses_grow(client: Client, hook: Hook) -> None:
    times = []

    async def answer(update: dict[str, Any]) -> web.Response:
        times.append(asyncio.get_running_loop().time())
        return web.Response(status=500)

    hook.answer = answer
    await client.ok("setWebhook", url=hook.url)
    await client.says("a")
    await hook.has(4)
    first, second, third = (later - earlier for earlier, later in pairwise(times))
    assert 0.04 < first < second < third
    assert (await client.ok("getWebhookInfo"))["pending_update_count"] == 1


async def test_a_webhook_that_is_away_gets_everything_later(client: Client, hook: Hook) -> None:
    await client.ok("setWebhook", url="http://127.0.0.1:9/hook")
    await client.says("a")
    info = await info_when(client, lambda info: "last_error_message" in info)
    assert info["last_error_message"] == "Connection refused"
    await client.ok("setWebhook", url=hook.url)
    await hook.has(1)
    assert (await settled(client)).get("last_error_message") is None


async def test_chats_do_not_wait_for_each_other_nor_taps_for_messages(client: Client, hook: Hook) -> None:
    gate = asyncio.Event()

    async def answer(update: dict[str, Any]) -> web.Response:
        if update.get("message", {}).get("text") == "slow":
            await gate.wait()
        return web.Response()

    hook.answer = answer
    await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)
    await client.ok("setWebhook", url=hook.url)
    await client.says("slow")
    await client.says("behind")
    await client.says("other", BEN)
    await client.presses("Go")
    await hook.has(3)
    await asyncio.sleep(0.1)

    assert hook.texts == ["slow", "other"]
    assert [one["callback_query"]["data"] for one in hook.taken if "callback_query" in one] == ["go"]
    gate.set()
    await hook.has(4)
    assert hook.texts[-1] == "behind"


async def test_no_more_than_max_connections_at_once(client: Client, hook: Hook) -> None:
    most = now = 0

    async def answer(update: dict[str, Any]) -> web.Response:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.05)
        now -= 1
        return web.Response()

    hook.answer = answer
    people = [(await client.post("people", {"first_name": "Cy"}))["id"] for _ in range(8)]
    await client.ok("setWebhook", url=hook.url, max_connections=3)
    for person in people:
        await client.says("a", person)
    await hook.has(8)
    await settled(client)
    assert most == 3


async def test_an_answer_may_name_a_method(client: Client, hook: Hook) -> None:
    async def answer(update: dict[str, Any]) -> web.Response:
        text = update["message"]["text"]
        if text == "form":
            return web.Response(
                text=f"method=sendMessage&chat_id={ANN}&text=formed",
                content_type="application/x-www-form-urlencoded",
            )
        return web.json_response({"method": "sendMessage", "chat_id": ANN, "text": f"{text}!"})

    hook.answer = answer
    await client.ok("setWebhook", url=hook.url)
    for text in ("json", "form"):
        await client.says(text)
    await hook.has(2)
    await settled(client)
    await asyncio.sleep(0.05)

    said = [one["text"] for one in await client.chat() if one["from"] == "bot"]
    assert said == ["json!", "formed"]
    assert (await client.get("calls"))["calls"][-1]["method"] != "setWebhook"


@pytest.mark.parametrize("body", [b"{", b'{"method": "makeTea"}', b'{"method": 5}', b"[1]", b"ok"])
async def test_an_odd_answer_does_no_harm(client: Client, hook: Hook, body: bytes) -> None:
    async def answer(update: dict[str, Any]) -> web.Response:
        return web.Response(body=body, content_type="application/json")

    hook.answer = answer
    await client.ok("setWebhook", url=hook.url)
    for text in "ab":
        await client.says(text)
    await hook.has(2)
    assert "last_error_message" not in await settled(client)


async def test_a_webhook_may_delete_itself(client: Client, hook: Hook) -> None:
    async def answer(update: dict[str, Any]) -> web.Response:
        return web.json_response({"method": "deleteWebhook"})

    hook.answer = answer
    await client.ok("setWebhook", url=hook.url)
    await client.says("a")
    await hook.has(1)
    await info_when(client, lambda info: not info["url"])
    await client.says("b")
    assert [one["message"]["text"] for one in await client.updates()] == ["b"]


async def test_kinds_and_pending_updates(client: Client, hook: Hook) -> None:
    await client.says("old")
    await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)
    await client.ok(
        "setWebhook",
        url=hook.url,
        drop_pending_updates=True,
        allowed_updates=["callback_query", "nonsense"],
    )
    await client.says("new")
    await client.presses("Go")
    await hook.has(1)
    info = await settled(client)
    assert [set(one) - {"update_id"} for one in hook.taken] == [{"callback_query"}]
    assert info["allowed_updates"] == ["callback_query"]


async def test_nothing_is_delivered_during_an_outage(client: Client, hook: Hook) -> None:
    await client.ok("setWebhook", url=hook.url)
    number = (await client.post("faults", {"kind": "outage"}))["id"]
    await client.says("a")
    await asyncio.sleep(0.3)
    assert hook.taken == []
    async with client.http.delete(f"{client.url}/control/faults/{number}"):
        pass
    await hook.has(1)


async def test_a_webhook_outlives_a_restart(state_path: Path, hook: Hook) -> None:
    async with running(Playground(state_path)) as client:
        await client.ok("setWebhook", url=hook.url, secret_token="s")

    async with running(Playground(state_path)) as client:
        await client.post(f"groups/{GROUP}", {"bot_in": True})
        await hook.has(2)
    assert {one["X-Telegram-Bot-Api-Secret-Token"] for one in hook.headers} == {"s"}


async def test_python_telegram_bot_runs_behind_it(client: Client, hook: Hook) -> None:
    application = Application.builder().token(TOKEN).base_url(client.url + "/bot").job_queue(None).build()

    async def hello(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message
        await update.effective_message.reply_html("<b>Hi</b> " + " ".join(context.args or []))

    async def answer(update: dict[str, Any]) -> web.Response:
        await application.process_update(Update.de_json(update, application.bot))
        return web.Response()

    application.add_handler(CommandHandler("hello", hello))
    hook.answer = answer
    async with application:
        assert await application.bot.set_webhook(hook.url, secret_token="s", allowed_updates=["message"])
        info = await application.bot.get_webhook_info()
        assert (info.url, info.allowed_updates) == (hook.url, ("message",))
        for text in ("/hello Ann", "/hello again"):
            await client.says(text)
        await hook.has(2)
        await settled(client)
        said = [one["text"] for one in await client.chat() if one["from"] == "bot"]
        assert said == ["Hi Ann", "Hi again"]
        assert await application.bot.delete_webhook()

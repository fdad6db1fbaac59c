"""The client and the fixture with which other projects test their bots."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from telegram_playground import client, pytest_plugin
from telegram_playground.client import Person, Refused, Stage

from .conftest import TOKEN
from .media_files import ogg, png

ROOT = Path(__file__).parents[2]
playground = pytest_plugin.playground
START = {
    "inline_keyboard": [[{"text": "Start now", "callback_data": "go"}, {"text": "Stop", "url": "a.org"}]]
}


class Bot:
    """A bot that does what the test tells it to."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url, self._http = url, http

    async def __call__(self, method: str, **given: object) -> object:
        async with self._http.post(f"{self._url}/bot{TOKEN}/{method}", json=given) as answer:
            return (await answer.json()).get("result")


@pytest.fixture
async def bot(playground: Stage) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as http:
        yield Bot(playground.url, http)


@pytest.fixture
async def ann(playground: Stage) -> Person:
    """Ann, who has said hello."""
    playground.patience = 0.2
    ann = (await playground.people())["Ann"]
    await ann.says("hello")
    return ann


async def test_a_message_is_heard_once(ann: Person, bot: Bot) -> None:
    await bot("sendMessage", chat_id=ann.id, text="One and two")

    assert (await ann.hears("two")).text == "One and two"
    with pytest.raises(AssertionError, match=r"Ann did not hear 'One'; heard instead: nothing \(waited 0.2"):
        await ann.hears("One")


async def test_an_edited_message_is_heard_again(ann: Person, bot: Bot) -> None:
    await bot("sendMessage", chat_id=ann.id, text="One")
    first = await ann.hears("One")
    await bot("editMessageText", chat_id=ann.id, message_id=first.id, text="One more")

    assert (await ann.hears("One")).id == first.id


async def test_what_was_heard_instead_is_told(ann: Person, bot: Bot) -> None:
    await bot("sendMessage", chat_id=ann.id, text="Good evening")
    await bot("sendLocation", chat_id=ann.id, latitude=1, longitude=2)

    with pytest.raises(AssertionError, match=r"heard instead: .'Good evening', '<location>'."):
        await ann.hears("Good morning")
    assert (await ann.receives("location")).media


async def test_a_button_is_pressed_and_its_answer_read(ann: Person, bot: Bot) -> None:
    await bot("sendMessage", chat_id=ann.id, text="Ready?", reply_markup=START)
    tap = await ann.presses("Start")
    await bot("answerCallbackQuery", callback_query_id=tap.query_id, text="Go", show_alert=True)

    answer = await tap.is_answered()

    assert tap.label == "Start now"
    assert (answer.text, answer.alert) == ("Go", True)


async def test_an_answer_is_found_among_newer_calls_only(
    ann: Person, bot: Bot, playground: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Stage.get

    async def get(stage: Stage, path: str) -> dict[str, object]:
        asked.append(path)
        return await ask(stage, path)

    playground.patience = 5
    await bot("sendMessage", chat_id=ann.id, text="Ready?", reply_markup=START)
    tap = await ann.presses("Start")
    newest = (await playground.calls())[-1]["id"]
    monkeypatch.setattr(Stage, "get", get)
    waiting = asyncio.ensure_future(tap.is_answered())
    for _ in range(500):
        if len(asked) >= 2:
            break
        await asyncio.sleep(0.01)
    await bot("answerCallbackQuery", callback_query_id=tap.query_id, text="Go")

    assert (await waiting).text == "Go"
    assert asked[:2] == ["calls?after=0", f"calls?after={newest}"]


async def test_a_pin_is_no_message_to_be_heard(ann: Person, bot: Bot) -> None:
    sent = await bot("sendMessage", chat_id=ann.id, text="One")
    assert isinstance(sent, dict)
    await bot("pinChatMessage", chat_id=ann.id, message_id=sent["message_id"])

    assert (await ann.hears("One")).id == sent["message_id"]
    with pytest.raises(AssertionError, match="heard instead: nothing"):
        await ann.hears("pinned")
    assert (await ann.chat())[-1].text == "Unknot pinned “One”"


async def test_privacy_is_switched_for_the_bot(ann: Person, bot: Bot, playground: Stage) -> None:
    await playground.privacy(False)

    me = await bot("getMe")
    assert isinstance(me, dict)
    assert me["can_read_all_group_messages"] is True


def test_what_the_client_offers_is_there() -> None:
    names = ("Clock", "Fault", "Group", "Message", "Person", "Refused", "Stage", "Tap", "Toast", "Topic")
    assert [getattr(client, name).__name__ for name in names] == list(names)
    assert {*names, "Json", "PATIENCE_S", "LOOK_EVERY_S", "SHOWN"} == set(client.__all__)


async def test_a_button_that_is_missing_is_told_with_those_there_are(ann: Person, bot: Bot) -> None:
    await bot("sendMessage", chat_id=ann.id, text="Ready?", reply_markup=START)

    with pytest.raises(AssertionError, match=r"Ann saw no button 'Stop'; there are: .'Start now'."):
        await ann.presses("Stop")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("https://t.me/unknot_bot?start=ring_1", "/start ring_1"),
        ("tg://resolve?domain=unknot_bot&start=ring_1", "/start ring_1"),
        ("https://t.me/unknot_bot", "/start"),
        ("ring_1", "/start ring_1"),
        ("", "/start"),
    ],
)
async def test_deep_links_are_opened(ann: Person, link: str, said: str) -> None:
    await ann.opens(link)

    assert [one.text for one in await ann.chat()] == ["hello", said]


async def test_people_send_all_that_people_send(ann: Person, bot: Bot) -> None:
    await ann.sends("photo", png(8, 8), caption="my back")
    await ann.sends("voice", ogg(2))
    await ann.sends_location(52.5, 13.4)
    await ann.replies((await ann.chat())[0], "as I said")

    assert [one.kind for one in await ann.chat()] == [None, "photo", "voice", "location", None]
    assert [one.text for one in await ann.chat()] == ["hello", "my back", "", "", "as I said"]


async def test_who_blocks_hears_nothing_more(ann: Person, bot: Bot, playground: Stage) -> None:
    await ann.blocks()
    await bot("sendMessage", chat_id=ann.id, text="lost")
    await ann.unblocks()
    await ann.speaks("de")
    await bot("sendMessage", chat_id=ann.id, text="found")

    await ann.hears("found")
    assert [call["status"] for call in await playground.calls("sendMessage")] == [403, 200]


async def test_a_group_is_a_chat_of_its_own(ann: Person, bot: Bot, playground: Stage) -> None:
    cy = await playground.person("Cy", "de")
    team = await playground.group("Team", cy, administrators=[ann])
    await team.adds_bot(administrator=True)
    await ann.within(team).says("/help")
    await bot("sendMessage", chat_id=team.id, text="For all of you")

    assert (await cy.within(team).hears("For all")).by_bot
    assert [one.text for one in await cy.chat()] == []
    await team.removes_bot()
    assert (await team.changes(title="Old team"))["bot_in"] is False


async def test_the_clock_runs_and_jumps(playground: Stage) -> None:
    playground.patience = 0.1
    before = await playground.clock.now()
    await playground.clock.speed(60)
    await playground.clock.forward(timedelta(hours=1))
    assert timedelta(hours=1) <= await playground.clock.now() - before < timedelta(hours=2)

    due = before + timedelta(days=1)
    with pytest.raises(AssertionError, match="named no future moment"):
        await playground.clock.to_next_due()
    await playground.post("clock", next_due=due.isoformat())
    assert await playground.clock.to_next_due() == due
    assert await playground.clock.now() >= due


async def test_faults_and_limits_are_ordered_and_ended(ann: Person, bot: Bot, playground: Stage) -> None:
    limit = await playground.fault("retry_after", method="sendMessage", retry_after=3)
    await bot("sendMessage", chat_id=ann.id, text="lost")
    await limit.has_struck()
    forever = await playground.fault("server_error", count=None)
    await forever.ends()
    await playground.fault("outage", to=await playground.clock.now() + timedelta(days=1))
    await playground.no_faults()
    await playground.flood(per_chat=1)

    for number in range(6):
        await bot("sendMessage", chat_id=ann.id, text=str(number))

    told = [call["status"] for call in await playground.calls("sendMessage")]
    assert told == [429, 200, 200, 200, 200, 200, 429]
    await playground.flood(on=False)
    assert await bot("sendMessage", chat_id=ann.id, text="on") is not None


async def test_a_refusal_is_a_plain_sentence(playground: Stage) -> None:
    with pytest.raises(Refused, match="kind must be one of") as refusal:
        await playground.fault("sunshine")

    assert refusal.value.status == 400


async def test_a_bot_is_waited_for(playground: Stage, bot: Bot) -> None:
    playground.patience = 0.1
    with pytest.raises(AssertionError, match="no bot came to listen"):
        await playground.is_listened_to()
    await bot("setWebhook", url="http://127.0.0.1:9/hook")

    await playground.is_listened_to()


def test_the_example_of_the_page_runs_in_a_project_of_its_own(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "playground.md").read_text("utf-8")
    [example] = re.findall(r"^```python\n(pytest_plugins.*?)^```", page, re.DOTALL | re.MULTILINE)
    (tmp_path / "test_example.py").write_text(example, "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\nasyncio_mode = 'auto'\n", "utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "test_example.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": "", "PYTHONPATH": str(ROOT)},
    )

    assert run.returncode == 0, run.stdout + run.stderr

"""Forged buttons and random texts change no other person's data, cause no error, and get readable answers."""

from __future__ import annotations

import logging
import random
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.catalogue import Catalogue
from bot.ports import Outcome, Row
from bot.telegram.rendering import Renderer
from telegram_playground.errors import ApiError
from telegram_playground.text.html import parse_html
from telegram_playground.text.spans import utf16_length
from tests.conversations.stage import RecordingSender, Stage, Talk, begins
from tests.faults.sizes import size
from tests.presses.sent_before import FIRST_WORDS
from tests.texts import button

PAYLOADS = TEXTS = size("INPUTS", 1000)
AT_ONCE = 100
FORGERS = 10
SECOND = timedelta(seconds=1)
LONGEST = 4096
LONGEST_DATA = 64  # bytes
PIECES = (
    *(
        "<b>",
        "</b>",
        "<a href='",
        "&",
        "&amp;",
        "&#0;",
        "<tg-time unix='1'>",
        "<",
        ">",
        '"',
        "'",
        "{name}",
        "{0}",
    ),
    *(
        "\u202e",
        "\u2066",
        "\u2069",
        "\u200f",
        "\u200d",
        "\ufeff",
        "\0",
        "\ud83d\ude00",
        "e\u0301" * 40,
        "\U0001f469",
    ),
    *(
        "/remind ",
        "/routine ",
        "/start ",
        "remind me at ",
        "10:00",
        "25:99",
        "9 pm",
        "mon",
        "Berlin",
        "stop",
        "pause",
    ),
    *(
        "not today",
        "chest pain",
        "massage my neck",
        "quick",
        "é",
        "ß",
        "١٢:٣٠",
        "１０：００",
        "\n",
        "\t",
        " ",
        "%s",
        "\\",
    ),
)


class ParsingSender(RecordingSender):
    """Also parses each message as Telegram does, and keeps the messages that Telegram would refuse."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.refused: list[str] = []
        self.read = 0

    async def send(self, row: Row) -> Outcome:
        renderer = Renderer(self._catalogue, row.language)
        keyboard = renderer.keyboard(row.message)
        self.read += 1
        try:
            text, _ = parse_html(renderer.text(row.message))
            if not row.keys_only and not 0 < utf16_length(text.strip()) <= LONGEST:
                self.refused.append(f"{utf16_length(text)} characters")
        except ApiError as refusal:
            self.refused.append(str(refusal))
        for keys in (keyboard or {}).get("inline_keyboard", ()):
            self.refused += [
                key["text"] for key in keys if not 0 < len(key["callback_data"].encode()) <= LONGEST_DATA
            ]
        return await super().send(row)


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    """The whole bot, and a sender that parses every message."""
    stage = Stage(tmp_path, catalogue, empty)
    await stage.open()
    sender = ParsingSender(stage.telegram, catalogue, stage.clock)
    sender.pictures, sender.documents = stage.house.pictures, stage.house.files
    stage.sender.inner = sender
    yield stage
    await stage.close()


@pytest.fixture(autouse=True)
def nothing_is_logged_as_an_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No unhandled error, and no line with anybody's words or the token."""
    yield
    assert [each.getMessage() for each in caplog.get_records("call") if each.levelno >= logging.ERROR] == []


def reader(stage: Stage) -> ParsingSender:
    sender = stage.sender.inner
    assert isinstance(sender, ParsingSender)
    return sender


async def belongings(stage: Stage, chat: int) -> dict[str, list[dict[str, Any]]]:
    """Return everything that is kept of a chat."""
    tables = {table: await stage.rows(table) for table in ("sessions", "reminders", "outbox", "tips_shown")}
    own = {table: [row for row in rows if row["chat_id"] == chat] for table, rows in tables.items()}
    return own | {"chats": [row for row in await stage.rows("chats") if row["id"] == chat]}


def forged(dice: random.Random) -> str:
    """Return button data: of our form with any numbers in it, or anything at all."""
    verb = dice.choice(FIRST_WORDS)
    number = dice.choice(
        ["0", "1", "2", "3", "-1", "999", "9" * 18, "9" * 30, "", "x", "٣", "1.0", "0930", "2460"]
    )
    other = dice.choice(
        ["0", "1", "2", "3", "alone", "partner", "127", "1,2,3", "resume", "9" * 20, "off", "2200"]
    )
    form = dice.randrange(6)
    if form == 0:
        return "".join(chr(dice.randrange(1, 0x2FFF)) for _ in range(dice.randint(1, 20)))
    if form == 1:
        return verb
    if form == 2:
        return f"{verb}:{number}"
    if form == 3:
        return f"{verb}:{dice.choice(['taster', 'quick', 'solo', 'kneading', 'nothing'])}:{other}"
    return f"{verb}:{number}:{other}" + ":1" * dice.randrange(2)


async def test_forged_buttons_change_nothing_of_anybody_else(stage: Stage) -> None:
    """Ids of another chat's session and reminders, old turns, random data: the other chat stays the same."""
    anna = stage.private()
    await anna.says("/remind 10:00, 11:00, 22:00")
    await anna.says("12:00")
    await begins(anna, alone=True)
    await anna.presses(button.start_now)
    before = await belongings(stage, anna.id)
    assert len(before["sessions"]) == 1 and len(before["reminders"]) == 3
    dice = random.Random(4)
    forgers = [stage.private(f"Forger {number}", 2001 + number) for number in range(FORGERS)]

    read = 0
    for start in range(0, PAYLOADS, AT_ONCE):
        stage.clock.rest(SECOND)
        read += await stage.takes(
            *(
                forgers[number % FORGERS].tap_data(forged(dice), dice.randint(1, 400))
                for number in range(start, start + AT_ONCE)
            )
        )

    assert await belongings(stage, anna.id) == before
    assert read == PAYLOADS
    assert len(await stage.rows("receipts")) >= PAYLOADS
    assert reader(stage).refused == []


async def test_old_turns_of_ones_own_session_change_nothing(stage: Stage) -> None:
    """A button of an earlier turn does nothing; only Stop still works."""
    anna = stage.private()
    await begins(anna, alone=True)
    for _ in range(2):
        await anna.presses(button.skip if _ else button.start_now)
    before = (await belongings(stage, anna.id))["sessions"]

    for verb in ("pause", "resume", "skip", "back", "now", "stop"):
        for turn in (3, 4, 2**40) if verb == "stop" else (0, 1, 3, 4, 2**40):
            await anna.presses_data(f"{verb}:{before[0]['id']}:{turn}")

    assert before[0]["turn"] == 2
    assert (await belongings(stage, anna.id))["sessions"] == before


def fuzzed(dice: random.Random) -> str:
    """Return a text of up to 5,000 characters."""
    form = dice.randrange(10)
    if form == 0:
        return (dice.choice(PIECES) or "x") * dice.choice([1000, 5000])
    if form == 1:
        return "".join(
            chr(dice.choice([dice.randrange(1, 0xD800), dice.randrange(0xE000, 0x10FFFF)])) for _ in range(30)
        )
    return "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 12)))


async def test_fuzzed_texts_are_answered_with_what_telegram_can_read(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """HTML, bidirectional marks, NUL and 5,000 characters: an answer that parses, and no error."""
    dice = random.Random(5)
    people = [stage.private(fuzzed(dice)[:60] or "x", 3001 + number) for number in range(FORGERS)]
    said: list[str] = []
    read = 0

    for start in range(0, TEXTS, AT_ONCE):
        batch = []
        for number in range(start, start + AT_ONCE):
            said.append(fuzzed(dice)[:5000])
            batch.append(_line(people[number % FORGERS], said[-1]))
        stage.clock.rest(10 * SECOND)  # long texts use up more of a person's allowance
        read += await stage.takes(*batch)

    assert read == len(await stage.rows("receipts")) == TEXTS
    assert reader(stage).refused == []
    assert reader(stage).read > TEXTS / 10
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert [text for text in said if len(text) > 12 and text in logged] == []


def _line(talk: Talk, text: str) -> dict[str, Any]:
    """Return the update of a typed line, whatever is in it."""
    return talk.line(text)

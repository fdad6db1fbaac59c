"""A person sends the file of /export back: the bot asks, and puts everything back or takes nothing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from bot.archive.brought import MOST_ROWS
from bot.ports import MOST_BROUGHT
from tests.conversations.liking import finishes
from tests.conversations.stage import Stage, Talk, plays
from tests.conversations.test_take_out import the_file
from tests.texts import button, texts

MANY: list[dict[str, Any]] = [{} for _ in range(MOST_ROWS)]
NAME = "unknot-2026-11-23.zip"


async def has_a_file(chat: Talk) -> bytes:
    """Let the chat have a reminder, a session and an own hour, and return its file."""
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 8:30")
    await finishes(chat)
    await chat.says("/export")
    return the_file(chat)


async def kept(stage: Stage) -> dict[str, list[dict[str, Any]]]:
    return {name: await stage.rows(name) for name in ("chats", "reminders", "sessions")}


def changed(file: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the file with another content."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        whole = json.loads(packed.read("unknot.json"))
    change(whole)
    return zipped(json.dumps(whole).encode())


def damage(tables: dict[str, Any]) -> None:
    tables["reminders"][0]["at"] = "noon"


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("unknot.json", content)
    return out.getvalue()


async def test_the_file_comes_back_after_a_question_and_everything_is_as_it_was(
    chat: Talk, stage: Stage
) -> None:
    """Reminders ring again; the safety question is asked as of a chat that has not said yes."""
    file = await has_a_file(chat)
    before = await kept(stage)
    await chat.says("/delete_me")
    await chat.presses(button.delete_all)
    await chat.waits(minutes=1)
    chat.hears()

    await chat.sends_file(NAME, file)
    assert chat.hears() == [texts("import_ask").strip()]
    assert not any(row["zone"] for row in await stage.rows("chats"))
    await chat.presses(button("import"))

    assert chat.toasts() == [texts("import_reading")]
    assert chat.messages[-1].text == texts("import_done", made_at="Mon 23 Nov 12:02")
    after = await kept(stage)
    assert [row["state"] for row in after["sessions"]] == [row["state"] for row in before["sessions"]]
    assert [row["at"] for row in after["reminders"]] == [row["at"] for row in before["reminders"]]
    assert after["chats"][0]["safety_yes"] is None
    chat.hears()
    await chat.waits(hours=24)
    assert any(button.not_today in shown.labels for shown in chat.messages)


async def test_leave_it_changes_nothing(chat: Talk, stage: Stage) -> None:
    file = await has_a_file(chat)
    await chat.says("/remind 9:45")
    before = await kept(stage)

    await chat.sends_file("other name.ZIP", file, caption="your data", forward_origin=ORIGIN)
    await chat.presses(button.import_not)

    assert chat.messages[-1].text == texts("import_left")
    assert await kept(stage) == before


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda file: b"PK no zip", "strange"),
        (lambda file: zipped(b"{}"), "strange"),
        (lambda file: zipped(b" " * 6_000_000), "large"),  # a bomb
        (lambda file: changed(file, lambda whole: whole.update(version=99)), "newer"),
        (lambda file: changed(file, lambda whole: whole["tables"].update(new=[])), "newer"),
        (lambda file: changed(file, lambda whole: whole.update(chat=77)), "theirs"),
        (
            lambda file: changed(file, lambda whole: whole["tables"]["reminders"][0].update(at="noon")),
            "damaged",
        ),
        (
            lambda file: changed(
                file, lambda whole: whole["tables"].update(outbox=[{} for _ in range(MOST_ROWS)])
            ),
            "large",
        ),
    ],
)
async def test_a_file_that_cannot_be_taken_changes_nothing(
    chat: Talk, stage: Stage, change: Callable[[bytes], bytes], fault: str
) -> None:
    """The answer says why, in the place of the question."""
    file = await has_a_file(chat)
    before = await kept(stage)

    await chat.sends_file(NAME, change(file))
    await chat.presses(button("import"))

    assert chat.messages[-1].text == texts(f"import_{fault}")
    assert chat.messages[-1].labels == []
    assert await kept(stage) == before


async def test_a_large_file_is_not_fetched(chat: Talk) -> None:
    await chat.sends_file(NAME, b"x" * (MOST_BROUGHT + 1))

    assert chat.hears() == [texts("import_large")]


async def test_in_a_session_nothing_is_taken_and_the_question_stays(chat: Talk, stage: Stage) -> None:
    """A file that cannot be fetched leaves the question as well; so does one file too many."""
    file = await has_a_file(chat)
    await plays(chat)
    await chat.sends_file(NAME, file)
    chat.hears()
    await chat.presses(button("import"))
    assert chat.hears()[0] == texts("import_live")
    await chat.says("stop")

    content = stage.telegram.files.popitem()
    await chat.presses(button("import"))
    assert chat.messages[-1].text == texts("import_unfetched")
    stage.telegram.files |= [content]
    await chat.presses(button("import"))
    assert any(shown.text.startswith(texts.opening("import_done")) for shown in chat.messages)

    await chat.sends_file(NAME, file)
    chat.toasts()
    await chat.presses(button("import"))
    assert chat.toasts() == [texts("import_often")]


async def test_a_file_that_is_gone_is_asked_for_again(chat: Talk, stage: Stage) -> None:
    """The question quotes nothing any more."""
    await chat.sends_file(NAME, await has_a_file(chat))
    stage.telegram.documents.clear()

    await chat.presses(button("import"))

    assert chat.messages[-1].text == texts("import_gone")


async def test_a_file_with_words_of_a_person_is_answered_by_the_words(chat: Talk) -> None:
    await chat.sends_file(NAME, b"PK", caption="how do I knead?")

    assert not any(button("import") in shown.labels for shown in chat.messages)


ORIGIN = {"type": "hidden_user", "sender_user_name": "Anna", "date": 0}

"""A person gets what is kept about them as a file, and their reminders as a calendar."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest

from bot.storage.tables import metadata
from tests.conversations.building import makes
from tests.conversations.liking import finishes
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts


def the_file(chat: Talk) -> bytes:
    return next(shown.file.content for shown in reversed(chat.messages) if shown.file is not None)


def the_json(chat: Talk) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(the_file(chat))) as packed:
        whole: dict[str, Any] = json.loads(packed.read("unknot.json"))
    return whole


@pytest.mark.parametrize("line", ["/export", "can i download everything you have about me"])
async def test_export_sends_everything_that_is_kept_about_the_chat(chat: Talk, line: str) -> None:
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 8:30")
    await finishes(chat)

    await chat.says(line)

    assert chat.messages[-1].text == texts("export").strip()
    tables = the_json(chat)["tables"]
    assert [each["zone"] for each in tables["chats"]] == ["Europe/Lisbon"]
    assert [each["at"] for each in tables["reminders"]] == ["08:30:00"]
    assert [each["state"] for each in tables["sessions"]] == ["finished"]


async def test_every_table_of_chats_is_exported(chat: Talk) -> None:
    """A table that is new with tomorrow's version is found by its column `chat_id`, or this test fails."""
    await chat.says("/start")
    await chat.says("/export")

    kept = {name for name, table in metadata.tables.items() if "chat" in " ".join(table.c.keys())}
    assert set(the_json(chat)["tables"]) == {"chats", *kept}


async def test_the_file_is_of_the_moment_when_its_message_leaves(chat: Talk, stage: Stage) -> None:
    """The bytes wait nowhere. What was deleted in the meantime is in no file."""
    await chat.says("/remind 8:30")
    stage.telegram.holds = lambda row: row.message.document is not None
    await chat.says("/export")
    assert "unknot.json" not in str(await stage.rows("outbox"))
    await chat.says("/timezone Lisbon")
    stage.telegram.holds = lambda row: False

    await stage.waits(minutes=1)

    assert the_json(chat)["tables"]["chats"][0]["zone"] == "Europe/Lisbon"


async def test_nothing_is_sent_about_a_chat_of_which_nothing_is_kept(chat: Talk) -> None:
    await chat.says("/export")

    assert chat.hears() == [texts("export_none")]


async def test_in_a_group_only_administrators_get_a_file(stage: Stage) -> None:
    member = stage.group()
    await member.says("/tip@UnknotBot")
    member.hears()

    await member.says("/export@UnknotBot")
    await member.says("/calendar@UnknotBot")
    assert [each.file for each in member.messages] == [None, None, None]
    assert member.hears() == [texts("e_admin")] * 2

    stage.telegram.administrators.add(1001)
    await member.says("/export@UnknotBot")
    assert the_json(member)["chat"] == -1_001_234


async def test_privacy_leads_to_the_file_in_one_tap(chat: Talk) -> None:
    await chat.says("/privacy")
    await chat.presses(button.take_out)

    assert zipfile.is_zipfile(io.BytesIO(the_file(chat)))


async def test_a_name_is_no_formula_in_a_spreadsheet(chat: Talk) -> None:
    await makes(chat, '=HYPERLINK("x")')
    await chat.says("/export")

    with zipfile.ZipFile(io.BytesIO(the_file(chat))) as packed:
        [row] = csv.DictReader(io.StringIO(packed.read("own_routines.csv").decode("utf-8-sig")))
    assert row["name"] == '\'=HYPERLINK("x")'
    assert the_json(chat)["tables"]["own_routines"][0]["name"] == '=HYPERLINK("x")'


async def test_calendar_needs_a_reminder_and_a_zone(chat: Talk) -> None:
    await chat.says("/calendar")
    assert chat.hears() == [texts("calendar_none")]

    await chat.says("/timezone Lisbon")
    await chat.says("/remind 8:30")
    await chat.says("/reminders")
    await chat.presses(button.to_calendar)

    [made] = [shown.file for shown in chat.messages if shown.file is not None]
    assert (made.name, made.media_type) == ("unknot.ics", "text/calendar")
    content = made.content.decode()
    assert "DTSTART;TZID=Europe/Lisbon:" in content
    assert f"SUMMARY:{texts('calendar_event')}" in content

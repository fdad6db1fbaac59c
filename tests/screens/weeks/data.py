"""The person's data: a zip that goes out and comes back, a calendar file, what is kept, and the farewell."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import recurring_ical_events

from tests.screens.weeks.life import LISBON, Life
from tests.texts import button, texts
from tests.traces import found

Tables = Mapping[str, list[dict[str, Any]]]


async def takes_leave(life: Life) -> None:
    """All of it, at the end of the story."""
    await takes_the_calendar(life)
    file = await exports(life)
    await sends_it_back(life, file)
    await says_goodbye(life)


async def exports(life: Life) -> bytes:
    """`/export` gives a zip with a JSON and a table for a spreadsheet of each kind; it says what was done."""
    phone = life.phone
    await phone.says("/export", texts.headline("export"))
    await phone.looks("export")
    file = await _downloads(life)
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        assert packed.testzip() is None
        tables: Tables = json.loads(packed.read("unknot.json"))["tables"]
        sheets = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".csv")}
    _tells_what_was_done(life, tables)
    for name, text in sheets.items():
        rows = tables[name.removesuffix(".csv")]
        assert len(list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))) == len(rows), name
    assert {f"{name}.csv" for name, rows in tables.items() if rows} <= sheets.keys()
    return file


def _tells_what_was_done(life: Life, tables: Tables) -> None:
    done = {row["on"] for row in tables["done_days"] if row["what"] in ("massage", "movement")}
    added = {row["on"] for row in tables["added_sessions"]}
    led = {row["ended_on"] for row in tables["sessions"] if row["state"] == "finished"}
    assert done | added | led == {on.isoformat() for on in life.done}
    assert [row["at"] for row in tables["reminders"]] == [life.usual.isoformat()]
    assert [row["cue"] for row in tables["reminders"]] == ["dinner"]
    assert [row["zone"] for row in tables["chats"]] == [LISBON.key]


async def sends_it_back(life: Life, file: bytes) -> None:
    """The file comes back into the chat, and all is as it was: another export holds the same."""
    phone, page = life.phone, life.phone.page
    before = _tables_in(file)
    await phone.says("/stop_reminders", texts.headline("reminders_off"))
    async with page.expect_file_chooser() as choosing:
        await page.click("#attach")
        await page.click("[data-attach=document]")
    await (await choosing.value).set_files(
        {"name": "unknot.zip", "mimeType": "application/zip", "buffer": file}
    )
    await phone.sees(texts.headline("import_ask"))
    await phone.looks("a file is sent back")
    await phone.follows(button("import"), texts.opening("import_done"))
    await phone.looks("all is as it was")
    await phone.says("/export", texts.headline("export"))
    after = _tables_in(await _downloads(life))
    for name in ("reminders", "sessions", "done_days", "added_sessions", "tips_shown", "tags_liked"):
        assert _without_ids(after[name]) == _without_ids(before[name]), name


def _without_ids(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without their numbers: what was deleted in between comes back under a new one."""
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def _tables_in(file: bytes) -> Tables:
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        tables: Tables = json.loads(packed.read("unknot.json"))["tables"]
    return tables


async def takes_the_calendar(life: Life) -> None:
    """`/calendar` gives a file whose events begin when the reminders ring."""
    await life.phone.says("/calendar", texts.headline("calendar"))
    await life.phone.looks("calendar")
    read = icalendar.Calendar.from_ical(await _downloads(life))
    first = life.at(0, days=1)
    events = recurring_ical_events.of(read).between(first, first + timedelta(days=14))
    begins = sorted(event.start.astimezone(LISBON) for event in events)
    assert begins == [life.at(life.usual.hour, life.usual.minute, days=day) for day in range(1, 15)]
    assert {str(event["summary"]) for event in events} == {texts("calendar_event")}


async def says_goodbye(life: Life) -> None:
    """What is kept is said; and after `/delete_me` nothing of the person stands in the database's files."""
    phone = life.phone
    await phone.says("/privacy", texts.headline("privacy"))
    await phone.looks("privacy")
    words = [LISBON.key]
    assert len(found(phone.database, phone.chat, words)) > len(words)
    await phone.says("/delete_me", texts("delete"))
    await phone.looks("delete me")
    await phone.follows(button.delete_all, texts.opening("deleted"))
    await phone.looks("deleted")

    async def nothing() -> bool | None:
        return not found(phone.database, phone.chat, words) or None

    await phone.stage.until(nothing, lambda: f"still there: {found(phone.database, phone.chat, words)}")
    count = len(await life.messages())
    await life.lives_until(life.at(12, days=3))
    assert len(await life.messages()) == count
    assert found(phone.database, phone.chat, words) == []


async def _downloads(life: Life) -> bytes:
    """Tap the newest file, as a person does who wants to keep it."""
    page = life.phone.page
    async with page.expect_download() as saving:
        await page.locator("#log a.file").last.click()
    return await asyncio.to_thread(Path(await (await saving.value).path()).read_bytes)

"""After "delete me" the bytes of the database's files hold nothing of the chat, in both journal modes."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.ports import Lane, Outcome, Row, Sender
from bot.storage import sqlite
from tests import kept
from tests.conversations.building import makes, shares
from tests.conversations.stage import Stage, Talk, begins
from tests.texts import button, texts
from tests.traces import found

PRIVATE, GROUP = 5_234_567_890_123, -1_002_345_678_901
NAME, PLACE, ZONE, ROUTINE = "Quirinia", "Ushuaia", "America/Argentina/Ushuaia", "Zephyrine evening"
WORDS = (NAME, ZONE, ROUTINE)


class Looking:
    """A sender that notes what stands in the files when a farewell is sent."""

    def __init__(self, inner: Sender, database: Path) -> None:
        self.inner = inner
        self.database = database
        self.farewells: list[list[str]] = []

    async def is_healthy(self) -> bool:
        return await self.inner.is_healthy()

    async def send(self, row: Row) -> Outcome:
        if row.lane is Lane.farewell:
            self.farewells.append(found(self.database, row.chat, WORDS))
        return await self.inner.send(row)


@pytest.fixture(params=["delete", "wal"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The journal mode, whatever version this SQLite has."""
    if kept.ON_SERVER:
        pytest.skip(kept.ONLY_A_FILE)
    monkeypatch.setattr(sqlite, "has_safe_wal", lambda _version: request.param == "wal")
    return str(request.param)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "unknot.sqlite3"


@pytest.fixture
async def stage(mode: str, tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, catalogue, empty)
    await stage.open()
    assert [row["journal_mode"] for row in await stage.rows("pragma_journal_mode")] == [mode]
    yield stage
    await stage.close()


@pytest.fixture
def looking(stage: Stage, database: Path) -> Looking:
    looking = Looking(stage.sender.inner, database)
    stage.sender.inner = looking
    return looking


async def tells_all(chat: Talk) -> None:
    """Leave a trace in every table that knows the chat."""
    await chat.says("/start")
    await begins(chat)
    await chat.says("stop")
    await chat.says(f"/timezone {PLACE}")
    for hour in range(8, 20):
        await chat.says(f"/remind {hour}:30")
        await chat.says("/tip")
        await chat.says(f"{NAME} says {hour}:99")
    await makes(chat, ROUTINE)
    await shares(chat)
    await chat.says("more kneading")


async def deletes_all(chat: Talk) -> None:
    await chat.says("/delete_me")
    await chat.presses(button.delete_all)


async def others(stage: Stage) -> list[Talk]:
    """Other people, so that the rows of one chat are spread over pages."""
    talks = [stage.private(f"Other {number}", PRIVATE + number) for number in (-2, -1, 1, 2)]
    for number, talk in enumerate(talks):
        await talk.says("/timezone Lisbon")
        for hour in range(8, 20):
            await talk.says(f"/remind {hour}:{number + 10}")
    return talks


@pytest.mark.parametrize("number", [PRIVATE, GROUP], ids=["private", "group"])
async def test_nothing_of_a_deleted_chat_is_left(
    stage: Stage, looking: Looking, database: Path, number: int
) -> None:
    """When the answer leaves, only the number is still there, for the answer; then it is overwritten, too."""
    await others(stage)
    chat = stage.private(NAME, PRIVATE)
    chat.chat["id"] = number
    await tells_all(chat)
    await others(stage)
    before = {trace.partition(":")[0].removesuffix("-wal") for trace in found(database, number, WORDS)}
    assert before > {"the key of a row", *WORDS}

    await deletes_all(chat)

    assert chat.messages[-1].headline == texts("deleted")
    [at_the_farewell] = looking.farewells
    assert [trace for trace in at_the_farewell if trace.startswith(WORDS)] == []
    assert found(database, number, WORDS) == []


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """Another program reads the database inside, and so keeps the old pages in the -wal file."""
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM chats").fetchall()
        yield reader


@pytest.mark.parametrize("mode", ["wal"], indirect=True)
async def test_no_answer_says_deleted_while_a_reader_keeps_the_old_pages(
    stage: Stage, looking: Looking, database: Path
) -> None:
    """The reader holds up nobody else. After it has ended, a beat makes the answer true, and sends it."""
    chat, other = stage.private(NAME, PRIVATE), stage.private("Other", PRIVATE + 1)
    await tells_all(chat)
    with reading(database):
        await deletes_all(chat)
        await other.says("/help")
        await stage.is_away(seconds=1)

        assert other.messages[-1].headline == texts.headline("help")
        assert looking.farewells == []
        assert [trace for trace in found(database, PRIVATE, WORDS) if trace.startswith(WORDS)] != []

    await stage.is_away(seconds=1)
    assert chat.messages[-1].headline == texts("deleted")
    [at_the_farewell] = looking.farewells
    assert [trace for trace in at_the_farewell if trace.startswith(WORDS)] == []
    assert found(database, PRIVATE, WORDS) == []


@pytest.mark.parametrize("mode", ["wal"], indirect=True)
async def test_after_a_kill_the_next_start_overwrites_before_it_answers(
    stage: Stage, database: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    """A kill between the commit that deletes and the checkpoint leaves the files as they are copied here."""
    chat = stage.private(NAME, PRIVATE)
    await tells_all(chat)
    killed = tmp_path / "killed"
    with reading(database):
        await deletes_all(chat)
        again = copied(database, killed, catalogue)
    assert [trace for trace in found(killed / database.name, PRIVATE, WORDS) if trace.startswith(WORDS)] != []

    await again.open()
    left = found(killed / database.name, PRIVATE, WORDS)
    await again.beats()
    last = again.private(NAME, PRIVATE).messages[-1].headline
    left_at_last = found(killed / database.name, PRIVATE, WORDS)
    await again.close()

    assert [trace for trace in left if trace.startswith(WORDS)] == []
    assert (last, left_at_last) == (texts("deleted"), [])


def copied(database: Path, folder: Path, catalogue: Catalogue) -> Stage:
    """Return another stage, on a copy of the files."""
    folder.mkdir()
    again = Stage(folder, catalogue, database)
    shutil.copy(f"{database}-wal", folder)
    return again


@pytest.mark.parametrize("mode", ["wal"], indirect=True)
async def test_what_ends_by_itself_is_overwritten_within_the_hour(stage: Stage, database: Path) -> None:
    """A name in a message that was sent stands in the -wal file only until rows are swept up."""
    chat = stage.private(NAME, PRIVATE)
    await chat.says(f"{NAME} says 25:99")
    await chat.says("/start")
    assert [trace for trace in found(database, PRIVATE, [NAME]) if trace.startswith(NAME)] != []

    await stage.is_away(minutes=61)

    assert [trace for trace in found(database, PRIVATE, [NAME]) if trace.startswith(NAME)] == []

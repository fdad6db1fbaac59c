"""Whatever the umask, only the owner may read what the bot makes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ports import Work
from bot.storage import sqlite
from bot.storage.database import open_database
from tests.storage.samples import chat

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")


@pytest.fixture(params=[0, 0o022, 0o277], ids=["umask 000", "umask 022", "umask 277"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.parametrize("is_wal", [False, True], ids=["journal", "wal"])
async def test_folder_database_journal_and_lock_are_closed_to_others(
    umask: None, tmp_path: Path, is_wal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "has_safe_wal", lambda _version: is_wal)
    data = tmp_path / "new" / "data"

    def write(work: Work) -> dict[str, int]:
        work.chats.put(chat())
        return {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.iterdir()}

    opened = open_database(f"sqlite:///{data}/unknot.db")
    await opened.migrate()
    rights = await opened.run(write)
    await opened.close()

    beside = ["unknot.db-shm", "unknot.db-wal"] if is_wal else ["unknot.db-journal"]
    assert rights == dict.fromkeys(["unknot.db", "unknot.db.lock", *beside], 0o600)
    for folder in (data.parent, data):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


async def test_rights_that_somebody_gave_on_purpose_are_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o750)
    (data / "unknot.db").touch()
    (data / "unknot.db").chmod(0o640)

    await open_database(f"sqlite:///{data}/unknot.db").close()

    assert stat.S_IMODE(data.stat().st_mode) == 0o750
    assert stat.S_IMODE((data / "unknot.db").stat().st_mode) == 0o640

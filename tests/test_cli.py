"""The commands, called inside this process."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bot.commands
from bot.archive.zipped import pack
from bot.cli import main
from bot.commands import app
from bot.domain.ids import ChatId
from bot.ports import Archive
from telegram_playground import people_clock
from tests.storage.moving import everything
from tests.storage.strangers import make


def test_migrate_works_although_the_content_has_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables do not depend on the texts, so a fault in the texts does not stop a migration."""
    monkeypatch.setattr("bot.compose.content_folder", lambda: tmp_path / "nowhere")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/unknot.db")

    result = CliRunner().invoke(app, ["migrate"])

    assert (result.exit_code, result.output) == (0, "The database is up to date.\n")


def test_the_version_is_said() -> None:
    result = CliRunner().invoke(app, ["--version"])

    assert (result.exit_code, result.output) == (0, f"Unknot {metadata.version('unknot')}\n")


def test_the_demo_runs_as_fast_as_the_playground_can() -> None:
    """The command line does not import the playground for this number."""
    assert bot.commands.FASTEST == people_clock.FASTEST


def ends(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the command as `main` does, check that it ends with exit code 2, and return what it says."""
    monkeypatch.setattr("sys.argv", ["unknot", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    return said.err


@pytest.mark.parametrize("command", ["run", "doctor", "migrate"])
def test_a_settings_file_that_is_no_text_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes("LOG_LEVEL=größer".encode("latin-1"))

    assert ".env is neither UTF-8 nor UTF-16" in ends([command], monkeypatch, capsys)


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_the_database_of_another_program_is_one_sentence_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    make(tmp_path / "recipes.db", "another program", "delete")
    before = (tmp_path / "recipes.db").read_bytes()
    monkeypatch.setenv("BOT_TOKEN", "123456:Command_Tests-Only0123456789abcdefg")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/recipes.db")

    assert "the tables of another program" in ends([command], monkeypatch, capsys)

    assert (tmp_path / "recipes.db").read_bytes() == before


@pytest.mark.parametrize("command", ["run", "doctor", "migrate"])
@pytest.mark.parametrize(
    "url", ["postgresql://", "postgresql:///", "postgresql://me:my-secret@host:port/unknot"]
)
def test_a_url_that_names_no_database_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, url: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:Command_Tests-Only0123456789abcdefg")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("DATABASE_URL", url)

    said = ends([command], monkeypatch, capsys)

    assert "DATABASE_URL must look like postgresql://" in said
    assert "my-secret" not in said


def test_import_puts_a_chat_back_or_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/unknot.db")
    # As an older version wrote it, which did not know all of today's columns.
    chat = {"id": 5, "language": "en", "zone": "Asia/Tokyo", "is_gone": False, "pace": "practised", "cues": 7}
    made_at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    for name, zone in (("good", "Asia/Tokyo"), ("bad", "Atlantis")):
        tables = {"chats": [{**chat, "zone": zone, "asks_rating": True}]}
        (tmp_path / f"{name}.zip").write_bytes(pack(Archive(ChatId(5), made_at, tables), ""))
    good, bad = str(tmp_path / "good.zip"), str(tmp_path / "bad.zip")
    to_another = ["import", good, "--chat", "6"]

    assert f"unknot import {good} --chat 6 --move" in ends(to_another, monkeypatch, capsys)
    assert "Nothing was taken" in ends(["import", bad], monkeypatch, capsys)
    assert "cannot be read" in ends(["import", str(tmp_path / "none.zip")], monkeypatch, capsys)

    for chosen, said in (([], "chat 5"), (["--chat", "-6", "--move"], "chat -6")):
        result = CliRunner().invoke(app, ["import", good, *chosen])
        assert (result.exit_code, result.output) == (
            0,
            f"The data of the {said} is as it was on 2026-11-24 at 12:00 UTC.\n",
        )
    with sqlite3.connect(tmp_path / "unknot.db") as database:
        assert database.execute("SELECT id, zone FROM chats ORDER BY id").fetchall() == [
            (-6, "Asia/Tokyo"),
            (5, "Asia/Tokyo"),
        ]
    database.close()


def test_everything_is_copied_backed_up_and_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a URL, DATABASE_URL is meant. A password in a URL is never said."""
    everything.make(tmp_path / "first.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/first.db")
    second, third, backup = (str(tmp_path / name) for name in ("second.db", "third.db", "backup.db"))

    copied = CliRunner().invoke(app, ["copy", "--to", f"sqlite:///{second}"])
    saved = CliRunner().invoke(app, ["backup", "--from", f"sqlite:///{second}", "--to", backup])
    restored = CliRunner().invoke(app, ["restore", "--from", backup, "--to", f"sqlite:///{third}"])

    assert [each.exit_code for each in (copied, saved, restored)] == [0, 0, 0]
    assert f"tables are in {second}, each compared with its original." in copied.output
    assert f"{backup} has everything of {second} as it is now." in saved.output
    assert re.search(
        rf"{third} is as {second} was on 2\d\d\d-.* UTC: \d+ rows of \d+ tables\.", restored.output
    )
    assert re.search(r"nothing is sent: \d+ messages, \d+ rings\.", restored.output)
    assert "with a session that was on will be asked" not in restored.output  # it is too long ago
    with sqlite3.connect(third) as database:
        left = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"
        assert database.execute(left).fetchall() == [(0,)]
    database.close()
    assert "Both are" in ends(["copy", "--to", f"sqlite:///{tmp_path}/first.db"], monkeypatch, capsys)
    assert "There is something in" in ends(["restore", "--from", backup], monkeypatch, capsys)
    wrong = "mysql://me:my-secret@here/unknot"
    assert "my-secret" not in ends(["copy", "--to", wrong], monkeypatch, capsys)

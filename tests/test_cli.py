"""The commands, called inside this process."""

from __future__ import annotations

import io
import json
import re
import shlex
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import bot.commands
from bot.archive.zipped import MOST_BYTES, pack
from bot.cli import main
from bot.commands import app
from bot.domain.ids import ChatId
from bot.ports import Archive
from telegram_playground import people_clock
from tests.storage.moving import everything
from tests.storage.strangers import make

EXAMPLE = "unknot-2026-11-24.zip"


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


def file_of(content: bytes, name: str = "unknot.json") -> bytes:
    """Return a zip with one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return made.getvalue()


def changed(good: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the file with another content."""
    with zipfile.ZipFile(io.BytesIO(good)) as packed:
        whole = json.loads(packed.read("unknot.json"))
    change(whole)
    return file_of(json.dumps(whole).encode())


AS_IT_CAME = "Give it the zip that the bot sent after /export, as it came, like this: unknot import"
A_NEW_ONE = "Ask the bot for a new file with /export, and give it as it came, like this: unknot import"
REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "text": (lambda good: b"hello", AS_IT_CAME),
    "somebody else's zip": (lambda good: file_of(b"{}", "recipes.json"), AS_IT_CAME),
    "another program's json": (lambda good: file_of(b'{"format": "recipes"}'), AS_IT_CAME),
    "cut off": (lambda good: good[:-30], AS_IT_CAME),
    "a bomb": (lambda good: file_of(b" " * 20_000_000), AS_IT_CAME),
    "too large": (lambda good: bytes(MOST_BYTES + 1), AS_IT_CAME),
    "no json": (lambda good: file_of(b"{"), A_NEW_ONE),
    "a zone that is none": (
        lambda good: changed(good, lambda whole: whole["tables"]["chats"][0].update(zone="Atlantis")),
        A_NEW_ONE,
    ),
    "a value that is none": (
        lambda good: changed(good, lambda whole: whole["tables"]["chats"][0].update(quiet_begins="noon")),
        A_NEW_ONE,
    ),
    "seven reminders": (
        lambda good: changed(good, lambda whole: whole["tables"].update(reminders=seven_reminders())),
        A_NEW_ONE,
    ),
    "a newer version": (lambda good: changed(good, lambda whole: whole.update(version=2)), "Update Unknot"),
    "a newer table": (
        lambda good: changed(good, lambda whole: whole["tables"].update(dreams=[{"chat_id": 5}])),
        "Update Unknot",
    ),
    "a newer column": (
        lambda good: changed(good, lambda whole: whole["tables"]["chats"][0].update(colour="red")),
        "Update Unknot",
    ),
}


def seven_reminders() -> list[dict[str, Any]]:
    return [
        {"id": number, "chat_id": 5, "at": f"0{number}:00:00", "days": 127, "keeps_moment": False}
        for number in range(1, 8)
    ]


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A good file of the chat 5, which is in the database already, in Tokyo; the file says Lisbon."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/unknot.db")
    made_at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    chat = {"id": 5, "language": "en", "is_gone": False, "pace": "practised", "cues": 7, "asks_rating": True}
    here, there = (
        pack(Archive(ChatId(5), made_at, {"chats": [{**chat, "zone": zone}]}), "")
        for zone in ("Asia/Tokyo", "Europe/Lisbon")
    )
    (tmp_path / "here.zip").write_bytes(here)
    assert CliRunner().invoke(app, ["import", str(tmp_path / "here.zip")]).exit_code == 0
    return there


@pytest.mark.parametrize("what", REFUSED)
def test_each_refusal_of_import_shows_the_right_command_and_takes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    good: bytes,
    what: str,
) -> None:
    before = everything_in(tmp_path / "unknot.db")
    file = tmp_path / "unknot-2026-11-24.zip"
    spoil, advice = REFUSED[what]
    file.write_bytes(spoil(good))

    said = ends(["import", str(file)], monkeypatch, capsys)

    assert "Nothing was taken from it. " in said
    assert advice in said
    assert re.search(r"unknot import \S+\.zip$", said.strip())
    assert everything_in(tmp_path / "unknot.db") == before
    file.write_bytes(good)
    assert CliRunner().invoke(app, ["import", str(file)]).exit_code == 0
    assert everything_in(tmp_path / "unknot.db") != before


@pytest.mark.parametrize(
    ("arguments", "example"),
    [
        (["--chat", "6"], "unknot import {} --chat 6 --move"),
        (["--move"], "unknot import {} --chat 1234 --move"),
    ],
)
def test_import_says_how_data_goes_to_another_chat(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    good: bytes,
    arguments: list[str],
    example: str,
) -> None:
    before = everything_in(tmp_path / "unknot.db")
    file = tmp_path / "unknot-2026-11-24.zip"
    file.write_bytes(good)

    said = ends(["import", str(file), *arguments], monkeypatch, capsys)

    assert said.strip().endswith(example.format(file))
    assert everything_in(tmp_path / "unknot.db") == before


@pytest.mark.parametrize("arguments", [["--chat", "6", "--move"], ["--chat", "5"], []])
def test_after_an_update_the_same_import_is_given_again_with_its_options(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    good: bytes,
    arguments: list[str],
) -> None:
    file = tmp_path / "unknot.zip"
    file.write_bytes(changed(good, lambda whole: whole.update(version=2)))

    said = ends(["import", str(file), *arguments], monkeypatch, capsys)

    assert "Update Unknot" in said
    assert said.strip().endswith(" ".join(["unknot import", str(file), *arguments]))


@pytest.mark.parametrize(
    ("version", "arguments", "again"),
    [
        (2, [], []),
        (1, ["--chat", "6"], ["--chat", "6", "--move"]),
        (1, ["--move"], ["--chat", "1234", "--move"]),
    ],
)
def test_the_command_of_a_refused_import_names_a_path_with_spaces_as_one_word(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    good: bytes,
    version: int,
    arguments: list[str],
    again: list[str],
) -> None:
    file = tmp_path / "what she sent.zip"
    file.write_bytes(changed(good, lambda whole: whole.update(version=version)))

    said = ends(["import", str(file), *arguments], monkeypatch, capsys)

    command = said[said.rindex("unknot import") :]
    assert shlex.split(command) == ["unknot", "import", str(file), *again]


@pytest.mark.parametrize("chat", ["anna", "5.0", "١٢", "9" * 30])
def test_import_refuses_a_chat_that_is_no_number(tmp_path: Path, good: bytes, chat: str) -> None:
    file = tmp_path / "unknot-2026-11-24.zip"
    file.write_bytes(good)

    result = CliRunner().invoke(app, ["import", str(file), "--chat", chat], env={"COLUMNS": "400"})

    assert result.exit_code == 2
    assert f"unknot import {EXAMPLE} --chat 1234" in result.output


def test_a_file_that_is_not_there_gets_the_right_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], good: bytes
) -> None:
    for path in (tmp_path / "none.zip", tmp_path):
        said = ends(["import", str(path)], monkeypatch, capsys)

        assert "cannot be read" in said
        assert said.strip().endswith(f"unknot import {EXAMPLE}")


def test_the_help_of_import_has_an_example() -> None:
    result = CliRunner().invoke(app, ["import", "--help"], env={"COLUMNS": "200"})

    assert f"unknot import {EXAMPLE}" in result.output


def everything_in(file: Path) -> list[str]:
    """Return all that a database holds, as SQL."""
    with sqlite3.connect(file) as database:
        told = list(database.iterdump())
    database.close()
    return told


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

"""The commands, called inside this process."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app, main
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

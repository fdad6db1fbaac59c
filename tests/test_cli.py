"""The commands, called inside this process."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app


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

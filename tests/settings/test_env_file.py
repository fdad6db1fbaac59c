"""The file `.env`, as different editors and shells write it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import env_file
from bot.settings import SettingsProblem, read_settings

TOKEN = "123456:Env_File_Tests-Only0123456789abcdef"
LINES = f"BOT_TOKEN={TOKEN}\r\n# für mich\r\nLOG_LEVEL=warning\r\n"
NOBODY = 65534


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder; no setting comes from the environment."""
    for name in ("BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "CLOCK_URL", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode("utf-8"),
        LINES.encode("utf-8-sig"),
        b"\xff\xfe" + LINES.encode("utf-16-le"),
        b"\xfe\xff" + LINES.encode("utf-16-be"),
        LINES.encode("utf-16-le"),
        LINES.encode("utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with a mark", "UTF-16 LE", "UTF-16 BE", "UTF-16 LE, no mark", "UTF-16 BE, no mark"],
)
def test_utf_8_and_utf_16_are_read(folder: Path, content: bytes) -> None:
    (folder / ".env").write_bytes(content)

    settings = read_settings()

    assert (settings.bot_token.reveal(), settings.log_level) == (TOKEN, "WARNING")


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode("latin-1"),
        LINES.encode("utf-32"),
        LINES.encode("utf-16")[:-1],
        b"BOT_TOKEN=\0\0\0",
    ],
    ids=["Latin-1", "UTF-32", "half a letter", "no text"],
)
def test_other_encodings_are_one_sentence_without_the_token(folder: Path, content: bytes) -> None:
    (folder / ".env").write_bytes(content)

    with pytest.raises(SettingsProblem) as problem:
        read_settings()

    assert "save it again as text in UTF-8" in str(problem.value)
    assert len(str(problem.value).splitlines()) == 1
    assert TOKEN.partition(":")[2] not in str(problem.value)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become another user")
def test_a_file_that_may_not_be_read_is_one_sentence(folder: Path) -> None:
    (folder / ".env").write_text(LINES, "utf-8")
    (folder / ".env").chmod(0o600)
    folder.chmod(0o755)
    os.seteuid(NOBODY)
    try:
        with pytest.raises(SettingsProblem, match=r"The file \.env cannot be read \(Permission denied\)"):
            read_settings(bot_token=TOKEN)
    finally:
        os.seteuid(0)


def test_no_file_and_a_folder_of_that_name_change_nothing(folder: Path) -> None:
    assert read_settings(bot_token=TOKEN).log_level == "INFO"
    (folder / ".env").mkdir()
    assert read_settings(bot_token=TOKEN).log_level == "INFO"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
@pytest.mark.parametrize(
    ("mode", "is_open"), [(0o600, False), (0o400, False), (0o640, True), (0o644, True), (0o604, True)]
)
def test_who_may_read_the_owners_file(folder: Path, mode: int, is_open: bool) -> None:
    (folder / ".env").write_text(LINES, "utf-8")
    (folder / ".env").chmod(mode)

    assert env_file.is_open_to_others(folder / ".env") is is_open


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize(("mode", "is_open"), [(0o640, False), (0o644, True)])
def test_the_group_may_be_how_the_bot_itself_reads_somebody_elses_file(
    folder: Path, mode: int, is_open: bool
) -> None:
    (folder / ".env").write_text(LINES, "utf-8")
    (folder / ".env").chmod(mode)
    os.chown(folder / ".env", NOBODY, -1)

    assert env_file.is_open_to_others(folder / ".env") is is_open

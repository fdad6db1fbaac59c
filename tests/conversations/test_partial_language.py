"""A language that is made of data alone, and lacks much, plays a session."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from tests.conversations.stage import Stage

TAG = "x-made-up"
MARK = "(ENGLISH)"
HAS = ("labels.yaml", "session.yaml", "safety.yaml", "techniques.yaml")  # all other phrases fall back
_KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|&\w+;)")  # what is no word: braces, tags, signs of HTML


def made_up(value: Any) -> Any:
    """Return English texts in the made-up language: small letters become large, and large ones small."""
    if isinstance(value, dict):
        return {key: made_up(each) for key, each in value.items()}
    return "".join(part if _KEPT.fullmatch(part) else part.swapcase() for part in _KEPT.split(value))


@pytest.fixture
async def stage(tmp_path: Path, empty: Path) -> AsyncIterator[Stage]:
    """The whole bot with English and the made-up language, which was written by a rule into a folder."""
    folder = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    own = folder / "locales" / TAG
    own.mkdir()
    for name in HAS:
        words = yaml.safe_load((folder / "locales/en" / name).read_text("utf-8"))
        (own / name).write_text(yaml.safe_dump(made_up(words), allow_unicode=True), "utf-8")
    (own / "own.yaml").write_text(f"language_name: Made up\nfallen_back: {MARK}\n", "utf-8")
    for name in ("claims", "shame"):
        (own / f"{name}.yaml").write_text(f"never: [xx{name}]\nallowed: {{}}\n", "utf-8")
    named = f"languages: [en, {TAG}]\npartial: [{TAG}]\n"
    for other in (folder / "locales").iterdir():
        if other.name not in ("en", TAG):
            shutil.rmtree(other)
    (folder / "languages.yaml").write_text(named, "utf-8")
    stage = Stage(tmp_path, read_catalogue(folder), empty)
    await stage.open()
    yield stage
    await stage.close()


async def test_a_made_up_language_plays_a_session(stage: Stage) -> None:
    """It has its own buttons and steps. What it lacks is in English, and each message says so once."""
    talk = stage.private()
    talk.person["language_code"] = TAG

    await talk.says("/start")
    [hello] = talk.hears()
    await talk.says("/routine taster")
    await talk.presses("sTART")
    await talk.presses("nONE OF THESE")
    await talk.presses("sTART NOW")
    await talk.waits(seconds=20)
    steps = talk.hears()
    await talk.says("pause")  # read by the words of the first language
    paused = talk.hears() + talk.toasts()
    await talk.presses("rESUME")
    await talk.waits(seconds=90)
    end = talk.hears()[-1]

    assert hello.startswith(f"{MARK} Hello")
    assert hello.count(MARK) == 1
    assert "mAKE SMALL CIRCLES" in steps[-1]
    assert MARK not in steps[-1]
    assert any("pAUSED" in said for said in paused)
    assert end.startswith("dONE: tASTER")
    assert end.count(MARK) == 1  # the exercise of the day
    [session] = await stage.rows("sessions")
    assert session["state"] == "finished"

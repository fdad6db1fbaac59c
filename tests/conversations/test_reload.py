"""Texts are read anew while the bot runs; a broken file never takes the place of a good one."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import bot.compose
from bot.content.check import find_faults
from bot.content.folder import content_folder
from bot.domain.catalogue import Catalogue
from bot.settings import SettingsProblem, read_settings
from bot.telegram.reloading import Reloading
from tests.conversations.stage import Stage, plays
from tests.conversations.stage.house import TOKEN, readers_of
from tests.texts import texts

ADMIN = 1001
NEW = "Stopped, in new words."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The content folder that a reload reads: a copy, which a test may change."""
    copy = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    for other in (copy / "locales").iterdir():
        if other.name != "en":
            shutil.rmtree(other)
    (copy / "languages.yaml").write_text("languages: [en]\n", "utf-8")
    monkeypatch.setattr(bot.compose, "content_folder", lambda: copy)
    return copy


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path, folder: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, catalogue, empty)
    where = stage.settings.database_url.reveal()
    stage.settings = read_settings(bot_token=TOKEN, database_url=where, admin_ids=f" {ADMIN}, 77")
    await stage.open()
    yield stage
    await stage.close()


def rewrite(folder: Path, before: str, after: str) -> None:
    path = folder / "locales/en/session.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


async def test_good_texts_are_used_at_once_and_broken_ones_never(
    stage: Stage, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    talk = stage.private("Anna", ADMIN)
    await plays(talk, seconds=10)
    old = texts("as_before_already")

    rewrite(
        folder, f"as_before_already: {old}", f"as_before_already: {old} {{more}}\nas_before_alraedy: {NEW}"
    )
    faults = find_faults(folder)
    await talk.says("/reload")
    answer = talk.hears()[0]
    assert texts.are_in(answer, "not_reloaded", n=len(faults))
    assert str(faults[0]) in answer
    assert "session.yaml:" in answer
    assert str(faults[0]) in caplog.text
    assert stage.house.catalogue is stage.catalogue

    rewrite(folder, f" {{more}}\nas_before_alraedy: {NEW}", f" {NEW}")
    await talk.says("/reload")
    assert talk.hears()[0] == texts("reloaded")
    assert stage.house.catalogue is not stage.catalogue

    await talk.says("as before")
    assert any(NEW in said for said in talk.hears() + talk.toasts() + [talk.card().text])
    await talk.waits(minutes=2)
    [session] = await stage.rows("sessions")
    assert session["state"] == "finished"  # it went on all the while


class Told(asyncio.Event):
    """A part of the bot that is set when it gets new texts."""

    def take_texts(self, _catalogue: Catalogue) -> None:
        self.set()


async def test_a_signal_reads_the_texts_anew(catalogue: Catalogue) -> None:
    taken: list[Catalogue] = []
    wish, told = asyncio.Event(), Told()
    read = catalogue, readers_of(catalogue)
    reloading = Reloading(lambda: read, lambda texts, _readers: taken.append(texts), [told, object()])
    waiting = asyncio.create_task(reloading.reload_at(wish))

    for _ in range(2):  # each signal counts
        told.clear()
        wish.set()
        async with asyncio.timeout(60):
            await told.wait()
    waiting.cancel()

    assert taken == [catalogue, catalogue]


async def test_nobody_else_may_reload(stage: Stage, folder: Path) -> None:
    """To others it is a command that the bot does not know."""
    talk = stage.private("Bert", 1002)

    await talk.says("/reload")
    reload = talk.hears()
    await talk.says("/relaod")

    assert texts("reloaded") not in reload
    assert reload == [said.replace("relaod", "reload") for said in talk.hears()]
    assert stage.house.catalogue is stage.catalogue


@pytest.mark.parametrize("given", ["me", "12;13", "-5", "1.5", "@anna"])
def test_a_wrong_number_of_an_administrator_is_told(given: str) -> None:
    with pytest.raises(SettingsProblem, match="ADMIN_IDS should be Telegram's numbers of people"):
        read_settings(bot_token=TOKEN, admin_ids=given)


async def test_a_reload_renews_the_command_menu(stage: Stage, folder: Path) -> None:
    """And the descriptions; broken texts renew nothing."""
    talk = stage.private("Anna", ADMIN)
    old = texts("command.tip")
    labels = next(
        path for path in (folder / "locales/en").glob("*.yaml") if f": {old}" in path.read_text("utf-8")
    )
    text = labels.read_text("utf-8")

    labels.write_text(text.replace(f": {old}", ": [broken"), "utf-8")
    await talk.says("/reload")
    assert stage.telegram.published == []

    labels.write_text(text.replace(f": {old}", ": A tip, in new words"), "utf-8")
    await talk.says("/reload")
    assert any("A tip, in new words" in each for each in stage.telegram.published)
    assert any(texts("bot.short_description") in each for each in stage.telegram.published)

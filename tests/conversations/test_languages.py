"""A chat has one language for typed lines, answers and toasts, whoever writes or taps."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId
from bot.storage.chats import StoredChats
from tests.conversations.stage import Stage, Talk, begins
from tests.texts import texts

# The words of the made-up language: the file, the English text, and the text that replaces it.
OTHER_WORDS = (
    ("words.yaml", "techniques: [techniques,", "techniques: [technieken,"),
    ("words.yaml", "privacy: [privacy,", "privacy: [techniques,"),
    ("dangers.yaml", "fever: [fever, feaver,", "fever: [koorts,"),
    ("errors.yaml", texts("e_stale"), "Die knop is oud."),
    ("screens.yaml", "<b>Five techniques</b>", "<b>Vijf technieken</b>"),
)

OTHER_EXAMPLES = "intents: {hello: [hoi daar]}\ntechniques: {}\ndangers: {}\nnothing: [het regent]\n"


@pytest.fixture(scope="module")
def two_languages(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """A catalogue with a second language, made up for these tests."""
    folder = Path(shutil.copytree(content_folder(), tmp_path_factory.mktemp("content") / "content"))
    for others in (folder / "locales").iterdir():
        if others.name != "en":
            shutil.rmtree(others)
    shutil.copytree(folder / "locales/en", folder / "locales/xx")
    (folder / "languages.yaml").write_text("languages: [en, xx]\n", "utf-8")
    (folder / "locales/xx/examples.yaml").write_text(OTHER_EXAMPLES, "utf-8")
    for file, english, other in OTHER_WORDS:
        path = folder / "locales/xx" / file
        text = path.read_text("utf-8")
        assert english in text, english
        path.write_text(text.replace(english, other, 1), "utf-8")
    return read_catalogue(folder)


@pytest.fixture
async def stage(tmp_path: Path, two_languages: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    """The whole bot with two languages."""
    stage = Stage(tmp_path, two_languages, empty)
    await stage.open()
    yield stage
    await stage.close()


def speaks(talk: Talk, language: str) -> Talk:
    """Return `talk` of a person whose phone is set to `language`."""
    talk.person["language_code"] = language
    return talk


async def test_lines_are_read_in_the_chats_language_whoever_writes(stage: Stage) -> None:
    """The first person's language is the chat's; another phone in the chat changes nothing."""
    talk = speaks(stage.private(), "xx")
    await talk.says("/start")
    talk.hears()

    speaks(talk, "en")
    await talk.says("technieken")
    in_xx = talk.hears()
    await talk.says("techniques")

    assert "Vijf technieken" in in_xx[0]
    assert talk.hears() != in_xx


async def test_the_first_line_of_a_new_chat_is_read_in_its_persons_language(stage: Stage) -> None:
    first = speaks(stage.private("Anna", 1001), "xx")
    second = speaks(stage.private("Bert", 1002), "en")

    await first.says("techniques")
    await second.says("techniques")

    assert texts.headline("privacy") in first.hears()[0]
    assert texts.headline("techs") in second.hears()[0]


async def test_a_line_that_says_nothing_in_the_chats_language_is_read_in_another(stage: Stage) -> None:
    """The answer stays in the chat's language."""
    talk = speaks(stage.private(), "en")

    await talk.says("technieken")

    assert texts.headline("techs") in talk.hears()[0]


async def test_the_text_behind_a_command_is_read_in_the_chats_language(stage: Stage) -> None:
    talk = speaks(stage.private(), "xx")
    await talk.says("/start")
    talk.hears()

    await speaks(talk, "en").says("/technieken")

    assert "Vijf technieken" in talk.hears()[0]


@pytest.mark.parametrize("language", ["en", "xx"])
@pytest.mark.parametrize("line", ["i have a fever", "ik heb koorts"])
async def test_a_red_flag_counts_in_every_language(stage: Stage, language: str, line: str) -> None:
    """A red flag in any of the languages pauses the session."""
    talk = speaks(stage.private(), language)
    await begins(talk)

    await talk.says(line)

    [session] = await stage.rows("sessions")
    assert session["state"] == "paused"


async def test_a_toast_is_in_the_chats_language(stage: Stage) -> None:
    """Also for a person whose phone is set to another language."""
    talk = speaks(stage.private(), "xx")
    await talk.says("/start")

    await speaks(talk, "en").presses_data("no such button")

    assert talk.toasts()[0].startswith("Die knop is oud.")


async def test_a_tap_in_a_chat_that_is_not_known_is_answered_in_the_persons_language(stage: Stage) -> None:
    talk = speaks(stage.private(), "xx")

    await talk.presses_data("no such button")

    assert talk.toasts()[0].startswith("Die knop is oud.")


class Counted:
    """Counts how often the languages of chats are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reads: list[set[ChatId]] = []
        read = StoredChats.languages

        def languages(chats: StoredChats, of: Collection[ChatId]) -> Mapping[ChatId, Language]:
            self.reads.append(set(of))
            return read(chats, of)

        monkeypatch.setattr(StoredChats, "languages", languages)


async def test_the_languages_of_a_batch_are_looked_up_in_one_read(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted(monkeypatch)
    anna, bert = stage.private("Anna", 1001), stage.private("Bert", 1002)

    await stage.takes(anna.line("hello"), bert.line("hello"), anna.line("techniques"))

    assert counted.reads == [{anna.id, bert.id}]


async def test_with_one_language_nothing_is_looked_up(
    tmp_path: Path, catalogue: Catalogue, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted(monkeypatch)
    stage = Stage(tmp_path, replace(catalogue, languages=catalogue.languages[:1]), empty)
    await stage.open()
    await stage.private().says("hello")
    await stage.close()

    assert counted.reads == []

"""The page of all texts shows each of them: in a message as people get it, or as a phrase of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import main
from bot.commands import app
from bot.domain.catalogue import Catalogue, Language, PhraseId
from bot.preview.page import page
from tests.texts import texts

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HEADING = re.compile(r"<h3>(.*?)</h3>")


@pytest.fixture(scope="module")
def shown(catalogue: Catalogue) -> str:
    return page(catalogue, NOON)


def test_every_card_step_and_tip_is_shown(shown: str, catalogue: Catalogue) -> None:
    titles = HEADING.findall(shown)

    for key in catalogue.techniques:
        assert {key, f"{key}: why"} <= set(titles)
    prompts = {
        step.prompt
        for routine in catalogue.routines.values()
        for steps in routine.plans.values()
        for step in steps
    }
    assert {prompt.removeprefix("step.") for prompt in prompts} <= set(titles)
    assert set(catalogue.tips) <= set(titles)


def test_a_message_has_its_values_and_its_buttons(shown: str) -> None:
    assert texts("start", name="Ana").splitlines()[0] in shown
    assert f"<span>{texts('button.try_one_minute')}</span>" in shown
    assert "{name}" not in shown.partition("<dl>")[0]


def test_every_phrase_is_in_a_message_or_in_the_list_below(shown: str, catalogue: Catalogue) -> None:
    above, _, below = shown.partition("<dl>")
    told = catalogue.phrase(Language("en"), PhraseId("picture_told")).partition("{")[0]
    above += re.sub(f"\n{told}.*?</i>", "", above)  # it stands amid the lines of a phrase
    listed = set(re.findall(r"<dt>(.*?)</dt>", below))
    for phrase_id, template in catalogue.phrases[Language("en")].items():
        if phrase_id not in listed and "{" not in template:
            assert template in above or escape(template) in above, phrase_id


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["preview", str(tmp_path / "texts.html")])

    assert result.exit_code == 0
    assert "Techniques" in (tmp_path / "texts.html").read_text("utf-8")


def test_a_file_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["unknot", "preview", str(tmp_path / "no" / "texts.html")])
    with pytest.raises(SystemExit) as end:
        main()

    assert end.value.code == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.fixture
def command(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run `unknot preview` on texts that were read before."""
    monkeypatch.setattr("bot.compose.read_content", lambda: catalogue)
    return lambda *options: CliRunner().invoke(app, ["preview", *options])


@pytest.mark.parametrize(
    ("name", "title", "phrase"),
    [
        ("kneading", "Techniques: kneading", "technique.kneading.where"),
        ("full, partner, 10 min", "Routines and their plans: full, partner, 10 min", "button.start"),
        ("A reminder (1)", "Reminders: A reminder (1)", "button.not_today"),
    ],
)
def test_any_card_routine_and_reminder_is_shown_in_the_terminal(
    command: Callable[..., Any], name: str, title: str, phrase: str
) -> None:
    """With its buttons, and without tags."""
    said = command("--show", name).stdout

    assert f"— {title}\n" in said
    assert texts(phrase) in said
    assert "<b>" not in said


def test_the_terminal_speaks_every_language_and_lists_the_names(command: Callable[..., Any]) -> None:
    assert "揉法" in command("--show", "kneading", "--language", "zh-Hans").stdout
    assert "  The neck\n" in command().stdout
    assert "No message has" in str(command("--show", "kneeding").exception)
    assert "no language xx" in str(command("--language", "xx").exception)

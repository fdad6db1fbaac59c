"""What people read: complete, short enough, careful in its promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content.check import examine
from bot.content.folder import content_folder
from bot.content.markup import visible_length
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue, Language, Wording
from bot.telegram.commands import commands

PARTS = ("Hand", "Where", "Not on", "Pressure", "Rhythm", "Time", "Giver", "Receiver", "Slips", "Alone")
TECHNIQUES = ("kneading", "pushing", "pinching", "tapping", "rolling")
PARTNER_STEPS = ("settle", *TECHNIQUES, "finish")
SOLO_STEPS = ("wall_kneading", "shoulder_pinching", "shoulder_tapping")
TWO_SIDED = ("rolling", *SOLO_STEPS)


@pytest.fixture(scope="session")
def english(catalogue: Catalogue) -> dict[str, str]:
    return {str(name): words for name, words in catalogue.phrases[Language("en")].items()}


@pytest.mark.parametrize("key", TECHNIQUES)
def test_a_card_has_every_part_and_fits_a_caption(english: dict[str, str], key: str) -> None:
    card = english[f"technique.{key}.card"]

    assert [part for part in PARTS if f"<b>{part}</b>:" not in card] == []
    assert re.findall(r"^(\d)\. ", card, re.MULTILINE) == ["1", "2", "3"]
    assert visible_length(card) <= 1024


@pytest.mark.parametrize("key", TECHNIQUES)
def test_why_is_softened_and_names_its_sources(english: dict[str, str], key: str) -> None:
    why = english[f"technique.{key}.why"]

    assert "My seed text says" in why
    assert "the studies are weak. See it as comfort, not a cure." in why
    assert '<a href="https://cochranelibrary.com/' in why


@pytest.mark.parametrize("key", PARTNER_STEPS)
def test_a_step_with_a_partner_ends_with_a_cue_for_the_giver(english: dict[str, str], key: str) -> None:
    assert english[f"step.{key}"].splitlines()[-1].startswith("<i>You: ")


@pytest.mark.parametrize("key", SOLO_STEPS)
def test_a_step_alone_says_when_to_stop(english: dict[str, str], key: str) -> None:
    assert "Sharp pain, tingling or numbness: stop." in english[f"step.{key}"]


@pytest.mark.parametrize("key", TWO_SIDED)
def test_a_step_with_two_sides_begins_with_the_left_one(english: dict[str, str], key: str) -> None:
    assert english[f"step.{key}"].startswith("Start with the left side")


def test_the_gate_asks_one_question_in_60_words_and_folds_the_whole_list(english: dict[str, str]) -> None:
    """People must be able to read it in 15 seconds; what they need not read now is one tap away."""
    essence, folded, rest = re.split(r"</?blockquote(?: expandable)?>", english["gate"])
    shown = re.sub(r"<[^>]+>", "", essence + rest)

    assert len(re.findall(r"[\w'-]+", shown)) <= 60
    assert shown.count("?") == 1
    assert "<blockquote expandable>" in english["gate"]
    assert len(folded) > len(essence)
    assert rest.strip() == "Of your answers I keep only this yes."


def test_the_get_ready_count_repeats_the_reminder_in_one_line(english: dict[str, str]) -> None:
    """The gate is asked once; where to press, and that it stays comfortable, is said before each session."""
    for name in ("ready", "ready_solo"):
        bold = [line for line in english[name].splitlines() if line.startswith("<b>")]
        [reminder] = [line for line in bold if "spine" in line]
        assert "never" in reminder


def test_no_phrase_puts_a_number_before_a_plural(english: dict[str, str]) -> None:
    """Only `format.long` chooses between one and several: "1 minute", "2 minutes"."""
    plural = re.compile(r"\{(n|i|m|h|minutes|days|total|wished)(\|\w+)?\} (?!is\b)[a-z]+s\b")
    always_many = {"e_long", "e_name_long"}  # characters, always more than 40
    rule = "format.long."

    found = {name for name, text in english.items() if plural.search(text) and not name.startswith(rule)}
    assert found == always_many


def test_the_first_line_of_a_reminder_suits_a_lock_screen(
    english: dict[str, str], catalogue: Catalogue
) -> None:
    for opener in catalogue.wordings[Wording.reminder_opener]:
        first = english[opener].splitlines()[0].lower()
        assert not re.search("massage|back|shoulder|pain|health|partner|miss|streak", first)


def test_every_tip_names_its_source_in_the_last_line(english: dict[str, str], catalogue: Catalogue) -> None:
    for key, tip in catalogue.tips.items():
        first, last = english[f"tip.{key}"].splitlines()
        assert first[0].isupper() and "<" not in first
        assert english[f"tip_{tip.kind}"].strip() == f"<b>{tip.kind.title()}</b>: {{tip}}"
        assert re.fullmatch(r"<i>[^<>]+</i>", last)


def test_addresses_are_filled_in(english: dict[str, str]) -> None:
    assert [phrase for phrase, text in english.items() if "{url" in text] == []


def test_help_offers_only_what_there_is(english: dict[str, str], catalogue: Catalogue) -> None:
    known = set(commands(catalogue))

    for text in english.values():
        # A command stands alone, not inside an address or a closing tag.
        named = set(re.findall(r"(?<![\w/<:])/([a-z_]+)", re.sub(r"<a [^>]*>", "", text)))
        assert named <= known


def test_a_change_of_the_gate_asks_for_a_new_yes(copy: Path, catalogue: Catalogue) -> None:
    safety = copy / "locales/en/safety.yaml"
    safety.write_text(safety.read_text(encoding="utf-8").replace("heart trouble", "heart disease"), "utf-8")

    changed = read_catalogue(copy)

    assert changed.safety_version != catalogue.safety_version
    assert re.fullmatch("[0-9a-f]{12}", changed.safety_version)


def test_another_text_leaves_every_yes_as_it_is(copy: Path, catalogue: Catalogue) -> None:
    screens = copy / "locales/en/screens.yaml"
    screens.write_text(screens.read_text(encoding="utf-8").replace("Gladly.", "Surely."), "utf-8")

    assert read_catalogue(copy).safety_version == catalogue.safety_version


def test_reading_twice_gives_the_same(catalogue: Catalogue) -> None:
    again, faults = examine(content_folder())

    assert faults == []
    assert again == catalogue


def test_privacy_names_what_is_kept_of_own_routines_and_likings(english: dict[str, str]) -> None:
    for kept in ("routines you built", "how they felt", "techniques you want more or less of"):
        assert kept in english["privacy"]

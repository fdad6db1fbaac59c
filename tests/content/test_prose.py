"""What people read: complete, short enough, careful in its promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content.check import examine
from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue, Language, PhraseId, TechniqueKey, Wording
from bot.domain.measure import visible_length
from bot.screens import techniques
from bot.screens.names import bare_tip
from bot.telegram import administering
from bot.telegram.commands import commands
from bot.telegram.rendering import Renderer

PARTS = ("Hand", "Where", "Not on", "Pressure", "Rhythm", "Time", "Giver", "Receiver", "Mistakes", "Alone")
TECHNIQUES = ("kneading", "pushing", "pinching", "tapping", "rolling")
PARTNER_STEPS = ("settle", *TECHNIQUES, "finish")
SOLO_STEPS = ("wall_kneading", "wall_pushing", "shoulder_pinching", "shoulder_tapping")


@pytest.fixture(scope="session")
def english(catalogue: Catalogue) -> dict[str, str]:
    return {str(name): words for name, words in catalogue.phrases[Language("en")].items()}


@pytest.fixture(scope="session")
def words(catalogue: Catalogue) -> Renderer:
    return Renderer(catalogue, Language("en"))


@pytest.mark.parametrize("key", TECHNIQUES)
def test_a_card_has_every_part_and_fits_a_caption(words: Renderer, key: str) -> None:
    card = words.text(techniques.technique(TechniqueKey(key)))

    assert [part for part in PARTS if f"<b>{part}</b>:" not in card] == []
    assert re.findall(r"^(\d)\. ", card, re.MULTILINE) == ["1", "2", "3"]
    assert visible_length(card) <= 1024


@pytest.mark.parametrize("key", TECHNIQUES)
def test_why_is_softened_and_names_its_sources(words: Renderer, key: str) -> None:
    why = words.text(techniques.why(TechniqueKey(key)))

    assert why.count("How to Massage the Back") == 2
    assert "the studies are weak. See it as comfort, not a cure." in why
    assert '<a href="https://doi.org/10.1002/14651858.CD001929.pub3">' in why


@pytest.mark.parametrize("key", TECHNIQUES)
def test_from_the_lowest_ribs_to_the_waist_every_card_is_light_or_says_no(words: Renderer, key: str) -> None:
    card = words.text(techniques.technique(TechniqueKey(key)))
    line = next(each for each in card.splitlines() if each.startswith("<b>Pressure</b>"))

    assert "From the lowest ribs to the waist: " in line
    assert line.endswith("1–2") or re.search("waist: no (pinching|tapping)", line)


@pytest.mark.parametrize("key", PARTNER_STEPS)
def test_a_step_with_a_partner_says_where_the_giver_is_or_what_to_ask(
    english: dict[str, str], key: str
) -> None:
    assert english[f"step.{key}"].splitlines()[-1].startswith("<i>You: ")


@pytest.mark.parametrize("key", SOLO_STEPS)
def test_a_step_alone_says_when_to_stop(english: dict[str, str], key: str) -> None:
    assert "Sharp pain, tingling or numbness: stop." in english[f"step.{key}"]


@pytest.mark.parametrize("key", SOLO_STEPS)
def test_a_step_alone_begins_with_your_left_side(english: dict[str, str], key: str) -> None:
    assert english[f"step.{key}"].startswith("Your left side first")


@pytest.mark.parametrize("key", ["kneading", "pushing", "pinching", "tapping"])
def test_a_step_with_both_hands_says_that_each_has_a_side(english: dict[str, str], key: str) -> None:
    assert re.search(r"one (hand |fist )?each side of the spine", english[f"step.{key}"])


def test_rolling_says_whose_side_and_over_what_the_fist_rolls(english: dict[str, str]) -> None:
    first, second, *_ = english["step.rolling"].splitlines()

    assert "the receiver's left side" in first
    assert "little-finger edge onto the back of the ring and little-finger knuckles" in second
    assert "walk round" in english["cue_side_partner"]


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
    always_many = {"e_long", "e_name_long", "broadcast_long"}  # characters, always more than 40
    rule = "format.long."

    found = {name for name, text in english.items() if plural.search(text) and not name.startswith(rule)}
    assert found == always_many


@pytest.mark.parametrize(
    ("language", "private"),
    [
        ("en", "massage|back|shoulder|pain|health|partner|miss|streak"),
        ("zh-Hans", "按|背|腰|肩|痛|疼|健康|伴侣|连续|错过"),
    ],
)
def test_the_first_line_of_a_reminder_suits_a_lock_screen(
    catalogue: Catalogue, language: str, private: str
) -> None:
    """Of every one: a usual, a late, a single one, one on a day of rest, or while a session waits."""
    kinds = (Wording.reminder_opener, Wording.rest_opener, Wording.soft_opener)
    openers = [opener for kind in kinds for opener in catalogue.wordings[kind]]
    openers += map(PhraseId, ("reminder_opener_tip", "late", "late_tip", "once_late", "session_waits"))
    phrases = catalogue.phrases[Language(language)]

    for opener in openers:
        assert not re.search(private, phrases[opener].splitlines()[0].lower()), opener


LINKED = r'<i><a href="https?://[^"]+">[^<>]+</a></i>'


def test_every_posture_tip_names_its_source_in_the_last_line(words: Renderer, catalogue: Catalogue) -> None:
    for tip in catalogue.tips.values():
        if not tip.is_exercise:
            first, last = words.phrase(bare_tip(tip)).splitlines()
            assert first[0].isupper() and "<" not in first
            assert re.fullmatch(LINKED, last)


def test_every_exercise_names_its_source_and_says_easier_harder_and_who_should_leave_it(
    words: Renderer, catalogue: Catalogue
) -> None:
    for tip in catalogue.tips.values():
        if tip.is_exercise:
            lines = words.phrase(bare_tip(tip)).splitlines()
            assert re.fullmatch(LINKED, lines[1])
            parts = [re.findall("<b>(.+)</b>:", line) for line in lines[2:5]]
            assert parts == [["Easier"], ["Harder"], ["Leave it out"]]
            assert "my own advice" in lines[5]


@pytest.mark.parametrize(
    "word",
    [
        *("we", "us", "our", "ours", "seed text"),  # the bot says "I", and names the text
        *("by the lowest ribs", "slips", "cousin", "livens", "on my clock", "on we go", "a day or two"),
        *("ring at", "next ring", "rings", "rest it"),
    ],
)
def test_no_text_has_these_words(english: dict[str, str], word: str) -> None:
    """Two voices, idioms, a word with two meanings, or a claim that the facts do not have."""
    wrong = re.compile(rf"\b{word}\b", re.IGNORECASE)

    assert [phrase for phrase, text in english.items() if wrong.search(text)] == []


def test_addresses_are_filled_in(english: dict[str, str]) -> None:
    assert [phrase for phrase, text in english.items() if "{url" in text] == []


def test_help_offers_only_what_there_is(english: dict[str, str], catalogue: Catalogue) -> None:
    known = set(commands(catalogue)) | set(administering.COMMANDS)

    for text in english.values():
        # A command stands alone, not inside an address or a closing tag.
        named = set(re.findall(r"(?<![\w/<:])/([a-z_]+)", re.sub(r"<a [^>]*>", "", text)))
        assert named <= known


def test_a_change_of_the_gate_asks_for_a_new_yes(copy: Path, catalogue: Catalogue) -> None:
    safety = copy / "locales/en/safety.yaml"
    safety.write_text(safety.read_text(encoding="utf-8").replace("heart trouble", "heart disease"), "utf-8")

    changed = read_catalogue(copy)

    english = Language("en")
    assert not changed.holds(catalogue.gate_of(english))
    assert re.fullmatch("[0-9a-f]{12}", changed.gate_of(english))


def test_another_text_leaves_every_yes_as_it_is(copy: Path) -> None:
    before = read_catalogue(copy).gates
    screens = copy / "locales/en/screens.yaml"
    screens.write_text(screens.read_text(encoding="utf-8").replace("Gladly.", "Surely."), "utf-8")

    assert read_catalogue(copy).gates == before


def test_reading_twice_gives_the_same(catalogue: Catalogue) -> None:
    again, faults = examine(content_folder(), reads_all=False)

    assert faults == []
    assert again == catalogue


def test_privacy_names_what_is_kept_of_own_routines_and_likings(english: dict[str, str]) -> None:
    for kept in ("routines you built", "how they felt", "what you want more or less of"):
        assert kept in english["privacy"].lower()

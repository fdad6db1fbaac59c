"""Weights learnt from examples: they are kept, found again, and used only for just these examples."""

from __future__ import annotations

import shutil
from array import array
from pathlib import Path

import pytest

from bot.content.check import examine
from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue, Language
from bot.domain.dangers import RedFlag, Urgency
from bot.domain.intent import Intent
from bot.reading.features import features
from bot.reading.likeness import Ranked, choose
from bot.reading.line import Meaning
from bot.reading.readers import Readers, make_readers
from bot.reading.trained import LIMITS, Trained
from bot.reading.weights import TOGETHER, UNIT, Weights, number_of, unpack

LINE = "could you possibly say the last bit once more"


def small_weights() -> Weights:
    """Return weights of two keys and two features."""
    known = sorted(features("again"))[:2]
    lines = sorted([(number_of("again"), 0), (number_of("more"), 1)])
    return Weights(
        keys=["intents.repeat", "intents.plus"],
        bias=[-0.5, -0.25],
        features=array("I", known),
        starts=array("I", [0, 2, 3]),
        of=bytes([0, 1, 0]),
        weights=array("b", [64, -32, 127]),
        lines=array("Q", [number for number, _ in lines]),
        keys_of_lines=bytes(key for _, key in lines),
    )


def test_weights_are_the_same_after_packing() -> None:
    weights = small_weights()

    assert unpack(weights.pack()) == weights


@pytest.mark.parametrize("packed", [b"", b"no weights", small_weights().pack()[:-9]])
def test_damaged_weights_are_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpack(packed)


def test_a_row_holds_the_sums_of_all_keys() -> None:
    weights = small_weights()
    first, second = map(weights.place, weights.features)
    assert first is not None and second is not None

    assert tuple(weights.sums(weights.row([]))) == (0, 0)
    assert tuple(weights.sums(weights.row([first]))) == (64, -32)
    assert tuple(weights.sums(weights.row([first, first, second]))) == (255, -64)
    assert tuple(weights.sums(weights.row([first]) + weights.row([first, second]))) == (255, -64)
    assert weights.place(weights.features[1] + 1) is None


@pytest.mark.parametrize(
    "line",
    ["", "could you do the same step again", "stop stop stop please", "knead the kneading kneaders", "背 疼"],
)
def test_a_line_is_ranked_by_the_sum_of_the_weights_of_all_its_features(
    catalogue: Catalogue, line: str
) -> None:
    """Features that come again weigh more; how the features of words are kept together changes nothing."""
    for lexicon in (each for each in catalogue.lexicons.values() if each.weights):
        weights, flags = unpack(lexicon.weights), {flag.key: flag for flag in lexicon.red_flags}
        scores = list(weights.bias)
        for number, weight in features(line).items():
            if (place := weights.place(number)) is not None:
                for key, its in weights.of_feature(place):
                    scores[key] += weight * its * UNIT

        told = Trained(weights, flags).scores(line)

        if told.ranked:  # else the line is in another language
            found = [told.any_danger, told.urgent, *(score for _, score in told.ranked)]
            assert sorted(found) == pytest.approx(sorted(scores))


def test_an_example_is_found_again_word_for_word() -> None:
    assert (small_weights().same("again"), small_weights().same("agains")) == ("intents.repeat", None)


def test_the_weights_beside_the_examples_were_made_from_them(catalogue: Catalogue) -> None:
    """After a change of the examples run tools/train_reader.py."""
    assert {key for key, lexicon in catalogue.lexicons.items() if lexicon.weights} == {"en", "zh-Hans"}


def test_every_key_of_the_weights_is_known(catalogue: Catalogue) -> None:
    whole, _ = examine(content_folder())
    for language in (Language("en"), Language("zh-Hans")):
        examples = whole.lexicons[language].examples
        keys = {
            *(f"intents.{intent.value}" for intent in examples.intents),
            *(f"techniques.{key}" for key in examples.techniques),
            *(f"faq.{key}" for key in examples.faq),
            *(f"dangers.{key}" for key in examples.dangers),
            "nothing",
            *TOGETHER,
        }
        assert set(unpack(catalogue.lexicons[language].weights).keys) == keys


def test_changed_examples_are_used_without_their_old_weights(tmp_path: Path) -> None:
    """An author sees what a new sentence does before the weights are made anew."""
    folder = tmp_path / "content"
    shutil.copytree(content_folder(), folder)
    examples = folder / "locales" / "en" / "examples.yaml"
    text = examples.read_text(encoding="utf-8")
    examples.write_text(
        text.replace("  thanks:\n", "  thanks:\n    - snorkel wibble fandango\n", 1), encoding="utf-8"
    )

    catalogue = read_catalogue(folder)
    line = make_readers(catalogue).read("Snorkel wibble fandango!", catalogue.languages[0])

    assert not catalogue.lexicons[catalogue.languages[0]].weights
    assert line.meaning.intent is Intent.thanks


def test_a_line_of_which_no_form_tells_the_meaning_is_understood(readers: Readers) -> None:
    line = readers.read(LINE, Language("en"))

    assert line.meaning.intent is Intent.repeat


def test_a_line_in_another_language_is_like_nothing(readers: Readers) -> None:
    """Chinese examples have "next", and nothing else of this line."""
    chinese = readers.read("next week we fly to rome", Language("zh-Hans"))

    assert chinese.meaning.is_nothing


@pytest.mark.parametrize(("like_danger", "is_meant"), [(0.5, True), (0.7, False)])
def test_a_wish_far_behind_a_danger_is_not_meant(like_danger: float, is_meant: bool) -> None:
    """Nobody who tells of tight shoulders is answered about tired hands."""
    wish = Meaning(intent=Intent.repeat)
    ranked: Ranked = [(RedFlag("pain", Urgency.pain, ()), like_danger), (wish, 0.2)]

    assert (choose(ranked, LIMITS, 6, is_steered=True).meaning == wish) is is_meant


@pytest.mark.parametrize(
    ("line", "urgency"),
    [
        ("The goalkeeper of our club tore his knee ligaments, out for the season", None),
        ("our neighbour's hip operation was last week, may I rub her back", Urgency.ask),
        ("i had a hip operation, may my wife rub my back", Urgency.ask),
        ("my uncle had a stroke too, now my own face is drooping", Urgency.now),
    ],
)
def test_words_of_a_danger_are_put_aside_only_in_talk_that_asks_for_nothing(
    line: str, urgency: Urgency | None, readers: Readers
) -> None:
    flag = readers.find_red_flag(line)

    assert (flag.urgency if flag is not None else None) is urgency

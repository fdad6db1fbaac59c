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
from bot.domain.intent import Intent
from bot.reading.features import features
from bot.reading.readers import make_readers
from bot.reading.weights import Weights, number_of, unpack

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


def test_a_score_is_the_bias_and_what_the_features_add() -> None:
    weights = small_weights()
    first, second = weights.features

    def score(features: dict[int, float]) -> list[float]:
        return weights.score(weights.places(features))

    assert score({}) == [-0.5, -0.25]
    assert score({first: 0.5, second: 1.0}) == [-0.5 + 1.0 + 127 / 32, -0.25 - 0.5]
    assert score({first + 1: 1.0} if first + 1 != second else {}) == [-0.5, -0.25]


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


def test_a_line_of_which_no_form_tells_the_meaning_is_understood(catalogue: Catalogue) -> None:
    line = make_readers(catalogue).read(LINE, catalogue.languages[0])

    assert line.meaning.intent is Intent.repeat


def test_a_line_in_another_language_is_like_nothing(catalogue: Catalogue) -> None:
    """Chinese examples have "next", and nothing else of this line."""
    chinese = make_readers(catalogue).read("next week we fly to rome", Language("zh-Hans"))

    assert chinese.meaning.is_nothing

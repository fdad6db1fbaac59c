"""A line means what it names, in whatever words, where no form and no example settles it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.catalogue import FaqKey, Lexicon, OutlineWords
from bot.domain.intent import Intent
from bot.reading.line import Meaning
from bot.reading.outlines import ASKS, HOUR, Outlines
from bot.reading.writing import PlainWriting

NOTHING: frozenset[str] = frozenset()
WORDS = OutlineWords(
    terms={"know_it": ("know", "clue"), "likes": ("enjoy", "into it"), "they": ("he", "she")},
    intents={Intent.remind: ("<hour> + poke",), Intent.softer: ("<they> + ease off",)},
    faq={
        FaqKey("doing_right"): ("<know_it> + <likes>",),
        FaqKey("oil"): ("<asks> + butter",),
        FaqKey("tickles"): ("<know_it> + <likes> + <they> + giggle",),
    },
    nothing=("butter + recipe",),
)


@pytest.fixture(scope="module")
def outlines(lexicon: Lexicon) -> Outlines:
    return Outlines(replace(lexicon, outlines=WORDS), PlainWriting({}))


@pytest.mark.parametrize(
    ("line", "has", "meaning"),
    [
        ("no clue if she is into it", NOTHING, Meaning(faq=FaqKey("doing_right"))),
        ("does he enjoy it how would i know", NOTHING, Meaning(faq=FaqKey("doing_right"))),
        ("butter", {ASKS}, Meaning(faq=FaqKey("oil"))),
        ("butter", NOTHING, None),
        ("poke me", {HOUR}, Meaning(intent=Intent.remind)),
        ("poke me", NOTHING, None),
        ("do you know if she does enjoy it when i giggle", NOTHING, Meaning(faq=FaqKey("tickles"))),
        ("a recipe with butter", {ASKS}, Meaning()),
        ("he is tired", NOTHING, None),
    ],
)
def test_the_outline_that_covers_most_decides(
    line: str, has: frozenset[str], meaning: Meaning | None, outlines: Outlines
) -> None:
    assert outlines.find(line, frozenset(has), is_steered=False) == meaning


def test_a_call_counts_only_where_a_session_may_be_steered(outlines: Outlines) -> None:
    line = "she says ease off"

    assert outlines.find(line, NOTHING, is_steered=False) is None
    assert outlines.find(line, NOTHING, is_steered=True) == Meaning(intent=Intent.softer)


def test_parts_that_are_far_apart_are_no_outline(outlines: Outlines) -> None:
    between = "and " * 20

    assert outlines.find(f"i know {between} we enjoy", NOTHING, is_steered=False) is None

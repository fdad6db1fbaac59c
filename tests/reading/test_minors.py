"""A young person in a line: massaged or massaging, or only a circumstance."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Lexicon
from bot.domain.dangers import DangerWords, RedFlag, Scope, Urgency
from bot.domain.intent import Intent
from bot.reading.likeness import Ranked, is_near
from bot.reading.line import Meaning
from bot.reading.passages import resolve
from bot.reading.red_flags import RedFlags
from bot.reading.trained import LIMITS
from bot.reading.writing import PlainWriting

MINOR = RedFlag("minor", Urgency.minor, ())
WISH = Meaning(intent=Intent.routine)
SCOPE = Scope(young=("kid", "my son"), grown=("wife",), massaging=("tapping",))
WORDS = Lexicon(
    (), {}, {}, {}, dangers=DangerWords(endings=("s",), figures=("kids are asleep",), scope=SCOPE)
)


@pytest.mark.parametrize(
    ("line", "may_be_young", "is_of_adults"),
    [
        ("tapping, my son is here", True, False),
        ("tapping for the kids", True, False),
        ("the kids are asleep, tapping please", False, False),
        ("my son is here", False, False),
        ("tapping for my wife, my son is here", False, False),
        ("the kids are asleep, tapping for my wife", False, True),
        ("tapping for my wife", False, True),
        ("tapping", False, False),
    ],
)
def test_a_line_tells_whether_its_massage_may_be_one_of_a_child(
    line: str, may_be_young: bool, is_of_adults: bool
) -> None:
    """A young person must be named beside a massage, with no adult, and not as a figure of speech."""
    weighed = RedFlags(WORDS, PlainWriting({})).weigh(line)

    assert (weighed.may_be_young, weighed.is_of_adults) == (may_be_young, is_of_adults)


@pytest.mark.parametrize(
    ("ranked", "is_like_one"),
    [
        (((MINOR, 0.1), (WISH, -0.4)), True),
        (((WISH, -0.3), (MINOR, -0.4)), True),
        (((WISH, -0.3), (MINOR, -0.6)), False),
        (((WISH, 0.5),), False),
        ((), False),
    ],
)
def test_a_line_is_near_a_danger_that_is_hardly_behind_its_best_wish(
    ranked: Ranked, is_like_one: bool
) -> None:
    assert is_near(ranked, "minor", LIMITS) is is_like_one


def test_a_term_stands_also_in_the_phrases_of_another_term() -> None:
    """Phrases with two terms hold each pair, and a term that would hold itself holds nothing there."""
    terms = {"whose": ["my", "our own"], "child": ["kid"], "young": ["<whose> <child>", "young <young>"]}

    found = resolve(terms, PlainWriting({}), [("<young>", "back")])

    assert found == {("my", "kid"): ["<young>"], ("our", "own", "kid"): ["<young>"]}

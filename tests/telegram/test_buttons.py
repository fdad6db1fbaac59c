"""Buttons can be forged: whatever their data says, reading it never fails."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.telegram import buttons
from bot.telegram.buttons import read_button, refuse, verb_of

VERBS = sorted(buttons._READ)
WORDS = [
    *("spare", "swap", "looser", "less", "on", "tapping"),
    *("taster", "full", "solo", "partner", "alone", "kneading", "resume", "off", "when_not", "", "0", "-1"),
    *(
        "1",
        "999999999999999999999999",
        "٣",
        "²",
        "1,2",
        ",",
        "830",
        "2460",
        "1e3",
        " 1",
        "None",
        "🙂",
        "own_1",
        "own_",
        "add",
        "take",
        "erase",
        "up",
        "\x00",
    ),
]


def test_ten_thousand_forged_buttons_do_no_harm(catalogue: Catalogue) -> None:
    """Every verb with every kind of argument: an action or a refusal, never an error."""
    dice = random.Random(7)
    for _ in range(10_000):
        arguments = [dice.choice(WORDS) for _ in range(dice.randrange(4))]
        data = ":".join([dice.choice([*VERBS, "nothing", ""]), *arguments])
        assert callable(read_button(data, catalogue)), data


@settings(max_examples=500)
@given(data=st.text(max_size=64))
def test_any_text_as_a_button_is_an_action_or_a_refusal(data: str, catalogue: Catalogue) -> None:
    """However it got there."""
    assert callable(read_button(data, catalogue))


@settings(max_examples=500)
@given(verb=st.sampled_from(VERBS), rest=st.text(alphabet="0123456789:,-+ _.abcé²٣", max_size=60))
def test_any_argument_of_a_real_button_is_an_action_or_a_refusal(
    verb: str, rest: str, catalogue: Catalogue
) -> None:
    """Numbers in all kinds of writing."""
    assert callable(read_button(f"{verb}:{rest}", catalogue))


@pytest.mark.parametrize(
    "data",
    [
        *("", ":", "nothing", "skip", "skip:1", "skip:1:2:3", "skip:-1:1", "skip:1:9999999999999999999"),
        *("begin:long:alone", "begin:solo:partner", "begin:none:alone", "begin:full", "clear:full"),
        *(
            "hour:2460",
            "hour:0860",
            "hour:",
            "tech:yoga",
            "safety:all",
            "pick:1",
            "drop:",
            "drop:a",
            "later:x",
            "rate:x",
            "felt:1:pain",
            "like:1:yoga:less",
            "like:1:kneading:none",
            "asking:maybe",
            "restore:yoga",
            "spare:solo:partner",
            "clear:spare:full",
            "clear:spare",
            "spare:spare:full:partner",
            "plan:spare",
            "length:spare:full:partner:10",
            "swap",
            "swap:x",
            "clear:swap",
            "clear:swap:1:2",
            "settings:1",
            "own",
            "own:add",
            "own:add:yoga",
            "own:up:-1",
            "own:up:100",
            "own:erase:x",
            "own:erase:1:2",
            "own:erase:9999999999999999",
            "own:take:x",
            "own:take:" + "ü" * 22,
            "plan:own_x",
            "begin:own_1:alone",
            "begin:own_-1:partner",
        ),
    ],
)
def test_data_that_is_not_ours_is_refused(data: str, catalogue: Catalogue) -> None:
    """The same answer as for a stale button."""
    assert read_button(data, catalogue) is refuse


@pytest.mark.parametrize(
    "data",
    [
        "skip:1:2",
        "begin:full:partner",
        "begin:full:partner:3:practised",
        "spare:full:partner:3:practised",
        "clear:spare:full:partner:3:practised",
        "begin:spare:full:partner:3:practised",
        "plan:spare:full:partner",
        "length:spare:full:partner:10:beginner",
        "cue:spare:full:partner:10:beginner:sound",
        "swap:1",
        "clear:swap:1",
        "cue:solo:alone:5:beginner:half",
        "clear:resume",
        "hour:0830",
        "tip",
        "drop:1,2",
        "felt:1:same",
        "like:1:kneading:less",
        "begin:own_7:partner",
        "own:up:12",
    ],
)
def test_our_own_data_is_read(data: str, catalogue: Catalogue) -> None:
    """What the screens write."""
    assert read_button(data, catalogue) is not refuse


def test_every_button_that_changes_settings_is_for_administrators() -> None:
    """The names in the list are real verbs."""
    assert set(VERBS) >= buttons.MANAGING
    assert verb_of("drop:1,2") == "drop"

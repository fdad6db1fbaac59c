"""The quick look for "stop" and "help" in texts that are not read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.catalogue import Lexicon
from bot.domain.intent import Intent
from bot.reading.calls import Calls
from bot.reading.reader import Reader


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("stop", Intent.stop),
        ("STOP!!!", Intent.stop),
        ("stoooop", Intent.stop),
        ("can we stop please", Intent.stop),
        ("/stop@UnknotBot", Intent.stop),
        ("don't stop", Intent.stop),  # too much rather than too little: the Reader decides
        ("help", Intent.help),
        ("/help@UnknotBot", Intent.help),
        ("how can I help", None),
        ("my stopwatch", None),
        ("", None),
        ("a b c " * 15 + "stop", Intent.stop),
        ("a b c " * 600 + "stop", None),  # beyond the part that is looked at
    ],
)
def test_it_finds_what_may_be_a_call(lexicon: Lexicon, text: str, call: Intent | None) -> None:
    assert Calls([lexicon]).find(text) == call


def test_it_finds_all_that_a_reader_takes_for_a_call_to_stop(lexicon: Lexicon, english: Reader) -> None:
    """Each form of the lexicon, alone and with other words."""
    calls = Calls([lexicon])
    lines = [line for form in lexicon.intents[Intent.stop] for line in (form, f"please {form.upper()}!")]

    missed = [
        line for line in lines if english.read(line).meaning.intent is Intent.stop and not calls.find(line)
    ]
    assert missed == []


def test_it_knows_the_words_of_every_language(lexicon: Lexicon) -> None:
    chinese = replace(lexicon, intents={**lexicon.intents, Intent.stop: ("停下",)})

    assert Calls([lexicon, chinese]).find("请停下") is Intent.stop

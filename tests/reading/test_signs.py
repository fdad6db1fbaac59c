"""Signs without words: a raised hand is a call to stop."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Lexicon
from bot.domain.intent import Intent
from bot.reading.calls import Calls
from bot.reading.reader import Reader

WAVING, SHRUG, THUMB, DARK, AS_PICTURE = "👋", "🤷", "👍", "\U0001f3ff", "\ufe0f"


@pytest.mark.parametrize("line", ["✋", f"✋{DARK}", f"🖐{AS_PICTURE}", "🛑🛑🛑", " ⛔ !", "⏸🛑"])
def test_a_sign_that_stops_is_a_call_to_stop(english: Reader, lexicon: Lexicon, line: str) -> None:
    assert english.read(line).meaning.intent is Intent.stop
    assert english.read(line).is_just == {Intent.stop}
    assert Calls([lexicon]).find(line) is Intent.stop


@pytest.mark.parametrize("line", [THUMB, f"{THUMB}{DARK}", "👌"])
def test_a_thumb_up_says_that_it_is_just_right(english: Reader, line: str) -> None:
    assert english.read(line).is_just == {Intent.just_right}


@pytest.mark.parametrize(("line", "intent"), [("⏸", Intent.pause), (f"▶{AS_PICTURE}", Intent.resume)])
def test_the_signs_of_a_player_mean_what_they_say(english: Reader, line: str, intent: Intent) -> None:
    assert english.read(line).meaning.intent is intent


@pytest.mark.parametrize("line", [WAVING, SHRUG, "...", "", "🙏🙏"])
def test_another_sign_means_nothing(english: Reader, lexicon: Lexicon, line: str) -> None:
    assert english.read(line).meaning.is_nothing
    assert Calls([lexicon]).find(line) is None


def test_beside_words_a_sign_that_stops_may_be_a_call(english: Reader) -> None:
    """In a session such a line pauses. The words keep their own meaning."""
    line = english.read("how do i knead ✋")

    assert line.safety.may_stop
    assert line.meaning == english.read("how do i knead").meaning

import json
from datetime import UTC, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import PhraseId
from bot.domain.days import Days
from bot.domain.message import (
    Button,
    City,
    ClockTime,
    Length,
    Lines,
    Message,
    Moment,
    Phrase,
    Style,
    Timer,
    message,
    phrase,
)
from bot.storage.payload import to_json, to_message
from tests.sizes import examples

words = st.text(max_size=12)
plain = st.one_of(
    words,
    st.integers(),
    st.builds(Length, st.integers()),
    st.builds(Timer, st.integers()),
    st.builds(ClockTime, st.times().map(lambda at: time(at.hour, at.minute))),
    st.builds(Moment, st.datetimes(timezones=st.just(UTC)), st.none() | words),
    st.builds(City, words, words),
    st.builds(Days, st.integers(1, 127)),
)


def _phrases(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(Phrase, st.builds(PhraseId, words), st.dictionaries(words, values, max_size=3))


values = st.recursive(
    plain,
    lambda inner: _phrases(inner) | st.builds(Lines, st.lists(_phrases(inner), max_size=2).map(tuple)),
    max_leaves=6,
)
phrases = _phrases(values)
buttons = st.builds(Button, phrases, words, st.sampled_from(Style))
rows = st.lists(st.lists(buttons, max_size=2).map(tuple), max_size=2).map(tuple)
messages = st.builds(
    Message, st.lists(phrases, max_size=3).map(tuple), rows, st.booleans(), st.none() | phrases
)


@settings(max_examples=examples(60), deadline=None)
@given(messages)
def test_a_message_comes_back_as_it_was(message: Message) -> None:
    stored = json.loads(json.dumps(to_json(message)))

    assert to_message(stored) == message


def test_a_question_of_an_older_version_is_read_as_its_text() -> None:
    """It was kept as plain text; such a row may still wait to be sent."""
    stored = {"parts": [], "buttons": [], "silent": True, "question": "14:20"}

    assert to_message(stored).question == phrase("format.verbatim", text="14:20")


def test_a_time_of_day_of_an_older_version_is_read_as_its_text() -> None:
    """It was kept as text, as English writes it; such a row may still wait to be sent."""
    part = {"phrase": "later_ok", "args": {"usual": "8:30"}}
    stored = {"parts": [part], "buttons": [], "silent": True, "question": None}

    assert to_message(stored).parts == (phrase("later_ok", usual="8:30"),)


def test_a_value_of_no_known_kind_is_an_error() -> None:
    stored = {"parts": [{"phrase": "hello", "args": {"name": {"colour": 1}}}], "buttons": []}

    with pytest.raises(ValueError, match="no known kind"):
        to_message({**stored, "silent": True, "question": None})


def test_an_older_version_reads_the_name_of_a_city() -> None:
    """It knows `said` and no `city`, and may run beside this version for a while."""
    written = to_json(message(phrase("settings_zone", city=City("America/New_York"))))

    assert written["parts"][0]["args"]["city"]["said"] == "New York"

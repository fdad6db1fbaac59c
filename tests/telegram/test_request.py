"""How a call is written, and how long it may take."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram.error import TimedOut

from bot.ports import Ambiguous
from bot.telegram.outcomes import outcome_of
from bot.telegram.request import form_of
from bot.telegram.routing import App

from .conftest import Other


async def test_an_answer_that_drips_does_not_take_for_ever(other: Other, application: App) -> None:
    """Each byte comes in time but the whole answer does not, so the result of the call is not known."""
    other.drips = True

    with pytest.raises(TimedOut) as raised:
        async with asyncio.timeout(60):
            await application.bot.request.post(
                f"{other.url}/sendMessage", read_timeout=0.2, connect_timeout=0.1, pool_timeout=0.1
            )

    assert outcome_of(raised.value) == Ambiguous()


@given(st.dictionaries(st.sampled_from("abc"), st.text(st.characters(codec="utf-8")), min_size=1))
@example({"a": "%41 +&=;#%\r\n\x00", "b": "🙂é", "c": ""})
def test_a_form_says_what_the_librarys_own_form_would_say(parameters: dict[str, str]) -> None:
    """Any server reads the same from both, and no value can end early."""
    form = form_of(parameters).decode("ascii")

    assert dict(parse_qsl(form, keep_blank_values=True)) == parameters
    assert form.count("&") == urlencode(parameters).count("&")
    assert not set(form) & set(' ;#"{}<>')


def test_half_of_a_surrogate_pair_is_never_left_out_in_silence() -> None:
    with pytest.raises(UnicodeEncodeError):
        form_of({"text": "a\ud800b"})

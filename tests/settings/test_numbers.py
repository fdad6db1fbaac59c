"""Settings that are whole numbers, as people write them."""

from __future__ import annotations

import pytest

from bot.settings import SettingsProblem, settings_of

TOKEN = "123456:My-Odd-Token"


@pytest.mark.parametrize("text", ["30", " 30 ", "+30", "30.0", "30.", "+030.00"])
def test_a_whole_number_may_have_a_sign_and_a_point(text: str) -> None:
    assert settings_of({"bot_token": TOKEN, "keep_messages_hours": text}).keep_messages_hours == 30


@pytest.mark.parametrize("text", ["", "30.5", "-30", "++30", "3e1", "30 h", "٣٠", "1" * 5000, "30.0.0", ".0"])
def test_what_is_no_whole_number_is_refused_with_the_range(text: str) -> None:
    with pytest.raises(SettingsProblem, match="KEEP_MESSAGES_HOURS should be a whole number from 24 to 720"):
        settings_of({"bot_token": TOKEN, "keep_messages_hours": text})

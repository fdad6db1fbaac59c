"""Chinese in Latin letters is read as the signs that it stands for; an English line is left as it is."""

from __future__ import annotations

import pytest

from bot.reading.pinyin import Pinyin, syllables

WORDS = {"huafalin": "华法林", "chi": "吃", "wo": "我", "you": "有", "meitian": "每天"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("wo chi huafalin", "我 吃 华法林"),
        ("Wo chi hua fa lin!", "我 吃 华法林 !"),
        ("meitian 8:30 you", "每天  8:30  有"),
        ("can you help me", "can you help me"),
        ("you", "you"),
        ("每天 you", "每天 you"),
    ],
)
def test_only_a_line_that_is_pinyin_from_end_to_end_is_read_so(typed: str, read: str) -> None:
    assert Pinyin(WORDS).in_signs(typed).split() == read.split()


def test_a_word_is_parted_into_its_syllables() -> None:
    assert syllables("huafalin") == ("hua", "fa", "lin")
    assert syllables("xiangsi") == ("xiang", "si")
    assert syllables("help") == ()

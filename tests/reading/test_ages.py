"""Ages that lines name."""

from __future__ import annotations

import pytest

from bot.domain.dangers import Urgency
from bot.reading.reader import Reader


@pytest.mark.parametrize(
    ("line", "is_young"),
    [
        *(
            (line, True)
            for line in ("I'm 15", "i am 17 and well", "she is sixteen, ok?", "12 years old", "age 9")
        ),
        *(
            (line, False)
            for line in ("I'm 18", "i am 45", "18 years old", "I'm 15 minutes late", "I am 5 ft")
        ),
        *((line, False) for line in ("we are 2", "15", "15 minutes", "full 10", "he is here", "age")),
        ("explain it like I'm five", False),
    ],
)
def test_who_is_not_of_age_is_noticed(line: str, is_young: bool, english: Reader) -> None:
    """Ages are read in digits and in words. Other numbers are not taken for ages."""
    flag = english.find_red_flag(line)

    assert (flag is not None and flag.urgency is Urgency.minor) is is_young

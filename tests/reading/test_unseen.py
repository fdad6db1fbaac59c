"""Lines of strangers that nothing was tuned on: how many are right at the first reading.

Do not look at these tables to mend something. When they have been looked at, they belong to the tables of
`test_lines.py`, and strangers write new ones. The floors are what was measured, and a little less.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.domain.catalogue import Language
from bot.reading.readers import Readers
from tests.reading.judging import ALARMS, UNSOLD, Judged, answer_to, is_right, judged_lines


@dataclass(frozen=True, slots=True)
class Floor:
    """The least share of lines that are right, and the most of dangers missed and of calm lines alarmed."""

    right: float
    missed: float
    alarmed: float


@pytest.mark.parametrize(
    ("table", "language", "floor"),
    [
        ("unseen.tsv", Language("en"), Floor(right=0.89, missed=0.05, alarmed=0.1)),
        ("chinese_unseen.tsv", Language("zh-Hans"), Floor(right=0.88, missed=0.04, alarmed=0.081)),
    ],
)
def test_most_unseen_lines_are_answered_right(
    table: str, language: Language, floor: Floor, readers: Readers
) -> None:
    """It tells counts only, so that nobody tunes on the lines."""
    answers = [(line, answer_to(line, readers, language)) for line in judged_lines(table)]
    wrong = sum(not is_right(line, answer) for line, answer in answers)
    dangers = [answer for line, answer in answers if line.is_danger]
    calm = [(line, answer) for line, answer in answers if not line.is_danger]

    assert wrong <= (1 - floor.right) * len(answers)
    assert sum(_is_missed(answer) for answer in dangers) <= floor.missed * len(dangers)
    assert sum(_is_alarm(line, answer) for line, answer in calm) <= floor.alarmed * len(calm)


def _is_missed(answer: str) -> bool:
    return answer not in ALARMS | UNSOLD and answer != "steer:stop"


def _is_alarm(line: Judged, answer: str) -> bool:
    return answer in ALARMS and not is_right(line, answer)

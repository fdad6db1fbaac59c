"""How reminders step back from who does not answer: the table, and that one sign of life resets it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.back_off import ANSWERED, Tone, Unheard, tone_of
from tests.sizes import examples

FIRST = date(2028, 2, 1)  # with a leap day ahead
DAY = timedelta(days=1)


def tones(days: list[date], rings: int = 1) -> list[list[Tone]]:
    """Let reminders ring on `days`, so many times each; nobody answers."""
    unheard = ANSWERED
    told: list[list[Tone]] = []
    for day in days:
        told.append([])
        for _ in range(rings):
            unheard, tone = tone_of(unheard, day)
            told[-1].append(tone)
    return told


def test_the_table_of_a_daily_reminder() -> None:
    """By the number of days that were ignored before."""
    expected = (
        [Tone.usual] * 3
        + [Tone.soft] * 4
        + [Tone.asks_fewer]
        + [Tone.soft] * 6
        + [Tone.turns_weekly]
        + [*[Tone.unsaid] * 6, Tone.soft] * 2
        + [Tone.unsaid, Tone.says_goodbye]
        + [Tone.unsaid] * 30
    )
    days = [FIRST + DAY * number for number in range(len(expected))]

    assert [tone for [tone] in tones(days)] == expected


def test_the_second_ring_of_a_day_asks_nothing_and_is_no_second_one_of_its_week() -> None:
    days = [FIRST + DAY * number for number in range(40)]

    second = [told[1] for told in tones(days, rings=2)]

    assert set(second[:3]) == {Tone.usual}
    assert set(second[3:14]) == {Tone.soft}
    assert set(second[14:]) == {Tone.unsaid}


@settings(max_examples=examples(50))
@given(
    steps=st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=80),
    rings=st.integers(1, 3),
)
def test_at_most_three_rings_make_a_sound_after_an_answer(steps: list[tuple[int, bool]], rings: int) -> None:
    """Whatever days it rings on: loud on three dates at most, asked once, weekly at most from then on."""
    unheard, day = ANSWERED, FIRST
    loud: set[date] = set()
    said: list[date] = []
    asked = 0
    for apart, answers in steps:
        day += DAY * apart
        for _ in range(rings):
            unheard, tone = tone_of(unheard, day)
            loud |= {day} if tone is Tone.usual else set()
            asked += tone in (Tone.asks_fewer, Tone.turns_weekly, Tone.says_goodbye)
            if unheard.weekly_from is not None and tone is not Tone.unsaid:
                said.append(day)
        assert len(loud) <= 3
        assert asked <= 3
        weekly = [each for each in said if each != said[-1] or unheard.ignored < 30]
        assert all((each - said[0]).days % 7 == 0 for each in weekly)
        if answers:
            unheard, loud, said, asked = Unheard(), set(), [], 0

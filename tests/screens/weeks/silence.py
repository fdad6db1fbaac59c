"""A person who does not answer for weeks: reminders step back, and one word brings all of it back."""

from __future__ import annotations

from tests.screens.weeks.came import Came
from tests.screens.weeks.life import Life
from tests.screens.weeks.peace import massages
from tests.texts import button, texts

BEGINS, LASTS = 63, 37  # days of the story
SOFT_FROM, ASKS_ON, WEEKLY_FROM, SILENT_FROM = 3, 7, 14, 30
SOFT = tuple(texts.opening(f"soft_opener.{number}") for number in (1, 2, 3))


async def does_nothing(life: Life) -> None:
    """Live through a day of the silence; its number goes from 0 on."""
    number = life.day - BEGINS
    await life.lives_until(life.at(21))
    usual = f"{life.usual:%H:%M}"
    words = [each.key.partition(":")[0] for each in life.words_on(life.today)]
    if number == ASKS_ON:
        await _is_told(life, "asks_fewer", "fewer reminders", words)
        assert {button.weekdays_only, button.twice_a_week, button.other_hour, button.keep_rings} <= set(
            (await life.phone.reads())[-1].labels
        )
    elif number == WEEKLY_FROM:
        await _is_told(life, "turns_weekly", "once a week from now on", words)
    elif number == SILENT_FROM:
        await _is_told(life, "says_goodbye", "a last word", words)
    elif number < WEEKLY_FROM or (number < SILENT_FROM and (number - WEEKLY_FROM) % 7 == 0):
        assert words == []
        await life.has_heard(usual)
        _is_in_tone(life.newest, is_soft=number >= SOFT_FROM)
        if number == SOFT_FROM:
            await life.phone.looks("softer after three days")
    else:
        assert words == []
        await life.has_heard()


async def _is_told(life: Life, key: str, picture: str, words: list[str]) -> None:
    """In the place of the ring something is said, without a sound."""
    assert words == [key]
    await life.has_heard()
    assert life.newest.silent
    await life.phone.looks(picture)


def _is_in_tone(ring: Came, *, is_soft: bool) -> None:
    assert ring.silent is is_soft, ring
    assert ring.text.startswith(SOFT) is is_soft, ring


async def says_hi(life: Life) -> None:
    """A sign of life: a welcome, and on that day a ring as it is set. A session is welcomed as well."""
    phone, sessions = life.phone, len(life.sessions)
    life.row_began = life.today
    await life.lives_until(life.at(9))
    welcome = await phone.says("hi", texts.opening("welcome_back"))
    assert texts("welcome_back", total=sessions) in welcome.text
    await phone.looks("welcome back")
    await life.rings_and_a_little()
    await life.has_heard(f"{life.usual:%H:%M}")
    _is_in_tone(life.newest, is_soft=False)
    await life.phone.looks("a ring after the silence")
    await massages(life)
    assert texts("back_again", total=sessions + 1) in (await phone.reads())[-1].text
    await phone.looks("the first session after a gap")

"""What the days come to: a better hour, the streak, strength, totals, the picture, a day that ends late."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from bot.domain.days import DAILY
from bot.domain.message import Length, minutes
from tests.screens.phone import Shown
from tests.screens.weeks.life import Life
from tests.screens.weeks.setting import kept
from tests.texts import button, texts

EVENING = time(19, 15)
_DAY = timedelta(days=1)


async def usual(life: Life) -> None:
    """A ring, and Done."""
    await life.rings_and_a_little()
    await life.has_heard(f"{life.usual:%H:%M}")
    assert not texts.are_in(life.newest.text, "better_hour")
    await life.does_it()


async def does_it_in_the_evening(life: Life) -> None:
    """The ring is passed over, and in the evening it is done; until the ring asks about a better hour."""
    await life.rings_and_a_little()
    await life.has_heard("13:00")
    if texts.are_in(life.newest.text, "better_hour"):
        await _takes_the_better_hour(life)
    else:
        await _says_done_in_the_evening(life)


async def _takes_the_better_hour(life: Life) -> None:
    """Nothing moves before the tap; after it, it rings at the new hour at once. The plan is made to fit."""
    phone = life.phone
    assert texts("better_hour", time="19:15") in life.newest.text
    await phone.looks("a better hour is suggested")
    await life.lives_until(life.at(18))
    assert [at for at, *_ in kept(life)] == ["13:00"]
    moved = await phone.follows(
        button("move_to", old="13:00", new="19:15"),
        texts.opening("moved_ok", days=DAILY, old="13:00", new="19:15"),
    )
    assert life.says_moment(life.at(19, 15)) in moved.text
    assert texts("moved_plan", cue=texts("cue.lunch")) in moved.text
    await phone.looks("the better hour is set")
    await phone.follows(button.my_plan, texts("plan_ask"))
    await phone.follows(button.cue_dinner, texts("plan_barrier"))
    await phone.follows(button.barrier_no_time, texts("plan_quoted"))
    life.usual = EVENING
    await life.rings_and_a_little()
    await life.has_heard("13:00", "19:15")
    assert texts("plan_quote", cue=texts("cue.dinner")) in life.newest.text
    await life.does_it()


async def _says_done_in_the_evening(life: Life) -> None:
    await life.lives_until(life.at(19, 10))
    await life.phone.says("i did it", texts.opening("done"))
    await life.has_done()


async def misses(life: Life) -> None:
    """A day on which the ring gets no answer."""
    await life.rings_and_a_little()
    await life.has_heard(f"{life.usual:%H:%M}")


async def progress(life: Life, name: str) -> Shown:
    """Ask for the progress: the words say what the person has done. Keep a picture of it."""
    shown = await life.phone.says("/progress", texts.opening("progress_totals"))
    length = Length(60 * sum(minutes for _, minutes in life.sessions))
    totals = texts("progress_totals", days=len(life.done), n=len(life.sessions), length=length)
    assert {totals, _month_of(life), _row_of(life)} <= set(shown.lines), shown.text
    await life.phone.looks(f"progress, {name}")
    return shown


def _month_of(life: Life) -> str:
    """Return the line about this month, counted by the person."""
    of_month = f"{life.today:%Y-%m}"
    spent = 60 * sum(minutes for on, minutes in life.sessions if f"{on:%Y-%m}" == of_month)
    days = sum(f"{on:%Y-%m}" == of_month for on in life.done)
    if not spent:
        return texts("progress_month_days", month=f"{life.today:%B %Y}", days=days)
    return texts("progress_month", month=f"{life.today:%B %Y}", days=days, length=Length(spent))


def _row_of(life: Life) -> str:
    """Return the line about the days in a row: of the days missed, each week's reserve has covered all."""
    n = sum(on >= life.row_began for on in life.done)
    return texts("progress_streak", n=n, best=max(n, len(life.done) - n))


async def looks_back(life: Life) -> None:
    """Look at the month."""
    await progress(life, f"day {life.day}")


async def hides_the_streak(life: Life) -> None:
    """The streak and its reserve are gone from the words and from the picture, and come back."""
    phone = life.phone
    shown = await progress(life, "with the streak")
    assert texts.are_in(shown.text, "progress_streak") and texts.are_in(shown.text, "progress_reserve")
    await phone.taps(button.hide_streak)
    hidden = await phone.shows(lambda shown: button.show_streak in shown[-1].labels)
    assert not texts.are_in(hidden[-1].text, "progress_streak")
    assert not texts.are_in(hidden[-1].text, "progress_reserve")
    await phone.looks("progress, the streak is hidden")
    await phone.taps(button.show_streak)
    await phone.shows(lambda shown: button.hide_streak in shown[-1].labels)


async def looks_at_it_in_the_dark(life: Life) -> None:
    phone = life.phone
    await phone.says("/settings", texts.opening("settings_zone", city="Lisbon"))
    await phone.taps(button.dark_on)
    await phone.shows(lambda shown: button.dark_off in shown[-1].labels)
    await progress(life, "dark")
    await phone.says("/settings", texts.opening("settings_zone", city="Lisbon"))
    await phone.taps(button.dark_off)
    await phone.shows(lambda shown: button.dark_on in shown[-1].labels)


async def adds_forgotten_sessions(life: Life) -> None:
    """Yesterday's by buttons, one of Monday in words; and one is taken out again."""
    phone, yesterday = life.phone, life.today - _DAY
    await phone.says("/progress", texts.opening("progress_totals"))
    await phone.follows(button.add_session, texts("add_day"))
    await phone.follows(texts("yesterday"), texts.opening("add_length"))
    await phone.looks("a forgotten session, how long")
    await phone.follows(
        button("length_of", length=minutes(10)), texts("added", date=_said(yesterday), length="10 min")
    )
    await phone.looks("a forgotten session is added")
    life.done.add(yesterday)
    life.sessions.append((yesterday, 10))
    before = life.today - 3 * _DAY
    said = texts("added", date=_said(before), length="12 min")
    await phone.says(f"I did 12 min on {before:%A}", said)
    await phone.follows(button.undo, texts("taken_out", date=_said(before), length="12 min"))
    await progress(life, "with an added session")


async def day_ends_late(life: Life) -> None:
    """A day that begins at 4:00: what is done at half past one belongs to the evening before."""
    phone = life.phone
    await life.rings_and_a_little()
    await life.has_heard(f"{life.usual:%H:%M}")
    await phone.says("/settings", texts.opening("settings_zone", city="Lisbon"))
    await phone.follows(button("day_begins", time="0:00"), texts.opening("day_begins"))
    await phone.looks("when does a day begin")
    await phone.taps("4:00")
    await phone.shows(lambda shown: button("day_begins", time="4:00") in shown[-1].labels)
    await life.lives_until(life.at(1, 30, days=1))
    await phone.says("i did it", texts.opening("done"))
    assert (
        life.says_moment(life.at(life.usual.hour, life.usual.minute, days=1))
        in (await phone.reads())[-1].text
    )
    life.done.add(life.today)
    assert life.asks('select 1 from done_days where "on" = ?', life.today.isoformat())


async def notes_the_strength(life: Life) -> None:
    """Remember the strength, after more than 60 days with something done."""
    assert len(life.done) > 60
    life.strength = _strength_in(await progress(life, "before a day off"))


async def has_kept_the_strength(life: Life) -> None:
    """A day off has cost less than a tenth of it."""
    after = _strength_in(await progress(life, "after a day off"))
    assert after >= 0.9 * life.strength > 0


def _strength_in(shown: Shown) -> int:
    """Return the strength that the progress tells."""
    found = re.search(re.escape(texts.opening("progress_strength")) + r" (\d+)", shown.text)
    assert found is not None, shown.text
    return int(found[1])


def _said(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"

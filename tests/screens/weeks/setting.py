"""Reminders are set, listed, changed and deleted, by words and by buttons; single rings; another zone."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.days import DAILY, WEEKDAYS, WEEKENDS, Days
from tests.screens.weeks.life import LISBON, Life
from tests.texts import button, texts

SINGLE = [button("start_minutes", n=5), button.later, button.did]
REMINDERS = "select at, days, is_paused from reminders where once_on is null order by at"
BERLIN = ZoneInfo("Europe/Berlin")


def kept(life: Life) -> list[tuple[str, str, bool]]:
    """Return the hour and the days of each weekly reminder, and whether it is paused."""
    return [
        (row["at"][:5], "+".join(Days(row["days"]).names()), bool(row["is_paused"]))
        for row in life.asks(REMINDERS)
    ]


async def lists(life: Life, *lines: str, next_on: str) -> None:
    """`/reminders` shows these lines, and the next ring."""
    shown = await life.phone.says("/reminders", texts.headline("reminders"))
    assert [line for line in shown.lines if line[0].isdigit()] == list(lines), shown.text
    assert next_on in shown.text, shown.text


async def _has_kept(life: Life, *wanted: tuple[str, str, bool]) -> None:
    async def look() -> bool | None:
        return kept(life) == list(wanted) or None

    await life.phone.stage.until(look, lambda: f"kept instead: {kept(life)}")


async def single_rings(life: Life) -> None:
    """In 20 minutes, and tomorrow at 9; each is said back as it will ring."""
    phone = life.phone
    await life.lives_until(life.at(8))
    soon = await phone.says("remind me in 20 minutes", texts.opening("once_ok"))
    assert life.says_moment(life.at(8, 20)) in soon.text
    single = await phone.says("remind me tomorrow at 9", texts.opening("once_ok"))
    assert life.says_moment(life.at(9, days=1)) in single.text
    await phone.looks("single rings")
    await life.lives_until(life.at(8, 30))
    assert life.newest.buttons == SINGLE
    await life.rings_and_a_little()
    await life.has_heard("08:20", "13:00")
    await life.does_it()


async def several(life: Life) -> None:
    """Six reminders, by words and by buttons; a seventh is refused. Done leaves out the rest of the day."""
    phone = life.phone
    await life.lives_until(life.at(9, 5))
    set_ = await phone.says("/remind weekdays 9:30 and 15:00", texts.opening("remind_ok", days=WEEKDAYS))
    assert life.says_moment(life.at(9, 30)) in set_.text
    await phone.looks("two reminders in one line")
    await phone.says("remind me on weekends at 10:00", texts.opening("remind_ok"))
    await phone.says("remind me on tuesdays at 18:00", texts.opening("remind_ok"))
    await phone.says("/reminders", texts.headline("reminders"))
    await phone.follows(button.add_reminder, texts.headline("remind"))
    await phone.follows("20:00", texts.opening("remind_ok", days=DAILY))
    await lists(
        life,
        _line(1, WEEKDAYS, "9:30"),
        _line(2, WEEKENDS, "10:00"),
        texts("reminder_line_planned", line=_line(3, DAILY, "13:00"), cue=texts("cue.lunch")),
        _line(4, WEEKDAYS, "15:00"),
        _line(5, Days.named(["tue"]), "18:00"),
        _line(6, DAILY, "20:00"),
        next_on=life.says_moment(life.at(9, 30)),
    )
    await phone.looks("six reminders")
    await phone.says("/remind 7:15", texts("e_seven"))
    await phone.looks("a seventh is refused")
    assert len(kept(life)) == 6
    await life.rings_and_a_little()
    await life.has_heard("09:00", "09:30", "13:00")
    await life.does_it()


async def changing(life: Life) -> None:
    """Moved, moved by words, its days; one paused, two deleted."""
    phone = life.phone
    await life.lives_until(life.at(8))
    await phone.says("/reminders", texts.headline("reminders"))
    await phone.follows(button("edit_n", n=1, time="9:30"), _one(WEEKDAYS, "9:30"))
    await phone.looks("one reminder")
    await phone.follows(button.minutes_more, _one(WEEKDAYS, "9:45"))
    await phone.taps(button.days)
    await phone.follows(button("current", label="Wed"), "")
    await phone.follows("Sat", _one(Days.named(["mon", "tue", "thu", "fri", "sat"]), "9:45"))
    await phone.looks("its days")
    await phone.says("move 15:00 to 16:30", texts.opening("moved_ok"))
    await phone.looks("moved by words")
    await phone.says("/reminders", texts.headline("reminders"))
    await phone.follows(button("edit_n", n=5, time="18:00"), _one(Days.named(["tue"]), "18:00"))
    await phone.follows(button.pause, texts("reminder_one_paused"))
    await phone.looks("paused")
    await phone.says("cancel my 20:00", texts.opening("dropped_ok", days=DAILY, time="20:00"))
    await phone.looks("deleted by words")
    await phone.says("/reminders", texts.headline("reminders"))
    await phone.follows(button("edit_n", n=2, time="10:00"), _one(WEEKENDS, "10:00"))
    await phone.taps(button.delete)
    await _has_kept(
        life,
        ("09:45", "mon+tue+thu+fri+sat", False),
        ("13:00", "mon+tue+wed+thu+fri+sat+sun", False),
        ("16:30", "mon+tue+wed+thu+fri", False),
        ("18:00", "tue", True),
    )
    await phone.says("/reminders", texts.headline("reminders"))
    await phone.looks("the list after the changes")
    await life.lives_until(life.at(19))
    await life.has_heard("09:45", "13:00", "16:30")
    await life.does_it()


async def resumes(life: Life) -> None:
    """The paused one is resumed, and rings on its day again."""
    phone = life.phone
    await life.lives_until(life.at(10))
    await phone.says("/reminders", texts.headline("reminders"))
    await phone.follows(button("edit_n", n=4, time="18:00"), texts("reminder_one_paused"))
    await phone.taps(button.resume)
    await phone.shows(lambda shown: not texts.are_in(shown[-1].text, "reminder_one_paused"))
    await life.lives_until(life.at(18, 5))
    await life.has_heard("09:45", "13:00", "16:30", "18:00")
    await life.does_it()


async def back_to_one(life: Life) -> None:
    """Turn off asks which; the others go by words. The daily one stays."""
    phone = life.phone
    await life.lives_until(life.at(10))
    await phone.follows(button.turn_off, texts.opening("off_ask_which", time="9:45"))
    await phone.looks("turn off, which one")
    await phone.taps(button("off_one", time="9:45"))
    await phone.says("cancel my 16:30", texts.opening("dropped_ok"))
    await phone.says("cancel my 18:00", texts.opening("dropped_ok"))
    assert [at for at, *_ in kept(life)] == ["13:00"]
    await life.rings_and_a_little()
    await life.has_heard("09:45", "13:00")
    await life.does_it()


async def flies_to_berlin(life: Life) -> None:
    """Another zone by the name of a city: the hour stays the hour of the wall."""
    await life.lives_until(life.at(8))
    await life.phone.says("i'm in berlin now", texts.opening("zone_ok_ring", city="Berlin"))
    await life.phone.looks("in Berlin")
    life.zone = BERLIN
    await life.rings_and_a_little()
    await life.has_heard("13:00")
    await life.does_it()


async def is_in_madrid(life: Life) -> None:
    """By a place that is shared: the zone is kept, and the next ring goes by it."""
    page = life.phone.page
    await life.lives_until(life.at(8))
    await page.click("#attach")
    await page.click("[data-attach=location]")
    await page.click("#places >> text=Madrid")
    await life.phone.sees(texts.opening("zone_ok_ring", city="Madrid"))
    await life.phone.looks("a place is shared")
    life.zone = ZoneInfo("Europe/Madrid")
    await life.rings_and_a_little()
    await life.has_heard("13:00")
    await life.does_it()


async def is_back_in_lisbon(life: Life) -> None:
    """By the time on the clock there, and a tap on one of the places that have it."""
    phone = life.phone
    await life.lives_until(life.at(9))
    await phone.says("/timezone", texts.opening("zone"))
    fits = await phone.says(f"{life.at(9).astimezone(LISBON):%H:%M}", texts("zone_fits"))
    await phone.looks("the time on my clock")
    # All that are offered have the same clock as Lisbon now; London has it all year.
    await phone.follows(fits.labels[0], texts.opening("zone_ok_ring", city=fits.labels[0]))
    assert fits.labels[0] == "London"
    await phone.follows(button.change_zone, texts.opening("zone"))
    await phone.says("Lisbon", texts.opening("zone_ok_ring", city="Lisbon"))
    life.zone = LISBON
    await life.rings_and_a_little()
    await life.has_heard("13:00")
    await life.does_it()


def _line(number: int, days: Days, at: str) -> str:
    return texts("reminder_line", i=number, days=days, time=at)


def _one(days: Days, at: str) -> str:
    return texts("reminder_one", days=days, time=at)

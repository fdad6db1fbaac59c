"""What keeps rings away: something done, a session that goes on, quiet hours, a time away; and an outage."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.screens.phone import Phone
from tests.screens.weeks.life import Life
from tests.screens.weeks.rings import HOUR
from tests.texts import button, texts

AWAY_DAYS = 7
STOPPED_AFTER = 8  # minutes; they count
LENGTHS = {"quick": 5, "full": 10}  # minutes
LATE = (texts.opening("late"), texts.opening("late_tip"))


async def massages(life: Life, routine: str = "quick") -> None:
    """Play a session to its end."""
    phone, length = life.phone, LENGTHS[routine]
    await begins_session(phone, routine)
    await life.lives_until(await phone.stage.clock.now() + timedelta(minutes=length + 1))
    await phone.sees(texts.done(routine, 60 * length))
    await life.has_done(length)


async def begins_session(phone: Phone, routine: str) -> None:
    """From the plan to the first step, and through the gate where it is asked."""
    await phone.says(f"/routine {routine}", texts.plan(routine, LENGTHS[routine]))
    await phone.taps_newest(button.start, "")
    await phone.shows(lambda shown: bool({button.yes_all_clear, button.start_now} & set(shown[-1].labels)))
    if button.yes_all_clear in (await phone.reads())[-1].labels:
        await phone.follows(button.yes_all_clear, texts.opening("ready"))
    await phone.follows(button.start_now, "1/")


async def session_before_the_ring(life: Life) -> None:
    """A session that ended well leaves out the ring of the day."""
    await life.lives_until(life.at(11))
    await massages(life)
    await life.phone.looks("a session before the ring")
    await life.lives_until(life.at(21))
    await life.has_heard()


async def done_and_undo(life: Life) -> None:
    """Done leaves out the rest of the day. Taken back, the rest rings."""
    phone = life.phone
    await life.rings_and_a_little()
    await life.has_heard("13:00")
    await life.does_it()
    await phone.follows(button.undo, texts.opening("taken_back"))
    await phone.looks("done is taken back")
    await life.lives_until(life.at(16, 35))
    await life.has_heard("13:00", "16:30")
    await life.does_it()


async def session_between_rings(life: Life) -> None:
    await life.lives_until(life.at(12))
    await massages(life)
    await life.lives_until(life.at(21))
    await life.has_heard("09:45")


async def stopped_session(life: Life) -> None:
    """No ring sounds in a session. After a stop what was kept back comes, within a quarter of an hour."""
    await life.lives_until(life.at(12, 55))
    await begins_session(life.phone, "full")
    await life.lives_until(life.at(13, 3))
    await life.has_heard("09:45")
    await life.phone.looks("no ring in a session")
    await life.phone.says("stop", texts.opening("stopped"))
    life.sessions.append((life.today, STOPPED_AFTER))
    await life.lives_until(life.at(13, 20))
    await life.has_heard("09:45", "13:15")
    await life.phone.looks("a ring that has waited")
    await life.lives_until(life.at(16, 35))
    await life.has_heard("09:45", "13:15", "16:30")
    await life.does_it()


async def session_over_the_ring(life: Life) -> None:
    """The ring of 13:00 comes in a session that ends well: it is left out."""
    await life.lives_until(life.at(12, 58))
    await massages(life)
    await life.lives_until(life.at(21))
    await life.has_heard("09:45")


async def quiet_hours(life: Life) -> None:
    """An hour inside them is asked about, and rings if it is meant. Later waits for their end."""
    phone = life.phone
    await life.lives_until(life.at(9))
    await phone.says(
        "remind me today at 23:00", texts("quiet_ask", time="23:00", begins="22:30", ends="6:45")
    )
    await phone.looks("an hour in the quiet hours")
    await phone.follows(button("ring_at", time="23:00"), texts.opening("once_ok"))
    life.named_inside_quiet.add(life.today)
    await life.rings_and_a_little()
    await phone.taps(button.later)
    await phone.follows(button.other_time, texts.opening("later_ask"))
    await phone.says("22:20", texts.opening("later_ok", time="22:20"))
    await life.lives_until(life.at(22, 25))
    await life.has_heard("13:00", "22:20")
    await phone.taps(button.later)
    await phone.follows(HOUR, texts("later_ok", time="06:45", usual="13:00"))
    await phone.looks("later, after the quiet hours")
    await life.lives_until(life.at(23, 5))
    await life.has_heard("13:00", "22:20", "23:00")


async def outage(life: Life) -> None:
    """The process is killed in the night, and is back after two rings: one comes late, without a sound."""
    phone = life.phone
    await life.lives_until(life.at(7))
    await life.has_heard("06:45")
    await is_out(life, life.at(9), life.at(13, 40))
    await life.has_heard("06:45", "13:40")
    assert life.newest.silent
    assert life.newest.text.startswith(LATE), life.newest.text
    await phone.looks("one catch-up after an outage")
    await life.lives_until(life.at(16, 35))
    await life.has_heard("06:45", "13:40", "16:30")
    assert not life.newest.silent
    await life.does_it()


async def long_outage(life: Life) -> None:
    """Down until the quiet hours: nothing of the day comes any more, then or in the morning."""
    await is_out(life, life.at(7, 5), life.at(23))
    await life.has_heard()


async def is_out(life: Life, begins: datetime, ends: datetime) -> None:
    """Kill the bot at a moment, and start it again at another one."""
    assert life.phone.bot is not None
    await life.lives_until(begins)
    await life.phone.bot.dies()
    await life.phone.stage.clock.to(ends)
    await life.phone.bot.starts()


async def goes_away(life: Life) -> None:
    """Nothing rings, and the streak waits; what was set for a date still comes."""
    phone = life.phone
    await life.lives_until(life.at(8))
    said = await phone.says("pause reminders for 7 days", texts.opening("away_set"))
    assert life.says_moment(life.at(life.usual.hour, life.usual.minute, days=AWAY_DAYS)) in said.text
    assert texts("away_streak") in said.text
    await phone.looks("away")
    await is_away(life)


async def is_away(life: Life) -> None:
    await life.lives_until(life.at(21))
    await life.has_heard()
    assert life.words_on(life.today) == []


async def comes_back(life: Life) -> None:
    """In the morning of the day a notice without a sound; then all is as usual."""
    await life.lives_until(life.at(10))
    [notice] = life.words_on(life.today)
    assert notice.key.startswith("back:")
    assert (f"{notice.at:%H:%M}", notice.silent) == ("09:00", True)
    assert notice.text.startswith(texts.opening("away_end"))
    await life.phone.looks("the time away is over")
    await life.rings_and_a_little()
    await life.has_heard(f"{life.usual:%H:%M}")
    await life.does_it()

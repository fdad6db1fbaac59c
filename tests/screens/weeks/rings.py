"""The first ring and its plan, what a ring says, and Later."""

from __future__ import annotations

from bot.domain.catalogue import TipKey
from bot.domain.days import DAILY
from bot.domain.message import minutes
from tests.once import catalogue
from tests.screens.weeks.life import Life
from tests.texts import button, texts

HOUR = button("in_length", length=minutes(60))
QUARTER = button("in_length", length=minutes(15))
RING = [[button("start_minutes", n=5)], [button.later, button.did], [button.not_today, button.turn_off]]
OPENERS = tuple(texts.opening(f"reminder_opener.{number}") for number in range(1, 5))
PLAN = texts(
    "plan_quote_if",
    plan=texts("plan_quote", cue=texts("cue.lunch")),
    fallback=texts("plan_quote_way.no_time"),
)


async def begins(life: Life) -> None:
    """START, an hour by a button, the zone, a plan in two taps, quiet hours; and the first ring."""
    phone = life.phone
    await phone.starts()
    await phone.says("/remind", texts.headline("remind"))
    await phone.looks("an hour is asked for")
    await phone.follows("13:00", texts.headline("zone"))
    await phone.says("Lisbon", texts.opening("zone_ok_ring", city="Lisbon"))
    await phone.looks("the first reminder is set")
    await _plans(life)
    await phone.says("quiet hours 22:30 to 6:45", texts.headline("quiet_set", begins="22:30", ends="6:45"))
    await phone.looks("free quiet hours")
    await life.rings_and_a_little()
    await life.has_heard("13:00")
    await _says_what_it_should(life)
    await life.does_it()
    assert texts("done", next=life.says_moment(life.at(13, days=1))) in (await phone.reads())[-1].text
    await phone.looks("done for today")


async def _plans(life: Life) -> None:
    phone = life.phone
    await phone.follows(button.add_my_plan, texts("plan_ask"))
    await phone.looks("a plan, after what")
    await phone.follows(button.cue_lunch, texts("plan_barrier"))
    await phone.looks("a plan, what is in the way")
    planned = await phone.follows(button.barrier_no_time, texts("plan_quoted"))
    assert texts("plan_ok", days=DAILY, time="13:00", cue=texts("cue.lunch")) in planned.text
    assert texts("plan_if.no_time") in planned.text
    await phone.looks("a plan, made in two taps")


async def _says_what_it_should(life: Life) -> None:
    """Encouragement, the own plan, one tip with its source; Start, Later, Done, Not today, and Turn off."""
    ring = life.newest
    assert ring.text.startswith(OPENERS), ring.text
    assert PLAN in ring.text
    assert not ring.silent
    [tip] = life.tips
    kind = "exercise" if texts.are_in(ring.text, "exercise") else "posture"
    assert texts.are_in(ring.text, kind, source=texts(f"source.{catalogue().tips[TipKey(tip)].source}"))
    await life.phone.offers(RING)
    await life.phone.looks("what a ring says")


async def later_in_a_quarter(life: Life) -> None:
    """Later, 15 minutes; then Done. The usual hour is said, and stays."""
    phone = life.phone
    await life.rings_and_a_little()
    await phone.taps(button.later)
    await phone.offers([[QUARTER, HOUR], [button.tonight, button.other_time]])
    await phone.looks("later, when")
    later = await phone.follows(QUARTER, texts.opening("later_ok"))
    assert texts("later_ok", time="13:25", usual="13:00") in later.text
    await phone.looks("later, in a quarter of an hour")
    await life.lives_until(life.at(13, 30))
    await life.has_heard("13:00", "13:25")
    await life.does_it()


async def later_in_an_hour_and_at_an_own_hour(life: Life) -> None:
    """Later, an hour; then Later once more, for an hour that is typed."""
    phone = life.phone
    await life.rings_and_a_little()
    await phone.taps(button.later)
    await phone.follows(HOUR, texts("later_ok", time="14:10", usual="13:00"))
    await life.lives_until(life.at(14, 30))
    await life.has_heard("13:00", "14:10")
    await phone.taps(button.later)
    await phone.follows(button.other_time, texts.opening("later_ask"))
    await phone.looks("later, at which hour")
    await phone.says("21:15", texts("later_ok", time="21:15", usual="13:00"))
    await life.lives_until(life.at(21, 20))
    await life.has_heard("13:00", "14:10", "21:15")
    await life.does_it()


async def later_tonight_and_then_not_today(life: Life) -> None:
    phone = life.phone
    await life.rings_and_a_little()
    await phone.taps(button.later)
    await phone.follows(button.tonight, texts("later_ok", time="20:00", usual="13:00"))
    await life.lives_until(life.at(20, 5))
    await life.has_heard("13:00", "20:00")
    await phone.follows(button.not_today, texts.opening("nottoday"))
    await phone.looks("not today")


async def later_over_a_restart(life: Life) -> None:
    """The process is killed before it rings again."""
    assert life.phone.bot is not None
    await life.rings_and_a_little()
    await life.phone.taps(button.later)
    await life.phone.follows(HOUR, texts.opening("later_ok"))
    await life.phone.bot.dies()
    await life.phone.bot.starts()
    await life.lives_until(life.at(14, 20))
    await life.has_heard("13:00", "14:10")
    await life.does_it()

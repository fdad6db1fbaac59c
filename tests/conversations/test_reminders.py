"""Reminders as people live through them: rung at their hour, each day, with a tip and four answers."""

from __future__ import annotations

from datetime import timedelta

from tests.conversations.ringing import RING_BUTTONS, lives_in, on
from tests.conversations.stage import MONDAY_NOON, Stage, Talk
from tests.texts import button, texts


async def test_a_ring_has_encouragement_one_tip_and_four_answers(chat: Talk) -> None:
    """A reminder is an opener and one tip with its source; it notifies."""
    await lives_in(chat)
    await chat.says("/remind 20:15")
    chat.hears()

    await chat.waits(hours=9)

    [ring] = chat.hears()
    tips = [
        text
        for id, text in chat.stage.catalogue.phrases[chat.stage.catalogue.languages[0]].items()
        if id.startswith("tip.")
    ]
    assert chat.card().labels == RING_BUTTONS
    assert not chat.card().silent
    assert sum(tip.strip() in chat.messages[-1].html for tip in tips) == 1
    assert "massage" not in ring.splitlines()[0].lower()


async def test_it_rings_every_day_at_its_hour(chat: Talk) -> None:
    """Ten days, ten rings, all at the hour."""
    await lives_in(chat)
    await chat.says("/remind 20:15")
    chat.hears()

    await chat.waits(days=10)

    assert [shown.at for shown in chat.messages[-10:]] == [
        on(23, 20, 15) + timedelta(days=day) for day in range(10)
    ]
    rings = [shown for shown in chat.messages[-10:] if button.twice_a_week not in shown.labels]
    assert [shown.labels for shown in rings] == [[]] * 8 + [RING_BUTTONS]


async def test_tips_do_not_repeat_before_all_were_shown(chat: Talk) -> None:
    """As many rings as there are tips show every tip once."""
    pool = len(chat.stage.catalogue.tips)
    await lives_in(chat)
    await chat.says("/remind 20:15")
    chat.hears()

    for _ in range(pool):
        await chat.waits(days=1)
        await chat.presses(button.later)  # a sign of life: so they go on as they are

    openers = 2
    tips = {"\n".join(ring.splitlines()[openers:]) for ring in chat.hears()}
    assert len(tips) == pool


async def test_a_newly_set_hour_rings_today(chat: Talk) -> None:
    """Set for the next minute, it rings in the next minute, once, and tomorrow again."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    chat.hears()

    await chat.waits(hours=20)
    assert len(chat.hears()) == 1
    await chat.waits(hours=10)
    assert len(chat.hears()) == 1


async def test_a_restart_before_and_after_a_ring_does_not_repeat_it(chat: Talk, stage: Stage) -> None:
    """The process may be replaced at any time: one ring, with one tip."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    chat.hears()

    await stage.restarts()
    await chat.waits(seconds=60)
    await stage.restarts()
    await chat.waits(seconds=60)

    assert len(chat.hears()) == 1
    assert chat.card().labels == RING_BUTTONS
    assert len(await stage.rows("tips_shown")) == 1


async def test_turn_off_on_a_ring_asks_which_and_all_ends_all_rings(chat: Talk) -> None:
    """One tap deleted every reminder with its plan, and nothing brought them back."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 18:00")
    await chat.waits(hours=1)
    chat.hears()

    await chat.presses(button.turn_off)
    assert chat.headlines() == [texts.headline("off_ask_which", time="13:00")]
    only = button("off_one", time="13:00")
    assert chat.messages[-1].labels == [only, button("off_all", n=2), button.keep]

    await chat.presses(button("off_all", n=2))
    assert chat.messages[-1].headline == texts.headline("reminders_off")
    chat.hears()
    await chat.waits(days=3)
    assert chat.hears() == []


async def test_turn_off_on_a_ring_can_end_only_that_reminder(chat: Talk, stage: Stage) -> None:
    """The others ring on, and *Undo* sets it again."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 18:00")
    await chat.waits(hours=1)
    await chat.presses(button.turn_off)
    chat.hears()

    await chat.presses(button("off_one", time="13:00"))
    assert [row["at"][:5] for row in await stage.rows("reminders")] == ["18:00"]
    assert texts.are_in(chat.messages[-1].text, "dropped_ok", time="13:00")

    await chat.presses(button.undo)
    assert sorted(row["at"][:5] for row in await stage.rows("reminders")) == ["13:00", "18:00"]


async def test_reminders_of_one_hour_are_told_apart_by_their_days(chat: Talk, stage: Stage) -> None:
    """Both buttons said *Only 13:00*."""
    await lives_in(chat)
    for line in ("/remind mon, tue, wed, thu and sun 13:00", "/remind every sat 13:00", "/remind 9:00"):
        await chat.says(line)

    for day, hour in ((23, "13:00"), (28, "Sat 13:00")):
        await stage.waits(until=on(day, 14))
        await chat.presses(button.turn_off)
        only = button("off_one", time=hour)
        assert chat.messages[-1].labels[:2] == [only, button("off_all", n=3)]
        assert texts.headline("off_ask_which", time=hour) == chat.messages[-1].headline
        await chat.presses(button.keep)

    await chat.says("move my 13:00 reminder")
    moves = [label for label in chat.messages[-1].labels if "13:00" in label]
    assert len(set(moves)) == len(moves) > 1


async def test_keep_leaves_all_reminders_as_they_are(chat: Talk, stage: Stage) -> None:
    """Also the plan; and the ring can still be answered."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses(button.add_my_plan)
    await chat.presses(button.cue_lunch)
    await chat.presses(button.barrier_no_time)
    await chat.waits(hours=1)
    before = await stage.rows("reminders")

    await chat.presses(button.turn_off)
    assert chat.messages[-1].headline == texts.headline("off_ask_one")
    assert chat.messages[-1].labels == [button.turn_off, button.keep]
    await chat.presses(button.keep)

    assert await stage.rows("reminders") == before
    assert chat.messages[-1].text == texts("rings_stay", next="Tue 24 Nov 13:00")
    await chat.presses(button.later)
    assert chat.toasts() == []


async def test_an_old_button_that_turned_all_off_asks_too(chat: Talk, stage: Stage) -> None:
    """Rings of before keep their buttons in people's chats. So does the list of reminders."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 18:00")

    await chat.presses_data("all_off")
    assert chat.messages[-1].headline == texts.headline("off_ask_all")
    await chat.says("/reminders")
    await chat.presses(button.turn_all_off)
    assert chat.messages[-1].labels == [button("off_all", n=2), button.keep]
    assert len(await stage.rows("reminders")) == 2

    await chat.presses(button("off_all", n=2))
    assert await stage.rows("reminders") == []
    await chat.presses_data("all_off")
    assert chat.messages[-1].headline == texts.headline("reminders_off")


async def test_turn_off_on_the_ring_of_a_reminder_that_is_gone_asks_about_the_others(
    chat: Talk, stage: Stage
) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00, 18:00 and 20:00")
    await chat.waits(hours=1)
    await chat.says("cancel my 13:00")
    ring = next(shown for shown in chat.messages if button.not_today in shown.labels)

    await chat.presses_data(ring.data(button.turn_off) or "", ring.id)
    assert chat.messages[-1].labels == [button("off_all", n=2), button.keep]
    await chat.presses_data("off_now:1", chat.messages[-1].id)
    assert chat.toasts() == [texts("e_stale")]
    assert len(await stage.rows("reminders")) == 2


async def test_start_on_a_ring_leads_to_the_session(chat: Talk) -> None:
    """The first button begins the routine, through the gate if need be."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    chat.hears()

    await chat.presses(button("start_minutes", n=5))
    await chat.presses(button.yes_all_clear)

    assert chat.headlines()[-1] == texts.headline("ready", n=60)


async def test_a_blocked_chat_is_not_rung_until_it_is_back(chat: Talk) -> None:
    """Blocked: nothing is planned. Unblocked: the next ring comes as usual."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.membership("member", "kicked")
    await chat.waits(days=2)
    assert chat.hears() == []

    await chat.membership("kicked", "member")
    chat.hears()
    await chat.waits(until_tomorrow(chat))
    assert chat.card().labels == RING_BUTTONS


def until_tomorrow(chat: Talk) -> float:
    """Return the seconds until 14:00 on the day after the chat's present one."""
    now = chat.stage.clock.at
    return ((MONDAY_NOON.replace(day=now.day, hour=14) + timedelta(days=1)) - now).total_seconds()

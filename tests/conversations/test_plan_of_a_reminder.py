"""An if-then plan in two taps, which the reminder quotes."""

from __future__ import annotations

from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


async def test_a_plan_takes_two_taps_and_the_reminder_quotes_it(chat: Talk, stage: Stage) -> None:
    """After lunch; no time. The list shows it, and a move to another hour keeps it."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses(button.add_my_plan)
    await chat.presses(button.cue_lunch)
    await chat.presses(button.barrier_no_time)

    said = chat.messages[-1].text
    assert texts.are_in(said, "plan_ok", cue=texts("cue.lunch"), time="13:00")
    assert texts("plan_if.no_time") in said
    await chat.says("move my reminder to 14:00")
    await chat.says("/reminders")
    assert f"14:00, after {texts('cue.lunch')}" in chat.messages[-1].text
    chat.hears()
    await stage.waits(until=on(23, 14))
    [rung] = chat.hears()
    assert texts("plan_quote", cue=texts("cue.lunch")) in rung
    assert texts("plan_quote_way.no_time") in rung


async def test_a_plan_that_may_not_fit_the_new_hour_can_be_changed_at_once(chat: Talk, stage: Stage) -> None:
    """After lunch, and now at 19:00: the plan stays, and is one tap away. Without a plan nothing is said."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("move it to 14:00")
    assert not texts.are_in(chat.messages[-1].text, "moved_plan")
    [reminder] = await stage.rows("reminders")
    await chat.presses_data(f"habit_cue:{reminder['id']}:lunch")

    await chat.says("move it to 19:00")

    assert texts("moved_plan", cue=texts("cue.lunch")) in chat.messages[-1].text
    await chat.presses(button.my_plan)
    assert chat.messages[-1].text == texts("plan_ask").strip()


async def test_who_says_the_zone_only_afterwards_can_make_a_plan_too(chat: Talk) -> None:
    """The first reminder waits for the zone; then a plan is offered, once."""
    await chat.says("/remind 13:00")
    await chat.says("Lisbon")

    await chat.presses(button.add_my_plan)
    await chat.presses(button.cue_lunch)
    await chat.presses(button.barrier_no_time)
    assert texts.are_in(chat.messages[-1].text, "plan_ok", cue=texts("cue.lunch"), time="13:00")
    await chat.says("/timezone Porto")
    assert button.add_my_plan not in chat.messages[-1].labels


async def test_own_words_are_hidden_from_a_lock_screen_and_never_too_long(chat: Talk, stage: Stage) -> None:
    """Typed after the question; the first line of the ring does not have them."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses(button.add_my_plan)
    await chat.presses(button.own_words)
    await chat.says("x" * 31)
    assert chat.messages[-1].text == texts("plan_own_long")
    await chat.says("I come home <b>late</b>")
    await chat.presses(button.barrier_too_tired)

    await stage.waits(until=on(23, 13))
    ring = chat.messages[-1]
    assert "<tg-spoiler>I come home &lt;b&gt;late&lt;/b&gt;</tg-spoiler>" in ring.html
    assert "home" not in ring.headline

    await chat.says("/reminders")
    await chat.presses(button("edit_n", n=1, time="13:00"))
    await chat.presses(button.my_plan)
    await chat.presses(button.no_plan)
    assert [(row["cue"], row["own_cue"], row["barrier"]) for row in await stage.rows("reminders")] == [
        (None, None, None)
    ]


async def test_a_line_that_is_no_answer_leaves_the_question(chat: Talk, stage: Stage) -> None:
    """ "Never mind" and "stop" are no words for a plan."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses(button.add_my_plan)
    await chat.presses(button.own_words)

    await chat.says("never mind")

    await chat.says("I come home")
    assert [row["own_cue"] for row in await stage.rows("reminders")] == [None]


async def test_more_like_it_changes_what_is_wanted_and_is_said(chat: Talk, stage: Stage) -> None:
    """Each tap counts for the tags of the tip, three at most; a tip that is gone is stale."""
    await chat.says("/tip")
    for _ in range(5):
        await chat.presses(button.more_like_it)
    [shown] = await stage.rows("tips_shown")
    tags = stage.catalogue.tips[shown["tip"]].tags

    assert chat.toasts() == [texts("tips_more")] * 5
    assert {row["tag"]: row["liked"] for row in await stage.rows("tags_liked")} == dict.fromkeys(tags, 3)
    await chat.presses(button.less_of_it)
    assert {row["liked"] for row in await stage.rows("tags_liked")} == {2}
    await chat.presses_data("tips:no_such_tip:more")
    assert chat.toasts() == [texts("tips_less"), texts("e_stale")]


async def test_words_of_pain_in_a_session_are_no_words_for_a_plan(chat: Talk, stage: Stage) -> None:
    """The session pauses, whatever the bot has asked."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await plays(chat, "full", seconds=20)
    await chat.presses(button.add_my_plan)
    await chat.presses(button.own_words)

    await chat.says("ouch")

    assert [row["own_cue"] for row in await stage.rows("reminders")] == [None]
    assert [row["state"] for row in await stage.rows("sessions")] == ["paused"]

"""Sessions as people live through them: prompts on time, the card, and the end."""

from __future__ import annotations

import pytest

from bot.ports import Gone
from tests.conversations.playing import BEGUN_WITH_PARTNER, STALE
from tests.conversations.stage import Stage, Talk, begins, plays
from tests.texts import button, texts


def moments(chat: Talk, since: int) -> list[tuple[float, str]]:
    """Return the messages after the first `since`: seconds after the first of them, and the first line."""
    shown = chat.arrived[since:]
    return [((each.at - shown[0].at).total_seconds(), each.headline) for each in shown]


async def test_the_taster_with_a_partner_plays_to_its_end_on_time(chat: Talk) -> None:
    """Every prompt comes at its planned moment, and one summary ends the session."""
    await begins(chat)
    count = len(chat.messages) - 1

    await chat.waits(seconds=120)

    assert moments(chat, count) == [
        (0, texts.headline("ready_past")),
        (60, texts.step(1, 3, "settle", 10)),
        (70, texts.step(2, 3, "kneading", 40)),
        (110, texts.step(3, 3, "finish", 10)),
        (120, texts.done("taster", 60)),
    ]


async def test_the_taster_alone_has_a_cue_half_way(chat: Talk) -> None:
    """Alone: 20 s to get ready, and the other side's turn after half of the shoulder step."""
    await begins(chat, alone=True)
    count = len(chat.messages) - 1

    await chat.waits(seconds=80)

    assert moments(chat, count) == [
        (0, texts.headline("ready_past")),
        (20, texts.step(1, 3, "settle", 10)),
        (30, texts.step(2, 3, "shoulder_pinching", 40)),
        (50, texts.step(2, 3, "shoulder_pinching", 40)),  # for the other side; then it is the step's card
        (70, texts.step(3, 3, "breathing", 10)),
        (80, texts.done("taster", 60)),
    ]


async def test_prompts_cues_and_the_end_are_heard_and_edits_are_not(chat: Talk) -> None:
    """A step, the other side and the summary notify."""
    await begins(chat, alone=True)

    await chat.waits(seconds=80)

    assert [shown.silent for shown in chat.arrived[-5:]] == [False] * 5


async def test_the_summary_says_what_was_done_and_offers_more(chat: Talk) -> None:
    """The end names the techniques with their times and has an exercise."""
    await begins(chat)

    await chat.waits(seconds=120)

    assert "Kneading 0:40" in chat.messages[-1].text
    assert texts.are_in(chat.messages[-1].text, "end", routine="Taster", length="1 min")
    assert texts.opening("tip_exercise") not in chat.messages[-1].text  # said once, by the summary itself
    assert chat.card().labels == [button.rate_it, button.swap_places, button.set_reminder, button.routines]


async def test_swap_places_starts_the_same_routine_at_once(chat: Talk) -> None:
    """After the end the same routine goes on with roles turned, without another gate."""
    await begins(chat)
    await chat.waits(seconds=120)
    chat.hears()

    await chat.presses(button.swap_places)

    assert chat.headlines() == [texts.headline("ready", n=60)]


@pytest.mark.parametrize("routine", ["quick", "full", "long", "deep", "solo"])
async def test_every_routine_plays_each_step_once(chat: Talk, stage: Stage, routine: str) -> None:
    """Left alone, a routine shows each of its steps once, in order, and ends after its own length."""
    plan = next(iter(stage.catalogue.routines[routine].plans.values()))  # type: ignore[index]
    await plays(chat, routine)
    count = len(chat.messages) - 1

    await chat.waits(seconds=sum(step.seconds for step in plan))

    # A step with two sides has two messages: the second one is its card for the other side.
    lines = [line for line in moments(chat, count) if line[1][0].isdigit()]
    steps = [each for each, before in zip(lines, [(0, ""), *lines], strict=False) if each[1] != before[1]]
    starts = [sum(step.seconds for step in plan[:number]) for number in range(len(plan))]
    assert [at for at, _ in steps] == starts
    assert [line.partition(" ")[0] for _, line in steps] == [
        f"{number}/{len(plan)}" for number in range(1, len(plan) + 1)
    ]
    assert chat.messages[-1].headline.startswith(button.done)


async def test_start_now_ends_the_get_ready_count(chat: Talk) -> None:
    """Start now begins the first step, and the count's message loses its buttons."""
    await begins(chat)

    await chat.presses(button.start_now)

    assert chat.headlines() == [BEGUN_WITH_PARTNER]
    assert chat.messages[-2].headline == texts.headline("ready_past")
    assert chat.messages[-2].keys == []


async def test_only_the_newest_prompt_has_buttons(chat: Talk) -> None:
    """When the next prompt is sent, the one before becomes a line of the story."""
    await plays(chat, seconds=50)

    session = chat.messages[-4:]
    assert [bool(shown.keys) for shown in session] == [False, False, False, True]
    assert "▰" not in session[1].text


async def test_the_card_counts_down_every_15_seconds(chat: Talk) -> None:
    """The newest prompt shows what is left, what comes next and how far the whole is."""
    await plays(chat)

    await chat.waits(seconds=20)

    lines = chat.card().text.splitlines()
    assert lines[0] == texts.step(2, 3, "kneading", 40)
    assert lines[-3] == texts("card_left", left="0:30", next="Finish", next_length="10 s")
    assert lines[-1] == "▰▰▰▱▱▱▱▱▱▱ 33%"


async def test_one_session_at_a_time(chat: Talk) -> None:
    """A second routine is not begun beside the first; its live buttons are offered instead."""
    await plays(chat)

    await chat.says("/routine full")

    [busy] = chat.headlines()
    assert busy == texts("session_on", i=1, n=3)
    await chat.presses(button.skip)
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


async def test_a_session_of_a_chat_that_is_gone_plays_no_further(chat: Talk, stage: Stage) -> None:
    """The session does not go on without a reader, and is over when the person comes back."""
    await begins(chat)
    stage.telegram.refuses = lambda row: Gone()
    await chat.waits(seconds=65)

    [session] = await stage.rows("sessions")
    assert (session["state"], session["step_number"]) == ("stopped", -1)


async def test_paused_for_more_than_24_hours_the_session_is_over(chat: Talk) -> None:
    """A place is kept for 24 hours; then the buttons are gone and a new session can begin."""
    await plays(chat)
    await chat.presses(button.pause)
    data, on = str(chat.card().data(button.resume)), chat.card().id
    chat.hears(), chat.toasts()

    await chat.waits(hours=24)
    await chat.presses_data(data, on)

    assert chat.toasts() == [STALE]
    assert chat.hears() == []
    await chat.says("/routine taster")
    assert chat.headlines() == [texts.plan("taster", 1)]


@pytest.mark.parametrize("step", ["count", "step"])
async def test_a_place_that_is_not_kept_any_longer_says_so(chat: Talk, stage: Stage, step: str) -> None:
    """The card says so silently, and offers what to do next; also if the bot was away at that moment."""
    await begins(chat)
    if step == "step":
        await chat.presses(button.start_now)
        await chat.waits(seconds=20)
    await chat.presses(button.pause if step == "step" else button.wait)
    card, count = chat.card(), len(chat.arrived)

    await chat.waits(hours=23, minutes=59)
    assert card.headline.startswith((texts.opening("paused"), texts.opening("paused_ready")))
    await stage.is_away(hours=1)

    assert card.text == texts("lapsed")
    assert len(chat.arrived) == count
    chat.hears()
    await chat.presses(button.routines)
    assert chat.headlines() == [texts.headline("pick")], "a list does not stand below the picture of the card"
    assert card.labels == []

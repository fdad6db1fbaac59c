"""Old rings stay true: one that was answered, overtaken or is from another day loses its buttons."""

from __future__ import annotations

import pytest

from tests.conversations.ringing import lives_in
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


@pytest.fixture
async def rung(chat: Talk) -> Talk:
    """A chat in which a daily reminder has just rung."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    await chat.waits(minutes=1)
    chat.hears()
    assert button.not_today in chat.messages[-1].labels
    return chat


@pytest.mark.parametrize("way", [button.did, button.not_today, "not today"])
async def test_an_answered_ring_loses_its_buttons(rung: Talk, way: str) -> None:
    """Also when it is answered by words."""
    ring = rung.messages[-1]

    await (rung.says(way) if way == "not today" else rung.presses(way))

    assert len(rung.hears()) == 1
    assert ring.labels == []


async def test_start_turns_the_ring_into_the_safety_question(rung: Talk) -> None:
    """Its buttons stay those of the question, until that is answered."""
    ring = rung.messages[-1]
    await rung.presses(button("start_minutes", n=5))
    assert ring.labels[0] == button.yes_all_clear

    await rung.presses(button.yes_all_clear)

    assert ring.labels == []
    assert rung.messages[-1].labels[0] == button.start_now


async def test_a_newer_ring_takes_the_buttons_of_the_one_before(rung: Talk) -> None:
    """There is one ring that can be answered."""
    old = rung.messages[-1]

    await rung.waits(days=1)

    assert old.labels == []
    assert button.not_today in rung.messages[-1].labels


@pytest.mark.parametrize("label", [button("start_minutes", n=5), button.later, button.not_today])
async def test_a_tap_on_a_ring_of_another_day_says_that_it_is_over(
    rung: Talk, stage: Stage, label: str
) -> None:
    """Nothing begins, and today's reminder rings all the same."""
    ring = rung.messages[-1]
    tap = rung.tap(label)
    await rung.waits(hours=20)

    await stage.takes(tap)

    assert rung.toasts() == [texts("ring_over")]
    assert rung.hears() == []
    assert ring.labels == []
    await rung.waits(hours=4)
    assert button.not_today in rung.messages[-1].labels


async def test_a_copy_of_an_old_card_that_nobody_knows_of_loses_its_buttons(chat: Talk, stage: Stage) -> None:
    """The call for it got no answer, so its buttons could not be taken off before."""
    await plays(chat)
    data = str(chat.card().data(button.pause))
    copy = next(stage.telegram.numbers)
    await chat.presses(button.skip)

    await chat.presses_data(data, copy)

    [row] = [row for row in await stage.rows("outbox") if row["edits"] == copy]
    assert (row["kind"], row["keys_only"]) == ("tidy", 1)
    assert chat.toasts()[-1] == texts("e_stale")


async def test_a_second_tap_on_stop_leaves_the_way_to_help(chat: Talk) -> None:
    """The message has new buttons by then."""
    await plays(chat)
    tap, card = str(chat.card().data(button.stop)), chat.card()
    await chat.presses(button.stop)

    await chat.presses_data(tap, card.id)

    assert card.labels == [button.safety]


async def test_a_ring_without_a_newer_one_loses_its_buttons_on_the_next_day(chat: Talk) -> None:
    """Of a reminder for one weekday, and also if it was turned off since: its row is not forgotten before."""
    await lives_in(chat)
    await chat.says("/remind sundays 9:00")
    await chat.waits(days=6)
    ring = chat.messages[-1]
    assert button.not_today in ring.labels
    await chat.says("/stop_reminders")
    await chat.says("/remind saturdays 9:00")

    await chat.waits(days=2)
    assert ring.labels == []
    await chat.waits(days=21)
    assert all(button.not_today not in shown.labels for shown in chat.messages)

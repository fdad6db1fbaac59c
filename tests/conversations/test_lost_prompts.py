"""Prompts to which Telegram gives no answer, and the card that stands in for them."""

from __future__ import annotations

from datetime import timedelta

from bot.ports import Kind, Row
from tests.conversations.playing import BEGUN_WITH_PARTNER
from tests.conversations.stage import Stage, Talk, begins, kinds, plays
from tests.texts import button, texts

MENTION = texts("unknown_note")
LIVE = [button.lighter, button.just_right, button.pause, button.skip, button.more, button.stop]


async def test_a_lost_prompts_words_show_at_once_on_the_card_before(chat: Talk, stage: Stage) -> None:
    """The card gets the buttons and the time of the lost prompt, also in a step too short for a countdown."""
    await begins(chat)
    card = chat.card()
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt

    await chat.presses(button.start_now)

    assert chat.hears() == []
    assert card.headline == BEGUN_WITH_PARTNER
    assert texts("card_left", left="0:10", next="Kneading", next_length="40 s") in card.text
    assert card.labels == LIVE
    await chat.presses(button.lighter)
    assert chat.toasts() == [texts("lighter_plain")]


async def test_after_a_lost_prompt_the_next_one_is_the_only_card(chat: Talk, stage: Stage) -> None:
    """The card that replaced the lost prompt loses its buttons."""
    await begins(chat)
    first = chat.card()
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt
    await chat.presses(button.start_now)
    stage.telegram.swallows = lambda row: False

    await chat.waits(seconds=10)

    assert chat.card().headline == texts.step(2, 3, "kneading", 40)
    assert (first.headline, first.keys) == (BEGUN_WITH_PARTNER, [])
    assert "left. Next" not in first.text


async def test_what_stands_in_for_a_prompt_is_sent_until_it_arrives(chat: Talk, stage: Stage) -> None:
    """An edit may be repeated, a prompt may not."""
    await begins(chat)
    lost = [Kind.prompt, Kind.stand_in]

    def swallows_each_once(row: Row) -> bool:
        if row.kind not in lost:
            return False
        lost.remove(row.kind)
        return True

    stage.telegram.swallows = swallows_each_once

    await chat.presses(button.start_now)
    await stage.is_away(seconds=3)

    assert chat.hears() == []
    assert chat.card().headline == BEGUN_WITH_PARTNER
    [row] = kinds(await stage.rows("outbox"), "stand_in")
    assert (row["state"], row["sends"]) == ("sent", 1)


async def test_a_tap_on_a_prompt_that_was_given_up_for_lost_leaves_one_set_of_buttons(
    chat: Talk, stage: Stage
) -> None:
    """The prompt had arrived after all: it becomes the card, and the message before loses its buttons."""
    await begins(chat)
    before = chat.card()
    stage.telegram.loses = lambda row: row.kind is Kind.prompt
    await chat.presses(button.start_now)
    stage.telegram.loses = lambda row: False
    prompt = chat.messages[-1]
    assert [shown.labels for shown in (before, prompt)] == [LIVE, LIVE]

    await chat.presses(button.lighter)

    assert [shown.labels for shown in (before, prompt)] == [[], [*LIVE[:2], button.as_before, *LIVE[2:]]]
    await chat.waits(seconds=10)
    assert [bool(shown.keys) for shown in chat.messages[-3:]] == [False, False, True]


async def test_a_tap_on_what_stands_in_for_a_prompt_proves_nothing_of_the_prompt(
    chat: Talk, stage: Stage
) -> None:
    """The card before stays the card."""
    await begins(chat)
    card = chat.card()
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt
    await chat.presses(button.start_now)

    await chat.presses(button.pause)

    assert card.headline.startswith(texts.opening("paused", i=1, n=3))
    rows = kinds(await stage.rows("outbox"), "prompt")
    assert [row["state"] for row in rows] == ["sent", "unknown"]


async def test_where_no_card_ever_arrived_the_next_answer_says_so_once(chat: Talk, stage: Stage) -> None:
    """The get-ready count is lost and no message shows the session, so the next answer mentions the loss."""
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt
    await begins(chat)
    assert all(texts.opening("ready") not in shown.text for shown in chat.messages)

    await chat.says("/tip")
    assert MENTION in chat.hears()[0]
    await chat.says("/tip")
    assert MENTION not in chat.hears()[0]


async def test_where_the_card_before_carries_on_nothing_is_mentioned(chat: Talk, stage: Stage) -> None:
    """The card shows the step whose prompt may be missing."""
    await begins(chat)
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt
    await chat.presses(button.start_now)

    await chat.says("/tip")

    assert MENTION not in chat.hears()[0]


async def test_a_session_that_was_paused_meanwhile_stays_so(chat: Talk, stage: Stage) -> None:
    """A prompt is given up for lost only after its pause: the card shows the pause."""
    await plays(chat)
    card = chat.card()
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt

    await stage.takes(chat.tap(button.skip), chat.line("pause"))

    assert card.headline.startswith(texts.opening("paused", i=2, n=3))
    assert card.labels == [button.lighter, button.resume, button.stop]
    await chat.presses(button.resume)
    assert card.headline == texts.step(2, 3, "kneading", 40)


async def test_a_step_that_is_paused_before_its_prompt_left_has_a_message_of_its_own(
    chat: Talk, stage: Stage
) -> None:
    """Skip and pause arrive together: the step before keeps its words, and nothing is edited over."""
    await plays(chat)
    before = chat.card()

    await stage.takes(chat.tap(button.skip), chat.line("pause"))

    assert before.headline == texts.step(1, 3, "settle", 10)
    assert before.labels == []
    card = chat.card()
    assert card.id != before.id
    assert card.headline.startswith(texts.opening("paused", i=2, n=3))
    await chat.presses(button.resume)
    assert chat.card().id == card.id
    assert card.headline == texts.step(2, 3, "kneading", 40)


async def test_a_step_that_is_paused_before_its_prompt_left_waits_for_the_network(
    chat: Talk, stage: Stage
) -> None:
    """The prompt does not expire during the pause."""
    await plays(chat)
    stage.telegram.holds = lambda row: True
    await stage.takes(chat.tap(button.skip), chat.line("pause"))
    await chat.waits(minutes=2)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=2)

    assert chat.card().headline.startswith(texts.opening("paused", i=2, n=3))


async def test_a_step_that_comes_while_the_one_before_gets_lost_is_sent_as_it_is(
    chat: Talk, stage: Stage
) -> None:
    """The step before was skipped while its call was in flight, so no card needs to replace its prompt."""
    await begins(chat)
    first = chat.card()
    hanging = stage.hangs(kinds=[Kind.prompt])
    await stage.house.taking.take([chat.tap(button.start_now)])
    await stage.house.taking.take([chat.line("skip")])
    hanging.release()
    await stage.settles()
    await chat.waits(seconds=3)

    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]
    assert (first.labels, chat.card().edits) == ([], 0)
    assert kinds(await stage.rows("outbox"), "stand_in") == []


async def test_a_step_that_waits_after_an_outage_is_not_shown_for_the_one_that_got_lost(
    chat: Talk, stage: Stage
) -> None:
    """The machine slept during the call. Only the question "go on?" has buttons."""
    await begins(chat)
    first = chat.card()
    hanging = stage.hangs(kinds=[Kind.prompt])
    await stage.house.taking.take([chat.tap(button.start_now)])
    stage.clock.forward(timedelta(minutes=10))
    await stage.house.tick()
    hanging.release()
    await stage.settles()
    await chat.waits(minutes=1)

    assert chat.headlines() == [texts("outage", minutes=10, i=2, technique="Kneading")]
    assert (first.headline, first.labels) == (BEGUN_WITH_PARTNER, [])
    assert kinds(await stage.rows("outbox"), "stand_in") == []

"""A group with topics: answers, sessions and reminders stay in their topic, and one may be closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Outcome, Row, TopicClosed
from tests.conversations.ringing import RING_BUTTONS
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts

BACKS, OTHERS = 11, 22
CLOSED = "A topic of a group is closed; messages to it are dropped."


@pytest.fixture
def backs(stage: Stage) -> Talk:
    """An administrator in one topic of a group."""
    stage.telegram.administrators.add(1001)
    return stage.group(topic=BACKS)


@pytest.fixture
def others(stage: Stage) -> Talk:
    """The same person in another topic."""
    return stage.group(topic=OTHERS)


@pytest.fixture
def general(stage: Stage) -> Talk:
    """The same person in the general topic, which has no number."""
    return stage.group()


def closes(stage: Stage, topic: int | None) -> None:
    """Let Telegram refuse every call for a topic."""

    def refuses(row: Row) -> Outcome | None:
        return TopicClosed() if row.topic == topic else None

    stage.telegram.refuses = refuses


async def test_an_answer_comes_in_the_topic_that_asks(backs: Talk, others: Talk, general: Talk) -> None:
    """Typed or tapped; in the general topic too."""
    await backs.says("/help")
    await others.says("/tip")
    await general.says("/privacy")
    await backs.presses(button.techniques)

    assert backs.headlines() == [texts.headline("group_help", at="@UnknotBot"), texts.headline("techs")]
    assert len(others.hears()) == 1
    assert general.headlines() == [texts.headline("privacy")]


async def test_talk_in_a_topic_is_not_for_the_bot(backs: Talk) -> None:
    """Though Telegram shows each message there as an answer to the message that began the topic."""
    await backs.says("stop that music")

    assert backs.hears() == []


async def test_a_thread_of_answers_is_no_topic(stage: Stage, general: Talk) -> None:
    """In other groups a message has a thread too, and Telegram takes no such number for a topic."""
    line = general.line("/help")
    line["message"]["message_thread_id"] = 99

    await stage.takes(line)

    assert general.headlines() == [texts.headline("group_help", at="@UnknotBot")]
    assert [row["topic"] for row in await stage.rows("outbox")] == [None]


async def test_a_session_stays_in_the_topic_in_which_it_began(
    backs: Talk, others: Talk, stage: Stage
) -> None:
    """Whoever steers it in another topic is answered there, and the session's card stays in its topic."""
    await plays(backs)
    await others.says("/pause")
    assert backs.card().headline.startswith(texts.opening("paused"))

    backs.hears()
    await others.says("/pause")
    assert others.hears() == [texts("already_paused")]
    assert backs.hears() == []
    await others.says("/resume")
    assert others.hears() == [texts("resumed")]
    assert not any(shown.keys for shown in others.arrived)
    await backs.waits(minutes=10)
    rows = [row for row in await stage.rows("outbox") if row["session_id"] and row["kind"] != "reply"]
    assert {row["kind"] for row in rows} >= {"prompt", "lead", "countdown", "tidy"}
    assert {row["topic"] for row in rows} == {BACKS}


async def test_what_is_said_in_another_topic_does_not_send_the_card_again(
    backs: Talk, others: Talk, stage: Stage
) -> None:
    """There it stands below nothing. In its own topic the card follows each answer."""
    await plays(backs, seconds=3)

    await others.says("/tip")
    assert len(others.hears()) == 1
    assert backs.hears() == []

    await backs.says("/tip")
    assert len(backs.headlines()) == 2
    assert others.hears() == []


async def test_a_card_that_somebody_deleted_comes_again_in_its_topic(backs: Talk, others: Talk) -> None:
    """An edit becomes a new message."""
    await plays(backs)
    card = backs.card()
    card.is_deleted = True

    await others.says("/pause")

    assert backs.card().id != card.id
    assert backs.card().headline.startswith(texts.opening("paused"))


async def test_a_reminder_rings_in_the_topic_in_which_it_was_set(
    backs: Talk, others: Talk, general: Talk, stage: Stage
) -> None:
    """Setting it again elsewhere moves it there."""
    await backs.says("/timezone Lisbon")
    await backs.says("/remind 13:00")
    await backs.says("/remind 14:00")
    await others.says("/remind 14:00")
    backs.hears()
    others.hears()

    await stage.waits(timedelta(hours=1.5).total_seconds())
    assert (len(backs.hears()), others.hears()) == (1, [])
    assert backs.messages[-1].labels == RING_BUTTONS

    await stage.waits(timedelta(hours=1).total_seconds())
    assert (backs.hears(), len(others.hears())) == ([], 1)
    assert others.messages[-1].labels == RING_BUTTONS
    assert general.hears() == []


async def test_a_closed_topic_takes_nothing_from_the_other_topics(
    backs: Talk, others: Talk, general: Talk, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says once that it is closed. Reminders of other topics ring, and people there are answered."""
    await backs.says("/timezone Lisbon")
    await backs.says("/remind 13:00")
    await others.says("/remind 13:01")
    closes(stage, BACKS)

    await stage.waits(timedelta(hours=50).total_seconds())
    await backs.says("/help")
    await general.says("/help")

    assert caplog.messages.count(CLOSED) == 1
    assert len(others.hears()) == 1 + 3
    assert len(general.hears()) == 1
    assert not (await stage.rows("chats"))[0]["is_gone"]
    states = {(row["topic"], row["state"]) for row in await stage.rows("outbox") if row["kind"] == "reminder"}
    assert states == {(BACKS, "blocked"), (OTHERS, "sent")}
    caplog.clear()


async def test_a_topic_that_was_opened_again_gets_its_answers(
    backs: Talk, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """If it is closed once more, the log says so once more."""
    closes(stage, BACKS)
    await backs.says("/help")
    stage.telegram.refuses = lambda row: None
    await backs.says("/help")
    closes(stage, BACKS)
    await backs.says("/help")

    assert len(backs.hears()) == 1
    assert caplog.messages.count(CLOSED) == 2
    caplog.clear()


async def test_edits_that_work_in_a_closed_topic_do_not_repeat_the_line_of_the_log(
    backs: Talk, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """A session plays on there: its card may still be edited, and its next steps are refused."""
    await plays(backs)

    def refuses(row: Row) -> Outcome | None:
        return TopicClosed() if row.edits is None else None

    stage.telegram.refuses = refuses
    await backs.waits(minutes=5)

    rows = [row for row in await stage.rows("outbox") if row["state"] == "blocked"]
    assert len(rows) >= 2
    assert caplog.messages.count(CLOSED) == 1
    caplog.clear()


async def test_what_waits_for_a_closed_topic_ends_and_the_rest_leaves(
    backs: Talk, others: Talk, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """Only the first message is tried."""
    tried = []

    def refuses(row: Row) -> Outcome | None:
        tried.append(row.topic)
        return TopicClosed() if row.topic == BACKS else None

    stage.telegram.refuses = refuses
    await stage.takes(backs.line("/help"), backs.line("/tip"), others.line("/help"), backs.line("/privacy"))

    assert tried == [BACKS, OTHERS]
    assert len(others.hears()) == 1
    assert [row["state"] for row in await stage.rows("outbox")] == ["blocked", "blocked", "sent", "blocked"]
    assert caplog.messages.count(CLOSED) == 1
    caplog.clear()


async def test_a_closed_general_topic_does_not_close_the_group(
    backs: Talk, general: Talk, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """Before there were topics in the bot, it took the whole group for gone."""
    await backs.says("/timezone Lisbon")
    await backs.says("/remind 13:00")
    backs.hears()
    closes(stage, None)

    await general.says("/help")
    await stage.waits(timedelta(hours=2).total_seconds())

    assert len(backs.hears()) == 1
    caplog.clear()

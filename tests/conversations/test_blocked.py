"""A person blocks the bot and comes back: messages that waited are not sent."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Language
from bot.ports import Chat, Gone, NotSent
from tests.conversations.stage import Stage, Talk
from tests.texts import texts


async def test_what_waits_for_who_has_blocked_the_bot_never_leaves(chat: Talk, stage: Stage) -> None:
    """The person asked and blocked the bot during one outage, and gets no answer a month later."""
    await chat.says("/start")
    chat.hears()
    line = chat.line("/help")
    blocked = chat.changes("member", "kicked")

    await stage.takes(line, blocked)
    [answer] = [
        row for row in await stage.rows("outbox") if row["written_at"] > "2026-11-23" and row["id"] == 2
    ]
    assert answer["state"] == "blocked"
    await stage.waits(days=30)
    await chat.membership("kicked", "member")
    await stage.beats()

    assert chat.hears() == []


@pytest.mark.parametrize("way", ["lets the bot in", "writes"])
async def test_who_comes_back_does_not_get_what_waited_meanwhile(chat: Talk, stage: Stage, way: str) -> None:
    """Whatever made the answer wait: it is too old by then."""
    stage.telegram.holds = lambda row: True
    await chat.says("/help")
    [known] = await stage.rows("chats")
    await stage.house.database.run(
        lambda work: work.chats.put(Chat(chat.id, Language(known["language"]), is_gone=True))
    )
    stage.telegram.holds = lambda row: False
    await stage.is_away(days=30)

    if way == "writes":
        await chat.says("/privacy")
    else:
        await chat.membership("kicked", "member")
    await chat.waits(minutes=1)

    assert texts.headline("help") not in chat.headlines()
    assert (await stage.rows("outbox"))[0]["state"] == "blocked"


async def test_what_is_in_mid_call_when_the_bot_is_blocked_ends(stage: Stage, chat: Talk) -> None:
    """The row does not wait for ever in a chat that cannot be written to."""
    await chat.says("/help")
    hanging = stage.hangs(NotSent())
    await stage.house.taking.take([chat.line("/tip")])
    await stage.house.taking.take([chat.changes("member", "kicked")])
    hanging.release()
    await chat.waits(minutes=5)

    assert (await stage.rows("outbox"))[-1]["state"] == "expired"


async def test_who_has_come_back_is_not_gone_for_a_call_of_before(stage: Stage, chat: Talk) -> None:
    """The earlier call's refusal comes late: the person has already unblocked the bot and asked something."""
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 13:00")
    chat.hears()
    hanging = stage.hangs(Gone())
    await stage.house.taking.take([chat.line("/tip")])
    await stage.house.taking.take([chat.changes("member", "kicked")])
    await stage.house.taking.take([chat.changes("kicked", "member"), chat.line("/help")])
    hanging.release()
    await stage.settles()

    assert chat.headlines() == [texts.headline("help")]
    assert [row["state"] for row in await stage.rows("outbox")][-2:] == ["blocked", "sent"]
    await chat.waits(hours=1)
    assert len(chat.hears()) == 1

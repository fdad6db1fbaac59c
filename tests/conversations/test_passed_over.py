"""Very many updates of one person: what is passed over, what is heeded all the same, and what is said."""

from __future__ import annotations

from typing import Any

import pytest

from bot.telegram.allowance import A_SECOND, AT_ONCE, CHARACTERS
from tests.conversations.stage import Stage, Talk, plays
from tests.faults.speeches import Flooding, speech
from tests.texts import button, texts

TOLD, TOLD_AND_PAUSED = texts("e_passed_over"), texts("e_passed_over_paused")
DANGER = texts.headline("redflag")
ALL_AGAIN = AT_ONCE / A_SECOND  # seconds of silence after which the whole allowance is there
TOLD_AGAIN = 600  # seconds


def uses_up(chat: Talk) -> list[dict[str, Any]]:
    """Return more lines than the allowance holds, with words that mean nothing to the bot."""
    return [chat.line(f"{number}") for number in range(AT_ONCE + 5)]


def notices(chat: Talk) -> int:
    """Return how often it was just said that something got no answer: one notice of two is enough."""
    return sum(text in (TOLD, texts("overflow_note")) for text in chat.hears())


async def states(stage: Stage) -> list[str]:
    return [row["state"] for row in await stage.rows("sessions")]


async def test_what_is_passed_over_is_said_once(chat: Talk, stage: Stage) -> None:
    """121 lines come after a downtime: some are answered, and one line says that others were not."""
    await stage.takes(*(chat.line(f"hello {number}") for number in range(121)))
    await stage.takes(*(chat.line(f"hello {number}") for number in range(121)))

    assert notices(chat) == 1


async def test_it_is_said_again_when_it_happens_again_much_later(chat: Talk, stage: Stage) -> None:
    await stage.takes(*uses_up(chat))
    await chat.waits(seconds=ALL_AGAIN)
    await stage.takes(*uses_up(chat))
    assert notices(chat) == 1

    await chat.waits(seconds=TOLD_AGAIN)
    await stage.takes(*uses_up(chat))

    assert notices(chat) == 1


async def test_lines_that_are_fetched_again_are_told_about_again(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first time they could not be committed, so nobody was told."""
    lines = uses_up(chat)

    async def fails(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(stage.house.desk, "commit", fails)
        with pytest.raises(ExceptionGroup):
            await stage.takes(*lines)
    await stage.takes(*lines)

    assert notices(chat) == 1


async def test_who_taps_a_lot_is_told_too(chat: Talk, stage: Stage) -> None:
    await stage.takes(*(chat.tap_data("nothing", 1) for _ in range(AT_ONCE + 5)))

    assert chat.hears().count(TOLD) == 1


async def test_nobody_is_told_of_talk_that_was_not_for_the_bot(stage: Stage) -> None:
    """In a group the bot may get all messages; most of them are for other people."""
    group = stage.group()
    await group.membership("left", "member")
    group.hears()

    await stage.takes(*(group.line(f"hello {number}") for number in range(AT_ONCE + 5)))
    await stage.takes(*(group.line("/help@AnotherBot") for _ in range(5)))

    assert group.hears() == []


async def test_a_session_pauses_in_private_when_not_all_was_read(chat: Talk, stage: Stage) -> None:
    """It might have said "ouch", as with a voice message."""
    await plays(chat)

    await stage.takes(*uses_up(chat))

    assert chat.hears().count(TOLD_AND_PAUSED) == 1
    assert await states(stage) == ["paused"]


async def test_a_groups_session_goes_on_when_a_member_floods(stage: Stage) -> None:
    group = stage.group()
    await group.membership("left", "member")
    await plays(group)
    flood = speech(2002, Flooding("{}"), [int(group.id)])

    await stage.takes(*({**flood(number), "update_id": next(stage.updates)} for number in range(90)))

    assert notices(group) == 1
    assert await states(stage) == ["running"]


@pytest.mark.parametrize("line", ["stop", "/stop", "/stop@UnknotBot", "please STOP now!", "STOOOP", "enough"])
async def test_stop_is_heeded_among_very_many_lines(chat: Talk, stage: Stage, line: str) -> None:
    await plays(chat)
    await stage.takes(*uses_up(chat))

    await stage.takes(*uses_up(chat), chat.line(line))

    assert await states(stage) == ["stopped"]


async def test_stop_is_heeded_on_a_button_too(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    tap = chat.tap(button.stop)

    await stage.takes(*uses_up(chat), tap)

    assert await states(stage) == ["stopped"]


async def test_stop_in_a_group_is_heeded_too(stage: Stage) -> None:
    group = stage.group()
    await group.membership("left", "member")
    await plays(group)
    says = speech(2002, Flooding("stop"), [int(group.id)])
    stop = {**says(0), "update_id": next(stage.updates)}
    member = stage.group("Ben", 2002)

    await stage.takes(*uses_up(member), stop)

    assert await states(stage) == ["stopped"]


async def test_help_is_answered_among_very_many_lines(chat: Talk, stage: Stage) -> None:
    await stage.takes(*uses_up(chat))
    chat.hears()

    await stage.takes(*uses_up(chat), chat.line("/help"))

    assert texts.headline("help") in chat.headlines()


@pytest.mark.parametrize("before", ["", "my shoulders are stiff today " * 100])
async def test_danger_is_heeded_among_very_many_lines(chat: Talk, stage: Stage, before: str) -> None:
    """The session pauses and the person hears where to get help, also if the words end a long text."""
    await plays(chat)
    await stage.takes(*uses_up(chat))
    chat.hears()

    await stage.takes(*uses_up(chat), chat.line(f"{before}my legs are numb"))

    assert chat.headlines().count(DANGER) == 1
    assert await states(stage) == ["paused"]


async def test_danger_in_an_edit_is_heeded_as_well(chat: Talk, stage: Stage) -> None:
    edit = speech(1001, Flooding("my legs are numb", is_edited=True))(0)

    await stage.takes(*uses_up(chat), {**edit, "update_id": next(stage.updates)})

    assert chat.headlines().count(DANGER) == 1


async def test_a_bug_of_ours_with_one_update_does_not_hide_the_stop_in_another(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor is the batch fetched again and again."""

    def breaks(_: str) -> None:
        raise OverflowError("a bug")

    await plays(chat)
    monkeypatch.setattr("bot.telegram.passed_over.decode", breaks)

    await stage.takes(*uses_up(chat), *(chat.tap_data("nothing", 1) for _ in range(5)), chat.line("stop"))

    assert await states(stage) == ["stopped"]
    [error] = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert error.endswith("OverflowError")
    caplog.clear()


@pytest.mark.parametrize("text", ["stop", "my legs are numb", "help"])
async def test_what_is_heeded_has_a_limit_too(chat: Talk, stage: Stage, text: str) -> None:
    """Who writes nothing else does not make the others wait either."""
    await stage.takes(*uses_up(chat))

    read = [await stage.takes(*(chat.line(text) for _ in range(50))) for _ in range(20)]

    assert sum(read) <= 10


@pytest.mark.parametrize("is_edited", [False, True])
@pytest.mark.parametrize("groups", [[], [-1_000_000 - number for number in range(200)]])
async def test_of_long_texts_only_few_are_read(stage: Stage, is_edited: bool, groups: list[int]) -> None:
    """A text of full length costs as much as eleven short ones, new or edited, in one chat or in many."""
    friend = stage.private("Bert", 2002)
    says = speech(1001, Flooding("a b c d " * 512, is_edited=is_edited), groups)
    flood = [{**says(number), "update_id": next(stage.updates)} for number in range(200)]

    read = await stage.takes(*flood, friend.line("/help"))

    assert read <= AT_ONCE / (1 + 2_000 / CHARACTERS) + 2
    assert friend.headlines() == [texts.headline("help")]
    assert len(await stage.rows("receipts")) == 201


async def test_one_notice_is_enough_for_a_flood(chat: Talk, stage: Stage) -> None:
    """Answers are left out and updates are passed over: the person is told of one of these."""
    stage.telegram.holds = lambda row: True
    await stage.takes(*(chat.line("/tip") for _ in range(121)))
    await stage.takes(*(chat.line("/tip") for _ in range(121)))
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=5)

    assert notices(chat) == 1

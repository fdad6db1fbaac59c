"""A long session, fast-forwarded, stays inside Telegram's limits: judged by the playground's log of calls."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from telegram_playground import Playground
from telegram_playground.people_clock import Setting
from tests.measured import in_time
from tests.texts import button, texts

from .programs import Person, Program, Stage
from .story import SENDS, changes_of, words_of

EDITS_APART = 5.0  # people's seconds between a countdown edit and the card's edit before; at x1 real ones
BURST = 5.0  # messages that a chat may have at once
PER_SECOND = 1.0  # of people's time, in one chat
STEPS = 7


def runs(playground: Playground, speed: float) -> None:
    """From now on people's time is so much faster than real time."""
    playground.clock.set(Setting(speed=speed))


async def plays_deep(person: Person, *switches: str) -> None:
    """Go as far as the first step of the 20 minutes."""
    await person.says("/routine deep")
    await person.presses(button.cues)
    for switch in switches:
        await person.presses(switch)
    await person.presses(button.start)
    await person.presses(button.yes_all_clear)
    await person.presses(button.start_now)
    await person.hears("1/7")


def countdowns(changes: Iterable[tuple[float, dict[str, Any]]]) -> tuple[list[float], int]:
    """Return how long after the edit of its card before each countdown edit came (people's seconds).

    With them: how many edits answered a tap. Such an edit changes the words of the step, and comes at once.
    It may follow the edit that brings the picture of the card.
    """
    edits: dict[int, list[tuple[float, str]]] = {}
    for at, call in changes:
        if call["method"].startswith("edit"):
            edits.setdefault(call["request"]["message_id"], []).append((at, words_of(call)))
    pairs = [pair for card in edits.values() for pair in pairwise(card) if "▱" in pair[1][1]]
    gaps = [other - one for (one, before), (other, after) in pairs if step_of(before) == step_of(after)]
    return gaps, len(pairs) - len(gaps)


def step_of(words: str) -> str:
    """Return the words of the step on a card: without its cue, the time left and the bar."""
    return words.partition("\n\n")[0]


def most_at_once(moments: Iterable[float]) -> float:
    """Return how many messages a chat had at most beyond its rate: Telegram lets a short burst pass."""
    level = last = highest = 0.0
    for at in moments:
        level = max(0.0, level - (at - last) * PER_SECOND) + 1
        highest, last = max(highest, level), at
    return highest


async def test_20_minutes_fast_forwarded_stay_inside_the_limits(
    bot: Program, playground: Playground, stage: Stage, ann: Person, ben: Person
) -> None:
    """No countdown edit within 5 s of its card's last edit; no chat gets too many messages.

    On a fast clock these are seconds of people's time: the card follows it, and no Telegram counts.
    """
    runs(playground, 20)
    await asyncio.gather(plays_deep(ann), plays_deep(ben, button("cue_sound", state="off")))
    runs(playground, 60)
    await asyncio.gather(ann.hears("2/7 Kneading"), ben.hears("2/7 Kneading"))
    runs(playground, 40)  # slow enough for several edits of one card
    await ann.presses(button.lighter)
    await asyncio.gather(ann.hears("3/7 Pushing"), ben.hears("3/7 Pushing"))
    runs(playground, 120)

    await asyncio.gather(ann.hears(texts.done("deep", 1200)), ben.hears(texts.done("deep", 1200)))

    for person in (ann, ben):
        changes = await changes_of(person)
        sent = [words_of(call) for _, call in changes if call["method"] in SENDS]
        assert (
            sum(text.startswith(f"<b>{step}/{STEPS} ") for step in range(1, STEPS + 1) for text in sent)
            == STEPS
        )
        gaps, answers = countdowns(changes)
        # On a busy machine her step may be over before her tap is read.
        assert answers <= (person is ann), "only ann has tapped a button of a card"
        assert gaps
        # The bot follows the clock within some milliseconds: up to 120 times as much of people's time.
        # A busy machine may take more of them, so what comes too early counts only when seconds are measured.
        early = [gap for gap in gaps if gap < EDITS_APART - 1]
        assert in_time(len(early), len(gaps) // 10), (early, len(gaps))
        assert most_at_once(at for at, _ in changes) <= BURST

"""Work for a bot, for profiles: what people send, or what is due, while a watcher looks."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from bench.measuring.filling import move_reminders
from bench.measuring.processes import Process
from bench.stand_in.standing import StandIn

PEOPLE, FIRST = 100, 1_000
QUIET = 0.5  # seconds in which the results of the last calls are written
ONE_AT_A_TIME = 25.0  # lines a second that leave the bot idle in between

Watch = Callable[[Process], AbstractContextManager[None]]


def busy(process: Process, stand_in: StandIn, count: int, text: str, watch: Watch) -> None:
    """Many people send `text`, all at once."""
    answer_all(process, stand_in, PEOPLE, text)  # the first answers to everybody take longer
    with watch(process):
        answer_all(process, stand_in, count, text)


def one_at_a_time(process: Process, stand_in: StandIn, count: int, text: str, watch: Watch) -> None:
    """A few people send `text`, one line after the other."""
    answer_all(process, stand_in, PEOPLE, text)
    seconds = count / ONE_AT_A_TIME
    with watch(process):
        stand_in.tell("talk", chats=4, first=FIRST, text=text, gap=4 / ONE_AT_A_TIME, seconds=seconds)
        time.sleep(seconds + QUIET)


def ring(process: Process, stand_in: StandIn, count: int, url: str, watch: Watch) -> None:
    """All reminders that the database has are due at once."""
    time.sleep(QUIET)
    with watch(process):
        move_reminders(url, datetime.now(UTC))
        process.wait_until(lambda: bool(stand_in.state["messages"] >= count), "all reminders")
        time.sleep(QUIET)


def answer_all(
    process: Process, stand_in: StandIn, count: int, text: str, first: int = FIRST, people: int = PEOPLE
) -> float:
    """Let people send `count` lines at once, wait until all are answered; return how many seconds it took."""
    before = stand_in.state["messages"]
    begins = time.monotonic()
    stand_in.tell("load", count=count, chats=min(count, people), first=first, text=text)
    process.wait_until(lambda: is_answered(stand_in, before + count), "answers")
    took = time.monotonic() - begins
    time.sleep(QUIET)
    return took


def is_answered(stand_in: StandIn, messages: int) -> bool:
    """Have so many messages arrived, and is no update left?"""
    state = stand_in.state
    return bool(state["messages"] >= messages and not state["waiting"])

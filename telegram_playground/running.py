"""Runs and logs one Bot API call, which came by HTTP or in a webhook's answer; keeps the flood limits."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import Any

from telegram_playground.arguments import Arguments
from telegram_playground.checking import check
from telegram_playground.errors import ApiError, Described, Json
from telegram_playground.flood import is_counted
from telegram_playground.methods import METHODS
from telegram_playground.people_clock import iso
from telegram_playground.spec import readable
from telegram_playground.world import World


@dataclass(slots=True)
class Call:
    """One call and its result; status 0 and answer None mean that the bot got no answer."""

    method: str
    at: str
    began: float = field(default_factory=time.perf_counter)
    arguments: Arguments = field(default_factory=lambda: Arguments({}))
    status: int = 0
    answer: Json | None = None
    fault: str | None = None
    effect: bool = False

    def answers(self, answer: Json) -> None:
        self.answer = answer
        self.status = answer.get("error_code", 200)


def begun(world: World, method: str) -> Call:
    return Call(method, iso(world.clock.now()))


async def run(world: World, call: Call) -> None:
    """Run the method of a call, and put its result or Telegram's refusal into the call."""
    try:
        result = await _result(world, call)
    except ApiError as refusal:
        call.answers(refusal.answer())
        return
    call.effect = True
    if isinstance(result, Described):
        call.answers({"ok": True, "result": result.result, "description": result.description})
    else:
        call.answers({"ok": True, "result": result})


async def _result(world: World, call: Call) -> Any:
    method = METHODS.get(call.method)
    if method is None:
        raise ApiError(501, f"Not Implemented: the playground does not know {call.method} yet")
    check(call.method, call.arguments)
    chat = call.arguments.number("chat_id")
    if not (world.flood.on and is_counted(call.method) and chat in world.chats.messages):
        return await method(world, call.arguments)
    wait = world.flood.take(chat, world.clock.seconds())
    if wait > 0:
        call.fault = "flood"
        world.tell_fault(None, "flood", call.method, chat)
        raise too_many(max(1, math.ceil(wait / world.clock.speed)))
    try:
        return await method(world, call.arguments)
    except ApiError:
        world.flood.give_back(chat, world.clock.seconds())
        raise


def too_many(seconds: int) -> ApiError:
    """Return the 429 that tells the bot to wait for so many real seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def log(world: World, call: Call) -> None:
    """Add the call to the log, and tell the pages; a getUpdates that brought nothing is left out."""
    if call.method == "getUpdates" and call.fault is None and (call.answer or {}).get("result") == []:
        return
    shown: Json = {
        "method": call.method,
        "at": call.at,
        "ms": round((time.perf_counter() - call.began) * 1000, 1),
        "status": call.status,
        "request": readable(call.method, call.arguments.logged),
        "answer": call.answer,
    }
    if call.fault is not None:
        shown |= {"fault": call.fault, "effect": call.effect}
    world.events.send("call", world.calls.add(shown))

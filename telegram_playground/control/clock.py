"""The knob of people's clock: read it, wait for its next change, set it."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from telegram_playground.control.body import json_body
from telegram_playground.errors import ControlError, Json
from telegram_playground.people_clock import EARLIEST, FASTEST, LATEST, PeopleClock, Setting

LONGEST_WAIT_S = 25.0
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]00:00)", re.ASCII)


class ClockControl:
    """Answers /control/clock."""

    def __init__(self, clock: PeopleClock) -> None:
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/control/clock", self.read), web.post("/control/clock", self.set)]

    async def read(self, request: web.Request) -> web.Response:
        after = request.query.get("after")
        if after is not None:
            if not re.fullmatch(r"-?\d{1,18}", after, re.ASCII):
                raise ControlError(400, "after must be a version, a whole number.")
            await self._clock.changed_since(int(after), LONGEST_WAIT_S)
        return web.json_response(self._clock.snapshot())

    async def set(self, request: web.Request) -> web.Response:
        body = await json_body(request, {"now", "speed", "forward_s", "next_due"})
        self._clock.set(self._checked(body))
        return web.json_response(self._clock.snapshot())

    def _checked(self, body: Json) -> Setting:
        """Return the wish when all of it is right, so that a wrong one changes nothing."""
        if not body:
            raise ControlError(400, "Give at least one of now, speed, forward_s and next_due.")
        due = body.get("next_due")
        wish = Setting(
            now=moment("now", body["now"]) if "now" in body else None,
            speed=_speed(body["speed"]) if "speed" in body else None,
            forward_s=_number("forward_s", body["forward_s"]) if "forward_s" in body else None,
            next_due=moment("next_due", due) if due is not None else None,
            sets_next_due="next_due" in body,
        )
        try:
            goal = self._clock.would_be(wish)
        except OverflowError:
            goal = LATEST
        if not EARLIEST <= goal < LATEST:
            raise ControlError(400, f"The clock goes from the year {EARLIEST.year} to {LATEST.year - 1}.")
        return wish


def moment(name: str, value: Any) -> datetime:
    """Return a checked moment of people's time; `name` names it in the refusal."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise ControlError(400, f"{name} must be a moment in UTC such as 2026-11-22T20:15:00Z.")


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ControlError(400, f"{name} must be a number.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ControlError(400, f"{name} must be a finite number.")
    return number


def _speed(value: Any) -> float:
    speed = _number("speed", value)
    if not 0 < speed <= FASTEST:
        raise ControlError(400, f"speed must be above 0 and at most {FASTEST:.0f}.")
    return speed

"""The knob of people's clock: read it, wait for its next change, set it."""

from __future__ import annotations

import re

from aiohttp import web

from telegram_playground.control import fields
from telegram_playground.control.body import json_body
from telegram_playground.errors import ControlError, Json
from telegram_playground.people_clock import EARLIEST, FASTEST, LATEST, PeopleClock, Setting

LONGEST_WAIT_S = 25.0


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
            now=fields.moment("now", body["now"]) if "now" in body else None,
            speed=fields.above_zero("speed", body["speed"], FASTEST) if "speed" in body else None,
            forward_s=fields.number("forward_s", body["forward_s"]) if "forward_s" in body else None,
            next_due=fields.moment("next_due", due) if due is not None else None,
            sets_next_due="next_due" in body,
        )
        try:
            goal = self._clock.would_be(wish)
        except OverflowError:
            goal = LATEST
        if not EARLIEST <= goal < LATEST:
            raise ControlError(400, f"The clock stays within the years {EARLIEST.year} to {LATEST.year - 1}.")
        return wish

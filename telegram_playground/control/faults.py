"""The control API of faults: list, add, end."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from telegram_playground import view
from telegram_playground.control import fields
from telegram_playground.control.body import json_body
from telegram_playground.errors import ControlError, Json
from telegram_playground.faults import KINDS, Fault
from telegram_playground.spec import method_named
from telegram_playground.world import World

DEFAULT_SLOW_S = 2.0
DEFAULT_RETRY_S = 5
LONGEST_SLOW_S = 600.0
LONGEST_OUTAGE_S = 366 * 86400.0
LONGEST_RETRY_S = 86400
MOST_STRIKES = 1_000_000_000
_KNOWN = {
    "kind",
    "method",
    "chat",
    "count",
    "probability",
    "seed",
    "seconds",
    "retry_after",
    "from",
    "to",
}


class FaultControl:
    """Answers /control/faults."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/faults", self.faults),
            web.post("/control/faults", self.add),
            web.delete("/control/faults", self.end_all),
            web.delete("/control/faults/{id}", self.end),
        ]

    async def faults(self, request: web.Request) -> web.Response:
        return web.json_response(view.faults(self._world))

    async def add(self, request: web.Request) -> web.Response:
        body = await json_body(request, _KNOWN)
        fault = _checked(body, self._world.faults.next_id, self._world.clock.now())
        self._world.faults.add(fault)
        if fault.kind == "outage" and fault.is_live(self._world.clock.now()):
            self._world.updates.release()
        self._world.tell_faults()
        return web.json_response({"id": fault.id})

    async def end(self, request: web.Request) -> web.Response:
        name = request.match_info["id"]
        if not re.fullmatch("[0-9]{1,15}", name) or int(name) not in self._world.faults.known:
            raise ControlError(404, f"There is no fault {name[:40]}.")
        self._world.faults.end(int(name))
        self._world.tell_faults()
        return web.json_response({})

    async def end_all(self, request: web.Request) -> web.Response:
        self._world.faults.end_all()
        self._world.tell_faults()
        return web.json_response({})


def _checked(body: Json, fault_id: int, now: datetime) -> Fault:
    """Return the fault that is asked for when all of it is right."""
    kind = body.get("kind")
    if kind not in KINDS:
        raise ControlError(400, f"kind must be one of {', '.join(KINDS)}.")
    outage = kind == "outage"
    count = body.get("count", None if outage else 1)
    begins, ends = _window(body, now, outage)
    return Fault(
        id=fault_id,
        kind=kind,
        method=_method(body),
        chat=None if body.get("chat") is None else fields.whole("chat", body["chat"], -(10**15), 10**15),
        count=None if count is None else fields.whole("count", count, 1, MOST_STRIKES),
        probability=fields.above_zero("probability", _given(body, "probability", 1.0), 1.0),
        seed=fields.whole("seed", _given(body, "seed", secrets.randbits(31)), -(2**62), 2**62),
        seconds=_slow_s(body) if kind == "slow" else None,
        retry_after=fields.whole(
            "retry_after", _given(body, "retry_after", DEFAULT_RETRY_S), 1, LONGEST_RETRY_S
        ),
        begins=begins,
        ends=ends,
    )


def _method(body: Json) -> str | None:
    if body.get("method") is None:
        return None
    method = method_named(body["method"]) if isinstance(body["method"], str) else None
    if method is None:
        raise ControlError(400, f"There is no method {str(body['method'])[:40]}.")
    return method


def _window(body: Json, now: datetime, outage: bool) -> tuple[datetime | None, datetime | None]:
    begins, ends = (
        None if body.get(name) is None else fields.moment(name, body[name]) for name in ("from", "to")
    )
    if outage and body.get("seconds") is not None:
        if ends is not None:
            raise ControlError(400, "Give either to or seconds.")
        begins = begins or now
        ends = begins + timedelta(seconds=fields.above_zero("seconds", body["seconds"], LONGEST_OUTAGE_S))
    if begins and ends and begins >= ends:
        raise ControlError(400, "from must be before to.")
    return begins, ends


def _given(body: Json, name: str, default: float) -> Any:
    """Return a field as it came; null counts as left out."""
    return default if body.get(name) is None else body[name]


def _slow_s(body: Json) -> float:
    return fields.above_zero("seconds", _given(body, "seconds", DEFAULT_SLOW_S), LONGEST_SLOW_S)

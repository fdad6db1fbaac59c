"""What each kind of fault does to the call that it strikes, before and after the method runs."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from telegram_playground.errors import ApiError
from telegram_playground.faults import Fault
from telegram_playground.running import Call, run, too_many
from telegram_playground.world import World

_HTML = """<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
<hr><center>nginx/1.18.0</center>
</body>
</html>
"""
_KICKED = "Forbidden: bot was kicked from the supergroup chat"
_BLOCKED = "Forbidden: bot was blocked by the user"


async def respond(world: World, call: Call) -> web.Response | None:
    """Run a call, or do what a fault demands instead; None: close the connection without an answer."""
    now = world.clock.now()
    fault = world.faults.strike(call.method, call.arguments.number("chat_id") or None, now)
    if fault is None:
        await run(world, call)
        if outage_strikes(world, call):
            return None
        return web.json_response(call.answer, status=call.status)
    _tell(world, fault, call)
    return await _struck(world, fault, call)


async def _struck(world: World, fault: Fault, call: Call) -> web.Response | None:
    match fault.kind:
        case "retry_after":
            return _refused(call, too_many(fault.retry_after))
        case "forbidden":
            in_group = call.arguments.number("chat_id") < 0
            return _refused(call, ApiError(403, _KICKED if in_group else _BLOCKED))
        case "server_error":
            return _refused(call, ApiError(500, "Internal Server Error"))
        case "html":
            call.status = 502
            return web.Response(status=502, text=_HTML, content_type="text/html")
        case "empty_404":
            call.status = 404
            return web.Response(status=404)
        case "hang":
            await fault.over.wait()
            return None
        case "drop_after":
            await run(world, call)
            call.answer, call.status, call.fault = None, 0, fault.kind
            return None
        case "slow":
            return await _late(world, fault, call)
        case _:
            return None


def _refused(call: Call, refusal: ApiError) -> web.Response:
    call.answers(refusal.answer())
    return web.json_response(call.answer, status=call.status)


async def _late(world: World, fault: Fault, call: Call) -> web.Response:
    """Answer late. A bot that gives up earlier gets no answer, although the method has run."""
    await run(world, call)
    answer, status = call.answer, call.status
    call.answer, call.status, call.fault = None, 0, fault.kind
    await asyncio.sleep(fault.seconds or 0)
    call.answer, call.status = answer, status
    return web.json_response(answer, status=status)


def outage_strikes(world: World, call: Call) -> bool:
    """Whether an outage strikes this call. If its method has run already, its effect stays."""
    outage = world.faults.outage(world.clock.now())
    if outage is None:
        return False
    outage.used += 1
    call.answer, call.status = None, 0
    _tell(world, outage, call)
    return True


def _tell(world: World, fault: Fault, call: Call) -> None:
    call.fault = fault.kind
    world.tell_fault(fault.id, fault.kind, call.method, call.arguments.number("chat_id") or None)


def cut_downloads(world: World) -> Middleware:
    """Return a middleware that closes the connection of a download during an outage."""

    @web.middleware
    async def cut(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/file/") and world.faults.outage(world.clock.now()):
            return hang_up(request)
        return await handler(request)

    return cut


def hang_up(request: web.Request) -> web.Response:
    """Close the connection of a request; the returned response is never sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()

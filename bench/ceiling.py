"""How many calls can the stand-in answer? The client only writes and reads. `python -m bench.ceiling`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, middle, whole
from bench.stand_in.standing import TOKEN, StandIn

CALLS, CONNECTIONS = 20_000, 32
BODY = b"chat_id=5&text=Hello"


class _Caller(asyncio.Protocol):
    """One connection that makes the same call again and again."""

    def __init__(self, request: bytes, left: list[int], done: asyncio.Future[None]) -> None:
        self._request = request
        self._left = left
        self._done = done
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._left[0] -= 1
        if self._left[0] <= 0:
            if not self._done.done():
                self._done.set_result(None)
        elif self._transport is not None:
            self._transport.write(self._request)


def measure(setup: Setup) -> list[Table]:
    """Call the stand-in as fast as a bare client can."""
    rates, costs = [], []
    for _ in range(setup.rounds):
        before = setup.stand_in.process.cpu
        rates.append(asyncio.run(call(setup.stand_in, setup.count(CALLS))))
        costs.append((setup.stand_in.process.cpu - before) / setup.count(CALLS))
    setup.stand_in.tell("forget")
    return [_table(rates, costs)]


async def call(stand_in: StandIn, count: int) -> float:
    """Make `count` calls of sendMessage, and return how many a second were answered."""
    loop = asyncio.get_running_loop()
    address = urlsplit(stand_in.url)
    assert address.hostname is not None and address.port is not None
    host, port = address.hostname, address.port
    head = f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: stand-in\r\nContent-Length: {len(BODY)}\r\n\r\n"
    left, done = [count], loop.create_future()
    begins = perf_counter()
    opened = [
        await loop.create_connection(lambda: _Caller(head.encode() + BODY, left, done), host, port)
        for _ in range(CONNECTIONS)
    ]
    await done
    took = perf_counter() - begins
    for transport, _ in opened:
        transport.close()
    return count / took


def _table(rates: Sequence[float], costs: Sequence[float]) -> Table:
    table = Table("The stand-in alone", ("client", "calls/s", "calls in a second of its CPU"))
    table.rows.append(("a bare protocol", middle(rates, whole), whole(1 / (median(costs) or 1))))
    table.notes.append("The other tables say which share of the time the stand-in was busy.")
    return table


if __name__ == "__main__":
    command(measure, "ceiling", __doc__)

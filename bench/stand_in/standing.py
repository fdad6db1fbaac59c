"""The stand-in as the benches see it: a process of its own, told what to do and asked what it has seen."""

from __future__ import annotations

import http.client
import json
from typing import Any, Self

from bench.measuring.processes import PATIENCE, STAND_IN_CORE, Process, until

TOKEN = "123456:Bench_Only-0123456789-abcdefghijklmnop"


class StandIn:
    """A running stand-in. It lives as long as the `with`."""

    def __enter__(self) -> Self:
        self.process = Process("-m", "bench.stand_in.server", core=STAND_IN_CORE, reads=True)
        assert self.process.child.stdout is not None
        self.url = self.process.child.stdout.readline().decode().strip()
        assert self.url, self.process.said()
        self._calls = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._calls.close()
        self.process.__exit__()

    def tell(self, command: str, **given: Any) -> Any:
        """Give a command of `bench.stand_in.server`, and return its answer."""
        self._calls.request("POST", f"/control/{command}", json.dumps(given))
        return json.loads(self._calls.getresponse().read())

    @property
    def state(self) -> dict[str, Any]:
        """What it has counted since it was told to forget."""
        state: dict[str, Any] = self.tell("state")
        return state

    def is_polled(self) -> bool:
        """Does a bot wait for updates?"""
        return bool(self.state["fetching"])

    def wait_for(self, messages: int, within: float = PATIENCE) -> None:
        """Wait until so many messages and edits have arrived."""
        until(lambda: bool(self.state["messages"] >= messages), f"{messages} messages", within)

    def messages(self) -> list[tuple[float, int, str, str]]:
        """Return moment, chat, method and first words of all messages and edits."""
        return [tuple(each) for each in self.tell("messages")]

"""Tells every open page what happens, as Server-Sent Events; a page that reads too slowly is dropped."""

from __future__ import annotations

import asyncio
import json

from telegram_playground.errors import Json

# A page that is so many events behind does not read any more. It is dropped, and loads everything again
# when it comes back.
MOST_BEHIND = 500


class Listener:
    """One open page."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[bytes] = asyncio.Queue(MOST_BEHIND)
        self.dropped = asyncio.Event()


def encoded(name: str, data: Json) -> bytes:
    """Return one event in the wire format."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


class Events:
    """Puts each event into the queue of every listener, and never waits for one of them."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()

    def send(self, name: str, data: Json) -> None:
        if not self.listeners:
            return
        event = encoded(name, data)
        for listener in list(self.listeners):
            try:
                listener.queue.put_nowait(event)
            except asyncio.QueueFull:
                self.drop(listener)

    def join(self) -> Listener:
        listener = Listener()
        self.listeners.add(listener)
        return listener

    def drop(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        listener.dropped.set()

    def close(self) -> None:
        """End the streams of all pages."""
        for listener in list(self.listeners):
            self.drop(listener)

"""Why a request of the webhook is not taken, and how it is answered."""

from __future__ import annotations

from enum import Enum

from aiohttp import web

AGAIN_AFTER = "2"  # seconds


class Refusal(Enum):
    """Why a request is not taken: the status of the answer."""

    path = 404
    method = 405
    secret = 403
    kind = 415
    slow = 408
    size = 413
    content = 400
    later = 503  # too many at once, or they cannot be committed, or the bot is stopping

    @property
    def answer(self) -> web.Response:
        """The answer; after one to a body that was not read to its end, the connection is closed."""
        response = web.Response(status=self.value)
        if self is Refusal.method:
            response.headers["Allow"] = "POST"
        if self is Refusal.later:
            response.headers["Retry-After"] = AGAIN_AFTER
        if self in (Refusal.slow, Refusal.size):
            response.force_close()
        return response


class Refused(Exception):
    """The request is not taken."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal

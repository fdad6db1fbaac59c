"""The two kinds of refusals: the Bot API's, in Telegram's words, and the control API's plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """A result whose answer also has a description; a few methods answer so."""

    result: Any
    description: str


class ApiError(Exception):
    """A refusal of a Bot API call, with Telegram's code and wording."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> Json:
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return {**answer, "parameters": self.parameters} if self.parameters else answer


def bad_request(reason: str) -> ApiError:
    """Return the 400 that Telegram would give for `reason`."""
    return ApiError(400, f"Bad Request: {reason}")


class ControlError(Exception):
    """A refusal of a control call: a status, a plain sentence and perhaps further facts."""

    def __init__(self, status: int, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.facts = facts

    def answer(self) -> Json:
        return {"error": self.sentence, **self.facts}


class PortTaken(Exception):
    """Another program already listens on the port that the playground was given."""


class FileInUse(Exception):
    """Another playground already keeps its chats in the file that this one was given."""

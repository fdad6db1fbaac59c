"""Checks that an HTTP answer comes from a Bot API: a proxy may answer instead, with a page or with JSON.

The library takes any HTTP status for Telegram's, and fails on JSON that it does not expect.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter

# The fields that a result must have, for calls whose code catches no error of reading a wrong result.
_RESULTS: Mapping[str, Mapping[str, type]] = {
    "getMe": {"id": int, "is_bot": bool, "first_name": str},
    "getWebhookInfo": {"url": str, "has_custom_certificate": bool, "pending_update_count": int},
    "getChatMember": {"status": str, "user": dict},
}
_AFTER = re.compile(r"retry after (\d{1,6})\b", re.IGNORECASE)
SOME_TIME = 5  # seconds to wait if the refusal does not say how long
_PARAMETERS = {"retry_after": int, "migrate_to_chat_id": int}


class NotTelegram(NetworkError):
    """The answer is not from a Bot API, so the outcome of the call is unknown. The text quotes none of it."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}, but not in Telegram's words")
        self.status = status


class Checked(bytes):
    """The body of an answer that a Bot API has given, with what its JSON says, so that it is read once."""

    answer: dict[str, Any]


def check_answer(method: str, status: int, body: bytes) -> Checked:
    """Check the answer to a call of `method`, and return it. NotTelegram: no Bot API gives such an answer.

    BadRequest: the call is too big. The library takes this for trouble on the way, and the call would be made
    again; but whoever says so, a Bot API or a proxy before it, has not taken the call.
    RetryAfter: the answer asks for a pause. The library looks only at the field `retry_after`, but some Bot
    API servers give the seconds only in the description.
    """
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise BadRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE.phrase)
    try:
        answer = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise NotTelegram(status) from None
    is_ok = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    if not isinstance(answer, dict) or not (_is_result(method, answer) if is_ok else _is_refusal(answer)):
        raise NotTelegram(status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RetryAfter(_pause_in(answer))
    checked = Checked(body)
    checked.answer = answer
    return checked


def _pause_in(answer: Mapping[str, Any]) -> int:
    """Return the seconds that a refusal for too many calls asks for."""
    named = (answer.get("parameters") or {}).get("retry_after")
    if named is None:
        found = _AFTER.search(answer["description"])
        named = int(found[1]) if found else SOME_TIME
    return max(named, 1)


def _is_result(method: str, answer: Mapping[str, Any]) -> bool:
    if answer.get("ok") is not True or "result" not in answer:
        return False
    parts, result = _RESULTS.get(method, {}), answer["result"]
    return not parts or (isinstance(result, dict) and all(_has(result, *part) for part in parts.items()))


def _is_refusal(answer: Mapping[str, Any]) -> bool:
    parameters = answer.get("parameters") or {}
    return (
        answer.get("ok") is False
        and _has(answer, "description", str)
        and isinstance(parameters, dict)
        and all(_has(parameters, name, kind) for name, kind in _PARAMETERS.items() if name in parameters)
    )


def _has(part: Mapping[str, Any], name: str, kind: type) -> bool:
    return isinstance(part.get(name), kind)

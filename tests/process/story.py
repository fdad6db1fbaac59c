"""What a session has sent, read from the log of calls and from the chat."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from tests.texts import texts

from .programs import Person

SENDS = ("sendMessage", "sendAnimation", "sendPhoto")
CHANGES = (
    *(*SENDS, "editMessageText", "editMessageCaption", "editMessageMedia"),
    *("editMessageReplyMarkup", "deleteMessage"),
)
_ALONE = [texts.numbered(i, 3, key) for i, key in enumerate(("settle", "shoulder_pinching", "breathing"), 1)]
_PARTNER = [texts.numbered(i, 3, key) for i, key in enumerate(("settle", "kneading", "finish"), 1)]

ALONE = ["Ready", *_ALONE[:2], "Other side", _ALONE[2], "Done"]
# A cue is the card of its step, and at the end of the step it shows what was done in it.
ALONE_AT_THE_END = [_ALONE[1] if line == "Other side" else line for line in ALONE]
PARTNER = ["Ready", *_PARTNER, "Done"]


def _pattern(*beginnings: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, beginnings)))


_LINES = (
    (_pattern(texts.opening("ready"), texts.headline("ready_past")), "Ready"),
    (re.compile(r"(\d/\d [^·]+) · "), r"\1"),
    (_pattern(texts("cue_side")), "Other side"),
    (_pattern(texts.opening("end")), "Done"),
    (_pattern(texts.opening("outage")), "Away"),
)


def line_of(text: str) -> str | None:
    """Return what a message of a session stands for, or None for any other message."""
    for pattern, name in _LINES:
        if found := pattern.match(re.sub(r"</?b>", "", text)):
            return found.expand(name)
    return None


def words_of(call: dict[str, Any]) -> str:
    """Return the words that a call sends: a text, or the caption of a picture."""
    request = call["request"]
    media = request.get("media")
    return str(request.get("text") or request.get("caption") or (media or {}).get("caption", ""))


async def changes_of(person: Person) -> list[tuple[float, dict[str, Any]]]:
    """Return the calls that changed a person's chat, with people's seconds."""
    calls = [call for method in CHANGES for call in await person.stage.calls(method)]
    own = [call for call in calls if call["request"]["chat_id"] == person.number]
    assert {call["status"] for call in own} == {200}
    return [
        (datetime.fromisoformat(call["at"]).timestamp(), call)
        for call in sorted(own, key=lambda call: call["id"])
    ]


async def story_of(person: Person) -> list[str]:
    """Return what a session has sent, in order.

    AssertionError unless the chat holds each of these messages once.
    """
    calls = [
        call
        for method in SENDS
        for call in await person.stage.calls(method)
        if call["status"] == 200 and call["request"]["chat_id"] == person.number
    ]
    calls.sort(key=lambda call: int(call["id"]))
    sent = [call["answer"]["result"]["message_id"] for call in calls]
    in_chat = [each["id"] for each in await person.chat() if each["from"] == "bot"]
    assert sent == in_chat, f"calls made {sent}, the chat holds {in_chat}"
    return [line for call in calls if (line := line_of(words_of(call)))]


async def shown_to(person: Person) -> list[str]:
    """Return the same as the chat shows it now; it may differ only where an answer never reached the bot."""
    shown = [each["text"] for each in await person.chat() if each["from"] == "bot"]
    return [line for text in shown if (line := line_of(text))]

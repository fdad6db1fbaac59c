"""Checks the phrases of one language: all that the bot needs are there, and Telegram can show them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.faults import Fault
from bot.content.markup import PLACEHOLDER, markup_faults, placeholders
from bot.content.prose import Phrase
from bot.content.required import TOASTS
from bot.domain.measure import visible_length

# What a partial language must have too: its name, how it marks what falls back, and how it writes values.
OWN_ALWAYS = ("language_name", "fallen_back", "format.")
_EXAMPLE = "_example"  # what the input field shows until something is typed
_PLAIN = (
    "button.",
    "command.",
    "bot.",
    "format.",
    "audience.",
    "step_name.",
    "ear.",
    "track_title",
    "track_by",
)
_PLAIN_ENDS = (".name", ".line", _EXAMPLE)
_MESSAGE = 4096
_LONGEST = {"bot.description": 512, "bot.short_description": 120}
_DIGITS = "00"  # a placeholder on a button counts as two characters


def check_phrases(
    language: str,
    phrases: Mapping[str, Phrase],
    required: Mapping[str, frozenset[str]],
    faults: list[Fault],
    *,
    is_partial: bool = False,
) -> None:
    """Add a fault for each phrase that is missing, not needed, too long, or wrong for the bot or Telegram.

    A partial language may lack all phrases but those of `OWN_ALWAYS`.
    """
    # A file that could not be read already has a fault. Faults for all its phrases would hide that one.
    broken = any(fault.file.startswith(f"locales/{language}/") and not fault.key for fault in faults)
    for phrase_id in required:
        may_lack = is_partial and not phrase_id.startswith(OWN_ALWAYS)
        if phrase_id not in phrases and not broken and not may_lack:
            faults.append(Fault(f"locales/{language}", None, phrase_id, "this phrase is missing; write it"))
    for phrase_id, phrase in phrases.items():
        if phrase_id in required:
            rights = _phrase_faults(phrase_id, phrase.text, required[phrase_id])
        else:
            rights = ["the bot never asks for this; take it out, or name it in bot/content/required/"]
        faults.extend(phrase.fault(phrase_id, right) for right in rights)


def _phrase_faults(phrase_id: str, text: str, wanted: frozenset[str]) -> list[str]:
    rights = markup_faults(text)
    found = placeholders(text)
    must, may = _must_and_may(wanted)
    if not must <= found <= must | may:
        rights.append(f"its placeholders must be: {_in_braces(must) or 'none'}")
        if may:
            rights.append(f"it may also have: {_in_braces(may)}")
    if is_plain(phrase_id) and any(sign in text for sign in "<>&"):
        rights.append("this is shown as plain text; write no tags here")
    length, longest = _length(phrase_id, text), longest_of(phrase_id)
    if length > longest:
        rights.append(f"it has {length} characters; {longest} is the most")
    return rights


def _must_and_may(wanted: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the placeholders that a phrase must have, and those that it may have: these end with `?`."""
    may = frozenset(name for name in wanted if name.endswith("?"))
    return wanted - may, frozenset(name.rstrip("?") for name in may)


def _in_braces(names: frozenset[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names))


def is_plain(phrase_id: str) -> bool:
    """Is this phrase shown as plain text, so that people would see its tags?"""
    return phrase_id in TOASTS or phrase_id.startswith(_PLAIN) or phrase_id.endswith(_PLAIN_ENDS)


def longest_of(phrase_id: str) -> int:
    """Return how long a phrase may be, in UTF-16 units without tags."""
    if phrase_id.startswith("button.routine."):
        return 11  # three in a row
    if phrase_id.startswith("button.") or phrase_id.endswith(".name"):
        return 30  # one in a row
    if phrase_id.startswith("command."):
        return 256
    if phrase_id.endswith(_EXAMPLE):
        return 64
    if phrase_id in TOASTS:
        return 200
    return _LONGEST.get(phrase_id, _MESSAGE)


def _length(phrase_id: str, text: str) -> int:
    return visible_length(PLACEHOLDER.sub(_DIGITS, text) if phrase_id.startswith("button.") else text)

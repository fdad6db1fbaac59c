"""Finds punctuation of another script: Chinese has signs of its own, as wide as its characters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.content.faults import Fault
from bot.content.prose import Phrase

_TAG = re.compile(r"<[^>]+>")
_HAN = "[\u3400-\u9fff]"
_NARROW = re.compile(rf"(?<={_HAN})[,?!:;]|[,?!:;](?= ?{_HAN})")
_WIDE = str.maketrans(",?!:;", "，？！：；")


def check_punctuation(language: str, phrases: Mapping[str, Phrase], faults: list[Fault]) -> None:
    """Add a fault for each phrase of a Chinese `language` with a narrow sign beside a Chinese character."""
    if language.partition("-")[0] != "zh":
        return
    for phrase_id, phrase in phrases.items():
        for sign in sorted(set(_NARROW.findall(_TAG.sub("", phrase.text)))):
            right = f'write "{sign.translate(_WIDE)}" beside a Chinese character, and not "{sign}"'
            faults.append(phrase.fault(phrase_id, right))

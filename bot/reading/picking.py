"""Which button a typed line names: by its label, its place ("the second one"), or a part of its label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.catalogue import PickWords

LONGEST = 40  # characters; a longer line names no button
_PART = 5  # letters of a single word that may stand for a whole label
# A sign before a number counts: "−30 s" is not "+30 s".
_NO_WORD = re.compile(r"(?:(?![+-]\d)[\W_])+")


class By(Enum):
    """How a line names a button."""

    label = auto()
    place = auto()  # or a number in its label, or the label with words such as "please" around it
    part = auto()  # of its label; other meanings of the line come first


@dataclass(frozen=True, slots=True)
class Pick:
    """The button that a line names."""

    index: int
    by: By


def pick(text: str, labels: Sequence[str], words: Iterable[PickWords]) -> Pick | None:
    """Return which of the buttons with these labels `text` names; None: none, or several."""
    said = _normal(text)
    if not said or len(text) > LONGEST:
        return None
    shown = [_normal(label) for label in labels]
    if (index := _only([label == said for label in shown])) is not None:
        return Pick(index, By.label)
    if said.isdecimal():
        return _by_number(said, shown)
    kept = [(each, _without_beside(said, each)) for each in words]
    if (index := _place(said, len(labels), kept)) is not None:
        return Pick(index, By.place)
    if (index := _only([any(label == rest for _, rest in kept) for label in shown])) is not None:
        return Pick(index, By.place)  # "undo that please": less sure than the label alone
    index = _only([_is_part(said.split(), label.split()) for label in shown])
    return None if index is None else Pick(index, By.part)


def is_one_of(text: str, forms: Iterable[str]) -> bool:
    """Is the line one of these forms, whatever its marks and capitals?"""
    said = _normal(text)
    return any(said == _normal(form) for form in forms)


def _by_number(said: str, shown: Sequence[str]) -> Pick | None:
    """Read a bare number: "5" is "Quick 5", and the place only where no label has a number.

    It is never the label itself: under "Send to 3", people who type "3" may mean the third button.
    """
    named = [len(words := label.split()) > 1 and words[-1] == said and words[0].isalpha() for label in shown]
    if (index := _only(named)) is not None:
        return Pick(index, By.place)
    has_numbers = any(any(sign.isdigit() for sign in label) for label in shown)
    return Pick(int(said) - 1, By.place) if not has_numbers and 1 <= int(said) <= len(shown) else None


def _without_beside(said: str, words: PickWords) -> str:
    """Return the line without the words that say nothing beside a choice."""
    return " ".join(word for word in said.split() if word not in words.beside)


def _place(said: str, buttons: int, kept: Iterable[tuple[PickWords, str]]) -> int | None:
    """Return which button a line names by its place. `kept`: for each language, what is left of the line."""
    for each, rest in kept:
        for place, forms in each.places.items():
            if rest in forms or said in forms:
                index = buttons - 1 if place == PickWords.LAST else place - 1
                return index if index < buttons else None
    return None


def _is_part(said: Sequence[str], label: Sequence[str]) -> bool:
    is_enough = len(said) > 1 or len(said[0]) >= _PART
    return is_enough and set(said) <= set(label)


def _only(named: Sequence[bool]) -> int | None:
    return named.index(True) if sum(named) == 1 else None


def _normal(text: str) -> str:
    return _NO_WORD.sub(" ", text.casefold().replace("\N{MINUS SIGN}", "-")).strip()

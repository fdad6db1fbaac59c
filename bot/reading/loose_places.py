"""Words around the name of a place that make it likely, and not sure, where somebody is: "use Paris time"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.reading.words import runs

_PLACE = "*"  # stands for the name in a form; it stands at the end of a form that has none
_NAME = r"\w[\w.'-]*(?:[ ,]+\w[\w.'-]*){0,3}?"  # one to four words


@dataclass(frozen=True, slots=True)
class LooseName:
    """The part of a line that may be a name. `is_closed`: the form says where the name ends."""

    text: str
    is_closed: bool


class LoosePlaces:
    """Finds names of places by the words around them. `forms`: such as `use * time`."""

    def __init__(self, forms: Iterable[str]) -> None:
        split = [tuple(map(str.strip, form.partition(_PLACE)[::2])) for form in forms]
        self._words = [(frozenset(f"{before} {behind}".split()), before, behind) for before, behind in split]
        self._first = frozenset(before.split()[0] for _, before, _ in self._words)
        self._patterns = {
            (before, behind): re.compile(
                rf"(?:^|[^\w]){re.escape(before)}\s+(?P<place>{_NAME if behind else '.+'})"
                + (rf"\s+{re.escape(behind)}(?!\w)" if behind else "$"),
                re.DOTALL,
            )
            for _, before, behind in self._words
        }

    def names(self, small: str) -> Iterator[LooseName]:
        """Yield what may be the name of a place in a line of small letters without apostrophes."""
        words = runs(small)
        if self._first.isdisjoint(words):
            return  # as most lines
        for needed, before, behind in self._words:
            if needed <= words and (found := self._patterns[before, behind].search(small)) is not None:
                yield LooseName(found["place"].strip(), bool(behind))

"""Words around the name of a place that make it likely, and not sure, where somebody is: "use Paris time"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.reading.words import runs

_PLACE = "*"  # stands for the name in a form; it stands at the end of a form that has none
_APOSTROPHES = re.compile(r"['’‘`´]")
_NAME = r"\w[\w.'-]*(?:[ ,]+\w[\w.'-]*){0,3}?"  # one to four words


@dataclass(frozen=True, slots=True)
class LooseName:
    """The part of a line that may be a name. `is_closed`: the form says where the name ends."""

    text: str
    is_closed: bool


class LoosePlaces:
    """Finds names of places by the words around them. `forms`: such as `use * time`."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._by_key: dict[str, list[_Form]] = defaultdict(list)
        for before, _, behind in (form.partition(_PLACE) for form in forms):
            made = _Form(before.strip(), behind.strip())
            self._by_key[max(sorted(made.words), key=len)].append(made)

    def names(self, text: str) -> Iterator[LooseName]:
        """Yield what may be the name of a place in a line."""
        said = _APOSTROPHES.sub("", text)
        words = runs(said)
        keys = self._by_key.keys() & words
        if not keys:
            return  # as most lines
        small = said.casefold()
        for form in (each for key in keys for each in self._by_key[key] if each.words <= words):
            if (found := form.pattern.search(small)) is not None:
                yield LooseName(found["place"].strip(), is_closed=bool(form.behind))


class _Form:
    """A form with the words that stand before a name, and behind it."""

    def __init__(self, before: str, behind: str) -> None:
        self.behind = behind
        self.words = frozenset(f"{before} {behind}".split())
        begins = rf"(?:^|[^\w]){re.escape(before)}\s+"
        ends = rf"(?P<place>{_NAME})\s+{re.escape(behind)}(?!\w)" if behind else "(?P<place>.+)$"
        self.pattern = re.compile(begins + ends, re.DOTALL)

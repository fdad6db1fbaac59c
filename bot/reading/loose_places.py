"""Words around the name of a place that make it likely, and not sure, where somebody is: "use Paris time".

Behind an hour the name may be a short one of a zone: "9 am PST".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.reading.words import runs

_PLACE = "*"  # stands for the name in a form; it stands at the end of a form that has none
_APOSTROPHES = re.compile(r"['’‘`´]")
_MOST_WORDS = 3  # of a name before "time", where nothing says at which word it begins
_BEHIND_HOUR = re.compile(
    r"(?:\d|(?<![a-z])[ap]\.?m\.?|o'?clock|uhr)\s*(?=(?P<zone>[a-z]{2,4})\b)", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_LIKE_A_ZONE = re.compile(r"[a-z]{1,3}[sd]t|gmt|utc|msk")  # no other word is written so: not "eat", "art"
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
        words = runs(said) | runs(_DIGITS.sub(" ", said))  # `7pm` has the word "pm"
        keys = self._by_key.keys() & words
        if not keys:
            return  # as most lines
        small = said.casefold()
        for form in (each for key in keys for each in self._by_key[key] if each.words <= words):
            if (found := form.pattern.search(small)) is not None:
                for name in form.names(found["place"].strip()):
                    yield LooseName(name, is_closed=bool(form.behind))


class _Form:
    """A form with the words that stand before a name, and behind it."""

    def __init__(self, before: str, behind: str) -> None:
        self.behind = behind
        self.words = frozenset(f"{before} {behind}".split())
        self._is_open = not before
        begins = rf"(?:^|[^\w]|(?<=\d)){re.escape(before)}\s+" if before else r"(?:^|(?<=\s))"
        ends = rf"(?P<place>{_NAME})\s+{re.escape(behind)}(?!\w)" if behind else "(?P<place>.+)$"
        self.pattern = re.compile(begins + ends, re.DOTALL)

    def names(self, place: str) -> Iterator[str]:
        """Yield what may be the name in the words that stand for it; longer ones come first."""
        words = place.split() if self._is_open else []
        if not words:
            yield place
        yield from (" ".join(words[-count:]) for count in range(min(_MOST_WORDS, len(words)), 0, -1))


def zone_behind_hour(text: str) -> str | None:
    """Return what may be the short name of a zone behind an hour: "9 am PST", "8 utc"; None: nothing may.

    In small letters it must be written as such names are: "at 8 eat something" names none.
    """
    for found in _BEHIND_HOUR.finditer(text):
        name = found["zone"]
        if name.isupper() and name not in ("AM", "PM"):
            return name
        if _LIKE_A_ZONE.fullmatch(name.casefold()) is not None:
            return name
    return None

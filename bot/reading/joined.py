"""Forms of several parts, which may stand in any order near each other: `<leg> + <weak>`."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from sys import intern
from typing import Generic, TypeVar

from bot.reading.passages import Found, Span

Kind = TypeVar("Kind")

_MOST = 8  # places of the first part that are looked at
_FEW = 4  # places of each other part near it
_JOIN, _FAR = " + ", " & "
_FAR_APART = 400  # words; as many as are looked at


@dataclass(frozen=True, slots=True)
class Joined(Generic[Kind]):
    """A form of `kind`: the keys of its parts."""

    kind: Kind
    parts: tuple[str, ...]
    is_far: bool = False  # its parts may stand anywhere in the text


@dataclass(frozen=True, slots=True)
class Mention:
    """A form in the words of a text. `spans`: where its parts stand. `end`: behind its last word."""

    spans: tuple[Span, ...]
    start: int
    end: int


def joined(kind: Kind, form: str) -> Joined[Kind]:
    """Return a form as authors write it: parts with ` + ` between them, or ` & ` if they may be far apart."""
    parts = form.replace(_FAR, _JOIN).split(_JOIN)
    return Joined(kind, tuple(map(intern, dict.fromkeys(parts))), _FAR in form)


def by_rarest_part(forms: Sequence[Joined[Kind]]) -> Mapping[str, Sequence[tuple[str, Joined[Kind]]]]:
    """Return the forms by the part that the fewest forms have, each behind the next rarest of its parts.

    Where one of the two is missing, the form needs no look. A form of one part stands behind this part.
    """
    uses = Counter(part for form in forms for part in form.parts)
    found: dict[str, list[tuple[str, Joined[Kind]]]] = defaultdict(list)
    for form in forms:
        rarest, second, *_ = (*sorted(form.parts, key=uses.__getitem__), *form.parts[:1])
        found[rarest].append((second, form))
    return found


def mentions(form: Joined[Kind], found: Found, apart: int) -> Iterator[Mention]:
    """Yield where all parts of `form` stand near each other.

    From the first to the last there are at most `apart` words; a part counts as one.
    """
    apart = _FAR_APART if form.is_far else apart
    first, *others = (found.get(part, ()) for part in form.parts)
    wide = apart + apart // 2
    for span in _some(first):
        for rest in product(*(_near(span[0], spans, wide) for spans in others)):
            spans = (span, *rest)
            start = min(spans)[0] if rest else span[0]
            end = max(end for _, end in spans) if rest else span[1]
            if not rest or end - start - sum(end - begin - 1 for begin, end in spans) <= apart:
                yield Mention(spans, start, end)


def _some(spans: Sequence[Span]) -> Sequence[Span]:
    return spans if len(spans) <= _MOST else [*spans[: _MOST // 2], *spans[-_MOST // 2 :]]


def _near(place: int, spans: Sequence[Span], wide: int) -> Sequence[Span]:
    """Return the spans that begin near `place`, at most a few."""
    begin = bisect_left(spans, (place - wide, 0))
    end = bisect_left(spans, (place + wide, 0))
    return spans[begin : min(end, begin + _FEW)]

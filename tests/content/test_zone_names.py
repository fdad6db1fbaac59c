"""What people call the cities of time zones in a language."""

from __future__ import annotations

from pathlib import Path

from bot.content.faults import Fault
from bot.content.languages import Languages
from bot.content.places import read_zone_names
from bot.domain.catalogue import Language

ONE = Languages((Language("xx"),))


def test_names_that_cannot_be_are_faults(tmp_path: Path) -> None:
    file = tmp_path / "locales" / "xx" / "zones.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"Asia/Tokyo: 东京\nAsia/Kyoto: 京都\nAsia/Seoul: {'长' * 31}\n", "utf-8")
    faults: list[Fault] = []

    names = read_zone_names(tmp_path, "xx", ONE, faults)

    assert names["Asia/Tokyo"] == "东京"
    assert [(fault.line, fault.key) for fault in faults] == [(2, "Asia/Kyoto"), (3, "Asia/Seoul")]


def test_a_language_may_have_no_names_of_its_own(tmp_path: Path) -> None:
    assert read_zone_names(tmp_path, "xx", ONE, []) == {}

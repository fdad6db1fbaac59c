"""Openers of rings come in turn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.catalogue import PhraseId
from bot.domain.opener import next_opener
from bot.domain.tip_choice import TipSeen

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
USUAL = [PhraseId(f"usual.{number}") for number in range(4)]
REST = [PhraseId(f"rest.{number}") for number in range(3)]


def test_each_kind_of_opener_has_a_turn_of_its_own() -> None:
    """Whatever comes between: other kinds, tips that no ring brought, days without a ring."""
    seen: list[TipSeen] = []
    came: dict[str, list[PhraseId]] = {"usual": [], "rest": []}
    for day in range(60):
        at = NOON + timedelta(days=day)
        kind = "rest" if day % 2 else "usual"
        if day % 5:
            opener = next_opener(REST if day % 2 else USUAL, seen, first=day)
            came[kind].append(opener)
            seen.append(TipSeen(at, opener=opener))
        else:
            seen.append(TipSeen(at))

    for openers, told in ((USUAL, came["usual"]), (REST, came["rest"])):
        start = openers.index(told[0])
        assert told == [openers[(start + number) % len(openers)] for number in range(len(told))]


def test_without_any_before_people_begin_with_different_ones() -> None:
    """An opener that the texts no longer have counts as none."""
    gone = [TipSeen(NOON, opener=PhraseId("usual.9"))]

    assert {next_opener(USUAL, gone, first=number) for number in range(4)} == set(USUAL)
    assert next_opener(USUAL[:1], [TipSeen(NOON, opener=USUAL[0])], first=5) == USUAL[0]

"""The table of kinds: what each kind of message may do stands there and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import bot
from bot.ports import Kind
from bot.ports.kinds import RULES, Mention, Rules, kinds_where

HOUSE = Path(bot.__file__).parent
TABLE = """
            is_new sent_once optional ring again alarm recalled card edits_card way_on_card way_on_message needs_message needs_next_card menu deletes new takes_place made_up_for tap mention      about
reply       x      .         .        .    x     .     .        .    .          .           .              .             .               .    .       .   .           .           x   always       .
edit        .      .         .        .    x     .     x        .    x          x           x              .             .               .    .       x   .           .           .   never        .
replacement x      .         .        .    x     .     x        x    x          x           x              .             .               .    .       .   x           .           x   always       .
prompt      x      x         .        .    .     .     x        x    .          .           .              .             .               .    .       .   .           x           .   without_card .
lead        x      x         .        .    .     .     x        x    x          x           .              .             .               .    .       .   x           .           x   always       .
alarm       x      .         .        .    .     x     .        .    .          .           .              .             .               .    .       .   .           .           x   always       .
step_back   .      .         .        .    .     .     x        .    x          x           .              x             .               .    .       .   .           .           .   never        .
overflow    x      .         .        .    .     .     .        .    .          .           .              .             .               .    .       .   .           .           .   never        .
cue         x      x         .        .    .     .     x        x    x          .           .              .             .               .    .       .   x           .           x   never        .
notice      x      .         .        .    .     .     x        .    .          .           .              .             .               .    .       .   .           x           x   always       .
tidy        .      .         .        .    .     .     .        .    .          .           x              x             x               .    .       .   .           .           .   never        notice
reminder    x      .         .        x    .     .     .        .    .          .           .              .             .               .    .       .   .           .           .   always       .
snooze      x      .         .        x    .     .     .        .    .          .           .              .             .               .    .       .   .           .           .   always       .
word        x      .         .        .    .     .     .        .    .          .           .              .             .               .    .       .   .           .           .   never        .
stand_in    .      .         .        .    .     .     x        .    x          .           .              x             .               .    .       .   .           .           .   never        .
countdown   .      .         x        .    .     .     x        .    x          x           .              x             .               .    .       .   .           .           .   never        .
menu        .      .         .        .    .     .     .        .    .          .           .              .             .               x    .       .   .           .           .   never        .
picture     .      .         x        .    .     .     x        .    x          x           x              x             .               .    .       .   .           .           .   never        .
document    x      .         .        .    .     .     .        .    .          .           .              .             .               .    .       .   .           .           .   always       .
track       x      .         .        .    .     .     .        .    .          .           .              .             .               .    .       .   .           .           .   always       .
news        x      x         .        .    .     .     .        .    .          .           .              .             .               .    .       .   .           .           .   never        .
tally       .      .         x        .    .     .     .        .    .          .           x              .             .               .    .       .   .           .           .   never        .
removal     .      .         .        .    .     .     .        .    .          .           .              x             .               .    x       .   .           .           .   never        cue
"""  # noqa: E501 - a table is read across


def as_word(answer: bool | Mention | Kind | None) -> str:
    match answer:
        case True:
            return "x"
        case False | None:
            return "."
        case _:
            return answer.value


def test_the_table_says_what_each_kind_may_do() -> None:
    """Here it stands once more, to be read at a glance: whoever changes a rule changes it on purpose."""
    _, *lines = TABLE.strip().splitlines()
    expected = {line.split()[0]: line.split()[1:] for line in lines}

    found = {
        kind.value: [as_word(getattr(rules, each.name)) for each in fields(Rules)]
        for kind, rules in RULES.items()
    }

    assert found == expected


def test_every_kind_has_a_row() -> None:
    assert set(RULES) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_the_rules_of_a_kind_agree_with_each_other(kind: Kind) -> None:
    rules = kind.rules

    assert rules.is_new or not rules.is_card, "only a new message becomes a card"
    assert not (rules.is_new and rules.needs_message), "a new message needs no other"
    assert not (rules.is_sent_once and rules.is_ring), "a ring is sent until it arrives"
    assert rules.is_new or not rules.takes_place, "only a new message takes the place of another one"
    assert rules.needs_message or not rules.needs_next_card, "it changes the card before"
    assert not (rules.is_new and rules.deletes), "a new message deletes no other"
    assert not rules.is_ring or not rules.made_up_for, "a ring is sent until it arrives, and not made up for"
    assert rules.about is None or rules.needs_message, "what is about a row needs the message of that row"
    assert rules.about is None or rules.about.rules.is_new, "only a new message is changed or deleted"


def test_kinds_are_found_by_their_rules() -> None:
    assert kinds_where(lambda rules: rules.is_ring) == {Kind.reminder, Kind.snooze}


def test_no_set_of_kinds_is_spelt_elsewhere() -> None:
    """Two kinds in one collection, or in one chain of comparisons, are a rule that belongs into the table."""
    spelt = [
        f"{path.relative_to(HOUSE)}:{line}"
        for path in sorted(HOUSE.rglob("*.py"))
        if path != HOUSE / "ports" / "kinds.py"
        for line in sets_of_kinds(ast.parse(path.read_text("utf-8")))
    ]

    assert spelt == []


@pytest.mark.parametrize(
    "code",
    [
        "RINGS = (Kind.reminder, Kind.snooze)",
        "RINGS = frozenset({Kind.reminder, Kind.snooze})",
        "NAMES = {Kind.removal: Kind.cue}",
        "if row.kind is Kind.reminder or row.kind is Kind.snooze: pass",
        "kinds = [kind.value for kind in (Kind.edit, Kind.tidy)]",
        "match kind:\n    case Kind.edit | Kind.tidy: pass",
    ],
)
def test_a_set_of_kinds_is_seen(code: str) -> None:
    assert sets_of_kinds(ast.parse(code)) != []


def test_one_kind_alone_is_no_set() -> None:
    assert sets_of_kinds(ast.parse("kind = Kind.snooze if is_snooze else Kind.reminder")) == []


def sets_of_kinds(tree: ast.Module) -> list[int]:
    """Return the lines on which two kinds or more stand together."""
    together = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.BoolOp, ast.MatchOr)
    return [
        node.lineno for node in ast.walk(tree) if isinstance(node, together) and len(set(kinds_in(node))) > 1
    ]


def kinds_in(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "Kind":
            if each.attr in Kind.__members__:
                yield each.attr

"""Own routines: the limits hold after any taps in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import drafting, own
from bot.domain.catalogue import Audience, Catalogue, StepKind, TechniqueKey
from bot.domain.drafting import Limit
from bot.domain.ids import ChatId, OwnId
from bot.domain.own import Draft, NameFault, OwnRoutine, Piece
from tests.sizes import examples

KEYS = [TechniqueKey(key) for key in ("kneading", "pushing", "pinching", "tapping", "rolling")]
PLACES = st.integers(0, 15)
TAPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(KEYS)),
    st.tuples(st.just("add"), st.just(TechniqueKey("tapping"))),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.sampled_from(["up", "down", "remove", "shorter", "longer", "longer"]), PLACES),
)


def tapped(draft: Draft, tap: tuple[str, object], catalogue: Catalogue) -> Draft | Limit:
    """Return what a tap makes of a draft."""
    match tap:
        case ("add", str(key)):
            return drafting.add(draft, catalogue.techniques[TechniqueKey(key)])
        case ("undo", _):
            return drafting.undo(draft)
        case ("up" | "down" as verb, int(at)):
            return drafting.move(draft, at, -1 if verb == "up" else 1)
        case ("remove", int(at)):
            return drafting.remove(draft, at)
        case ("shorter" | "longer" as verb, int(at)):
            return drafting.stretch(draft, at, -30 if verb == "shorter" else 30, catalogue.techniques)
    raise AssertionError(tap)


def after(draft: Draft, tap: tuple[str, object], catalogue: Catalogue) -> Draft:
    """Return the draft after a tap that may have been refused."""
    new = tapped(draft, tap, catalogue)
    return draft if isinstance(new, Limit) else new


@settings(max_examples=examples(300))
@given(taps=st.lists(TAPS, max_size=80))
def test_no_order_of_taps_leaves_the_limits(taps: list[tuple[str, object]], catalogue: Catalogue) -> None:
    """At most 15 steps and 30 minutes, every technique inside its own limits, settle first, finish last."""
    draft = Draft(ChatId(1))
    for tap in taps:
        draft = after(draft, tap, catalogue)
        steps = own.steps_of(draft.pieces, catalogue.techniques)

        assert 2 <= len(steps) <= 15
        assert 60 <= sum(step.seconds for step in steps) == own.total_seconds(draft.pieces) <= 1800
        assert (steps[0].kind, steps[-1].kind) == (StepKind.settle, StepKind.finish)
        for step in steps[1:-1]:
            least, most = catalogue.techniques[step.technique].own_seconds  # type: ignore[index]
            assert least <= step.seconds <= most
            assert step.seconds % (30 * step.sides) in (0, 30)


@given(taps=st.lists(TAPS, min_size=1, max_size=20))
def test_undo_takes_any_change_back(taps: list[tuple[str, object]], catalogue: Catalogue) -> None:
    """After one undo for each change the draft is empty again. It passes through the same states."""
    drafts = [Draft(ChatId(1))]
    for tap in taps:
        if tap[0] == "undo":
            continue
        new = tapped(drafts[-1], tap, catalogue)
        if not isinstance(new, Limit):
            drafts.append(new)

    draft = drafts[-1]
    for before in reversed(drafts[:-1]):
        undone = drafting.undo(draft)
        assert isinstance(undone, Draft)
        assert undone == before
        draft = undone
    assert drafting.undo(draft) is Limit.nothing


def test_removing_takes_out_just_that_piece(catalogue: Catalogue) -> None:
    """The other steps keep their order. At a place without a step, nothing can be removed."""
    pieces = tuple(Piece(key, 120) for key in KEYS)
    draft = Draft(ChatId(1), pieces, edits=OwnId(5))

    assert drafting.remove(draft, 1) == Draft(ChatId(1), (pieces[0], *pieces[2:]), (pieces,), OwnId(5))
    assert drafting.remove(draft, 5) is Limit.gone


def test_a_copy_leaves_out_what_is_taught_no_more(catalogue: Catalogue) -> None:
    """The copy can still be changed and saved."""
    pieces = (Piece(TechniqueKey("tickling"), 60), Piece(TechniqueKey("tapping"), 60))

    draft = drafting.copy_of(OwnRoutine(OwnId(5), ChatId(1), "Evening", pieces), catalogue.techniques)

    assert draft == Draft(ChatId(1), pieces[1:], edits=OwnId(5))


@pytest.mark.parametrize(
    ("key", "least"),
    [("kneading", 180), ("pushing", 60), ("pinching", 90), ("tapping", 60), ("rolling", 120)],
)
def test_a_technique_comes_with_its_least_time(key: str, least: int, catalogue: Catalogue) -> None:
    """The step cannot be made shorter than that."""
    draft = after(Draft(ChatId(1)), ("add", key), catalogue)

    assert draft.pieces == (Piece(TechniqueKey(key), least),)
    assert tapped(draft, ("shorter", 0), catalogue) is Limit.time


def test_steps_are_those_of_the_routines_that_are_ours(catalogue: Catalogue) -> None:
    """Words, names, sides and pressure are the same as in Full; only a plan of ours has change-overs."""
    full = next(each for each in catalogue.routines.values() if each.key == "full").plans[Audience.partner]
    pieces = tuple(Piece(step.technique, step.seconds) for step in full if step.technique)

    steps = own.steps_of(pieces, catalogue.techniques)

    assert steps[1:-1] == tuple(replace(step, change_over=0, wants=None) for step in full[1:-1])
    assert [(step.prompt, step.name) for step in steps] == [(step.prompt, step.name) for step in full]


def test_begun_minutes_count_as_whole_ones(catalogue: Catalogue) -> None:
    """The bot never promises less time than the routine takes."""
    made = OwnRoutine(OwnId(5), ChatId(1), "Evening", (Piece(TechniqueKey("pinching"), 90),))

    routine = own.as_routine(made, catalogue.techniques)

    assert (routine.key, routine.minutes, routine.title) == ("own_5", 3, "Evening")
    assert own.own_id(routine.key) == 5


@pytest.mark.parametrize("key", ["own_", "own_x", "own_-1", "own_1_2", "full", "own_٣", "own_" + "9" * 16])
def test_other_keys_are_no_own_routines(key: str) -> None:
    """Only whole numbers in plain digits."""
    assert own.own_id(key) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Evening", "Evening"),
        ("  Sunday \n evening\t", "Sunday evening"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("🌙", "🌙"),
        ("👩‍🦰", "👩‍🦰"),
        ("晚上", "晚上"),
        ("E\u0301te\u0301", "\u00c9t\u00e9"),
        ("abc\u202edef\x00", "abcdef"),
        ("x" * 40, "x" * 40),
        ("x" * 41, NameFault.long),
        ("x" * 4096, NameFault.long),
        ("", NameFault.empty),
        (" \n ", NameFault.empty),
        ("\u200b\u200d", NameFault.empty),
        ("\u2800\u3164", NameFault.empty),
    ],
)
def test_a_name_is_one_line_that_can_be_seen(typed: str, name: str | NameFault) -> None:
    """A name has 1 to 40 characters. Characters that reverse or hide text are removed."""
    assert own.read_name(typed) == name


def test_a_free_name_has_the_first_free_number_and_stays_short() -> None:
    """Upper and lower case make no difference."""
    assert own.free_name("Evening", []) == "Evening"
    assert own.free_name("Evening", ["evening", "EVENING 2"]) == "Evening 3"
    assert own.free_name("x" * 40, ["x" * 40]) == "x" * 38 + " 2"


@pytest.mark.parametrize(
    ("by", "awaits"), [(-1, True), (0, True), (60, True), (3600, False), (172_800, False), (-172_800, False)]
)
def test_a_name_is_awaited_for_an_hour_however_the_clock_is_set(by: int, awaits: bool) -> None:
    """After a step back of two days, no line of these two days is taken for a name."""
    asked_at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    assert Draft(ChatId(1), asked_at=asked_at).awaits_name(asked_at - timedelta(seconds=by)) is awaits

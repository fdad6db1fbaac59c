"""A session as a state machine: these rules hold after any events in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import walk
from bot.domain.catalogue import Audience, PhraseId, RoutineKey, Step, StepKind, TechniqueKey
from bot.domain.ids import ChatId, SessionId
from bot.domain.plan import NO_CUE, Cues
from bot.domain.session import READY, RESUMABLE_FOR, Programme, Session, State, next_edit
from tests.sizes import examples

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def step(seconds: int, sides: int = 1) -> Step:
    name = PhraseId("name")
    return Step(StepKind.technique, PhraseId("prompt"), name, seconds, TechniqueKey("kneading"), sides)


def begun(*steps: Step, audience: Audience = Audience.partner) -> Session:
    """Return a session in its get-ready count; the taster unless steps are given."""
    plan = steps or (step(10), step(40), step(10))
    return walk.begin(SessionId(1), ChatId(1), Programme(RoutineKey("taster"), audience, plan), START)


def playing(*steps: Step) -> Session:
    """Return a session in its first step, begun at START."""
    return walk.start_now(begun(*steps), START)


def at(seconds: float) -> datetime:
    return START + SECOND * seconds


MOVES = {
    "advance": walk.advance,
    "skip": walk.skip,
    "back": walk.back,
    "pause": walk.pause,
    "resume": walk.resume,
    "stop": walk.stop,
    "start_now": walk.start_now,
}
PLANS = st.lists(st.builds(step, st.integers(1, 300), st.sampled_from([1, 2])), min_size=1, max_size=8)
# Mostly small steps of time, sometimes an outage.
PASSING = st.one_of(st.integers(0, 45), st.integers(0, 400), st.sampled_from([3600, 90_000]))
STORIES = st.lists(
    st.tuples(PASSING, st.sampled_from([*MOVES, "advance", "advance", "advance"])), max_size=25
)


def moved(session: Session, move: str, now: datetime) -> Session:
    """Make a move as the actions do: only a live session is steered."""
    return MOVES[move](session, now) if session.is_live else walk.advance(session, now)


@settings(max_examples=examples(120))
@given(plan=PLANS, story=STORIES)
def test_the_turn_never_falls_and_grows_by_one_at_most(
    plan: list[Step], story: list[tuple[int, str]]
) -> None:
    """Each playing of a step is a turn. By the turn's number the bot knows an outdated button."""
    session, now = begun(*plan), START
    for seconds, move in story:
        now += SECOND * seconds
        after = moved(session, move, now)
        assert after.turn - session.turn in (0, 1)
        assert (after.turn == session.turn) or after.state is State.running
        session = after


@settings(max_examples=examples(120))
@given(plan=PLANS, story=STORIES)
def test_advancing_twice_or_early_is_harmless(plan: list[Step], story: list[tuple[int, str]]) -> None:
    """The first call does everything that is due.

    A second call, or a call before the due moment, changes nothing.
    """
    session, now = begun(*plan), START
    for seconds, move in story:
        now += SECOND * seconds
        session = moved(session, move, now)
        if session.state is State.running and session.ends_at is not None and session.ends_at > now:
            assert walk.advance(session, now) == session
        once = walk.advance(session, now)
        if once.turn == session.turn:
            assert walk.advance(once, now) == once


@settings(max_examples=examples(120))
@given(plan=PLANS, story=STORIES)
def test_no_more_is_played_than_the_clock_gave(plan: list[Step], story: list[tuple[int, str]]) -> None:
    """The seconds that count as played really passed.

    Pauses and outages do not count, and no second counts twice.
    """
    session, now, running = begun(*plan), START, timedelta(0)
    for seconds, move in story:
        before = now
        now += SECOND * seconds
        if session.state is State.running:
            running += now - before
        session = moved(session, move, now)
        assert session.played_seconds * SECOND <= running
        assert all(each >= 0 for each in session.played)


@settings(max_examples=examples(120))
@given(plan=PLANS, story=STORIES)
def test_the_clock_alone_never_skips_a_step(plan: list[Step], story: list[tuple[int, str]]) -> None:
    """However late: `advance` begins the next step, asks before that step, or ends after the last one."""
    session, now = begun(*plan), START
    for seconds, move in story:
        now += SECOND * seconds
        after = walk.advance(session, now)
        if after.is_live and after.step_number != session.step_number:
            assert after.step_number == session.step_number + 1
        if after.state is State.finished and session.state is not State.finished:
            assert session.step_number == len(plan) - 1
        session = moved(after, move, now)


@settings(max_examples=examples(120))
@given(plan=PLANS, story=STORIES)
def test_while_it_lives_something_is_always_due(plan: list[Step], story: list[tuple[int, str]]) -> None:
    """A live session always has a due moment; an ended session has none."""
    session, now = begun(*plan), START
    for seconds, move in story:
        now += SECOND * seconds
        session = moved(session, move, now)
        assert (session.due_at is not None) == session.is_live
        assert (session.ends_at is not None) == (session.state is State.running)


@settings(max_examples=examples(80))
@given(plan=PLANS, story=STORIES, by=st.integers(-100_000, 100_000))
def test_a_clock_that_was_set_changes_nothing_that_is_left(
    plan: list[Step], story: list[tuple[int, str]], by: int
) -> None:
    """A session that is moved together with the clock has the same time left."""
    session, now = begun(*plan), START
    for seconds, move in story:
        now += SECOND * seconds
        session = moved(session, move, now)
    offset = SECOND * by

    shifted = walk.shift(session, offset)

    assert shifted.left(now + offset) == session.left(now)
    for seconds in (0, 7, 400):
        later = now + SECOND * seconds
        assert walk.advance(shifted, later + offset).step_number == walk.advance(session, later).step_number
    assert walk.shift(shifted, -offset) == session


@pytest.mark.parametrize("ended", [State.stopped, State.finished])
@pytest.mark.parametrize("move", sorted(MOVES))
def test_an_end_is_final(ended: State, move: str) -> None:
    """Nothing brings a session back to life."""
    over = walk.stop(playing(), at(5))
    over = replace(over, state=ended, step_number=1)

    assert MOVES[move](over, at(6)) == over


@settings(max_examples=examples(80))
@given(left_at=st.integers(0, 39), away=st.integers(0, 86_399))
def test_pause_and_resume_keep_what_is_left(left_at: int, away: int) -> None:
    """However long the pause, the step goes on with the seconds it had."""
    session = walk.skip(playing(), START)

    paused = walk.pause(session, at(left_at))
    assert paused.left(at(left_at + away)) == SECOND * (40 - left_at)

    resumed = walk.resume(paused, at(left_at + away))
    assert resumed.ends_at == at(left_at + away + 40 - left_at)
    assert resumed.turn == session.turn


@pytest.mark.parametrize(
    ("late", "state", "ends"),
    [
        (0, State.running, 50),
        (12, State.running, 50),  # 30 % of 40 s: the timeline is kept
        (12.1, State.outage, None),
        (3600, State.outage, None),
    ],
)
def test_lateness_beyond_30_percent_of_the_next_step_asks(
    late: float, state: State, ends: float | None
) -> None:
    """Measured by the step that now begins; counted from the plan, so that lateness does not add up."""
    after = walk.advance(playing(), at(10 + late))

    assert after.state is state
    assert after.step_number == 1
    assert after.ends_at == (at(ends) if ends else None)
    assert after.played == (10, 0, 0)


def test_lateness_does_not_add_up() -> None:
    """Every prompt a second late, and the session still ends on time."""
    session = playing()
    for moment in (11, 51):
        session = walk.advance(session, at(moment))

    assert session.ends_at == at(60)


def test_a_fast_clock_is_no_outage() -> None:
    """Within the jitter of a fast clock a step just begins now."""
    after = walk.advance(playing(), at(100), jitter=timedelta(seconds=120))

    assert (after.state, after.step_number, after.ends_at) == (State.running, 1, at(140))


def test_after_an_outage_the_waiting_step_begins_as_a_new_turn() -> None:
    """Its time is whole, and what was played before it stays."""
    asking = walk.advance(playing(), at(100))
    session = walk.resume(asking, at(200))

    assert (session.turn, session.step_number, session.ends_at) == (asking.turn + 1, 1, at(240))
    assert session.played == (10, 0, 0)


@pytest.mark.parametrize("waiting", ["pause", "outage"])
def test_a_place_is_kept_for_24_hours(waiting: str) -> None:
    """A second less: still there. Then it is over, with what was played."""
    session = walk.pause(playing(), at(5)) if waiting == "pause" else walk.advance(playing(), at(100))
    since = session.paused_at
    assert since is not None

    assert walk.advance(session, since + RESUMABLE_FOR - SECOND) == session
    over = walk.advance(session, since + RESUMABLE_FOR)
    assert over.state is State.stopped
    assert over.played_seconds == (5 if waiting == "pause" else 10)


def test_back_in_the_first_step_begins_it_again() -> None:
    """There is nothing before it."""
    session = walk.back(playing(), at(4))

    assert (session.step_number, session.turn, session.ends_at) == (0, 2, at(14))
    assert session.played == (4, 0, 0)


def test_the_get_ready_count_is_no_part_of_the_plan() -> None:
    """Alone 20 s, with a partner 60 s, and not a second of it is counted as played."""
    alone, partner = begun(audience=Audience.alone), begun()

    assert (alone.ends_at, partner.ends_at) == (at(20), at(60))
    assert walk.advance(partner, at(60)).played_seconds == 0
    assert walk.start_now(partner, at(30)).played_seconds == 0
    assert partner.step_number == READY
    assert partner.left_in_all(START) == SECOND * 120


def test_start_now_works_once_and_only_in_the_count() -> None:
    """A second tap changes nothing."""
    session = playing()

    assert walk.start_now(session, at(3)) == session


def side_at(session: Session) -> datetime | None:
    """Return when the other side is due in this turn, or None."""
    return session.cues_at.get(Cues.side)


def test_the_cue_is_given_once_a_turn_at_half_time() -> None:
    """Half way through a step with two sides, once, and again when the step is played again."""
    session = playing(step(40, sides=2), step(10))
    assert side_at(session) == at(20)
    assert walk.give_cues(session, at(19.9)) == (session, NO_CUE)

    given_once, say = walk.give_cues(session, at(20))
    assert say == Cues.side
    assert walk.give_cues(given_once, at(21)) == (given_once, NO_CUE)

    again = walk.back(given_once, at(25))
    assert side_at(again) == at(45)


@pytest.mark.parametrize(("late", "say_it"), [(5, True), (5.1, False), (59, False)])
def test_a_cue_over_five_seconds_late_is_dropped(late: float, say_it: bool) -> None:
    """Dropped, and not said later either."""
    after, said = walk.give_cues(playing(step(120)), at(60 + late))

    assert (Cues.half in said) is say_it
    assert Cues.half not in after.cues_at


@pytest.mark.parametrize(
    ("seconds", "late", "say_it"),
    [(40, 5.1, True), (40, 10, True), (40, 10.1, False), (20, 5, True), (20, 5.1, False), (240, 110, True)],
)
def test_the_other_side_is_told_while_it_is_worth_beginning(seconds: int, late: float, say_it: bool) -> None:
    """While ten seconds of the step are left, since otherwise only one side would be done."""
    after, said = walk.give_cues(playing(step(seconds, sides=2)), at(seconds / 2 + late))

    assert (Cues.side in said) is say_it
    assert side_at(after) is None


def test_a_fast_clock_drops_no_cue() -> None:
    """Within the jitter of a fast clock it is as good as on time."""
    _, said = walk.give_cues(playing(step(40, sides=2)), at(30), jitter=timedelta(seconds=10))

    assert Cues.side in said


def test_a_pause_moves_the_cue_with_the_rest() -> None:
    """Paused before half time, the cue comes after the same playing time."""
    session = walk.resume(walk.pause(playing(step(40, sides=2)), at(10)), at(100))

    assert side_at(session) == at(110)
    assert side_at(walk.pause(playing(step(40, sides=2)), at(10))) is None


def test_a_step_with_one_side_has_no_cue() -> None:
    """Neither has the get-ready count."""
    assert side_at(playing()) is None
    assert side_at(begun(step(40, sides=2))) is None


@settings(max_examples=examples(80))
@given(seconds=st.integers(1, 400), passed=st.floats(0, 400))
def test_the_countdown_falls_on_multiples_of_15_seconds(seconds: int, passed: float) -> None:
    """Later than now, before the end, and what is left then is a multiple of 15."""
    session, now = playing(step(seconds)), at(passed)

    due = next_edit(session, now)

    assert session.ends_at is not None
    if due is not None:
        assert now < due < session.ends_at
        assert (session.ends_at - due) % timedelta(seconds=15) == timedelta(0)


@pytest.mark.parametrize("state", ["paused", "outage"])
def test_skip_goes_on_from_a_waiting_session(state: str) -> None:
    """A paused session runs again; after an outage the waiting step is the one that is skipped."""
    waiting = walk.pause(playing(), at(4)) if state == "paused" else walk.advance(playing(), at(100))

    after = walk.skip(waiting, at(200))

    assert after.state is State.running
    assert after.step_number == (1 if state == "paused" else 2)
    assert after.played[0] == (4 if state == "paused" else 10)


def test_a_two_sided_step_is_stretched_only_while_both_sides_stay_equal() -> None:
    """Before the other side it gets longer, and the cue moves to the new half; afterwards it does not."""
    step = Step(StepKind.technique, PhraseId("step.x"), PhraseId("x"), 40, sides=2)
    began = walk.begin(SessionId(1), ChatId(1), Programme(RoutineKey("r"), Audience.alone, (step,)), START)
    playing = walk.start_now(began, START)

    longer = walk.stretch(playing, 15, 300, START)
    assert side_at(longer) == START + timedelta(seconds=27.5)

    half = START + timedelta(seconds=20)
    turned, _ = walk.give_cues(playing, half)
    assert walk.stretch(turned, 15, 300, half) == turned
    late = START + timedelta(seconds=13)
    assert walk.stretch(playing, -15, 300, late) == playing
    assert walk.stretch(playing, 15, 50, START) == playing


def test_lighter_has_two_notches_and_an_end() -> None:
    """More often than twice changes nothing more, and an ended session stays as it is."""
    step = Step(StepKind.technique, PhraseId("step.x"), PhraseId("x"), 40)
    session = walk.begin(SessionId(1), ChatId(1), Programme(RoutineKey("r"), Audience.alone, (step,)), START)

    assert [
        session.softer,
        walk.lighten(session).softer,
        walk.lighten(walk.lighten(walk.lighten(session))).softer,
    ] == [0, 1, 2]
    ended = walk.stop(session, START)
    assert walk.lighten(ended) == ended


STORY = st.lists(st.tuples(st.floats(0.1, 40), st.sampled_from(["wait", "pause", "resume", "plus", "minus"])))


@settings(max_examples=examples(120))
@given(
    seconds=st.integers(15, 300),
    sides=st.sampled_from([1, 2]),
    cues=st.integers(0, 15).map(Cues),
    story=STORY,
)
def test_each_cue_comes_at_most_once_a_turn_and_only_if_it_is_on(
    seconds: int, sides: int, cues: Cues, story: list[tuple[float, str]]
) -> None:
    """However the turn is paused and stretched; two sides never hear of half way."""
    begun = walk.begin(
        SessionId(1),
        ChatId(1),
        Programme(RoutineKey("r"), Audience.partner, (step(seconds * sides, sides),), cues=cues),
        START,
    )
    session, now, heard = walk.start_now(begun, START), START, list[Cues]()
    moves: dict[str, Callable[[Session, datetime], Session]] = {
        "pause": walk.pause,
        "resume": walk.resume,
        "plus": lambda session, now: walk.stretch(session, 15, 300, now),
        "minus": lambda session, now: walk.stretch(session, -15, 300, now),
    }
    for passed, move in story:
        now += SECOND * passed
        session, say = walk.give_cues(session, now)
        heard += list(say)
        if move in moves:
            session = moves[move](session, now)

    assert len(heard) == len(set(heard))
    assert set(heard) <= set(cues & ~Cues.sound)
    assert not (sides == 2 and Cues.half in heard)


@settings(max_examples=examples(120))
@given(seconds=st.integers(30, 600), sides=st.sampled_from([1, 2]))
def test_no_countdown_falls_in_the_way_of_a_cue_on_the_card(seconds: int, sides: int) -> None:
    """The five seconds that edits keep apart are the cue's."""
    session = playing(step(seconds * sides, sides))
    cues = [at for cue, at in session.cues_at.items() if cue is not Cues.side]
    now = START
    while (due := next_edit(session, now)) is not None:
        assert not any(due <= cue < due + 5 * SECOND for cue in cues)
        now = due


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Tokyo", 23), ("Europe/Lisbon", 22), ("America/Los_Angeles", 22), (None, None)]
)
def test_a_session_ends_on_the_date_that_it_is_there(zone: str | None, day: int | None) -> None:
    ended = walk.stop(playing(), datetime(2026, 11, 22, 20, 30, tzinfo=UTC))

    dated = walk.date_end(ended, ZoneInfo(zone) if zone else None, 0)

    assert dated == replace(ended, ended_on=date(2026, 11, day) if day else None)


def test_a_session_that_goes_on_has_no_date() -> None:
    session = playing()

    assert walk.date_end(session, ZoneInfo("Asia/Tokyo"), 0) == session


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=2)), st.booleans())
def test_after_a_step_back_during_a_stop_a_step_begins_again_at_most(by: timedelta, is_paused: bool) -> None:
    """And a pause is not longer than a day. The time that is left in a pause stays as it is."""
    session = playing()
    if is_paused:
        session = walk.pause(session, START + 4 * SECOND)
    now = START + 4 * SECOND - by

    fitted = walk.fit_to(session, now)

    assert fitted.left(now) == (6 * SECOND if is_paused else min(6 * SECOND + by, 10 * SECOND))
    assert fitted.due_at is not None
    assert fitted.due_at <= now + (RESUMABLE_FOR if is_paused else 10 * SECOND)
    assert walk.fit_to(fitted, now) == fitted


def test_a_get_ready_count_and_a_longer_step_fit_as_well() -> None:
    waiting = begun()
    assert walk.fit_to(waiting, START) == waiting
    assert walk.fit_to(waiting, START - HOUR).left(START - HOUR) == 60 * SECOND

    longer = walk.stretch(playing(step(40)), 30, 120, START)
    assert walk.fit_to(longer, START) == longer
    assert walk.fit_to(longer, START - HOUR).left(START - HOUR) == 70 * SECOND

"""One walk through a routine, as a state machine over moments that are given to it.

Every function returns the session as it then stands and changes nothing else. Calling one twice, early or
with a turn that has passed is harmless: `turn` grows by one at every start, skip, back and repeat, and
whoever holds a button holds the turn it was made for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.catalogue import Audience, RoutineKey, Step, TechniqueKey
from bot.domain.ids import ChatId, SessionId
from bot.domain.plan import EVERY_CUE, NO_CUE, Cues, Pace

GET_READY = {Audience.alone: timedelta(seconds=20), Audience.partner: timedelta(seconds=60)}
RESUMABLE_FOR = timedelta(hours=24)
COUNTDOWN_EVERY = 15  # seconds; the card is edited when what is left is a multiple of this
LATE_SHARE = 0.3  # of the step that now begins
CUE_LATE = timedelta(seconds=5)
HALF_FROM = 120  # seconds; in a shorter step half way is not worth a word
TEN_FROM = 30  # seconds, of a step that warns before its end
TEN = timedelta(seconds=10)
A_SECOND = timedelta(seconds=1)
EDITS_APART = timedelta(seconds=5)  # real time between countdown edits of a card
END_LATE = timedelta(seconds=60)  # later than this the summary comes without a sound

SOFTEST = 2  # notches
SHORTEST_LEFT = timedelta(seconds=5)

READY = -1  # the step number of the get-ready count


class State(StrEnum):
    """Where a session stands."""

    running = "running"
    paused = "paused"  # a person asked for it
    outage = "outage"  # the bot was away too long; asks Continue / Stop
    finished = "finished"
    stopped = "stopped"


class Feeling(StrEnum):
    """How the back felt after a session, if somebody said so."""

    looser = "looser"
    same = "same"
    stiffer = "stiffer"


LIVE = frozenset({State.running, State.paused, State.outage})


@dataclass(frozen=True, slots=True)
class Session:
    """One walk through a routine.

    `step_number` counts from 0; READY is the get-ready count before the plan. `ends_at` is when the step
    ends while running, `remaining` what is left of it otherwise. `played` has the seconds spent per step.
    `edit_at` is when the card's countdown is due next.
    """

    id: SessionId
    chat: ChatId
    routine: RoutineKey
    audience: Audience
    steps: tuple[Step, ...]
    state: State
    step_number: int
    turn: int
    started_at: datetime
    remaining: timedelta
    played: tuple[int, ...]
    ends_at: datetime | None = None
    edit_at: datetime | None = None
    card_edited_at: datetime | None = None  # wire time
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    feels: Feeling | None = None
    softer: int = 0  # notches of "lighter" asked for: 0, 1 or 2
    shows_more: bool = False  # the card shows its second set of buttons
    pace: Pace = Pace.beginner
    cues: Cues = EVERY_CUE  # the ones that were switched on when it began
    cued: Cues = NO_CUE  # the cues of this turn that have been given, or whose moment has passed
    version: int = 0

    @property
    def is_live(self) -> bool:
        """Can it still be steered?"""
        return self.state in LIVE

    @property
    def is_getting_ready(self) -> bool:
        """Is it in the count before the first step?"""
        return self.step_number == READY

    @property
    def step(self) -> Step:
        """Return the current step; during the get-ready count the first one."""
        return self.steps[max(self.step_number, 0)]

    @property
    def total_seconds(self) -> int:
        """Return the length of the plan in seconds, without the get-ready count."""
        return sum(step.seconds for step in self.steps)

    @property
    def played_seconds(self) -> int:
        """Return how many seconds have been played in all."""
        return sum(self.played)

    @property
    def technique_seconds(self) -> Mapping[TechniqueKey, int]:
        """Return how many seconds of each technique have been played, without those that were not."""
        spent: dict[TechniqueKey, int] = {}
        for step, seconds in zip(self.steps, self.played, strict=True):
            if step.technique is not None and seconds:
                spent[step.technique] = spent.get(step.technique, 0) + seconds
        return spent

    @property
    def side_at(self) -> datetime | None:
        """Return when the other side is due in this turn, or None."""
        return self.cues_at.get(Cues.side)

    @property
    def cues_at(self) -> Mapping[Cues, datetime]:
        """Return when each cue that is still to come in this turn is due.

        The other side always is, said or not: from then on both sides can no longer be made longer alike.
        """
        if self.ends_at is None or self.is_getting_ready:
            return {}
        seconds, moments = self.step.seconds, {}
        half = self.ends_at - timedelta(seconds=seconds) / 2
        if self.step.sides > 1:
            moments[Cues.side] = half
        elif seconds >= HALF_FROM and Cues.half in self.cues:
            moments[Cues.half] = half
        if seconds >= TEN_FROM and Cues.ten in self.cues:
            moments[Cues.ten] = self.ends_at - TEN
        return {cue: at for cue, at in moments.items() if cue not in self.cued}

    @property
    def notifies_at(self) -> datetime | None:
        """Return when the next message that notifies is due, or None while the session waits."""
        if self.state is not State.running or self.ends_at is None:
            return None
        aloud = Cues.side | Cues.half if Cues.sound in self.cues else Cues.side
        return min([self.ends_at, *(at for cue, at in self.cues_at.items() if cue in aloud & self.cues)])

    @property
    def due_at(self) -> datetime | None:
        """Return the next moment at which time alone changes this session, or None when it has ended."""
        if self.state in (State.paused, State.outage) and self.paused_at is not None:
            return self.paused_at + RESUMABLE_FOR
        moments = [moment for moment in (self.notifies_at, self.edit_at) if moment is not None]
        return min([*moments, *self.cues_at.values()], default=None)

    def left(self, now: datetime) -> timedelta:
        """Return what is left of the current step at `now`, never below zero."""
        if self.ends_at is None:
            return self.remaining
        return max(self.ends_at - now, timedelta(0))

    def left_in_all(self, now: datetime) -> timedelta:
        """Return what is left of the whole plan at `now`."""
        later = sum(step.seconds for step in self.steps[max(self.step_number, -1) + 1 :])
        return self.left(now) + timedelta(seconds=later)


def begin(
    id: SessionId,
    chat: ChatId,
    routine: RoutineKey,
    audience: Audience,
    steps: tuple[Step, ...],
    now: datetime,
    pace: Pace = Pace.beginner,
    cues: Cues = EVERY_CUE,
) -> Session:
    """Return a session in its get-ready count: 20 s alone, 60 s with a partner."""
    count = GET_READY[audience]
    session = Session(
        id=id,
        chat=chat,
        routine=routine,
        audience=audience,
        steps=steps,
        state=State.running,
        step_number=READY,
        turn=0,
        started_at=now,
        remaining=count,
        played=(0,) * len(steps),
        ends_at=now + count,
        pace=pace,
        cues=cues,
    )
    return replace(session, edit_at=next_edit(session, now))


def next_edit(session: Session, now: datetime) -> datetime | None:
    """Return the next moment after `now` at which what is left is a multiple of 15 s, or None.

    One is passed over if a cue is to be edited in then, or so soon after it that it would be hindered.
    """
    if session.ends_at is None:
        return None
    whole = int(session.left(now) / timedelta(seconds=1))
    marks = whole // COUNTDOWN_EVERY * COUNTDOWN_EVERY
    at = session.ends_at - timedelta(seconds=marks)
    if at <= now:
        at += timedelta(seconds=COUNTDOWN_EVERY)
    edited_in = (
        []
        if Cues.sound in session.cues
        else [cued for cue, cued in session.cues_at.items() if cue is not Cues.side]
    )
    while any(at <= cued < at + EDITS_APART + A_SECOND for cued in edited_in):
        at += timedelta(seconds=COUNTDOWN_EVERY)
    return at if at < session.ends_at else None


def advance(session: Session, now: datetime, jitter: timedelta = timedelta(0)) -> Session:
    """Return the session as it stands at `now`.

    Nothing changes until the current step has run its course, so calling this early or twice is harmless.
    A step begins from the plan, so lateness does not add up; beyond 30 % of the step that now begins the
    session asks first. `jitter` is how late a wake-up of a healthy process may be in people's time (it
    matters when their clock runs fast): within it the step simply begins now.
    """
    if session.state in (State.paused, State.outage):
        return _expire(session, now)
    if session.state is not State.running or session.ends_at is None or now < session.ends_at:
        return session
    following = session.step_number + 1
    if following == len(session.steps):
        return _leave(session, session.ends_at, State.finished)
    late = now - session.ends_at
    duration = timedelta(seconds=session.steps[following].seconds)
    left = _spent(session, session.ends_at)
    if late <= duration * LATE_SHARE:
        return _play(left, following, ends_at=session.ends_at + duration, now=now)
    if late <= jitter:
        return _play(left, following, ends_at=now + duration, now=now)
    return replace(
        left,
        state=State.outage,
        step_number=following,
        remaining=duration,
        ends_at=None,
        edit_at=None,
        paused_at=now,
        cued=NO_CUE,
    )


def give_cues(session: Session, now: datetime, jitter: timedelta = timedelta(0)) -> tuple[Session, Cues]:
    """Return the session with the cues up to `now` settled, and those that are worth saying.

    A cue is dropped when it is switched off or comes over 5 s late.
    """
    settled = say = NO_CUE
    for cue, at in session.cues_at.items():
        if at <= now:
            settled |= cue
            if now - at <= max(CUE_LATE, jitter):
                say |= cue & session.cues
    return (replace(session, cued=session.cued | settled), say) if settled else (session, say)


def start_now(session: Session, now: datetime) -> Session:
    """End the get-ready count: the first step begins at `now`."""
    if not session.is_getting_ready or not session.is_live:
        return session
    return _begin_step(session, 0, now)


def skip(session: Session, now: datetime) -> Session:
    """Go to the next step at `now`, or finish after the last one. A paused session runs again."""
    if not session.is_live:
        return session
    following = session.step_number + 1
    if following == len(session.steps):
        return _leave(session, now, State.finished)
    return _begin_step(session, following, now)


def back(session: Session, now: datetime) -> Session:
    """Go to the step before at `now`; in the first step begin it again, before it there is nothing."""
    if not session.is_live or session.is_getting_ready:
        return session
    return _begin_step(session, max(session.step_number - 1, 0), now)


def repeat(session: Session, now: datetime) -> Session:
    """Begin the current step again at `now`, as a new turn."""
    if not session.is_live or session.is_getting_ready:
        return session
    return _begin_step(session, session.step_number, now)


def lighten(session: Session) -> Session:
    """Ask for one notch less pressure, from here to the end; two notches are a resting hand."""
    return replace(session, softer=min(session.softer + 1, SOFTEST)) if session.is_live else session


def stretch(session: Session, seconds: int, longest: int, now: datetime) -> Session:
    """Make the running step longer or shorter by `seconds`; the same session if that cannot be.

    At least SHORTEST_LEFT stays, no step gets longer than `longest` seconds, and a step of two sides is
    changed only while its new half is still to come, so that both sides stay equal.
    """
    if session.state is not State.running or session.ends_at is None or session.is_getting_ready:
        return session
    length = session.step.seconds + seconds
    is_uneven = Cues.side in session.cued
    ends_at = session.ends_at + timedelta(seconds=seconds)
    is_half_past = session.step.sides > 1 and ends_at - timedelta(seconds=length) / 2 <= now
    if (
        is_uneven
        or is_half_past
        or length > max(longest, session.step.seconds)
        or ends_at - now < SHORTEST_LEFT
    ):
        return session
    steps = list(session.steps)
    steps[session.step_number] = replace(session.step, seconds=length)
    longer = replace(session, steps=tuple(steps), ends_at=ends_at)
    return replace(longer, edit_at=next_edit(longer, now))


def pause(session: Session, now: datetime) -> Session:
    """Stop the clock at `now`, keeping what is left of the step for 24 hours."""
    if session.state is not State.running:
        return session
    return replace(
        session,
        state=State.paused,
        remaining=session.left(now),
        ends_at=None,
        edit_at=None,
        paused_at=now,
    )


def resume(session: Session, now: datetime) -> Session:
    """Let the clock run on from where it stood. After an outage the waiting step begins, as a new turn."""
    if session.state is State.outage:
        return _begin_step(session, session.step_number, now)
    if session.state is not State.paused:
        return session
    running = replace(session, state=State.running, ends_at=now + session.remaining, paused_at=None)
    return replace(running, edit_at=next_edit(running, now))


def stop(session: Session, now: datetime) -> Session:
    """End the session at `now`; what was played stays."""
    return _leave(session, now, State.stopped) if session.is_live else session


def feel(session: Session, feeling: Feeling) -> Session:
    """Note how the back feels after a finished session; the first answer stands."""
    if session.state is not State.finished or session.feels is not None:
        return session
    return replace(session, feels=feeling)


def shift(session: Session, by: timedelta) -> Session:
    """Return the session moved by `by`, after the clock itself was set: what is left stays the same."""
    moved = {
        name: moment + by
        for name in ("ends_at", "edit_at", "paused_at", "started_at")
        if (moment := getattr(session, name)) is not None
    }
    return replace(session, **moved)


def _begin_step(session: Session, number: int, now: datetime) -> Session:
    duration = timedelta(seconds=session.steps[number].seconds)
    return _play(_spent(session, now), number, ends_at=now + duration, now=now)


def _play(session: Session, number: int, ends_at: datetime, now: datetime) -> Session:
    playing = replace(
        session,
        state=State.running,
        step_number=number,
        turn=session.turn + 1,
        ends_at=ends_at,
        remaining=ends_at - now,
        paused_at=None,
        cued=NO_CUE,
        shows_more=False,
        card_edited_at=None,
    )
    return replace(playing, edit_at=next_edit(playing, now))


def _spent(session: Session, now: datetime) -> Session:
    """Return the session with the time spent in its current step added to what was played."""
    if session.is_getting_ready or session.state is State.outage:
        return session
    number = session.step_number
    seconds = session.steps[number].seconds - round(session.left(now).total_seconds())
    played = list(session.played)
    played[number] += max(seconds, 0)
    return replace(session, played=tuple(played))


def _leave(session: Session, now: datetime, state: State) -> Session:
    return replace(
        _spent(session, now),
        state=state,
        ends_at=None,
        edit_at=None,
        paused_at=None,
        remaining=timedelta(0),
        ended_at=now,
    )


def _expire(session: Session, now: datetime) -> Session:
    if session.paused_at is None or now < session.paused_at + RESUMABLE_FOR:
        return session
    return _leave(session, now, State.stopped)

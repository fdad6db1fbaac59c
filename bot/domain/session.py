"""A session: one walk through a routine, where it stands, and the moments at which something is due.

The functions that change a session are in `walk`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.catalogue import Audience, RoutineKey, Step, TechniqueKey
from bot.domain.ids import ChatId, SessionId, TopicId
from bot.domain.plan import EVERY_CUE, NO_CUE, Cues, Pace

RESUMABLE_FOR = timedelta(hours=24)
COUNTDOWN_EVERY = 15  # seconds; the card is edited when the seconds left are a multiple of this
HALF_FROM = 120  # seconds; a shorter step has no half-way cue
TEN_FROM = 30  # seconds; a shorter step has no cue before its end
SPOKEN_WITH_SOUND = Cues.side | Cues.half
TEN = timedelta(seconds=10)
A_SECOND = timedelta(seconds=1)
# Steady time between two edits of a card: real time, if nobody moves the clock. Telegram asks for 5 s; one
# second more, since a call may be late.
EDITS_APART = timedelta(seconds=6)

READY = -1  # the step number during the get-ready count


class State(StrEnum):
    """Where a session stands."""

    running = "running"
    paused = "paused"  # a person asked for it
    outage = "outage"  # the bot was away too long; asks Continue / Stop
    finished = "finished"
    stopped = "stopped"


class Feeling(StrEnum):
    """How the back felt after a session, if the person told it."""

    looser = "looser"
    same = "same"
    stiffer = "stiffer"


LIVE = frozenset({State.running, State.paused, State.outage})


@dataclass(frozen=True, slots=True)
class Programme:
    """What a session will play, and how."""

    routine: RoutineKey
    audience: Audience
    steps: tuple[Step, ...]
    pace: Pace = Pace.beginner
    cues: Cues = EVERY_CUE


@dataclass(frozen=True, slots=True)
class Session:
    """One walk through a routine.

    `step_number` counts from 0; READY is the get-ready count before the first step. `ends_at`: when the step
    ends, while the session runs. `remaining`: the time left of the step, while it does not run. `played`: the
    seconds spent in each step. `edit_at`: when the countdown on the card is due next.
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
    card_edited_at: datetime | None = None  # steady time
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    ended_on: date | None = None  # the local date of the end; None: the zone was not known then
    feels: Feeling | None = None
    topic: TopicId | None = None  # where its messages go, in a group with topics
    softer: int = 0  # how often "lighter" was asked for: 0, 1 or 2
    shows_more: bool = False  # the card shows its second set of buttons
    pace: Pace = Pace.beginner
    cues: Cues = EVERY_CUE  # those that were switched on when the session began
    cued: Cues = NO_CUE  # cues of this turn that were given, or whose moment has passed
    version: int = 0

    @property
    def is_live(self) -> bool:
        """Has it not ended yet?"""
        return self.state in LIVE

    @property
    def is_getting_ready(self) -> bool:
        """Is it in the get-ready count before the first step?"""
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
        """Return the seconds of each technique that was played."""
        spent: dict[TechniqueKey, int] = {}
        for step, seconds in zip(self.steps, self.played, strict=True):
            if step.technique is not None and seconds:
                spent[step.technique] = spent.get(step.technique, 0) + seconds
        return spent

    @property
    def spoken(self) -> Cues:
        """Return the cues that come as a new card, which notifies; the other cues are edits of the card."""
        return self.cues & (SPOKEN_WITH_SOUND if Cues.sound in self.cues else Cues.side)

    @property
    def is_on_other_side(self) -> bool:
        """Is a step of two sides in its second half, in which the cue for the other side holds?"""
        return self.step.sides > 1 and Cues.side in self.cues & self.cued and not self.is_getting_ready

    @property
    def cues_at(self) -> Mapping[Cues, datetime]:
        """Return when each cue that is still to come in this turn is due.

        `side` is always among them, even if it is switched off: once it has passed, the step can no longer be
        made longer, since both sides must stay equal.
        """
        if self.ends_at is None or self.is_getting_ready:
            return {}
        moments = {cue: self.ends_at - left for cue, left in cues_of(self.step, self.cues).items()}
        return {cue: at for cue, at in moments.items() if cue not in self.cued}

    @property
    def notifies_at(self) -> datetime | None:
        """Return when the next message that notifies is due; None while the session waits for a person."""
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
        """Return the time left of the current step at `now`, never below zero."""
        if self.ends_at is None:
            return self.remaining
        return max(self.ends_at - now, timedelta(0))

    def left_in_all(self, now: datetime) -> timedelta:
        """Return the time left of the whole plan at `now`."""
        later = sum(step.seconds for step in self.steps[max(self.step_number, -1) + 1 :])
        return self.left(now) + timedelta(seconds=later)


def cues_of(step: Step, cues: Cues) -> Mapping[Cues, timedelta]:
    """Return how much time of a step is left at each of its cues. The other side has one in any case."""
    left, half = {}, timedelta(seconds=step.seconds) / 2
    if step.sides > 1:
        left[Cues.side] = half
    elif step.seconds >= HALF_FROM and Cues.half in cues:
        left[Cues.half] = half
    if step.seconds >= TEN_FROM and Cues.ten in cues:
        left[Cues.ten] = TEN
    return left


def _next_mark(ends_at: datetime, left: timedelta, now: datetime) -> datetime:
    """Return the next moment after `now` at which the time left is a multiple of 15 s."""
    whole = int(left / timedelta(seconds=1))
    at = ends_at - timedelta(seconds=whole // COUNTDOWN_EVERY * COUNTDOWN_EVERY)
    return at if at > now else at + timedelta(seconds=COUNTDOWN_EVERY)


def next_edit(session: Session, now: datetime) -> datetime | None:
    """Return the next moment after `now` at which the time left is a multiple of 15 s, or None.

    A moment is skipped if a cue is due as an edit then or a few seconds later: two edits need a distance.
    """
    if session.ends_at is None:
        return None
    at = _next_mark(session.ends_at, session.left(now), now)
    edits = session.cues & ~session.spoken
    edited_in = [cued for cue, cued in session.cues_at.items() if cue in edits]
    while any(at <= cued < at + EDITS_APART + A_SECOND for cued in edited_in):
        at += timedelta(seconds=COUNTDOWN_EVERY)
    return at if at < session.ends_at else None

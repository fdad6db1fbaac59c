"""One walk through a routine as it stands, and the moments that follow from that.

What changes it is in `walk`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.catalogue import Audience, RoutineKey, Step, TechniqueKey
from bot.domain.ids import ChatId, SessionId
from bot.domain.plan import EVERY_CUE, NO_CUE, Cues, Pace

RESUMABLE_FOR = timedelta(hours=24)
COUNTDOWN_EVERY = 15  # seconds; the card is edited when what is left is a multiple of this
HALF_FROM = 120  # seconds; in a shorter step half way is not worth a word
TEN_FROM = 30  # seconds, of a step that warns before its end
SPOKEN_WITH_SOUND = Cues.side | Cues.half | Cues.ten
TEN = timedelta(seconds=10)
A_SECOND = timedelta(seconds=1)
# Real time between a countdown edit and the card's edit before: 5 s are asked for, and a call may be late.
EDITS_APART = timedelta(seconds=6)

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
class Programme:
    """What a session is going to play, and how."""

    routine: RoutineKey
    audience: Audience
    steps: tuple[Step, ...]
    pace: Pace = Pace.beginner
    cues: Cues = EVERY_CUE


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
    ended_on: date | None = None  # the local date of the end; None: the zone was not known then
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
    def spoken(self) -> Cues:
        """Return the cues that come as messages of their own; the others are edited in."""
        return self.cues & (SPOKEN_WITH_SOUND if Cues.sound in self.cues else Cues.side)

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

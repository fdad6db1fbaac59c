"""How a session changes: a state machine. It reads no clock; every function gets the moment.

Every function returns the changed session and changes nothing else. Calling a function early or twice is
harmless. `turn` grows by one at every start, skip, back and repeat. Each button carries the turn that it was
made for, so that a tap on an older button is recognised.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.catalogue import Audience
from bot.domain.ids import ChatId, SessionId, TopicId
from bot.domain.own_day import day_of
from bot.domain.plan import NO_CUE, Cues
from bot.domain.session import READY, RESUMABLE_FOR, Feeling, Programme, Session, State, next_edit

GET_READY = {Audience.alone: timedelta(seconds=20), Audience.partner: timedelta(seconds=60)}
LATE_SHARE = 0.3  # of the step that begins now
CUE_LATE = timedelta(seconds=5)
SIDE_LEFT = timedelta(seconds=10)  # with less time left of the step, it is too late for the other side
END_LATE = timedelta(seconds=60)  # after this the summary is sent without a sound
SOFTEST = 2  # notches
SHORTEST_LEFT = timedelta(seconds=5)


def begin(
    id: SessionId, chat: ChatId, programme: Programme, now: datetime, topic: TopicId | None = None
) -> Session:
    """Return a new session in its get-ready count: 20 s alone, 60 s with a partner."""
    count = GET_READY[programme.audience]
    session = Session(
        id=id,
        chat=chat,
        routine=programme.routine,
        audience=programme.audience,
        steps=programme.steps,
        state=State.running,
        step_number=READY,
        turn=0,
        started_at=now,
        remaining=count,
        played=(0,) * len(programme.steps),
        ends_at=now + count,
        pace=programme.pace,
        cues=programme.cues,
        topic=topic,
    )
    return replace(session, edit_at=next_edit(session, now))


def advance(session: Session, now: datetime, jitter: timedelta = timedelta(0)) -> Session:
    """Return the session as it stands at `now`.

    Nothing changes until the current step has ended, so calling this early or twice is harmless. The next
    step begins at the moment that the plan gives, so that lateness does not add up. If that moment is over by
    more than 30 % of the step, the session waits and asks whether to go on. `jitter`: how late, in people's
    time, a wake-up of a healthy process may be (it matters when people's clock runs fast). Within it the step
    begins now.
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
    return _wait_to_go_on(session, following, now)


def interrupt(session: Session, now: datetime) -> Session:
    """Return the session after a time of which nobody knows how much was led, such as before a restore.

    A running one waits and asks, as after an outage, however short that time was: steps that began may have
    been said. One that cannot be resumed any more has ended.
    """
    if session.state is not State.running or session.ends_at is None:
        return _expire(session, now)
    led = min(led_until(session), now)
    if now - led >= RESUMABLE_FOR:
        return _leave(session, led, State.stopped)
    number = max(session.step_number, 0) if now < session.ends_at else session.step_number + 1
    if number == len(session.steps):
        return _leave(session, session.ends_at, State.finished)
    return _wait_to_go_on(session, number, now)


def _wait_to_go_on(session: Session, number: int, now: datetime) -> Session:
    # Nobody led the rest of the step, so it does not count as played.
    return replace(
        _spent(session, min(led_until(session), now)),
        state=State.outage,
        step_number=number,
        remaining=timedelta(seconds=session.steps[number].seconds),
        ends_at=None,
        edit_at=None,
        paused_at=now,
        cued=NO_CUE,
    )


def led_until(session: Session) -> datetime:
    """Return until when a running session was led: the first moment that was due and has not been kept."""
    return session.due_at or session.started_at


def give_cues(session: Session, now: datetime, jitter: timedelta = timedelta(0)) -> tuple[Session, Cues]:
    """Return the session with its cues up to `now` marked as given, and the cues that are to be said.

    A cue is not said if it is switched off or more than 5 s late. The cue for the other side is said also
    later, while that side is worth beginning: without it, only one side would be done.
    """
    settled = say = NO_CUE
    for cue, at in session.cues_at.items():
        if at <= now:
            settled |= cue
            is_worth_it = cue is Cues.side and session.left(now) >= SIDE_LEFT
            if is_worth_it or now - at <= max(CUE_LATE, jitter):
                say |= cue & session.cues
    return (replace(session, cued=session.cued | settled), say) if settled else (session, say)


def cue_lasts(session: Session, cue: Cues, now: datetime, jitter: timedelta = timedelta(0)) -> timedelta:
    """Return how long after `now` the message of a cue may still be sent."""
    lasts = max(CUE_LATE, jitter)
    return max(lasts, session.left(now) - SIDE_LEFT) if cue is Cues.side else lasts


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
    """Go back to the previous step at `now`; the first step begins again."""
    if not session.is_live or session.is_getting_ready:
        return session
    return _begin_step(session, max(session.step_number - 1, 0), now)


def repeat(session: Session, now: datetime) -> Session:
    """Begin the current step again at `now`, as a new turn."""
    if not session.is_live or session.is_getting_ready:
        return session
    return _begin_step(session, session.step_number, now)


def lighten(session: Session) -> Session:
    """Ask for one notch less pressure until the end, at most SOFTEST notches."""
    return replace(session, softer=min(session.softer + 1, SOFTEST)) if session.is_live else session


def unlighten(session: Session) -> Session:
    """Take back every "lighter": the pressure is the step's own again, and never above it."""
    return replace(session, softer=0) if session.is_live else session


def stretch(session: Session, seconds: int, longest: int, now: datetime) -> Session:
    """Make the running step longer or shorter by `seconds`; return the same session if that is not possible.

    At least SHORTEST_LEFT is left, and no step gets longer than `longest` seconds. A step of two sides is
    changed only before its new half way, so that both sides stay equal.
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
    """Stop the clock at `now`. The session can be resumed for 24 hours."""
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
    """Let the clock run again from where it stopped. After an outage the next step begins, as a new turn."""
    if session.state is State.outage:
        return _begin_step(session, session.step_number, now)
    if session.state is not State.paused:
        return session
    running = replace(session, state=State.running, ends_at=now + session.remaining, paused_at=None)
    return replace(running, edit_at=next_edit(running, now))


def stop(session: Session, now: datetime) -> Session:
    """End the session at `now`; the time played so far is kept."""
    return _leave(session, now, State.stopped) if session.is_live else session


def date_end(session: Session, zone: ZoneInfo | None, day_begins: int) -> Session:
    """Return an ended session with the local date of its end in `zone`; None: the zone is not known.

    The date is that of the person's day, which begins at the hour `day_begins`.

    The date is stored, so that no session moves to another day when the chat's zone changes later.
    """
    if session.ended_at is None or zone is None:
        return session
    return replace(session, ended_on=day_of(session.ended_at, zone, day_begins))


def feel(session: Session, feeling: Feeling) -> Session:
    """Note how the back feels after a finished session; only the first answer counts."""
    if session.state is not State.finished or session.feels is not None:
        return session
    return replace(session, feels=feeling)


def shift(session: Session, by: timedelta) -> Session:
    """Return the session with its moments moved by `by`, as the clock was; the time left stays the same."""
    moved = {
        name: moment + by
        for name in ("ends_at", "edit_at", "paused_at", "started_at")
        if (moment := getattr(session, name)) is not None
    }
    return replace(session, **moved)


def fit_to(session: Session, now: datetime) -> Session:
    """Return the session with no more time left of its step than the step has, and no pause that is to come.

    The clock was set back while the bot was stopped, if anything of the session lies too far ahead.
    """
    ahead = [timedelta(0)]
    if session.ends_at is not None:
        count = GET_READY[session.audience]
        length = count if session.is_getting_ready else timedelta(seconds=session.step.seconds)
        ahead.append(session.ends_at - now - length)
    if session.paused_at is not None:
        ahead.append(session.paused_at - now)
    return shift(session, -max(ahead)) if max(ahead) else session


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

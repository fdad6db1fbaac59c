"""A person steers the running session: pause, skip, lighter, longer, and above all stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.actions.planning.suggest import offers_quick
from bot.actions.playing.cards import retire
from bot.actions.playing.pause import pause_running, show_change
from bot.actions.playing.record import record
from bot.actions.saying.answers import change, chat_of, say
from bot.domain import walk
from bot.domain.ids import SessionId
from bot.domain.message import Phrase, Timer, Value, message, phrase
from bot.domain.session import Session, State
from bot.ports import Asked, Lane, Work
from bot.screens import basics
from bot.screens import sessions as screens

STRETCH = 15  # seconds
LONGEST_STEP = 300  # seconds, where the technique itself sets no limit

Move = Callable[[Session, datetime], Session]


def press_session_button(work: Work, asked: Asked, verb: str, session: SessionId, turn: int) -> Phrase | None:
    """Do what a session's button says, if its turn has not passed and it belongs to this chat.

    Stop is meant for the session, whatever step its card showed: at a change of step the tap comes a moment
    late, and a card keeps its buttons until there is time to take them off.
    """
    live = work.sessions.live(asked.chat)
    if live is None or live.id != session:
        other = work.sessions.get(session)
        return phrase("e_theirs" if other is not None and other.chat != asked.chat else "e_stale")
    if verb == "stop" and turn < live.turn:
        # The card that was tapped stays a line of the story: what takes its buttons off may be on its way.
        return stop_session(work, replace(asked, pressed=None))
    if live.turn != turn:
        return phrase("e_stale")
    _note_arrival(work, asked, live)
    return STEER[verb](work, asked)


def start_session_now(work: Work, asked: Asked) -> Phrase | None:
    """End the get-ready count."""
    return _move(work, asked, walk.start_now)


def skip_step(work: Work, asked: Asked) -> Phrase | None:
    """Go to the next step."""
    return _move(work, asked, walk.skip)


def step_back(work: Work, asked: Asked) -> Phrase | None:
    """Go to the step before."""
    return _move(work, asked, walk.back)


def pause_session(work: Work, asked: Asked) -> Phrase | None:
    """Stop the clock; the place is kept for 24 hours."""
    session = _live(work, asked)
    if session is None:
        return None
    return _said(work, asked, "paused_toast" if pause_running(work, asked, session) else "already_paused")


def resume_session(work: Work, asked: Asked) -> Phrase | None:
    """Let the clock run on; after a red flag the safety question comes first."""
    session = _live(work, asked)
    if session is None:
        return None
    if _must_ask(work, asked):
        return None
    now = asked.now.people
    after = walk.resume(session, now)
    if after == session:
        return _said(work, asked, "already_running")
    if after.turn != session.turn:
        record(work, session, after, asked.now)
        if asked.pressed is not None:
            change(work, asked, basics.plain("ok_go_on"))
        return phrase("resumed")
    message = screens.ready(after, after.left(now)) if after.is_getting_ready else None
    show_change(work, asked, session, after, message or screens.card(after, now, chat_of(work, asked).zone))
    return _said(work, asked, "resumed")


def stop_session(work: Work, asked: Asked) -> Phrase | None:
    """End the session at once, without a question."""
    session = _live(work, asked)
    if session is None:
        return None
    after = walk.stop(session, asked.now.people)
    # The tapped message itself turns into the answer; a card elsewhere only loses its buttons.
    is_card = asked.pressed is not None and asked.pressed == work.outbox.card_of(session.id)
    record(work, session, after, asked.now, tidying=not is_card)
    change(work, asked, screens.stopped(after), Lane.urgent)
    return phrase("stopped_toast")


def repeat_step(work: Work, asked: Asked) -> Phrase | None:
    """Begin the step again."""
    return _move(work, asked, walk.repeat)


def lighten_session(work: Work, asked: Asked) -> Phrase | None:
    """Less pressure from here on: the words of this card and of all that follow change."""
    session = _live(work, asked)
    if session is None:
        return None
    after = walk.lighten(session)
    if after != session and session.state is State.running and not session.is_getting_ready:
        _show_card(work, asked, session, after)
    else:
        record(work, session, after, asked.now)
    if after.softer == walk.SOFTEST:
        return _said(work, asked, "lighter_2")
    return _said(work, asked, "lighter" if session.step.pressure else "lighter_plain")


def feel_just_right(work: Work, asked: Asked) -> Phrase | None:
    """The receiver is content: nothing changes."""
    return _said(work, asked, "just_right")


def show_more(work: Work, asked: Asked) -> Phrase | None:
    """Show the card's second set of buttons."""
    return _turn_buttons(work, asked, True)


def show_less(work: Work, asked: Asked) -> Phrase | None:
    """Show the card's first set of buttons again."""
    return _turn_buttons(work, asked, False)


def lengthen_step(work: Work, asked: Asked) -> Phrase | None:
    """15 seconds more for this step."""
    return _stretch(work, asked, STRETCH)


def shorten_step(work: Work, asked: Asked) -> Phrase | None:
    """15 seconds less for this step."""
    return _stretch(work, asked, -STRETCH)


STEER: Mapping[str, Callable[[Work, Asked], Phrase | None]] = {
    "now": start_session_now,
    "skip": skip_step,
    "back": step_back,
    "pause": pause_session,
    "resume": resume_session,
    "stop": stop_session,
    "repeat": repeat_step,
    "lighter": lighten_session,
    "just_right": feel_just_right,
    "more": show_more,
    "less": show_less,
    "plus": lengthen_step,
    "minus": shorten_step,
}


def _move(work: Work, asked: Asked, move: Move) -> Phrase | None:
    session = _live(work, asked)
    if session is None or _must_ask(work, asked):
        return None
    after = move(session, asked.now.people)
    if after == session:
        return _unmoved(work, asked, session)
    record(work, session, after, asked.now)
    if move is walk.skip and after.is_live:
        return phrase("skipped", next=Phrase(after.step.name))
    return None


def _unmoved(work: Work, asked: Asked, session: Session) -> Phrase | None:
    """Answer a wish for which there is nothing to do: a tap came too late, a typed word too early or late."""
    if asked.pressed is not None:
        return phrase("e_stale")
    if session.is_getting_ready:
        return _said(work, asked, "too_early")
    return _said(work, asked, "already_running" if session.state is State.running else "already_paused")


def _stretch(work: Work, asked: Asked, seconds: int) -> Phrase | None:
    session = _live(work, asked)
    if session is None:
        return None
    if session.is_getting_ready and asked.pressed is None:
        return _said(work, asked, "too_early")
    technique = work.catalogue.techniques.get(session.step.technique) if session.step.technique else None
    longest = technique.max_seconds if technique and technique.max_seconds else LONGEST_STEP
    after = walk.stretch(session, seconds, longest, asked.now.people)
    if after == session:
        return _said(work, asked, "e_stretch")
    _show_card(work, asked, session, after)
    left = Timer(round(after.left(asked.now.people).total_seconds()))
    return _said(work, asked, "stretched", left=left)


def _turn_buttons(work: Work, asked: Asked, shows_more: bool) -> Phrase | None:
    session = _live(work, asked)
    if session is not None and session.state is State.running and not session.is_getting_ready:
        _show_card(work, asked, session, replace(session, shows_more=shows_more))
    return None


def _show_card(work: Work, asked: Asked, before: Session, after: Session) -> None:
    """Keep `after` and show its card as it now stands."""
    zone = chat_of(work, asked).zone
    show_change(work, asked, before, after, screens.card(after, asked.now.people, zone))


def _must_ask(work: Work, asked: Asked) -> bool:
    """After a red flag nothing starts the clock before the safety question is answered anew; ask it."""
    if chat_of(work, asked).safety_yes == work.catalogue.safety_version:
        return False
    say(work, asked, screens.gate("resume"))
    return True


def _note_arrival(work: Work, asked: Asked, session: Session) -> None:
    """A tap on a prompt that was given up for lost: it is the card, and what stood in for it is not."""
    card = work.outbox.card_of(session.id)
    if asked.pressed is None or asked.pressed == card:
        return
    if work.outbox.arrived(session.id, session.turn, asked.pressed) and card is not None:
        retire(work, session, card, asked.now)


def _live(work: Work, asked: Asked) -> Session | None:
    session = work.sessions.live(asked.chat)
    if session is None:
        say(work, asked, screens.idle(offers_quick(work, asked.chat)))
    return session


def _said(work: Work, asked: Asked, id: str, **arguments: Value) -> Phrase | None:
    """Return the toast for a tap; a typed word has no toast and gets a message."""
    if asked.pressed is not None:
        return phrase(id, **arguments)
    live = work.sessions.live(asked.chat)
    say(work, asked, message(phrase(id, **arguments)), session=live.id if live else None)
    return None

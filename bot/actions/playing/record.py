"""Keeps a session that has changed, and sends what the change asks for.

Both a tap and the clock call `record` with the session before and after the change. No other code compares
the two.
"""

from __future__ import annotations

from bot.actions.counting.earned import earned
from bot.actions.planning.find_routine import name_of_routine
from bot.actions.planning.tips import next_exercise
from bot.actions.playing.cards import tidy
from bot.actions.playing.outgoing import is_quiet, put_message, tidy_up
from bot.actions.ringing.rest import rest_of_day
from bot.actions.scene import Visit
from bot.domain import walk
from bot.domain.message import Message
from bot.domain.session import Session, State
from bot.ports import Kind
from bot.screens import cards
from bot.screens import sessions as screens


def announce(visit: Visit, session: Session) -> None:
    """Send the get-ready count of a session that has just begun."""
    message = cards.ready(session, session.left(visit.now.people))
    put_message(visit, session, Kind.prompt, str(session.turn), message)


def record(
    visit: Visit, before: Session, after: Session, *, tidying: bool = True, withdrawing: bool = True
) -> None:
    """Keep `after`, and send the messages for its difference from `before`.

    `tidying`: also take the buttons off a card that is no longer the newest.
    `withdrawing`: also withdraw what the session has not sent yet; `show_on_card` does that itself.
    """
    if after == before:
        return
    visit.keep_session(after)
    if after.turn == before.turn and after.state == before.state:
        return
    if withdrawing:
        visit.outbox.cancel(before.id)
    if after.turn != before.turn:
        _prompt(visit, after)
    elif after.state is State.outage:
        _ask_to_go_on(visit, before, after)
    elif after.state is State.finished:
        _finish(visit, after)
        _rest_that_day(visit, after)
    if tidying and (after.turn != before.turn or not after.is_live or after.state is State.outage):
        tidy(visit, before)
    if before.state is State.outage:
        close_question(visit, before)


def lapse(visit: Visit, before: Session, after: Session) -> None:
    """Keep `after`, a session that ended because it waited too long; the message that asked says so."""
    visit.keep_session(after)
    visit.outbox.cancel(before.id)
    is_asking = before.state is State.outage
    tidy_up(
        visit,
        before,
        _outage_key(before) if is_asking else str(before.turn),
        screens.lapsed(),
        turn=None if is_asking else before.turn,
        about=_outage_key(before) if is_asking else None,
    )
    if is_asking:
        tidy(visit, before)


def _prompt(visit: Visit, session: Session) -> None:
    message = cards.prompt(session, visit.texts, visit.now.people, visit.zone)
    lasts = max(session.left(visit.now.people), visit.now.jitter)
    put_message(visit, session, Kind.prompt, str(session.turn), message, lasts)


def _ask_to_go_on(visit: Visit, before: Session, after: Session) -> None:
    away = visit.now.people - walk.led_until(before)
    message = cards.outage(after, away, silent=is_quiet(visit))
    put_message(visit, after, Kind.notice, _outage_key(after), message)


def close_question(visit: Visit, session: Session) -> None:
    """Take the buttons off the question after an outage: it was answered, or an answer below it leads."""
    key = _outage_key(session)
    tidy_up(visit, session, key, Message(()), keys_only=True, about=key)


def _outage_key(session: Session) -> str:
    return f"{session.turn}:outage:{session.step_number}"


def _rest_that_day(visit: Visit, after: Session) -> None:
    """After a session that ended well no reminder is needed on that day, which may just have ended."""
    chat = visit.known
    if chat is not None:
        rest_of_day(visit, chat, visit.day_of(after.ended_at or visit.now.people))


def _finish(visit: Visit, after: Session) -> None:
    ended = after.ended_at or visit.now.people
    silent = visit.now.people - ended > max(walk.END_LATE, visit.now.jitter)
    chat = visit.known
    buttons = screens.end_buttons(after, asks_rating=chat is None or chat.asks_rating)
    name = name_of_routine(visit, after.routine)
    lines = earned(visit, visit.day_of(ended))
    message = screens.end(after, name, next_exercise(visit), silent, buttons, lines)
    put_message(visit, after, Kind.notice, f"{after.turn}:end", message)

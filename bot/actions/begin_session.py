"""A person wants to be led through a routine: the gate first, then the get-ready count."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.planning.choices import chosen, planned, refuse_length
from bot.actions.planning.find_routine import find_routine
from bot.actions.planning.likings import left_out
from bot.actions.planning.suggest import last_minutes, suit_choice
from bot.actions.playing.record import announce
from bot.actions.saying.answers import change, chat_of, say
from bot.domain.catalogue import Audience, Routine, RoutineKey, Step
from bot.domain.ids import SessionId
from bot.domain.message import Phrase, phrase
from bot.domain.own import own_id
from bot.domain.plan import Choice, Pace
from bot.domain.session import State
from bot.ports import Asked, Work
from bot.screens import own as own_screens
from bot.screens import sessions as screens
from bot.screens.after import not_suggested


def begin_session(
    work: Work,
    asked: Asked,
    routine: RoutineKey,
    audience: Audience,
    minutes: int | None = None,
    pace: Pace | None = None,
    *,
    suggested: bool = False,
) -> Phrase | None:
    """Start the get-ready count, or ask the safety question first; one session at a time.

    Where no length is given, the one of last time is meant, or else the routine's own.
    `suggested`: it goes by what more or less was asked of.
    """
    if _is_busy(work, asked):
        return _say_busy(work, asked)
    found = find_routine(work, asked.chat, routine)
    if found is None or audience not in found.plans:
        say(work, asked, own_screens.gone())
        return None
    choice = _choice(work, asked, found, audience, minutes, pace, suggested=suggested)
    steps = found.plans[audience] if own_id(routine) is not None else planned(work, choice)
    if steps is None:
        return refuse_length(work, asked, choice)
    if _asks_gate(work, asked, choice.data if own_id(routine) is None else choice.who):
        return None
    if suggested:
        suited = suit_choice(work, asked.chat, found, choice)
        if suited is None:
            say(work, asked, not_suggested(left_out(work, asked.chat)))
            return None
        steps = suited.steps
    _begin(work, asked, choice, steps)
    return None


def swap_places(work: Work, asked: Asked, session: SessionId) -> Phrase | None:
    """The one who gave lies down: the same steps once more."""
    ended = work.sessions.get(session)
    if ended is None or (ended.chat == asked.chat and ended.state is not State.finished):
        return phrase("e_stale")
    if ended.chat != asked.chat:
        return phrase("e_theirs")
    if _is_busy(work, asked):
        return _say_busy(work, asked)
    found = find_routine(work, asked.chat, ended.routine)
    if found is None or ended.audience not in found.plans:
        say(work, asked, own_screens.gone())
        return None
    if _asks_gate(work, asked, f"swap:{session}"):
        return None
    choice = _choice(work, asked, found, ended.audience, None, ended.pace)
    _begin(work, asked, choice, ended.steps)
    return None


def _is_busy(work: Work, asked: Asked) -> bool:
    return work.sessions.live(asked.chat) is not None


def _say_busy(work: Work, asked: Asked) -> Phrase | None:
    live = work.sessions.live(asked.chat)
    if live is None:
        return None
    busy = screens.busy(live)
    if asked.pressed is not None:  # most likely a double tap
        return busy.parts[0]
    say(work, asked, busy)
    return None


def _asks_gate(work: Work, asked: Asked, then: str) -> bool:
    """Ask the safety question, unless its present text has a yes; `then` is what that leads to."""
    if chat_of(work, asked).safety_yes == work.catalogue.safety_version:
        return False
    change(work, asked, screens.gate(then))
    return True


def _begin(work: Work, asked: Asked, choice: Choice, steps: tuple[Step, ...]) -> None:
    chat = chat_of(work, asked)
    session = work.sessions.begin(
        asked.chat, choice.routine, choice.audience, steps, asked.now.people, choice.pace, chat.cues
    )
    last = replace(chat, last_routine=choice.routine, last_audience=choice.audience)
    work.chats.put(replace(last, last_minutes=choice.minutes, pace=choice.pace))
    announce(work, session, asked.now)


def _choice(
    work: Work,
    asked: Asked,
    found: Routine,
    audience: Audience,
    minutes: int | None,
    pace: Pace | None,
    *,
    suggested: bool = False,
) -> Choice:
    """Return the whole choice; a routine of one's own has just its own length."""
    chat = chat_of(work, asked)
    if own_id(found.key) is not None:
        return Choice(found.key, audience, found.minutes, pace or chat.pace, suggested)
    length = minutes or last_minutes(chat, found.key, audience)
    return chosen(work, asked, found.key, audience, length, pace, suggested=suggested)

"""A person wants to be led through a routine: the gate first, then the get-ready count."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.answers import change, chat_of, say
from bot.actions.find_routine import find_routine
from bot.actions.plan_session import chosen, planned, refuse_length, spared_of
from bot.actions.play import announce
from bot.actions.suggest import last_minutes, unwanted
from bot.domain.catalogue import Audience, Routine, RoutineKey, Step
from bot.domain.message import Phrase
from bot.domain.own import own_id
from bot.domain.plan import Choice, Pace
from bot.domain.screens import own as own_screens
from bot.domain.screens import sessions as screens
from bot.domain.screens.after import not_suggested
from bot.domain.suggestion import Suggestion, spare
from bot.ports import Asked, Work


def begin_session(
    work: Work,
    asked: Asked,
    routine: RoutineKey,
    audience: Audience,
    minutes: int | None = None,
    pace: Pace | None = None,
    *,
    spares: bool = False,
) -> Phrase | None:
    """Start the get-ready count, or ask the safety question first; one session at a time.

    Where no length is given, the one of last time is meant, or else the routine's own.
    `spares`: it was suggested, and goes without the techniques that less was asked of.
    """
    chat = chat_of(work, asked)
    live = work.sessions.live(asked.chat)
    if live is not None:
        busy = screens.busy(live)
        if asked.pressed is not None:  # most likely a double tap
            return busy.parts[0]
        say(work, asked, busy)
        return None
    found = find_routine(work, asked.chat, routine)
    if found is None or audience not in found.plans:
        say(work, asked, own_screens.gone())
        return None
    choice = _choice(work, asked, found, audience, minutes, pace)
    steps = found.plans[audience] if own_id(routine) is not None else planned(work, choice)
    if steps is None:
        return refuse_length(work, asked, choice)
    if chat.safety_yes != work.catalogue.safety_version:
        wanted = choice.data if own_id(routine) is None else f"{routine}:{audience}"
        change(work, asked, screens.gate(f"{'spare:' if spares else ''}{wanted}"))
        return None
    if spares:
        spared = _spared(work, asked, found, choice, steps)
        if spared is None:
            say(work, asked, not_suggested(tuple(sorted(unwanted(work, asked.chat)))))
            return None
        steps = spared.steps
    session = work.sessions.begin(
        asked.chat, routine, audience, steps, asked.now.people, choice.pace, chat.cues
    )
    last = replace(chat, last_routine=routine, last_audience=audience, last_minutes=choice.minutes)
    work.chats.put(replace(last, pace=choice.pace))
    announce(work, session, asked.now)
    return None


def _choice(
    work: Work, asked: Asked, found: Routine, audience: Audience, minutes: int | None, pace: Pace | None
) -> Choice:
    """Return the whole choice; a routine of one's own has just its own length."""
    chat = chat_of(work, asked)
    if own_id(found.key) is not None:
        return Choice(found.key, audience, found.minutes, pace or chat.pace)
    return chosen(work, asked, found.key, audience, minutes or last_minutes(chat, found.key, audience), pace)


def _spared(
    work: Work, asked: Asked, found: Routine, choice: Choice, steps: tuple[Step, ...]
) -> Suggestion | None:
    if own_id(found.key) is not None:
        return spare(found, choice.audience, unwanted(work, asked.chat))
    return spared_of(work, asked, choice, steps)

"""A person wants to be led through a routine: the gate first, then the get-ready count."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.answers import change, chat_of, say
from bot.actions.find_routine import find_routine
from bot.actions.play import announce
from bot.actions.suggest import unwanted
from bot.domain.catalogue import Audience, RoutineKey
from bot.domain.message import Phrase
from bot.domain.screens import own as own_screens
from bot.domain.screens import sessions as screens
from bot.domain.screens.after import not_suggested
from bot.domain.suggestion import spare
from bot.ports import Asked, Work


def begin_session(
    work: Work, asked: Asked, routine: RoutineKey, audience: Audience, *, spares: bool = False
) -> Phrase | None:
    """Start the get-ready count, or ask the safety question first; one session at a time.

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
    if chat.safety_yes != work.catalogue.safety_version:
        change(work, asked, screens.gate(f"{'spare:' if spares else ''}{routine}:{audience}"))
        return None
    steps = found.plans[audience]
    if spares:
        without = unwanted(work, asked.chat)
        spared = spare(found, audience, without)
        if spared is None:
            say(work, asked, not_suggested(tuple(sorted(without))))
            return None
        steps = spared.steps
    session = work.sessions.begin(asked.chat, found.key, audience, steps, asked.now.people)
    work.chats.put(replace(chat, last_routine=found.key, last_audience=audience))
    announce(work, session, asked.now)
    return None

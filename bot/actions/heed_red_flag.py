"""A person writes something that may be serious: no teaching, the session pauses, where to get help."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.answers import chat_of, key_of, say
from bot.actions.play import record, show_on_card
from bot.domain import session as sessions
from bot.domain.catalogue import Urgency
from bot.domain.message import Phrase
from bot.domain.screens import basics
from bot.domain.screens import sessions as screens
from bot.domain.session import State
from bot.ports import Asked, Work


def heed_red_flag(work: Work, asked: Asked, urgency: Urgency) -> Phrase | None:
    """Pause what runs and show the card. Nothing of what was written is kept.

    The yes to the safety question no longer counts, so that nothing goes on without a new one.
    """
    chat = chat_of(work, asked)
    work.chats.put(replace(chat, safety_yes=None))
    live = work.sessions.live(asked.chat)
    was_running = live is not None and live.state is State.running
    say(work, asked, basics.red_flag(urgency, was_running))
    if live is not None and was_running:
        after = sessions.pause(live, asked.now.people)
        record(work, live, after, asked.now)
        show_on_card(work, after, screens.paused(after, chat.zone), key_of(asked), asked.now)
    return None

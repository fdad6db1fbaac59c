"""A person writes something that may be serious: no teaching, the session pauses, where to get help."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.answers import chat_of, say
from bot.actions.steer_session import pause_running
from bot.domain.catalogue import Urgency
from bot.domain.message import Phrase
from bot.domain.screens import basics
from bot.domain.session import State
from bot.ports import Asked, Lane, Work


def heed_red_flag(work: Work, asked: Asked, urgency: Urgency) -> Phrase | None:
    """Pause what runs and show the card. Nothing of what was written is kept.

    The yes to the safety question no longer counts, so that nothing goes on without a new one.
    """
    chat = chat_of(work, asked)
    work.chats.put(replace(chat, safety_yes=None))
    live = work.sessions.live(asked.chat)
    was_running = live is not None and live.state is State.running
    say(work, asked, basics.red_flag(urgency, was_running), Lane.urgent)
    if live is not None:
        pause_running(work, asked, live, hands_rest=False)
    return None

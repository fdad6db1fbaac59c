"""What is said in the place of a ring to somebody who has not answered for long."""

from __future__ import annotations

from bot.actions.ringing.calls import Call
from bot.actions.ringing.ring import ends_at
from bot.actions.scene import Visit
from bot.domain.back_off import Tone
from bot.domain.message import Message
from bot.ports import Chat, Kind, Lane, Outgoing
from bot.screens import peace

STEPS_BACK = (Tone.asks_fewer, Tone.turns_weekly, Tone.says_goodbye)


def step_back(visit: Visit, chat: Chat, call: Call, tone: Tone) -> None:
    """Ask whether fewer rings would help, or say that fewer come; once for each date."""
    visit.outbox.add(
        Outgoing(
            chat=chat.id,
            kind=Kind.word,
            key=f"{tone}:{call.ring.on.isoformat()}",
            message=_words(visit, call, tone),
            lane=Lane.reminder,
            written_at=visit.now.people,
            topic=call.reminder.topic,
            expires_at=ends_at(chat, visit.now.people),
        )
    )


def _words(visit: Visit, call: Call, tone: Tone) -> Message:
    if tone is Tone.asks_fewer:
        every = visit.reminders.of(visit.chat_id)
        return peace.ask_for_fewer([each for each in every if each.once_on is None and not each.is_paused])
    if tone is Tone.turns_weekly:
        return peace.turned_weekly(call.ring.on, call.reminder.rings_at)
    return peace.goodbye()

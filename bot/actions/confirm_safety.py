"""A person answers the safety question."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.begin_session import begin_session, swap_places
from bot.actions.heed_red_flag import take_yes_back
from bot.actions.playing.pause import pause_running
from bot.actions.saying.answers import change, chat_of, say
from bot.actions.steer_session import resume_session
from bot.domain.catalogue import Audience, RoutineKey
from bot.domain.ids import SessionId
from bot.domain.message import Phrase
from bot.domain.plan import Pace
from bot.ports import Asked, Work
from bot.screens import basics, techniques
from bot.screens import sessions as screens


def confirm_safety(
    work: Work,
    asked: Asked,
    routine: RoutineKey | None = None,
    audience: Audience | None = None,
    minutes: int | None = None,
    pace: Pace | None = None,
    *,
    suggested: bool = False,
) -> Phrase | None:
    """Keep the yes and the version of the text it was given to, and go on to what was wanted."""
    _keep_yes(work, asked)
    if routine is not None and audience is not None:
        return begin_session(work, asked, routine, audience, minutes, pace, suggested=suggested)
    live = work.sessions.live(asked.chat)
    if live is None:
        say(work, asked, techniques.pick(work.catalogue.routines.values(), has_own=asked.is_private))
        return None
    return resume_session(work, replace(asked, pressed=None))


def confirm_and_swap(work: Work, asked: Asked, session: SessionId) -> Phrase | None:
    """Keep the yes, and swap places."""
    _keep_yes(work, asked)
    return swap_places(work, asked, session)


def doubt_safety(work: Work, asked: Asked) -> Phrase | None:
    """Not sure: no massage today, something else instead. What runs pauses, until the answer is a yes."""
    live = work.sessions.live(asked.chat)
    if live is not None:
        take_yes_back(work, asked)
        pause_running(work, asked, live, hands_rest=False)
    change(work, asked, screens.unsure())
    return None


def clear_red_flag(work: Work, asked: Asked) -> Phrase | None:
    """It was not meant: the safety question anew, then on to where we were."""
    change(work, asked, screens.gate("resume"))
    return None


def _keep_yes(work: Work, asked: Asked) -> None:
    chat = chat_of(work, asked)
    work.chats.put(replace(chat, safety_yes=work.catalogue.safety_version))
    change(work, asked, basics.plain("gate_yes"))

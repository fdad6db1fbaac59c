"""Any sign of life lets reminders ring as they are set."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.scene import Visit
from bot.domain.back_off import ANSWERED


def note_heard(visit: Visit) -> None:
    """Note that somebody in the chat has done something."""
    known = visit.known
    if known is not None and known.unheard != ANSWERED:
        visit.keep(replace(known, unheard=ANSWERED))

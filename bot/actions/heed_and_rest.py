"""A person is ill and wants no reminders today, or for some days: answer that, and keep quiet as well."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions.heed_red_flag import heed_red_flag
from bot.actions.manage_reminders import cancel, keep_quiet
from bot.actions.not_then import not_today_as_said
from bot.actions.saying.meant import meaning_without_session
from bot.actions.scene import Scene
from bot.domain.dangers import Urgency
from bot.domain.intent import Intent
from bot.domain.message import Phrase
from bot.domain.said_times import TODAY, Does
from bot.reading.line import Line

# "Not today, I have the flu". Nobody who needs help at once is answered about reminders.
_LEAVES_TIME = frozenset({Urgency.today, Urgency.ask, Urgency.care})


def may_rest(urgency: Urgency, *, is_private: bool) -> bool:
    """May a line with such a danger also ask for quiet? In a group only those who manage may do that."""
    return is_private and urgency in _LEAVES_TIME


def heed_and_rest(scene: Scene, urgency: Urgency, line: Line) -> Phrase | None:
    """Give the answer of `urgency` first; below it goes what keeps the reminders quiet."""
    rests = None if scene.live is not None or line.is_too_long else _rest_in(line)
    heed_red_flag(scene, urgency)
    return None if rests is None else rests(scene)


def _rest_in(line: Line) -> Callable[[Scene], Phrase | None] | None:
    """Return what keeps quiet as the line says; None: it asks for no quiet."""
    times = line.times
    if times.does is Does.away:
        return lambda scene: keep_quiet(scene, times)
    if times.does is Does.cancel and times.is_request and times.dates != TODAY:
        return lambda scene: cancel(scene, times)  # "I am sick, cancel 8:30"
    is_off_today = times.does is Does.cancel and times.dates == TODAY  # "I am sick, no reminders today"
    is_not_today = is_off_today or meaning_without_session(line).intent is Intent.not_today
    return (lambda scene: not_today_as_said(scene, line)) if is_not_today else None

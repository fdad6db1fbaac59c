"""A person sets the quiet hours, or looks at them."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.actions.ringing.outside import keep_all_outside, let_ring_inside, waiting_in
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.days import DAILY
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.domain.quiet import Quiet, quiets_of
from bot.domain.said_times import SaidTimes
from bot.ports import Question
from bot.screens import peace
from bot.screens import reminders as screens


def show_quiet(scene: Scene) -> Phrase | None:
    """Show the quiet hours, and offer some to choose."""
    say(scene, screens.quiet_hours(scene.chat.quiet, waiting_in(scene)))
    return None


def ask_quiet(scene: Scene, begins: time | None) -> Phrase | None:
    """Ask when the quiet hours begin, then when they end; both can be typed in one line as well."""
    scene.keep(replace(scene.chat, question=Question.quiet))
    change(scene, peace.quiet_begins() if begins is None else peace.quiet_ends(begins))
    return None


def set_quiet_as_said(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Set the quiet hours that a line names, "22:30 to 6:45"; ask again if it names no two hours.

    "8 to 3" may be a night or a day. Then both are offered. Quiet hours are those of each day,
    so "tonight, from 22 to 7" is asked about too.
    """
    ways = quiets_of(said)
    is_each_day = not said.dates and said.days in (None, DAILY)
    if len(ways) == 1 and is_each_day:
        return set_quiet(scene, ways[0])
    scene.keep(replace(scene.chat, question=Question.quiet))
    say(scene, peace.which_quiet(ways, names_days=not is_each_day) if ways else peace.refuse_quiet())
    return None


def set_quiet(scene: Scene, quiet: Quiet | None) -> Phrase | None:
    """Set the quiet hours; None: turn them off. Ask about the reminders whose hours are inside now."""
    before = scene.chat.quiet
    scene.keep(replace(scene.chat, quiet=quiet))
    keep_all_outside(scene, before)
    change(scene, screens.quiet_hours(quiet, waiting_in(scene)))
    return None


def ring_inside(scene: Scene, reminder: ReminderId | None) -> Phrase | None:
    """Let a reminder ring inside the quiet hours; None: all that wait for their end."""
    waiting = [each for each in waiting_in(scene) if reminder in (None, each.id)]
    if not waiting:
        return phrase("e_stale")
    for each in waiting:
        let_ring_inside(scene, each)
    change(scene, peace.rings_stay(scene.reminders.of(scene.chat_id), scene.chat.zone))
    return None

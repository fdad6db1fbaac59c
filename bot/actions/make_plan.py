"""A person ties a reminder to a moment of the day, and says what is in the way most often."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.cleaning import shown
from bot.domain.ids import ReminderId
from bot.domain.if_then import LONGEST_CUE, Barrier, Cue, IfThen
from bot.domain.message import Phrase, phrase
from bot.ports import Question
from bot.screens import basics
from bot.screens import if_then as screens


def ask_cue(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Ask after what."""
    known = scene.reminder(reminder)
    if known is None:
        return phrase("e_stale")
    change(scene, screens.ask_cue(reminder, has_plan=known.plan is not None))
    return None


def choose_cue(scene: Scene, reminder: ReminderId, cue: Cue) -> Phrase | None:
    """Keep the moment of the day, and ask what is in the way most often."""
    known = scene.reminder(reminder)
    if known is None:
        return phrase("e_stale")
    scene.reminders.put(replace(known, plan=IfThen(cue)))
    change(scene, screens.ask_barrier(reminder))
    return None


def ask_own_cue(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Ask for the person's own words; the next line has them."""
    if scene.reminder(reminder) is None:
        return phrase("e_stale")
    scene.keep(replace(scene.chat, question=Question.cue, question_of=reminder))
    say(scene, screens.ask_own_cue())
    return None


def take_own_cue(scene: Scene, text: str, asked: ReminderId | None) -> Phrase | None:
    """Keep a line as the moment of the day; ask again if it is too long."""
    known = scene.reminder(asked) if asked is not None else None
    if known is None or asked is None:
        say(scene, basics.plain("e_stale"))
        return None
    words = " ".join(shown(text).split())
    if not 0 < len(words) <= LONGEST_CUE:
        scene.keep(replace(scene.chat, question=Question.cue, question_of=asked))
        say(scene, screens.refuse_own_cue())
        return None
    scene.reminders.put(replace(known, plan=IfThen(words)))
    say(scene, screens.ask_barrier(asked))
    return None


def choose_barrier(scene: Scene, reminder: ReminderId, barrier: Barrier) -> Phrase | None:
    """Keep what is in the way, and say the whole plan."""
    known = scene.reminder(reminder)
    if known is None or known.plan is None:
        return phrase("e_stale")
    plan = replace(known.plan, barrier=barrier)
    scene.reminders.put(replace(known, plan=plan))
    change(scene, screens.is_planned(known, plan))
    return None


def drop_plan(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Forget the plan of a reminder."""
    known = scene.reminder(reminder)
    if known is None:
        return phrase("e_stale")
    scene.reminders.put(replace(known, plan=None))
    change(scene, screens.no_plan())
    return None

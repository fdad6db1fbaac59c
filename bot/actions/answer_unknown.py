"""A person types a command that does not exist, or a line with a slash: the bot reads it as words."""

from __future__ import annotations

from bot.actions.answer_line import answer_line
from bot.actions.saying.meant import meaning_in_session
from bot.actions.saying.questions import forget_questions
from bot.actions.scene import Scene
from bot.domain.dangers import Urgency
from bot.domain.intent import PAIN, Intent
from bot.domain.message import Phrase
from bot.reading.line import Line


def may_call(line: Line, *, takes_words: bool = False) -> bool:
    """Does the line speak of pain, or call to stop or wait? Then it is no command: "/skin hurts".

    `takes_words`: it begins with a command that takes words. "/remind 8:30 stop" is no call, and pain is one.
    """
    heeded = (Intent.pain,) if takes_words else (Intent.stop, Intent.pause, *PAIN)
    return meaning_in_session(line).intent in heeded


def answer_unknown(scene: Scene, line: Line, mild: Urgency | None = None) -> Phrase | None:
    """Answer `/kneeding` as "kneeding". An open question is closed first, unless the command means stop.

    `mild`: the line speaks of the body, or wishes what the bot does not do, and is no red flag.
    """
    if Intent.stop not in line.is_just:
        forget_questions(scene)
    return answer_line(scene, line, mild)

"""A person types a command that does not exist: the bot reads it as words."""

from __future__ import annotations

from bot.actions.answer_line import answer_line
from bot.actions.saying.questions import forget_questions
from bot.actions.scene import Scene
from bot.domain.intent import Intent
from bot.domain.message import Phrase
from bot.reading.line import Line


def answer_unknown(scene: Scene, line: Line) -> Phrase | None:
    """Answer `/kneeding` as "kneeding". An open question is closed first, unless the command means stop."""
    if Intent.stop not in line.is_just:
        forget_questions(scene)
    return answer_line(scene, line)

"""A person types a command that there is not: it is read as the words that it resembles."""

from __future__ import annotations

from bot.actions.answer_line import answer_line
from bot.actions.saying.questions import forget_questions
from bot.actions.scene import Scene
from bot.domain.intent import Intent
from bot.domain.message import Phrase
from bot.reading.line import Line


def answer_unknown(scene: Scene, line: Line) -> Phrase | None:
    """Answer `/kneeding` as "kneeding". A question stays open only for a command that leaves it: `/end`."""
    if Intent.stop not in line.is_just:
        forget_questions(scene)
    return answer_line(scene, line)

"""A person types a command that there is not: it is read as the words that it resembles."""

from __future__ import annotations

from bot.actions.answer_line import answer_line
from bot.actions.saying.questions import forget_questions
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.reading.understanding import is_just


def answer_unknown(scene: Scene, text: str) -> Phrase | None:
    """Read `/kneeding` as "kneeding". A question stays open only for a command that leaves it: `/cancel`."""
    line = text.lstrip("/").replace("_", " ")
    if not is_just("stop", line, scene.lexicon):
        forget_questions(scene)
    return answer_line(scene, line)

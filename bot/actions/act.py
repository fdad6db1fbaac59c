"""A person does something: do one action; before it close open questions, after it let the card lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from bot.actions.answer_edited import answer_edited
from bot.actions.answer_forwarded import answer_forwarded
from bot.actions.answer_line import answer_line, answer_voice, apologise
from bot.actions.answer_typed import answer_typed
from bot.actions.answer_unknown import answer_unknown
from bot.actions.answer_unread import answer_unread
from bot.actions.choose_language import tell_simplified
from bot.actions.note_membership import note_back, note_gone, note_move, refuse_management
from bot.actions.playing.lead import lead_below
from bot.actions.ringing.heard import note_heard
from bot.actions.saying.hints import UNREAD, note_said
from bot.actions.saying.questions import forget_questions
from bot.actions.scene import Scene
from bot.domain.message import Phrase

P = ParamSpec("P")

# After these actions the last question stays open. The first five may be the answer, right or wrong, and to
# the next two the bot says that it did not take them for one. Any other action closes the question: a person
# who does something else does not answer it.
ANSWERING = (
    *(answer_line, answer_typed, answer_unknown, answer_unread, answer_voice),
    *(answer_forwarded, answer_edited),
    *(apologise, refuse_management),
)

# These answer nobody.
SILENT = (note_gone, note_back, note_move)
# These are no sign of life of a person.
SAID_BY_TELEGRAM = (note_gone, note_move)


def act(
    scene: Scene, action: Callable[Concatenate[Scene, P], Phrase | None], *args: P.args, **kwargs: P.kwargs
) -> Phrase | None:
    """Do `action` and return its answer to the tap, or None.

    Whatever is said while a session is live, its card follows below. A tap on an unrecorded message id
    confirms the newest `unknown` row: the message is in the chat.
    """
    if action not in SAID_BY_TELEGRAM:
        note_heard(scene)
    if action not in ANSWERING:
        forget_questions(scene)
    if scene.asked.pressed is not None:
        scene.outbox.tapped(scene.chat_id, scene.asked.pressed, scene.asked.pressed_shows)
    if action not in SILENT:
        tell_simplified(scene)
    toast = action(scene, *args, **kwargs)
    if scene.asked.is_album and action is not answer_unread:
        note_said(scene, UNREAD)  # the answer to the caption does for the other photos
    lead_below(scene)
    return toast

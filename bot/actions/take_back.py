"""A person sends the file of `/export` back: ask, and let it take the place of what is kept."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.ringing.outside import keep_all_outside, waiting_in
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import change, say
from bot.actions.saying.questions import forget_questions
from bot.actions.scene import Scene
from bot.domain.ids import MessageId
from bot.domain.message import Phrase, phrase
from bot.ports import MOST_BROUGHT, Archive, CannotTakeBack, Fault
from bot.screens import basics, files


def ask_to_take_back(scene: Scene, file: MessageId, size: int) -> Phrase | None:
    """Ask whether the data in a file shall be taken. Nothing of the file was read."""
    if size > MOST_BROUGHT:
        say(scene, files.not_taken_back(Fault.large))
    else:
        say(scene, files.ask_to_take_back(file))
    return None


def begin_to_take_back(scene: Scene, is_fetched: bool) -> Phrase | None:
    """Say that the file is being read; if not `is_fetched`, that too many were sent in the last minutes."""
    return phrase("import_reading" if is_fetched else "import_often")


def take_back(scene: Scene, found: Archive | Fault) -> Phrase | None:
    """Replace what is kept by what was found in the file; or say why not.

    The yes to the safety question stays as it is now, and no open question comes back.
    """
    if scene.live is not None:
        say(scene, basics.plain("import_live"))  # the question stays: it can be answered after the session
        return None
    fault = _put_back(scene, found) if isinstance(found, Archive) else found
    if fault is Fault.unfetched:
        say(scene, files.not_taken_back(fault))  # the question stays
    elif fault is not None:
        change(scene, files.not_taken_back(fault))
    return None


def _put_back(scene: Scene, archive: Archive) -> Fault | None:
    """Take the data of `archive`; return what is wrong with it, or None if all was taken."""
    if archive.chat != scene.chat_id:
        return Fault.theirs
    yes = scene.chat.safety_yes
    try:
        scene.take_back(archive)
    except CannotTakeBack as refusal:
        return refusal.fault
    scene.keep(replace(scene.chat, safety_yes=yes))
    forget_questions(scene)
    scene.outbox.cancel_rings(scene.chat_id)
    scene.leave_behind()  # the file may be of an older day
    if not all("waits_until" in row for row in archive.tables.get("reminders", ())):
        keep_all_outside(scene, before=None)  # an older file does not say which may ring inside quiet hours
    if scene.chat.zone is not None:
        start_ringing(scene, scene.reminders.of(scene.chat_id), scene.chat.zone)
    change(scene, files.taken_back(archive.made_at, scene.chat.zone, waiting_in(scene)))
    return None


def leave_file(scene: Scene) -> Phrase | None:
    """Take nothing of the file."""
    change(scene, basics.plain("import_left"))
    return None


def send_again(scene: Scene) -> Phrase | None:
    """Say that the file is not in the chat any more."""
    change(scene, basics.plain("import_gone"))
    return None

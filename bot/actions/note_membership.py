"""The bot was blocked or let in again: planning for the chat stops or goes on."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.domain import walk
from bot.domain.ids import ChatId
from bot.domain.message import Phrase
from bot.screens import basics


def note_gone(scene: Scene) -> Phrase | None:
    """Stop planning for the chat until it writes again."""
    known = scene.known
    if known is None:
        return None
    scene.keep(replace(known, is_gone=True))
    live = scene.live
    if live is not None:
        scene.keep_session(walk.stop(live, scene.now.people))
        scene.outbox.cancel(live.id)
    scene.outbox.block(scene.chat_id)
    return None


def note_back(scene: Scene) -> Phrase | None:
    """The chat can be written to again."""
    known = scene.known
    if known is not None and known.is_gone:
        scene.reach_again(known)
    return None


def note_move(scene: Scene, old: ChatId, new: ChatId) -> Phrase | None:
    """The group has become a supergroup with another chat id; Telegram tells both chats.

    Whoever gets this update is in the group, even if an update before said that the bot left the old one.
    """
    here = scene.move(old, new)
    known = here.known
    if known is not None and known.is_gone:
        here.reach_again(known)
    if known is not None and known.zone is not None:
        # Perhaps only one of the two chats had a time zone.
        silent = [reminder for reminder in here.reminders.of(new) if reminder.ring is None]
        start_ringing(here, silent, known.zone)
    return None


def refuse_management(scene: Scene, why: str) -> Phrase | None:
    """Only administrators may change a group's settings, and who is one must be known."""
    say(scene, basics.not_allowed(why))
    return None


def greet_group(scene: Scene, bot: str) -> Phrase | None:
    """The bot was added to a group."""
    say(scene, basics.group(bot))
    return None

"""The bot was blocked, or may write again: stop planning for the chat, or continue."""

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
    """Note that the chat can be written to again."""
    known = scene.known
    if known is not None and known.is_gone:
        scene.reach_again(known)
    return None


def note_move(scene: Scene, old: ChatId, new: ChatId) -> Phrase | None:
    """Note that the group has become a supergroup with a new chat id. Telegram sends an update in both chats.

    This update shows that the bot is in the group, even if an earlier one said that it left the old chat.
    """
    here = scene.move(old, new)
    known = here.known
    if known is not None and known.is_gone:
        here.reach_again(known)
    if known is not None and known.zone is not None:
        # If only one of the two chats had a time zone, reminders of the other one could not ring yet.
        silent = [reminder for reminder in here.reminders.of(new) if reminder.ring is None]
        start_ringing(here, silent, known.zone)
    return None


def refuse_management(scene: Scene, why: str) -> Phrase | None:
    """Say that only administrators may change a group's settings, or that the check failed."""
    say(scene, basics.not_allowed(why))
    return None


def greet_group(scene: Scene, bot: str) -> Phrase | None:
    """Greet a group to which the bot was added."""
    say(scene, basics.group(bot))
    return None

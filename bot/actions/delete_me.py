"""A person wants everything about them deleted: ask once, then delete it."""

from __future__ import annotations

from bot.actions.saying.answers import change, say
from bot.actions.saying.old import drop_buttons
from bot.actions.scene import Scene
from bot.domain.ids import MessageId
from bot.domain.message import Phrase
from bot.ports import OVER, Kind, Lane
from bot.screens import basics


def ask_to_delete(scene: Scene) -> Phrase | None:
    """Ask whether to delete everything."""
    say(scene, basics.delete())
    return None


def delete_me(scene: Scene) -> Phrase | None:
    """Delete everything stored about this chat; only the answer remains, until it was sent.

    What is in Telegram stays there. So the messages whose buttons are over from now on lose them first, and
    the rows that do this are deleted like that of the answer.
    """
    over = _with_buttons(scene)
    scene.forget()
    scene.meet()
    for message in over:
        drop_buttons(scene, message, Lane.farewell)
    change(scene, basics.plain("deleted"), Lane.farewell)
    return None


def keep_me(scene: Scene) -> Phrase | None:
    """Delete nothing."""
    change(scene, basics.plain("delete_kept"))
    return None


def _with_buttons(scene: Scene) -> list[MessageId]:
    """Return the messages of the live session and the newest rings that may still have their buttons."""
    outbox, chat = scene.outbox, scene.chat_id
    shown = [*(outbox.leading(scene.live.id) if scene.live else ()), *outbox.shown_rings(chat)]
    return [each for each in shown if not outbox.has(chat, Kind.tidy, [f"{OVER}{each}"])]

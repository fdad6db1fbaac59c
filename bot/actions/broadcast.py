"""An administrator of the bot sends news to everybody: a draft, a look at it, and then Send or Cancel."""

from __future__ import annotations

import logging

from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.ids import BroadcastId
from bot.domain.message import Phrase, phrase
from bot.domain.written import Written
from bot.ports import Broadcast
from bot.screens import basics
from bot.screens import broadcasts as screens

log = logging.getLogger(__name__)


def show_draft(scene: Scene, news: Written | None) -> None:
    """Keep `news` as a draft, show it as people will get it, and ask whether to send it.

    While another broadcast is on its way, say how far that one is.
    """
    if (other := scene.broadcasts.on_its_way()) is not None:
        say(scene, basics.plain("broadcast_another"))
        say(scene, screens.on_its_way(other))
    elif news is None:
        say(scene, basics.plain("broadcast_how"))
    elif news.length > screens.MOST:
        say(scene, basics.plain("broadcast_long", n=news.length, most=screens.MOST))
    else:
        _keep_and_ask(scene, news)


def _keep_and_ask(scene: Scene, news: Written) -> None:
    """Keep `news` as a draft, show it, and ask."""
    scene.meet()
    draft = scene.broadcasts.draft(scene.chat_id, news, scene.now.people)
    say(scene, screens.news(news))
    say(scene, screens.ask(draft, scene.broadcasts.listeners()))


def try_on_me(scene: Scene, number: BroadcastId) -> Phrase | None:
    """Send the draft to the person who asks."""
    draft = _draft(scene, number)
    if draft is None:
        return phrase("e_stale")
    say(scene, screens.news(draft.news))
    return None


def send(scene: Scene, number: BroadcastId) -> Phrase | None:
    """Begin to send the draft. From now on its card shows how far it has come."""
    draft = _draft(scene, number)
    if draft is None:
        return phrase("e_stale")
    if scene.broadcasts.on_its_way() is not None:
        return phrase("broadcast_another")
    total = scene.broadcasts.listeners()
    scene.broadcasts.begin(number, scene.asked.pressed, total, scene.now.people)
    log.info("A broadcast is on its way to %d chats.", total)
    _show(scene, number)
    return None


def drop(scene: Scene, number: BroadcastId) -> Phrase | None:
    """Delete the draft."""
    if _draft(scene, number) is None:
        return phrase("e_stale")
    scene.broadcasts.drop(number)
    change(scene, basics.plain("broadcast_dropped"))
    return None


def stop(scene: Scene, number: BroadcastId) -> Phrase | None:
    """Let nothing more of the broadcast leave. A report follows when the last calls have ended."""
    found = scene.broadcasts.get(number)
    if found is None or not found.is_on:
        return phrase("e_stale")
    scene.broadcasts.stop(number, scene.now.people)
    _show(scene, number)
    return None


def _draft(scene: Scene, number: BroadcastId) -> Broadcast | None:
    """Return the draft of this chat; None: it is another chat's draft, or no draft any more."""
    found = scene.broadcasts.get(number)
    return None if found is None or found.is_on or found.chat != scene.chat_id else found


def _show(scene: Scene, number: BroadcastId) -> None:
    if (found := scene.broadcasts.get(number)) is not None:
        change(scene, screens.on_its_way(found))

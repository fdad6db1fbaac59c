"""A person opens a friend's link: to look, to keep a copy, or to decline. A copy does not name the friend."""

from __future__ import annotations

from bot.actions.manage_own import show_own
from bot.actions.own.names import names_of_ours
from bot.actions.own.refusals import is_full, must_be_private
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.own import LONGEST_NAME, OwnRoutine, as_routine, free_name
from bot.screens import own as screens


def open_link(scene: Scene, token: str) -> Phrase | None:
    """Answer `/start r_<token>`: show what the friend sent; for the person's own link their own routine."""
    own = scene.own.shared(token)
    if must_be_private(scene, f"r_{own.token}" if own else "my_routines"):
        return None
    if own is None:
        say(scene, screens.dead_link())
        return None
    if own.chat == scene.chat_id:
        say(scene, screens.own_link(own, as_routine(own, scene.texts.techniques)))
        return None
    say(scene, screens.shared(own, as_routine(own, scene.texts.techniques)))
    return None


def look_at_copy(scene: Scene, token: str) -> Phrase | None:
    """Show the steps, before a copy is kept."""
    own = scene.own.shared(token)
    if own is None:
        change(scene, screens.dead_link())
        return None
    change(scene, screens.look(own, as_routine(own, scene.texts.techniques)))
    return None


def keep_copy(scene: Scene, token: str) -> Phrase | None:
    """Keep a copy under a free name; a second tap makes no second copy."""
    if must_be_private(scene):
        return None
    sent = scene.own.shared(token)
    if sent is None:
        change(scene, screens.dead_link())
        return None
    if sent.chat == scene.chat_id:
        return show_own(scene, sent.key)
    kept = _kept(scene, sent)
    if kept is None and is_full(scene):
        change(scene, screens.is_full_for(sent))
        return None
    copy = kept or scene.own.add(scene.chat_id, _name(scene, sent), sent.pieces)
    change(scene, screens.copied(copy, as_routine(copy, scene.texts.techniques)))
    return None


def leave_copy(scene: Scene) -> Phrase | None:
    """Keep no copy."""
    change(scene, screens.declined())
    return None


def _kept(scene: Scene, sent: OwnRoutine) -> OwnRoutine | None:
    """Return the copy of `sent` that the chat already has, perhaps with a number after its name."""
    same = [own for own in scene.own.of(scene.chat_id) if own.pieces == sent.pieces]
    return next((own for own in same if own.name.startswith(sent.name[: LONGEST_NAME - 3])), None)


def _name(scene: Scene, sent: OwnRoutine) -> str:
    taken = [own.name for own in scene.own.of(scene.chat_id)]
    return free_name(sent.name, [*taken, *names_of_ours(scene)])

"""A person opens a friend's link: look, keep a copy, or leave it. The copy knows nothing of the friend."""

from __future__ import annotations

from bot.actions.manage_own import show_own
from bot.actions.own.names import names_of_ours
from bot.actions.own.refusals import is_full, must_be_private
from bot.actions.saying.answers import change, say
from bot.domain.message import Phrase
from bot.domain.own import LONGEST_NAME, OwnRoutine, as_routine, free_name
from bot.ports import Asked, Work
from bot.screens import own as screens


def open_link(work: Work, asked: Asked, token: str) -> Phrase | None:
    """`/start r_<token>`: what the friend sent; one's own link shows one's own routine."""
    own = work.own.shared(token)
    if must_be_private(work, asked, f"r_{own.token}" if own else "my_routines"):
        return None
    if own is None:
        say(work, asked, screens.dead_link())
        return None
    if own.chat == asked.chat:
        say(work, asked, screens.own_link(own, as_routine(own, work.catalogue.techniques)))
        return None
    say(work, asked, screens.shared(own, as_routine(own, work.catalogue.techniques)))
    return None


def look_at_copy(work: Work, asked: Asked, token: str) -> Phrase | None:
    """The steps, before a copy is kept."""
    own = work.own.shared(token)
    if own is None:
        change(work, asked, screens.dead_link())
        return None
    change(work, asked, screens.look(own, as_routine(own, work.catalogue.techniques)))
    return None


def keep_copy(work: Work, asked: Asked, token: str) -> Phrase | None:
    """Keep a copy under a name that is free here; a second tap keeps no second one."""
    if must_be_private(work, asked):
        return None
    sent = work.own.shared(token)
    if sent is None:
        change(work, asked, screens.dead_link())
        return None
    if sent.chat == asked.chat:
        return show_own(work, asked, sent.key)
    kept = _kept(work, asked, sent)
    if kept is None and is_full(work, asked):
        change(work, asked, screens.is_full_for(sent))
        return None
    copy = kept or work.own.add(asked.chat, _name(work, asked, sent), sent.pieces)
    change(work, asked, screens.copied(copy, as_routine(copy, work.catalogue.techniques)))
    return None


def leave_copy(work: Work, asked: Asked) -> Phrase | None:
    """No copy is kept."""
    change(work, asked, screens.declined())
    return None


def _kept(work: Work, asked: Asked, sent: OwnRoutine) -> OwnRoutine | None:
    """Return the copy of `sent` that is here already, perhaps with a number behind its name."""
    same = [own for own in work.own.of(asked.chat) if own.pieces == sent.pieces]
    return next((own for own in same if own.name.startswith(sent.name[: LONGEST_NAME - 3])), None)


def _name(work: Work, asked: Asked, sent: OwnRoutine) -> str:
    taken = [own.name for own in work.own.of(asked.chat)]
    return free_name(sent.name, [*taken, *names_of_ours(work, asked)])

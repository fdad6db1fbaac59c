"""A person names what they have built, or renames it: the next line they type is the name."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.own.names import names_of_ours
from bot.actions.own.refusals import is_full, refuse_own
from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change, say
from bot.actions.saying.long_lines import say_to_long
from bot.actions.saying.questions import forget_name
from bot.domain.ids import OwnId
from bot.domain.message import Message, Phrase, phrase
from bot.domain.own import LONGEST_NAME, Draft, NameFault, free_name, read_name, steps_of
from bot.ports import Asked, Work
from bot.screens import builder
from bot.screens import own as screens


def ask_name(work: Work, asked: Asked) -> Phrase | None:
    """Ask for the draft's name; its buttons go, so that it stays as it is named."""
    draft = work.own.draft(asked.chat)
    if draft is None or draft.edits is not None:
        return phrase("e_stale")
    if not draft.pieces:
        return phrase("e_empty_draft")
    if is_full(work, asked):
        say(work, asked, screens.is_full())
        return None
    work.own.put_draft(replace(draft, asked_at=asked.now.people, renames=None))
    change(work, asked, builder.built(steps_of(draft.pieces, work.catalogue.techniques)))
    say(work, asked, builder.ask_name())
    return None


def ask_new_name(work: Work, asked: Asked, number: OwnId) -> Phrase | None:
    """Ask for another name of a routine."""
    own = find_own(work, asked.chat, number)
    if own is None:
        return refuse_own(work, asked)
    draft = work.own.draft(asked.chat) or Draft(asked.chat)
    work.own.put_draft(replace(draft, asked_at=asked.now.people, renames=own.id))
    say(work, asked, builder.ask_name())
    return None


def leave_name(work: Work, asked: Asked) -> Phrase | None:
    """No name after all; what was built stays, and so does the name that there is."""
    draft = work.own.draft(asked.chat)
    renamed = find_own(work, asked.chat, draft.renames) if draft and draft.renames is not None else None
    forget_name(work, asked)
    say(work, asked, screens.not_renamed(renamed) if renamed else builder.not_named())
    return None


def take_name(work: Work, asked: Asked, text: str) -> Phrase | None:
    """Keep the routine under the name that was typed, or say what is wrong with it and ask again."""
    draft = work.own.draft(asked.chat) or Draft(asked.chat)
    renamed = find_own(work, asked.chat, draft.renames) if draft.renames is not None else None
    if draft.renames is not None and renamed is None:
        forget_name(work, asked)
        say(work, asked, screens.gone())
        return None
    name = read_name(text)
    wrong = _fault(work, asked, name, text, renamed.id if renamed else None)
    if wrong is not None or isinstance(name, NameFault):
        say_to_long(work, asked, builder.ask_name(wrong), text)
        return None
    say(work, asked, _rename(work, asked, renamed.id, name) if renamed else _save(work, asked, draft, name))
    return None


def _rename(work: Work, asked: Asked, number: OwnId, name: str) -> Message:
    work.own.rename(number, name)
    forget_name(work, asked)
    own = find_own(work, asked.chat, number)
    return screens.renamed(own) if own else screens.gone()


def _save(work: Work, asked: Asked, draft: Draft, name: str) -> Message:
    if is_full(work, asked):
        forget_name(work, asked)
        return screens.is_full()
    own = work.own.add(asked.chat, name, draft.pieces)
    work.own.drop_draft(asked.chat)
    return screens.saved(own)


def _fault(
    work: Work, asked: Asked, name: str | NameFault, text: str, renamed: OwnId | None
) -> Phrase | None:
    """Return what is wrong with a name, or None."""
    if name is NameFault.empty:
        return phrase("e_name_empty")
    if isinstance(name, NameFault):
        return phrase("e_name_long", n=len(text.strip()), most=LONGEST_NAME)
    own = [each.name for each in work.own.of(asked.chat) if each.id != renamed]
    ours = names_of_ours(work, asked)
    free = free_name(name, [*own, *ours])
    if free == name:
        return None
    is_own = name.casefold() in {each.casefold() for each in own}
    return phrase("e_name", suggestion=free) if is_own else phrase("e_name_ours", suggestion=free)

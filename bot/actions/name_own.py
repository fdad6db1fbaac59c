"""A person names or renames an own routine: the next line that they type is the name."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.own.names import names_of_ours
from bot.actions.own.refusals import is_full, refuse_own
from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change, say
from bot.actions.saying.long_lines import say_to_long
from bot.actions.saying.questions import forget_name
from bot.actions.scene import Scene
from bot.domain.ids import OwnId
from bot.domain.message import Message, Phrase, Said, phrase
from bot.domain.own import LONGEST_NAME, Draft, NameFault, free_name, read_name, steps_of
from bot.screens import builder
from bot.screens import own as screens


def ask_name(scene: Scene) -> Phrase | None:
    """Ask for the draft's name; remove the builder's buttons, so that the draft does not change meanwhile."""
    draft = scene.draft
    if draft is None or draft.edits is not None:
        return phrase("e_stale")
    if not draft.pieces:
        return phrase("e_empty_draft")
    if is_full(scene):
        say(scene, screens.is_full())
        return None
    scene.keep_draft(replace(draft, asked_at=scene.now.people, renames=None))
    change(scene, builder.built(steps_of(draft.pieces, scene.texts.techniques)))
    say(scene, builder.ask_name())
    return None


def ask_new_name(scene: Scene, number: OwnId) -> Phrase | None:
    """Ask for another name of a routine."""
    own = find_own(scene, number)
    if own is None:
        return refuse_own(scene)
    draft = scene.draft or Draft(scene.chat_id)
    scene.keep_draft(replace(draft, asked_at=scene.now.people, renames=own.id))
    say(scene, builder.ask_name())
    return None


def leave_name(scene: Scene) -> Phrase | None:
    """Ask for the name no longer. The draft stays, and so does the name of a saved routine."""
    draft = scene.draft
    renamed = find_own(scene, draft.renames) if draft and draft.renames is not None else None
    forget_name(scene)
    say(scene, screens.not_renamed(renamed) if renamed else builder.not_named())
    return None


def take_name(scene: Scene, text: str) -> Phrase | None:
    """Save the routine under the typed name, or say what is wrong with the name and ask again."""
    draft = scene.draft or Draft(scene.chat_id)
    renamed = find_own(scene, draft.renames) if draft.renames is not None else None
    if draft.renames is not None and renamed is None:
        forget_name(scene)
        say(scene, screens.gone())
        return None
    name = read_name(text)
    wrong = _fault(scene, name, text, renamed.id if renamed else None)
    if wrong is not None or isinstance(name, NameFault):
        say_to_long(scene, builder.ask_name(wrong), text)
        return None
    say(scene, _rename(scene, renamed.id, name) if renamed else _save(scene, draft, name))
    return None


def _rename(scene: Scene, number: OwnId, name: str) -> Message:
    scene.own.rename(number, name)
    forget_name(scene)
    own = find_own(scene, number)
    return screens.renamed(own) if own else screens.gone()


def _save(scene: Scene, draft: Draft, name: str) -> Message:
    if is_full(scene):
        forget_name(scene)
        return screens.is_full()
    own = scene.own.add(scene.chat_id, name, draft.pieces)
    scene.drop_draft()
    return screens.saved(own)


def _fault(scene: Scene, name: str | NameFault, text: str, renamed: OwnId | None) -> Phrase | None:
    """Return the phrase that says what is wrong with a name, or None."""
    if name is NameFault.empty:
        return phrase("e_name_empty")
    if isinstance(name, NameFault):
        return phrase("e_name_long", n=len(text.strip()), most=LONGEST_NAME)
    own = [each.name for each in scene.own.of(scene.chat_id) if each.id != renamed]
    ours = names_of_ours(scene)
    free = free_name(name, [*own, *ours])
    if free == name:
        return None
    is_own = name.casefold() in {each.casefold() for each in own}
    return phrase("e_name", suggestion=Said(free)) if is_own else phrase("e_name_ours", suggestion=Said(free))

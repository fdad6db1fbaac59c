"""A person chooses the language of the chat; in a group only an administrator may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.actions.saying.answers import change, key_of, say
from bot.actions.scene import Scene
from bot.domain.catalogue import Language, PhraseId
from bot.domain.message import Phrase, message
from bot.ports import Kind, Lane, Outgoing
from bot.reading.line import Line
from bot.screens import languages

_SIMPLIFIED = Language("zh-Hans")


def show_languages(scene: Scene) -> Phrase | None:
    """Answer `/language`: offer every language by its own name."""
    say(scene, languages.languages(own_names(scene)))
    return None


def language_named(scene: Scene, line: Line) -> Phrase | None:
    """Answer `/language <name>`: speak it, or offer every language."""
    return show_languages(scene) if line.language is None else set_language(scene, line.language)


def set_language(scene: Scene, language: Language) -> Phrase | None:
    """Speak `language` in this chat from now on.

    Messages that wait are put into words when they leave, so they are in the new language too.
    """
    if language not in scene.texts.languages:
        return show_languages(scene)
    scene.keep(replace(scene.chat, language=language))
    change(scene, languages.language_set(other_names(scene, language)))
    scene.outbox.put(
        Outgoing(
            chat=scene.chat_id,
            kind=Kind.menu,
            key=key_of(scene),
            message=message(),
            lane=Lane.reply,
            written_at=scene.now.people,
        )
    )
    return None


def own_names(scene: Scene) -> Mapping[Language, str]:
    """Return what each language of the catalogue calls itself."""
    return {each: scene.texts.phrase(each, PhraseId("language_name")) for each in scene.texts.languages}


def other_names(scene: Scene, language: Language) -> Mapping[Language, str]:
    """Return what each language of the catalogue but `language` calls itself."""
    return {each: name for each, name in own_names(scene).items() if each != language}


def tell_simplified(scene: Scene) -> None:
    """Tell a new person who reads traditional characters, once, that the bot writes simplified ones."""
    asked = scene.asked
    if asked.reads_traditional and asked.is_private and asked.language == _SIMPLIFIED and scene.known is None:
        say(scene, languages.simplified())

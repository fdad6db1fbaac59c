"""The names that an own routine cannot have, because the bot's routines have them."""

from __future__ import annotations

from bot.actions.saying.answers import chat_of
from bot.domain.catalogue import PhraseId
from bot.ports import Asked, Work


def names_of_ours(work: Work, asked: Asked) -> list[str]:
    """Return what the catalogue's routines are called in the chat's language."""
    language = chat_of(work, asked).language
    return [
        work.catalogue.phrase(language, PhraseId(f"routine.{key}.name")) for key in work.catalogue.routines
    ]

"""Which language counts in a chat: one for everything, whoever writes or taps there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from telegram import Update, User

from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId
from bot.ports import Storage
from bot.telegram.arrived import Arrived


class ChatLanguages:
    """Looks up the languages of chats, for a whole batch at once and before its updates are handled."""

    def __init__(self, catalogue: Catalogue, storage: Storage) -> None:
        self._catalogue = catalogue
        self._storage = storage

    async def of(self, chats: Collection[ChatId]) -> Mapping[ChatId, Language]:
        """Return the languages of those of `chats` that are known; a catalogue of one language: of none."""
        if len(self._catalogue.languages) == 1 or not chats:
            return {}
        return await self._storage.run(lambda work: work.chats.languages(chats))


def language_in(update: Update, catalogue: Catalogue) -> Language:
    """Return the language that counts for an update: its chat's, or for a new chat its person's."""
    known = update.language if isinstance(update, Arrived) else None
    return known or language_of(update.effective_user, catalogue)


def language_of(person: User | None, catalogue: Catalogue) -> Language:
    """Return the language of ours that fits the person's, else the default: it is for a chat that is new."""
    wanted = str(person.language_code or "" if person else "").lower()  # the library does not look what it is
    for language in catalogue.languages:
        if wanted == language or wanted.split("-")[0] == language.split("-")[0]:
            return language
    return catalogue.languages[0]

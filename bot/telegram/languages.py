"""The language of a chat. It is used for everything in the chat, whoever writes or taps there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from telegram import Update, User

from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId
from bot.ports import Storage
from bot.telegram.arrived import Arrived

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})  # the script, and places that write it


class ChatLanguages:
    """Looks up the languages of chats, for a whole batch at once and before its updates are handled."""

    def __init__(self, catalogue: Catalogue, storage: Storage) -> None:
        self._catalogue = catalogue
        self._storage = storage

    def take_texts(self, catalogue: Catalogue) -> None:
        """Use `catalogue` from now on."""
        self._catalogue = catalogue

    async def of(self, chats: Collection[ChatId]) -> Mapping[ChatId, Language]:
        """Return the languages of known `chats`; nothing if the catalogue has only one language."""
        if len(self._catalogue.languages) == 1 or not chats:
            return {}
        return await self._storage.run(lambda work: work.chats.languages(chats))


def language_in(update: Update, catalogue: Catalogue) -> Language:
    """Return the language for an update: that of its chat, or of its person if the chat is new."""
    known = update.language if isinstance(update, Arrived) else None
    return known or language_of(update.effective_user, catalogue)


def language_of(person: User | None, catalogue: Catalogue) -> Language:
    """Return the catalogue's language that fits the person's app, else the default. It is for a new chat."""
    wanted = str(person.language_code or "" if person else "").lower()  # the library does not check the type
    by_tag = {language.lower(): language for language in reversed(catalogue.languages)}
    by_root = {language.lower().split("-")[0]: language for language in reversed(catalogue.languages)}
    return by_tag.get(wanted) or by_root.get(wanted.split("-")[0]) or catalogue.languages[0]


def reads_traditional(person: User | None) -> bool:
    """Is the person's app set to Chinese in traditional characters? Telegram says zh-hant or a place."""
    root, *others = str(person.language_code or "" if person else "").lower().split("-")
    return root == "zh" and not _TRADITIONAL.isdisjoint(others)

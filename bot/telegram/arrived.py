"""An update on its way through the routing, which carries its batch and the language of its chat.

The library builds each handler's context from the update alone, so the update is what carries them: two
batches at once share nothing.
"""

from __future__ import annotations

from telegram import Bot, Update

from bot.domain.catalogue import Language
from bot.domain.ids import UpdateId
from bot.telegram.batch import Batch
from bot.telegram.raw import Raw


class Arrived(Update):
    """The library's update, with its batch and the language of its chat."""

    __slots__ = ("_batch", "_language")  # the library lets only names with an underscore be set after reading

    _batch: Batch
    _language: Language | None

    @property
    def batch(self) -> Batch:
        """The batch that the update came in."""
        return self._batch

    @property
    def language(self) -> Language | None:
        """The language of the update's chat, if it is known; with only one language it need not be."""
        return self._language

    def learn_language(self, language: Language | None) -> None:
        """Note the language of the update's chat."""
        self._language = language

    @property
    def number(self) -> UpdateId:
        """The update's number."""
        return UpdateId(self.update_id)


def read_update(raw: Raw, bot: Bot, batch: Batch) -> Arrived:
    """Read a raw update of `batch`. It raises whatever the library raises at a shape it does not expect."""
    update = Arrived.de_json(dict(raw), bot)
    assert isinstance(update, Arrived)  # noqa: S101 - the library builds the class that it is asked of
    update._batch, update._language = batch, None
    return update

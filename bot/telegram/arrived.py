"""An update on its way through the routing, which carries its batch and what is known about it.

The library builds each handler's context from the update alone. So the update carries all this, and two
batches at once share nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Bot, Update

from bot.domain.catalogue import Language
from bot.domain.ids import UpdateId
from bot.telegram.batch import Batch
from bot.telegram.plain_messages import EMPTY_UPDATE, only_message, read_plain
from bot.telegram.raw import Raw


class Arrived(Update):
    """The library's update, with its batch and the language of its chat."""

    # The library lets only names with an underscore be set after reading.
    __slots__ = ("_batch", "_is_passed_over", "_language")

    _batch: Batch
    _is_passed_over: bool
    _language: Language | None

    if not TYPE_CHECKING:  # mypy would take any name for a field

        def __getattr__(self, name: str) -> Any:
            """Return the value of a field that is not set, see `plain_messages`."""
            return getattr(EMPTY_UPDATE, name)

    @property
    def batch(self) -> Batch:
        """The batch that the update came in."""
        return self._batch

    @property
    def is_passed_over(self) -> bool:
        """Is the update beyond its person's allowance? Then the person is only told so."""
        return self._is_passed_over

    @property
    def language(self) -> Language | None:
        """The language of the update's chat; None: it is not known, or there is only one language."""
        return self._language

    def learn_language(self, language: Language | None) -> None:
        """Note the language of the update's chat."""
        self._language = language

    @property
    def number(self) -> UpdateId:
        """The update's number."""
        return UpdateId(self.update_id)


def read_update(raw: Raw, bot: Bot, batch: Batch, *, is_passed_over: bool = False) -> Arrived:
    """Read a raw update of `batch`. It raises what the library raises for a shape it does not expect."""
    plain = only_message(raw)
    if plain is None:
        update = Arrived.de_json(dict(raw), bot)
        assert isinstance(update, Arrived)  # noqa: S101 - `de_json` builds the class on which it is called
    else:
        update = Arrived.__new__(Arrived)
        update._frozen = False
        update.update_id, update.message = raw["update_id"], read_plain(plain, bot)
        update._id_attrs, update._bot, update._frozen = (update.update_id,), bot, True
    update._batch, update._language, update._is_passed_over = batch, None, is_passed_over
    return update

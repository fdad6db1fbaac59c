"""Which buttons stand under the newest message of each private chat, so that a person may also type one."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import Button
from bot.ports import Outcome, Row, Sent

# Chats that are remembered. It is only a help: lines of a chat that is forgotten are read by their words.
MOST_CHATS = 5000


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest message of a chat, its buttons, and the outbox row that has put them there."""

    message: MessageId
    row: OutboxId
    buttons: tuple[Button, ...]


class NewestButtons:
    """Remembers, in memory alone, what the newest message of a chat offers.

    It knows only the calls of this process that have ended. Whoever presses one of the buttons asks the
    outbox whether the message is still the newest.
    """

    def __init__(self, most: int = MOST_CHATS) -> None:
        self._most = most
        self._chats: OrderedDict[ChatId, Newest] = OrderedDict()

    def of(self, chat: ChatId) -> Newest | None:
        """Return the chat's newest message; None: it has no buttons, or is not known."""
        return self._chats.get(chat)

    def note(self, row: Row, outcome: Outcome) -> None:
        """Note what a call has done. Groups are left out: several people talk there."""
        if row.chat < 0 or row.kind.rules.sets_menu:
            return
        newest = self._chats.get(row.chat)
        if row.edits is not None and (newest is None or newest.message != row.edits):
            return  # it changes an older message
        if not isinstance(outcome, Sent):
            # The message may have arrived. Even if it has not, it was to be said: the buttons above it are
            # not offered any more.
            self._chats.pop(row.chat, None)
            return
        buttons = tuple(button for keys in row.message.buttons for button in keys)
        message = row.edits or outcome.message
        if message is not None:
            self._keep(row.chat, Newest(message, row.id, () if row.kind.rules.deletes else buttons))

    def _keep(self, chat: ChatId, newest: Newest) -> None:
        if not newest.buttons:
            # A message without buttons is the newest, too: what stands above it is answered no more.
            self._chats.pop(chat, None)
            return
        self._chats[chat] = newest
        self._chats.move_to_end(chat)
        if len(self._chats) > self._most:
            self._chats.popitem(last=False)

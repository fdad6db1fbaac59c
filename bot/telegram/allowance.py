"""How much of what one person sends is read. Nobody reaches this limit by typing and tapping.

Without a limit, one person who sends hundreds of updates, or very long ones, makes everybody else wait. So
an update costs what it gives the bot to do: one for itself, more for a long text, and more if it comes from
another chat than the one before. In one chat, answers wait for the pace of that chat. In many chats they
take their places from the messages of others.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.ids import ChatId, PersonId, UpdateId
from bot.ports import Now
from bot.reading.bounds import searched
from bot.telegram.buckets import PEOPLE, Buckets

AT_ONCE = 60  # what a person's updates may cost at once
A_SECOND = 20.0  # what they may cost each second in the long run
CHARACTERS = 200  # so many characters of a text cost as much as an update
ANOTHER_CHAT = 5.0  # what an update costs more if it comes from another chat


@dataclass(slots=True)
class Allowance:
    """How much of the allowance each person has used up, and the chat of each person's last update."""

    _spent: Buckets = field(default_factory=lambda: Buckets(AT_ONCE, A_SECOND))
    _chats: dict[PersonId, ChatId] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many people are remembered."""
        return max(len(self._spent), len(self._chats))

    def allows(
        self, person: PersonId, update: UpdateId, now: Now, characters: int = 0, chat: ChatId | None = None
    ) -> bool:
        """Is this update of this person read? `characters`: the length of its text."""
        known = self._spent.verdict(update)
        if known is not None:
            return known
        cost = 1 + searched(characters) / CHARACTERS
        if chat is not None:
            if self._chats.pop(person, chat) != chat:
                cost += ANOTHER_CHAT
            self._chats[person] = chat
            if len(self._chats) > PEOPLE:
                del self._chats[next(iter(self._chats))]  # whose last update is the longest ago
        return self._spent.takes(person, update, now, cost)

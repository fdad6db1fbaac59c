"""What is stored of the routines that people build."""

from __future__ import annotations

from typing import Protocol

from bot.domain.ids import ChatId, OwnId
from bot.domain.own import Draft, OwnRoutine, Pieces


class OwnRoutines(Protocol):
    """The routines that people build themselves."""

    def add(self, chat: ChatId, name: str, pieces: Pieces) -> OwnRoutine:
        """Keep a new routine; its id is given here."""

    def of(self, chat: ChatId) -> list[OwnRoutine]:
        """Return the chat's routines, the oldest first."""

    def get(self, own: OwnId) -> OwnRoutine | None:
        """Return a routine, or None. A deleted routine is kept while a session shows its name."""

    def rename(self, own: OwnId, name: str) -> None:
        """Give the routine another name."""

    def rebuild(self, own: OwnId, pieces: Pieces) -> None:
        """Give the routine other steps; its name and its link stay the same."""

    def share(self, own: OwnId, sender: str) -> str:
        """Offer a copy, from `sender`, to everybody who has the token; return the token, which is random."""

    def shared(self, token: str) -> OwnRoutine | None:
        """Return the routine that was shared under `token`, or None."""

    def drop(self, own: OwnRoutine) -> None:
        """Delete the routine; only its name is kept while a session shows it."""


class Drafts(Protocol):
    """What people are building and have not saved yet; `Standing` says what it is. A chat has one at most."""

    def put(self, draft: Draft) -> None:
        """Keep the chat's draft as given."""

    def drop(self, chat: ChatId) -> None:
        """Delete the chat's draft."""

"""How long what is stored is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """What whoever runs the bot has set.

    `messages`: rows of messages that have ended. `history`: what was done, as ended sessions and days; None:
    as long as the chat. `backups`: how long a copy of the database lives; None: that is not said; zero: there
    are no copies.
    """

    messages: timedelta = timedelta(hours=48)
    history: timedelta | None = None
    backups: timedelta | None = None


DEFAULT = Retention()

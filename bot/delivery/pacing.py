"""The pace of a bot: of one that is alone, or of one of several processes."""

from __future__ import annotations

from bot.delivery.pace import LocalPace
from bot.delivery.turns import RULE, LocalTurns
from bot.ports import Pacing


def local_pacing() -> Pacing:
    """Return the pace of a bot that is one process."""
    return Pacing(LocalPace(), LocalTurns())


def shared_pacing() -> Pacing:
    """Return the pace of one of several processes; what they share stands in the database."""
    return Pacing(LocalPace(), LocalTurns(), RULE)

"""Which opener a ring begins with: each in its turn, so that none comes twice in a row.

The turn is not counted by days: rings are left out, and days of rest have openers of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.catalogue import PhraseId
from bot.domain.tip_choice import TipSeen


def next_opener(openers: Sequence[PhraseId], seen: Iterable[TipSeen], first: int) -> PhraseId:
    """Return the opener after the last one of `openers` that came with a tip.

    `first`: a number for the very first one, so that not everybody begins with the same.
    """
    came = [(each.at, openers.index(each.opener)) for each in seen if each.opener and each.opener in openers]
    return openers[(max(came)[1] + 1 if came else first) % len(openers)]

"""What the bot says in several ways.

The first language decides how many ways there are; every other language must have the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.content.markup import placeholders
from bot.domain.catalogue import PhraseId, Wording

# The placeholders that each way may have.
_MAY_HAVE: Mapping[Wording, frozenset[str]] = {
    Wording.thanks: frozenset(),
    Wording.reminder_opener: frozenset({"minutes|long", "routine"}),
    Wording.rest_opener: frozenset(),
    Wording.soft_opener: frozenset(),
}


def wordings_of(phrases: Iterable[str]) -> Mapping[Wording, tuple[PhraseId, ...]]:
    """Return the phrase ids of each way to say something, in the order of `phrases`."""
    ids = list(phrases)
    return {each: tuple(PhraseId(id) for id in ids if id.startswith(f"{each}.")) for each in Wording}


def required_wordings(first: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Return the ids of all ways, with the placeholders of each; `first`: the first language's texts by id.

    There must be at least one way: if `first` has none, the id of one that is missing is returned.
    """
    required = {}
    for wording, ids in wordings_of(first).items():
        for id in ids or (f"{wording}.1",):
            required[id] = placeholders(first.get(id, "")) & _MAY_HAVE[wording]
    return required

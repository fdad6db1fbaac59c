"""Says whether a danger is a question that is answered with no: "fever? no", "injuries: none"."""

from __future__ import annotations

from bot.domain.dangers import Scope
from bot.reading.joined import Mention
from bot.reading.sentences import Sentences

_JOINING = frozenset({"and", "or", "nor"})


def is_answered_no(mention: Mention, said: Sentences, scope: Scope) -> bool:
    """Is the danger all that its clause names, with an answer behind it: "fever? no", "injuries: none"?

    "My chest hurts, no?" and "is the fever gone? no" are dangers: their clauses say more.
    """
    if (scope.refusing | scope.absent).isdisjoint(said.words):
        return False  # as most lines
    clause = said.clause[mention.start]
    first = said.clause.index(clause)
    end = first + said.clause.count(clause)
    if mention.end < end and _is_absent(end - 1, said, scope):
        end -= 1
    elif not (_is_absent(end, said, scope) or _is_refused(end, said, scope)):
        return False
    its = {at for began, ended in mention.spans for at in range(began, ended)}
    return mention.end <= end and all(
        at in its or said.words[at] in scope.between or said.words[at] in _JOINING for at in range(first, end)
    )


def _is_absent(place: int, said: Sentences, scope: Scope) -> bool:
    """Does a word such as "none" stand at `place`, at the end of a clause?"""
    return place < len(said.words) and said.words[place] in scope.absent and _ends_clause(place, said)


def _is_refused(place: int, said: Sentences, scope: Scope) -> bool:
    """Is a "no" at `place` a clause of its own, behind the end of a sentence?"""
    return (
        place < len(said.words)
        and said.words[place] in scope.refusing
        and said.sentence[place] != said.sentence[place - 1]
        and _ends_clause(place, said)
    )


def _ends_clause(place: int, said: Sentences) -> bool:
    return place + 1 == len(said.clause) or said.clause[place + 1] != said.clause[place]

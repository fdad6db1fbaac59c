"""Says whether a danger is a question that is answered with no: "fever? no", "injuries: none"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from bot.domain.dangers import Scope
from bot.reading.joined import Mention
from bot.reading.sentences import Sentences

_JOINING = frozenset({"and", "or", "nor"})


def is_answered_no(mention: Mention, said: Sentences, scope: Scope) -> bool:
    """Is the danger all that its clause names, with an answer behind it: "fever? no", "injuries: none"?

    "My chest hurts, no?" and "is the fever gone? no" are dangers: their clauses say more.
    """
    answers = scope.refusing | scope.absent
    if answers.isdisjoint(said.words):
        return False  # as most lines
    clause = said.clause[mention.start]
    first = said.clause.index(clause)
    end = first + said.clause.count(clause)
    if mention.end < end and _is_answer(end - 1, said, answers):
        end -= 1
    elif not _is_answered_behind(end, said, scope):
        return False
    its = {at for began, ended in mention.spans for at in range(began, ended)}
    return mention.end <= end and all(
        at in its or said.words[at] in scope.between or said.words[at] in _JOINING for at in range(first, end)
    )


def _is_answered_behind(place: int, said: Sentences, scope: Scope) -> bool:
    """Does an answer begin at `place`, behind the clause of a danger?

    A "no" behind a mere comma or colon is one only among others: "pregnant: no, fever: no".
    """
    if _is_answer(place, said, scope.absent):
        return True
    if not _is_answer(place, said, scope.refusing):
        return False  # as most dangers
    is_new = said.sentence[place] != said.sentence[place - 1]
    return is_new or sum(word in scope.refusing for word in said.words) > 1


def _is_answer(place: int, said: Sentences, words: AbstractSet[str]) -> bool:
    """Does one of `words` stand at `place`, at the end of a clause?"""
    last = len(said.words) - 1
    is_there = place <= last and said.words[place] in words
    return is_there and (place == last or said.clause[place + 1] != said.clause[place])

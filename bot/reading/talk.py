"""Says whether a danger stands in talk of work, of a film, or of people who are surely not on the mat."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from bot.domain.dangers import Scope, Urgency
from bot.reading.joined import Mention
from bot.reading.passages import Found, Span
from bot.reading.sentences import Sentences

OWN = "<+own>"
_WORK, _FAR, _FICTION = "<+work>", "<+far>", "<+fiction>"
_JOBS, _MANY = "<+jobs>", "<+many>"
_RETURNING, _ASKING = "<+returning>", "<+asking>"
_LEADING = frozenset({_WORK, _FAR, _FICTION, _JOBS})
_TO_WORK = 5  # words between "he teaches" and the danger that he teaches about


def phrases_of_talk(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return the phrases that are looked for, by the key under which they are found."""
    return {
        _WORK: scope.work,
        _FAR: scope.far,
        _FICTION: scope.fiction,
        _JOBS: scope.jobs,
        _MANY: scope.many,
        _RETURNING: scope.returning,
        _ASKING: scope.asking,
    }


def is_of_talk(mention: Mention, urgency: Urgency, said: Sentences, found: Found, scope: Scope) -> bool:
    """Do words of work, of a film or of somebody far lead to the danger: "an exam on strokes"?

    "I sell blood thinners and take them" is a danger: what stands behind it leads back to a person. And one
    to call for help for counts also where a neighbour has it.
    """
    if urgency.rank > Urgency.care.rank or _LEADING.isdisjoint(found):
        return False
    if any(mention.end <= back for back, _ in found.get(_RETURNING, ())):
        return False
    talk = _Talk(said, found, scope)
    strangers = scope.persons - scope.third
    is_far = urgency.rank > Urgency.now.rank and _ASKING not in found
    return (
        any(talk.is_work(span, mention) for span in found.get(_WORK, ()))
        or any(talk.leads(span, mention, strangers) for span in found.get(_FICTION, ()))
        or any(is_far and talk.leads(span, mention, strangers) for span in found.get(_FAR, ()))
        or talk.has_many(mention)
    )


class _Talk:
    """What is asked of one text."""

    def __init__(self, said: Sentences, found: Found, scope: Scope) -> None:
        self._said = said
        self._found = found
        self._scope = scope

    def is_work(self, span: Span, mention: Mention) -> bool:
        """Do words of work or study at `span` lead to the danger? "Revising with a fever" has one."""
        end = span[1]
        is_near = mention.start <= end + _TO_WORK
        words = self._said.words[end : mention.end]
        return (
            is_near
            and self._scope.having.isdisjoint(words)
            and self.leads(span, mention, self._scope.persons)
        )

    def leads(self, span: Span, mention: Mention, persons: AbstractSet[str]) -> bool:
        """Do the words at `span` lead to the danger in their clause, with none of `persons` between?"""
        begin, end = span
        if self._said.clause[begin] != self._said.clause[mention.end - 1] or mention.start < end:
            return False
        between = self._said.words[end : mention.end]
        is_own = any(end <= own < mention.end for own, _ in self._found.get(OWN, ()))
        return persons.isdisjoint(between) and self._scope.ending.isdisjoint(between) and not is_own

    def has_many(self, mention: Mention) -> bool:
        """Do people tell of work or a film, and of what it is full of: "nurse here, three strokes"?"""
        said, found = self._said, self._found
        sentence, clause = said.sentence[mention.start], said.clause[mention.start]
        if not any(begin <= mention.start and mention.end <= end for begin, end in found.get(_MANY, ())):
            return False
        words = (word for word, each in zip(said.words, said.clause, strict=True) if each == clause)
        return (self._scope.persons | self._scope.ending).isdisjoint(words) and any(
            said.sentence[begin] == sentence and end <= mention.start
            for key in (_WORK, _FICTION, _JOBS)
            for begin, end in found.get(key, ())
        )

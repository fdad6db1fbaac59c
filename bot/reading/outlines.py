"""Finds what a line means by the concepts that it names, when no form of a word list settles it.

`<know_it> + <likes>` is a question whether it is done right, in whatever words. The words of a line are
looked at together, whatever marks stand between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.domain.catalogue import Lexicon
from bot.reading.joined import Joined, Mention, by_rarest_part, joined, mentions
from bot.reading.line import Meaning
from bot.reading.passages import Passages, atoms, resolve, words_of
from bot.reading.vocabulary import Vocabulary
from bot.reading.writing import Writing

# Parts that are no words: the line asks; it names an hour.
ASKS, HOUR = "<asks>", "<hour>"
_APART = 14  # words from the first part of an outline to the last
_LONGEST = 60  # words of a line that are looked at


class _Outline(NamedTuple):
    """What is known of an outline before a line is read."""

    meaning: Meaning
    steers: bool
    needs: frozenset[str]  # ASKS, HOUR
    parts: int  # a technique counts as one more
    place: int  # among all outlines


def _outline(form: Joined[Meaning], place: int) -> _Outline:
    meaning, needs = form.kind, frozenset(form.parts) & {ASKS, HOUR}
    return _Outline(meaning, meaning.steers, needs, len(form.parts) + bool(meaning.techniques), place)


def _words(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part not in (ASKS, HOUR))


class Outlines:
    """The outlines of one language."""

    def __init__(self, lexicon: Lexicon, writing: Writing) -> None:
        said = lexicon.outlines
        forms = [joined(meaning, form) for meaning, several in _by_meaning(lexicon) for form in several]
        bare = [Joined(_outline(form, place), _words(form.parts)) for place, form in enumerate(forms)]
        self._by_trigger = by_rarest_part(bare)
        phrases = {part: atoms(part, writing) for form in bare for part in form.parts}
        terms = resolve({**lexicon.dangers.terms, **said.terms}, writing, phrases.values())
        vocabulary = Vocabulary(
            words_of([*phrases.values(), *terms]), lexicon.dangers.endings, (), lexicon.dangers.exceptions
        )
        passages = Passages(phrases.items(), terms, vocabulary)
        # A line is looked at twice: with a session that it may steer, and without one.
        self._found = lru_cache(4)(lambda plain: passages.find(plain.split()[:_LONGEST]))

    def knows(self, plain: str) -> bool:
        """Has a line (normal) anything of an outline?"""
        return bool(self._by_trigger and self._found(plain))

    def find(self, plain: str, has: frozenset[str], *, is_steered: bool) -> Meaning | None:
        """Return what a line (normal) means; None: it has no outline.

        Of several the one that covers the most words counts, then the one with the most parts. A technique
        that is described counts as one part more than a wish for all of them. `has`: which of ASKS and HOUR
        the line has. `is_steered`: it may steer a running session.
        """
        if not self._by_trigger:
            return None
        found = self._found(plain)
        best: tuple[int, int, int] | None = None
        meaning: Meaning | None = None
        for key in found.keys() & self._by_trigger.keys():
            for second, bare in self._by_trigger[key]:
                outline = bare.kind
                if second not in found or not outline.needs <= has or (outline.steers and not is_steered):
                    continue
                covered = _covered(mentions(bare, found, _APART))
                rank = (covered, outline.parts, -outline.place)
                if covered and (best is None or rank > best):
                    best, meaning = rank, outline.meaning
        return meaning


def _covered(places: Iterable[Mention]) -> int:
    """Return how many words of the line the parts cover where they cover most. Parts may not overlap."""
    return max((_length(mention.spans) for mention in places if _is_apart(mention.spans)), default=0)


def _length(spans: Sequence[tuple[int, int]]) -> int:
    return sum(end - begin for begin, end in spans)


def _is_apart(spans: Sequence[tuple[int, int]]) -> bool:
    ordered = sorted(spans)
    return all(end <= begin for (_, end), (begin, _) in pairwise(ordered))


def _by_meaning(lexicon: Lexicon) -> Iterable[tuple[Meaning, Sequence[str]]]:
    said = lexicon.outlines
    yield from ((Meaning(intent=intent), forms) for intent, forms in said.intents.items())
    yield from ((Meaning(techniques=(key,)), forms) for key, forms in said.techniques.items())
    yield from ((Meaning(faq=key), forms) for key, forms in said.faq.items())
    yield Meaning(), said.nothing

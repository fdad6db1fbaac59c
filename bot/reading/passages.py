"""Phrases with terms in them, prepared once, and then searched in the words of a text.

An *atom* is a word, a term such as `<leg>`, or a tail such as `*itis`. A phrase is a row of atoms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, product
from operator import attrgetter
from sys import intern
from typing import NamedTuple

from bot.reading.remembered import Remembered
from bot.reading.vocabulary import Vocabulary
from bot.reading.writing import Writing

_ATOMS = re.compile(r"<\w+>|\*\w+|[^<*]+")

Phrase = tuple[str, ...]
Span = tuple[int, int]  # where something begins, and where it has ended
LOOSE = "+loose"  # before the key of a phrase that has another word in it
_REMEMBERED = 20_000  # words
_MEANINGS = 4096  # each of several words that one typed word may mean
Found = Mapping[str, Sequence[Span]]  # by key, in the order of the text
_Spans = dict[str, list[Span]]
Rows = Sequence[tuple[str, Phrase]]
_NO_ROWS: Mapping[str, Rows] = {}


class _Begun(NamedTuple):
    """What an atom begins."""

    atom: str
    keys: Sequence[str]  # of phrases that it is alone
    by_second: Mapping[str, Rows]  # by the second atom: the key and the other atoms


class _Known(NamedTuple):
    """What is known of a word, whatever words follow it."""

    meant: Phrase
    atoms: Mapping[str, int]  # that begin here, and how many words each has
    begun: Sequence[_Begun]
    keys: Sequence[str]  # of phrases that the word is alone
    seconds: frozenset[str]  # atoms that may follow in a phrase or a term that begins here


_ATOMS_OF = attrgetter("atoms")
_NONE: frozenset[str] = frozenset()
_UNKNOWN = _Known((), {}, (), (), _NONE)


def atoms(form: str, writing: Writing) -> Phrase:
    """Return the atoms of a phrase as authors write it."""
    pieces = _ATOMS.findall(form)
    rows = ([piece] if piece[0] in "<*" else writing.normal(piece).split() for piece in pieces)
    return tuple(intern(atom) for row in rows for atom in row)  # the same few words, thousands of times


def resolve(
    terms: Mapping[str, Iterable[str]], writing: Writing, used_by: Iterable[Phrase]
) -> dict[Phrase, list[str]]:
    """Return, for each phrase of words, the terms that it stands for, if `used_by` has the term.

    A term may hold other terms, alone or in a phrase: `my <child>`.
    """
    rows: dict[str, list[Phrase]] = {}
    found: dict[Phrase, list[str]] = defaultdict(list)
    for name in dict.fromkeys(atom for phrase in used_by for atom in phrase if atom[0] == "<"):
        for phrase in _words_of(name, terms, writing, rows, ()):
            if name not in found[phrase]:
                found[phrase].append(name)
    return found


def _words_of(
    name: str,
    terms: Mapping[str, Iterable[str]],
    writing: Writing,
    rows: dict[str, list[Phrase]],
    within: tuple[str, ...],
) -> Iterable[Phrase]:
    """Yield the phrases of words that a term stands for. `rows`: what was read of terms, which it adds to."""
    if name not in rows:
        rows[name] = [atoms(form, writing) for form in terms.get(name[1:-1], ())]
    inside = (*within, name)
    for phrase in filter(None, rows[name]):
        if not any(atom[0] == "<" for atom in phrase):
            yield phrase  # as most
            continue
        parts = (
            [(atom,)]
            if atom[0] != "<"
            else ()
            if atom in inside
            else _words_of(atom, terms, writing, rows, inside)
            for atom in phrase
        )
        yield from (tuple(chain.from_iterable(each)) for each in product(*parts))


class Passages:
    """Finds phrases in a row of words. Each phrase has a key, which is found wherever the phrase stands."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, Phrase]],
        terms: Mapping[Phrase, Sequence[str]],
        vocabulary: Vocabulary,
        denying: Collection[str] = (),
    ) -> None:
        self._denying = frozenset(denying)
        self._words = {phrase[0]: names for phrase, names in terms.items() if len(phrase) == 1}
        self._terms: dict[str, dict[str, list[tuple[Phrase, Sequence[str]]]]] = {}
        for phrase, names in terms.items():
            if len(phrase) > 1:
                self._terms.setdefault(phrase[0], {}).setdefault(phrase[1], []).append((phrase, names))
        single: dict[str, list[str]] = {}
        pairs: dict[str, dict[str, list[tuple[str, Phrase]]]] = {}
        for key, phrase in phrases:
            if len(phrase) == 1:
                keys = single.setdefault(phrase[0], [])
                if key not in keys:
                    keys.append(key)
            elif phrase:
                by_second = pairs.setdefault(phrase[0], {})
                by_second.setdefault(phrase[1], []).append((key, phrase[2:]))
        self._begun = {
            atom: _Begun(atom, tuple(single.get(atom, ())), _kept(pairs.get(atom)))
            for atom in (*single, *pairs)
        }
        self._known_for = lru_cache(_MEANINGS)(self._find_known)  # many words mean the same
        self._known: Remembered[str, _Known] = Remembered(
            lambda word: self._known_for(vocabulary.meant(word)), _REMEMBERED
        )

    def find(self, words: Sequence[str]) -> Found:
        """Return where each phrase stands in `words` (normal); a term only where it is one of the phrases."""
        known = [*map(self._known.__getitem__, words), _UNKNOWN]
        places = [place for place, each in enumerate(known) if each is not _UNKNOWN]
        found: _Spans = defaultdict(list)
        if not places:
            return found
        at = [*map(_ATOMS_OF, known)]
        begun: dict[int, Sequence[_Begun]] = {}  # where more than a word may begin
        for place in reversed(places):  # a term of several words may be the second atom of a phrase
            each = known[place]
            if not each.seconds.isdisjoint(at[place + 1]):
                at[place] = here = self._with_terms(known, place)
                begun[place] = each.begun if here is each.atoms else self._begun_by(here)
        for place in places:
            if place in begun:
                self._find_from(place, begun[place], at, found)
            else:  # as most words
                for key in known[place].keys:
                    found[key].append((place, place + 1))
        return found

    def _find_from(
        self, place: int, begun: Sequence[_Begun], at: Sequence[Mapping[str, int]], found: _Spans
    ) -> None:
        """Add the phrases that begin at `place`. `at`: the atoms that begin at each place."""
        for atom, keys, by_second in begun:
            end = place + at[place][atom]
            for key in keys:
                found[key].append((place, end))
            if not by_second:
                continue
            for second, words in at[end].items():
                if second not in by_second:
                    continue
                behind = end + words
                for key, rest in by_second[second]:
                    ended, is_loose = self._follow(at, behind, rest) if rest else (behind, False)
                    if ended is not None:
                        found[key].append((place, ended))
                        if is_loose:
                            found[LOOSE + key].append((place, ended))

    def _follow(self, at: Sequence[Mapping[str, int]], place: int, rest: Phrase) -> tuple[int | None, bool]:
        """Return where a phrase ends whose last atoms are `rest`, and whether another word stands in it.

        It may be one word, and none that denies the phrase. None: they do not stand there.
        """
        is_loose = False
        for atom in rest:
            if place < len(at) and atom in at[place]:
                place += at[place][atom]
            elif is_loose or place + 1 >= len(at) or atom not in at[place + 1]:
                return None, False
            elif self._denying.isdisjoint(at[place]):
                place, is_loose = place + 1 + at[place + 1][atom], True
            else:
                return None, False
        return place, is_loose

    def _with_terms(self, known: Sequence[_Known], place: int) -> Mapping[str, int]:
        """Return the atoms that begin at `place`, those of several words too, and how many words each has.

        Of a term the longest form counts.
        """
        here = known[place].atoms
        for word in known[place].meant:
            by_second = self._terms.get(word)
            if by_second is None:
                continue  # as most words
            for second in known[place + 1].meant:
                for phrase, names in by_second.get(second, ()):
                    length = len(phrase)
                    if length == 2 or _stands(phrase, known, place):
                        here = {**here, **{name: max(length, here.get(name, 0)) for name in names}}
        return here

    def _find_known(self, meant: Phrase) -> _Known:
        """Return what is known of a word that means `meant`."""
        if not meant:
            return _UNKNOWN
        names = (name for word in meant for name in self._words.get(word, ()))
        atoms = dict.fromkeys((*meant, *names), 1)
        begun = self._begun_by(atoms)
        seconds = (*(each.by_second for each in begun), *(self._terms.get(word, ()) for word in meant))
        return _Known(
            meant,
            atoms,
            begun,
            keys=tuple(key for each in begun for key in each.keys),
            seconds=frozenset(chain.from_iterable(seconds)) or _NONE,
        )

    def _begun_by(self, atoms: Iterable[str]) -> Sequence[_Begun]:
        return tuple(filter(None, map(self._begun.get, atoms)))


def _stands(phrase: Phrase, known: Sequence[_Known], place: int) -> bool:
    """Do the words of a phrase stand at `place`? The first two do."""
    behind = known[place + 2 : place + len(phrase)]
    rest = phrase[2:]
    return len(behind) == len(rest) and all(
        each in said.meant for each, said in zip(rest, behind, strict=True)
    )


def _kept(rows: Mapping[str, Iterable[tuple[str, Phrase]]] | None) -> Mapping[str, Rows]:
    """Return rows as they are kept: there are thousands, and lists and empty maps take more memory."""
    return {second: tuple(row) for second, row in rows.items()} if rows else _NO_ROWS


def words_of(phrases: Iterable[Phrase]) -> set[str]:
    """Return all words in `phrases`, without terms and tails."""
    return {atom for phrase in phrases for atom in phrase if atom[0] not in "<*"}


def tails_of(phrases: Iterable[Phrase]) -> set[str]:
    """Return all tails in `phrases`, without their star."""
    return {atom[1:] for phrase in phrases for atom in phrase if atom[0] == "*"}

"""Phrases with terms in them, prepared once, and then searched in the words of a text.

An *atom* is a word, a term such as `<leg>`, or a tail such as `*itis`. A phrase is a row of atoms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.reading.vocabulary import Vocabulary
from bot.reading.writing import Writing

_ATOMS = re.compile(r"<\w+>|\*\w+|[^<*]+")

Phrase = tuple[str, ...]
Span = tuple[int, int]  # where something begins, and where it has ended
_NONE: Mapping[str, int] = {}
Found = Mapping[str, Sequence[Span]]  # by key, in the order of the text


def atoms(form: str, writing: Writing) -> Phrase:
    """Return the atoms of a phrase as authors write it."""
    pieces = _ATOMS.findall(form)
    return tuple(
        atom for piece in pieces for atom in ([piece] if piece[0] in "<*" else writing.normal(piece).split())
    )


def resolve(terms: Mapping[str, Iterable[str]], writing: Writing) -> dict[Phrase, list[str]]:
    """Return, for each phrase of words, the terms that it stands for. A term may hold other terms."""
    rows = {f"<{name}>": [atoms(form, writing) for form in forms] for name, forms in terms.items()}
    found: dict[Phrase, list[str]] = defaultdict(list)
    for name in rows:
        for phrase in _words_of(name, rows, ()):
            if name not in found[phrase]:
                found[phrase].append(name)
    return found


def _words_of(name: str, rows: Mapping[str, list[Phrase]], within: tuple[str, ...]) -> Iterable[Phrase]:
    for phrase in rows.get(name, ()):
        if len(phrase) == 1 and phrase[0].startswith("<"):
            if phrase[0] not in within:
                yield from _words_of(phrase[0], rows, (*within, name))
        elif phrase:
            yield phrase


class Passages:
    """Finds phrases in a row of words. Each phrase has a key, which is found wherever the phrase stands."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, Phrase]],
        terms: Mapping[Phrase, Sequence[str]],
        vocabulary: Vocabulary,
    ) -> None:
        self._vocabulary = vocabulary
        self._words = {phrase[0]: names for phrase, names in terms.items() if len(phrase) == 1}
        self._terms: dict[str, dict[str, list[tuple[Phrase, Sequence[str]]]]] = {}
        for phrase, names in terms.items():
            if len(phrase) > 1:
                self._terms.setdefault(phrase[0], {}).setdefault(phrase[1], []).append((phrase, names))
        self._single = {name: [name] for names in terms.values() for name in names}  # a term is found anyway
        self._pairs: dict[str, dict[str, list[tuple[str, Phrase]]]] = {}
        for key, phrase in phrases:
            if phrase == (key,) and key[0] == "<":
                continue  # a term is found anyway
            if len(phrase) == 1:
                self._single.setdefault(phrase[0], []).append(key)
            elif phrase:
                by_second = self._pairs.setdefault(phrase[0], {})
                by_second.setdefault(phrase[1], []).append((key, phrase[2:]))

    def find(self, words: Sequence[str]) -> Found:
        """Return where each phrase, and each term, stands in `words` (normal)."""
        meant = [*map(self._vocabulary.meant, words), ()]
        at = [self._atoms_at(meant, place) if known else _NONE for place, known in enumerate(meant)]
        found: dict[str, list[Span]] = defaultdict(list)
        for place, here in enumerate(at):
            for atom, end in here.items():
                for key in self._single.get(atom, ()):
                    found[key].append((place, end))
                if at[end] and (by_second := self._pairs.get(atom)) is not None:
                    for second in by_second.keys() & at[end].keys():
                        for key, rest in by_second[second]:
                            if (ended := self._follow(at, at[end][second], rest)) is not None:
                                found[key].append((place, ended))
        return found

    def _atoms_at(self, meant: Sequence[tuple[str, ...]], place: int) -> dict[str, int]:
        """Return the atoms that begin at `place`, and where each has ended; of a term the longest form."""
        here = dict.fromkeys(meant[place], place + 1)
        following = meant[place + 1]
        for word in meant[place]:
            for name in self._words.get(word, ()):
                here.setdefault(name, place + 1)
            by_second = self._terms.get(word, {})
            for second in following if by_second else ():
                for phrase, names in by_second.get(second, ()):
                    end = place + len(phrase)
                    rest = zip(phrase[2:], meant[place + 2 : end], strict=False)
                    if end <= len(meant) and all(each in words for each, words in rest):
                        for name in names:
                            here[name] = max(end, here.get(name, 0))
        return here

    def _follow(self, at: Sequence[Mapping[str, int]], place: int, rest: Phrase) -> int | None:
        """Return where a phrase ends whose last atoms are `rest`; None: they do not stand there."""
        may_skip = True  # one other word in the whole phrase
        for atom in rest:
            if place < len(at) and atom in at[place]:
                place = at[place][atom]
            elif may_skip and place + 1 < len(at) and atom in at[place + 1]:
                place, may_skip = at[place + 1][atom], False
            else:
                return None
        return place


def words_of(phrases: Iterable[Phrase]) -> set[str]:
    """Return all words in `phrases`, without terms and tails."""
    return {atom for phrase in phrases for atom in phrase if atom[0] not in "<*"}


def tails_of(phrases: Iterable[Phrase]) -> set[str]:
    """Return all tails in `phrases`, without their star."""
    return {atom[1:] for phrase in phrases for atom in phrase if atom[0] == "*"}

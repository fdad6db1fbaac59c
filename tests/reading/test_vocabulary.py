"""Which known words a typed word stands for."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator
from string import ascii_lowercase

import pytest
from rapidfuzz.distance import OSA

from bot.domain.catalogue import Catalogue, Language
from bot.reading.passages import atoms, words_of
from bot.reading.vocabulary import Vocabulary
from bot.reading.writing import PlainWriting

EN, DE = Language("en"), Language("de")
ONE_SLIP = range(5, 10)  # letters of a word that is compared as one slip
MOST = 3  # words that are named for one slip


@pytest.mark.parametrize("language", [EN, DE])
def test_each_single_slip_is_found_although_few_words_are_compared(
    catalogue: Catalogue, language: Language
) -> None:
    """Only words that share a half with it are looked at. A look at all words finds no more."""
    known = _words_of_dangers(catalogue, language)
    vocabulary, chance = Vocabulary(known), random.Random(language)
    slips = {_with_slip(word, chance) for word in sorted(known) * 2} - known

    compared = {slip: _by_comparing_with_all(slip, known) for slip in slips if len(slip) in ONE_SLIP}
    assert sum(map(bool, compared.values())) > len(known) / 4  # enough of them stand for a word
    assert {slip: vocabulary.meant(slip) for slip in compared} == compared


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("numnbess", ("numbness",)),  # swapped in the middle of the word
        ("umbness", ()),  # the first letter must be right
        ("numnbesz", ()),  # two slips in a word of eight letters
        ("breth", ()),  # a letter is missing in a word of six letters ...
        ("braeth", ("breath",)),  # ... and two are swapped
        ("breathh", ("breath",)),
        ("sufocatting", ("suffocating",)),  # two slips in a long word
        ("numbs", ("numb",)),
        ("arthritis", ("*itis",)),
        ("itis", ()),
        ("numb", ("numb",)),
        ("lessons", ()),
        ("", ()),
    ],
)
def test_a_word_stands_for_known_words(typed: str, meant: tuple[str, ...]) -> None:
    words = ("numbness", "breath", "suffocating", "numb", "lesions")
    vocabulary = Vocabulary(words, endings=("s", "es"), tails=("itis",), exceptions={"lessons"})

    assert vocabulary.meant(typed) == meant


def test_of_several_words_that_are_equally_near_the_shortest_come_first() -> None:
    vocabulary = Vocabulary(("waiting", "wasting", "warting", "wafting", "walting"))

    assert vocabulary.meant("wating") == ("wafting", "waiting", "walting")


def _words_of_dangers(catalogue: Catalogue, language: Language) -> frozenset[str]:
    lexicon, writing = catalogue.lexicons[language], PlainWriting({})
    flags = (form for flag in lexicon.red_flags for form in flag.forms)
    terms = (form for forms in lexicon.dangers.terms.values() for form in forms)
    return frozenset(words_of(atoms(form, writing) for form in (*flags, *terms)))


def _by_comparing_with_all(typed: str, known: Collection[str]) -> tuple[str, ...]:
    near = (
        word
        for word in known
        if len(word) >= min(ONE_SLIP)
        and word[0] == typed[0]
        and OSA.distance(typed, word) == 1
        and (len(word) >= 7 or sorted(word) == sorted(typed) or _without_doubles(word, typed))
    )
    return tuple(sorted(near, key=lambda word: (len(word), word))[:MOST])


def _without_doubles(*words: str) -> bool:
    return len({"".join(_each_once(word)) for word in words}) == 1


def _each_once(word: str) -> Iterator[str]:
    at = 0
    while at < len(word):
        yield word[at]
        at += 2 if word[at : at + 2] == word[at] * 2 else 1


def _with_slip(word: str, chance: random.Random) -> str:
    at, letter = chance.randrange(len(word)), chance.choice(ascii_lowercase)
    ways: tuple[Callable[[], str], ...] = (
        lambda: word[:at] + letter + word[at:],
        lambda: word[:at] + letter + word[at + 1 :],
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
        lambda: word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    )
    return chance.choice(ways)()

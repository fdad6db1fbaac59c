"""Finds dangers in any typed text: by what is felt and where, and not by whole sentences."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from bot.domain.catalogue import Lexicon
from bot.domain.dangers import DangerWords, Past, RedFlag, Urgency, most_urgent
from bot.reading.joined import Joined, Mention, by_rarest_part, joined, mentions
from bot.reading.mentions import DENYING, FIGURE, GROWN, MASSAGING, YOUNG, Judge, scoped
from bot.reading.passages import Found, Passages, atoms, resolve, tails_of, words_of
from bot.reading.sentences import Sentences, sentences
from bot.reading.vocabulary import Vocabulary
from bot.reading.writing import Writing

# Words from the first to the last of a danger whose parts may stand in any order. A part counts as one word.
_APART = 8


class Weighed(NamedTuple):
    """What words say of dangers."""

    flag: RedFlag | None  # the most urgent danger
    has_figure: bool  # is there a figure of speech?
    denied: frozenset[str]  # the keys of dangers whose words are there, but denied or over
    beside: str  # the clauses beside those with a figure of speech; empty if there is none
    may_be_young: bool = False  # may the massage be one of a child?
    is_of_adults: bool = False  # is an adult named, and no child?

    @property
    def is_denied(self) -> bool:
        """Are there words of a danger that is denied, over, or a figure of speech?"""
        return self.has_figure or bool(self.denied)


_NOTHING = Weighed(None, has_figure=False, denied=frozenset(), beside="")


class RedFlags:
    """Finds the dangers of one language."""

    def __init__(self, lexicon: Lexicon, writing: Writing) -> None:
        words = lexicon.dangers
        self._writing = writing
        self._scope = words.scope
        flags = sorted(lexicon.red_flags, key=lambda flag: flag.urgency.rank)
        forms = [joined(flag, form) for flag in flags for form in flag.forms]
        self._by_trigger = {
            trigger: [(form.kind.urgency.rank, second, form) for second, form in several]
            for trigger, several in by_rarest_part(forms).items()
        }
        self._passages = _passages(lexicon, words, forms, writing)
        self._of_dangers = frozenset(part for form in forms for part in form.parts)

    def find(self, text: str) -> RedFlag | None:
        """Return the most urgent danger that `text` mentions, or None.

        A typing error in a long word hides no danger. Short words must be right: `fell`, not `feel`.
        """
        return self.weigh(text).flag

    def weigh(self, text: str) -> Weighed:
        """Return what `find` returns, and what the text says of dangers that are none."""
        said = sentences(text, self._writing)
        found = self._passages.find(said.words)
        if not found:
            return _NOTHING  # as most texts in another language
        candidates = [
            (rank, form)
            for key in found
            for rank, second, form in self._by_trigger.get(key, ())
            if second in found
        ]
        if not candidates:
            beside = _beside_figures(said, found)
            return Weighed(None, FIGURE in found, frozenset(), beside, *_persons(found))
        judge = Judge(said, found, self._scope, self._of_dangers)
        best: RedFlag | None = None
        denied: set[str] = set()
        for rank, form in sorted(candidates, key=itemgetter(0)):
            if best is not None and best.urgency.rank <= rank:
                break
            is_there, told = _told(form, said, found, judge)
            if is_there and told is None:
                denied.add(form.kind.key)
            best = most_urgent((best, told))
        beside = _beside_figures(said, found) if best is None else ""
        return Weighed(best, FIGURE in found, frozenset(denied), beside, *_persons(found))


def _beside_figures(said: Sentences, found: Found) -> str:
    """Return the clauses in which nothing is denied and nothing is a figure of speech."""
    if FIGURE not in found:
        return ""
    spans = (*found[FIGURE], *found.get(DENYING, ()))
    known = {clause for begin, end in spans for clause in said.clause[begin:end]}
    return " ".join(word for word, at in zip(said.words, said.clause, strict=True) if at not in known)


def _persons(found: Found) -> tuple[bool, bool]:
    """Return whether a young person is named beside a massage and no adult, and whether only an adult is.

    In "the kids are asleep" the young person is part of a figure of speech.
    """
    figures = found.get(FIGURE, ())
    is_young = any(
        not any(first < end and begin < last for first, last in figures)
        for begin, end in found.get(YOUNG, ())
    )
    is_grown = GROWN in found
    return is_young and not is_grown and MASSAGING in found, is_grown and not is_young


def _told(form: Joined[RedFlag], said: Sentences, found: Found, judge: Judge) -> tuple[bool, RedFlag | None]:
    """Return whether `form` stands in the text, and the danger as the text tells it.

    There is no danger if it is denied, a figure of speech, or over.
    """
    told: RedFlag | None = None
    is_there = False
    for mention in mentions(form, found, _APART):
        if not form.is_far and not said.are_one(mention.start, mention.end - 1):
            continue
        is_there = True
        if form.kind.past is not Past.same and judge.is_of_others(mention):
            continue  # words of suicide are taken as meant, whoever they are about
        if judge.is_meant(mention):
            remains = _remains(form.kind, judge, mention)
            if remains is form.kind:
                return True, remains
            told = told or remains
    return is_there, told


def _remains(flag: RedFlag, judge: Judge, mention: Mention) -> RedFlag | None:
    """Return what remains of a danger that may be over."""
    is_healed, is_long_ago = judge.is_healed(mention), judge.is_long_ago(mention)
    if flag.past is Past.same or not (is_healed or is_long_ago):
        return flag
    asks = flag.past is Past.lasting or (flag.past is Past.ask and not is_healed)
    return RedFlag(flag.key, max(flag.urgency, Urgency.ask, key=lambda each: each.rank), ()) if asks else None


def _passages(
    lexicon: Lexicon, words: DangerWords, forms: Sequence[Joined[RedFlag]], writing: Writing
) -> Passages:
    parts = {part: atoms(part, writing) for form in forms for part in form.parts}
    figures = [(FIGURE, atoms(figure, writing)) for figure in words.figures]
    bounds = [(key, atoms(phrase, writing)) for key, phrase in scoped(words.scope)]
    phrases = [*parts.items(), *figures, *bounds]
    terms = resolve(words.terms, writing, (phrase for _, phrase in phrases))
    several = (lexicon.intents, lexicon.techniques, lexicon.routines)
    ours = (form for forms_of in several for each in forms_of.values() for form in each)
    # A word that the bot knows is no typing error of another word: `cancel` is not `cancer`.
    right = {word for form in ours for word in writing.normal(form).split()}
    rows = [phrase for _, phrase in phrases]
    vocabulary = Vocabulary(
        words_of([*rows, *terms]),
        words.endings,
        tails_of(rows),
        {*right, *map(writing.normal, words.exceptions)},
    )
    return Passages(phrases, terms, vocabulary, tuple(map(writing.normal, words.scope.denying)))

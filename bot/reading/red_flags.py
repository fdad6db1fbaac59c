"""Words that may mean something serious, found in whatever is typed, slips included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bot.domain.catalogue import Lexicon, RedFlag, Urgency
from bot.reading.forms import Forms
from bot.reading.phrases import Phrases
from bot.reading.words import FAR, contains, nearly_contains, normal, resembles
from bot.reading.writing import LONG, Writing

ANYWHERE = ""  # first letter of forms in scripts without spaces, which may begin within a word


def find_red_flag(text: str, lexicon: Lexicon) -> RedFlag | None:
    """Return the most urgent red flag that `text` mentions, or None."""
    typed = normal(text)
    for phrase in lexicon.harmless:
        typed = typed.replace(normal(phrase), " ")
    ranks = list(Urgency)
    # A word that is right as it stands is no slip of another one: `cancel` is not `cancer`.
    own = _own_words(lexicon)
    doubtful = [word for word in typed.split() if word not in own]
    letters = {word[0] for word in typed.split()} | {ANYWHERE}
    found = [
        flag
        for flag, forms in _by_letter(lexicon)
        if any(_warns(typed, doubtful, form) for letter in letters for form in forms.get(letter, ()))
    ]
    return min(found, key=lambda flag: ranks.index(flag.urgency), default=None)


def _warns(typed: str, doubtful: list[str], form: str) -> bool:
    # One slip in a long word must not hide a red flag; short words must be right (`fell`, not `feel`).
    if contains(typed, form):
        return True
    words = normal(form).split()
    if len(words) > 1:
        return nearly_contains(typed.split(), form)
    if len(words[0]) < FAR:
        return False
    return any(resembles(word, form) for word in doubtful)


@cache
def _by_letter(lexicon: Lexicon) -> tuple[tuple[RedFlag, Mapping[str, Sequence[str]]], ...]:
    """Return the red flags with their forms by first letter: a slip never changes that one."""
    flags = []
    for flag in lexicon.red_flags:
        forms = defaultdict(list)
        for form in flag.forms:
            forms[normal(form)[:1] if normal(form).isascii() else ANYWHERE].append(form)
        flags.append((flag, dict(forms)))
    return tuple(flags)


@cache
def _own_words(lexicon: Lexicon) -> frozenset[str]:
    several = (lexicon.intents, lexicon.techniques, lexicon.routines)
    return frozenset(
        word for forms in several for each in forms.values() for form in each for word in normal(form).split()
    )


class RedFlags:
    """Finds the red flags of one language."""

    def __init__(self, lexicon: Lexicon, writing: Writing) -> None:
        self._writing = writing
        self._flags = {flag.key: flag for flag in lexicon.red_flags}
        self._forms = Forms({flag.key: flag.forms for flag in lexicon.red_flags}, writing)
        self._phrases = Phrases(self._forms.all, writing)
        self._harmless = tuple(map(writing.normal, lexicon.harmless))
        several = (lexicon.intents, lexicon.techniques, lexicon.routines)
        ours = (form for forms in several for each in forms.values() for form in each)
        # A word that is right as it stands is no slip of another one: `cancel` is not `cancer`.
        self._right = frozenset(word for form in ours for word in writing.normal(form).split())

    def find(self, text: str) -> RedFlag | None:
        """Return the most urgent red flag that `text` mentions, or None.

        One slip in a long word must not hide a red flag; short words must be right (`fell`, not `feel`).
        """
        typed = self._writing.normal(text)
        for phrase in self._harmless:
            typed = typed.replace(phrase, " ")
        doubtful = " ".join(word for word in typed.split() if word not in self._right)
        slips = (form for form in self._forms.slips(doubtful) if len(form.plain) >= LONG)
        found = {form.key for form in (*self._forms.held(typed), *slips, *self._phrases.nearly_held(typed))}
        return most_urgent(flag for key, flag in self._flags.items() if key in found)


def most_urgent(flags: Iterable[RedFlag | None]) -> RedFlag | None:
    """Return the most urgent of `flags`, the first of several; None if there is none."""
    ranks = list(Urgency)
    return min(filter(None, flags), key=lambda flag: ranks.index(flag.urgency), default=None)

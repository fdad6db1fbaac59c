"""Words that may mean something serious, found in whatever is typed, slips included."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.catalogue import Lexicon, RedFlag, Urgency
from bot.reading.forms import Forms
from bot.reading.phrases import Phrases
from bot.reading.writing import LONG, Writing


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
        # A word that the bot itself knows is no slip of another word: `cancel` is not `cancer`.
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

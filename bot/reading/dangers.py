"""Finds the most urgent danger in a text: by words, by an age, or since the text is like examples of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from string import digits

from bot.domain.dangers import RedFlag, Urgency, most_urgent
from bot.domain.said_times import DayOf, Does
from bot.reading.ages import Ages
from bot.reading.bounds import SIGNS_OF_LINE, without_first_word
from bot.reading.likeness import Likeness
from bot.reading.line import LONGEST
from bot.reading.meanings import Meanings
from bot.reading.red_flags import RedFlags, Weighed
from bot.reading.times import Times
from bot.reading.trained import MERE_WISHES, TELLING, Trained
from bot.reading.typed import Typed
from bot.reading.words import first_signs
from bot.reading.writing import Writing

_MINOR = RedFlag("minor", Urgency.minor, ())  # an age is not in the forms of a danger
SENTENCE = 4  # words; fewer are like too much
_LONG = 1_500  # characters; the end of a longer text is compared, too
_LAST = 160  # characters at the end of a longer text that may be like a danger, as its beginning


class Dangers:
    """Finds the dangers of one language. `afresh`: words behind which a line begins anew, such as "now"."""

    def __init__(
        self,
        writing: Writing,
        meanings: Meanings,
        ages: Ages,
        times: Times,
        by_words: RedFlags,
        likeness: Likeness | Trained,
        afresh: Collection[str],
    ) -> None:
        self._writing = writing
        self._meanings = meanings
        self._ages = ages
        self._times = times
        self._by_words = by_words
        self._likeness = likeness
        words = "|".join(map(re.escape, afresh))
        self._afresh = re.compile(rf"(?is).*\b(?:{words})\b") if words else None

    def find(self, text: str, *, guesses: bool) -> RedFlag | None:
        """Return the most urgent danger that `text` mentions, or None.

        `guesses`: if no words name one, it may be one that the whole text is like.
        """
        weighed = self._by_words.weigh(text)
        lines = [first_signs(text[:LONGEST], SIGNS_OF_LINE)]
        if len(text) > _LONG or lines[0] != text[:LONGEST]:
            lines.append(without_first_word(text[-_LAST:]).lstrip(digits))  # half a number is no age
        typed = [self._typed(line) for line in lines]
        flag = self._with_minor(weighed, typed, guesses=guesses)
        if weighed.is_denied and len(lines) == 1 and flag is None:
            guessed = self._guessed_although(weighed, lines[0], typed[0], guesses=guesses)
        else:
            guessed = most_urgent(
                self._guessed(flag, line, each, guesses=guesses)
                for line, each in zip(lines, typed, strict=True)
            )
        if weighed.is_denied and flag is not None and flag.urgency not in MERE_WISHES:
            guessed = most_urgent((guessed, flag))  # then no likeness takes back what words say
        # A line that names an adult and no child is not about a child, even if it is like lines about one.
        is_no_minor = weighed.is_of_adults and guessed is not None and guessed.key == _MINOR.key
        return flag if is_no_minor else guessed

    def _with_minor(self, weighed: Weighed, typed: Sequence[Typed], *, guesses: bool) -> RedFlag | None:
        """Return what words say, or that somebody is not an adult if that is more urgent.

        So it is if an age says it, or if a young person is named and the lines are like examples of that.
        """
        flag = weighed.flag
        if flag is not None and flag.urgency.rank <= _MINOR.urgency.rank:
            return flag  # as urgent
        is_minor = any(map(self._ages.names_minor, typed)) or (
            guesses
            and weighed.may_be_young
            and any(self._likeness.is_near(_MINOR.key, each.plain) for each in typed)
        )
        return _MINOR if is_minor else flag

    def _typed(self, line: str) -> Typed:
        return self._meanings.typed(self._writing.spread(line))

    def _guessed_although(
        self, weighed: Weighed, line: str, typed: Typed, *, guesses: bool
    ) -> RedFlag | None:
        """Return what a line is like in which a danger is denied or over, or a figure of speech stands.

        Such a danger needs no guess. But what is denied says nothing of another danger: "a lump, not sore".
        """
        other: RedFlag | None = None
        if guesses and typed.count >= SENTENCE:
            other = self._likeness.danger_beside(typed.plain, weighed.denied, has_figure=weighed.has_figure)
        afresh = self._guessed_afresh(line, guesses=guesses)
        return most_urgent((other, afresh, self._guessed_beside(weighed.beside, guesses=guesses)))

    def _guessed_afresh(self, line: str, *, guesses: bool) -> RedFlag | None:
        """Return what the last part of a line is like: "a cardiology exam, and now someone sits on my chest".

        It begins behind a word such as "now" or "but". What was denied before that says nothing of it.
        """
        begins = self._afresh.match(line) if self._afresh is not None else None
        if begins is None:
            return None
        rest = line[begins.end() :]
        return self._guessed(None, rest, self._typed(rest), guesses=guesses)

    def _guessed_beside(self, words: str, *, guesses: bool) -> RedFlag | None:
        """Return what `words` are like, the clauses beside a figure of speech, if it is no mild danger.

        "My back door is stuck, and my mouth hangs down on the left": the door says nothing of the mouth.
        """
        # A few words are like some example by chance. A whole line needs four words, such clauses five.
        if words.count(" ") < SENTENCE:
            return None
        guess = self._guessed(None, words, self._typed(words), guesses=guesses)
        return guess if guess is not None and guess.urgency.rank <= Urgency.ask.rank else None

    def _guessed(self, flag: RedFlag | None, line: str, typed: Typed, *, guesses: bool) -> RedFlag | None:
        """Return `flag`, or what a line, the beginning or the end of a text, is more like."""
        if typed.count < SENTENCE:
            return flag
        if flag is None:
            guess = self._likeness.danger(typed.plain) if guesses else None
            is_other = guess is not None and (self._is_but_a_time(line, guess) or self._is_wish(typed, guess))
            return None if is_other else guess
        return self._likeness.weigh(flag, typed.plain) if typed.count >= TELLING else flag

    def _is_wish(self, typed: Typed, guess: RedFlag) -> bool:
        """Is the line surely a wish, and the guess nothing worse than pain: "only lower back please"?"""
        if guess.urgency.rank < Urgency.pain.rank:
            return False
        return not self._likeness.likely(typed.plain, typed.count, is_steered=False).meaning.is_nothing

    def _is_but_a_time(self, text: str, guess: RedFlag) -> bool:
        """Does `text` only name times: 12月13日 8:30, "gone for 3 months"?

        Examples of dangers have numbers too, such as ages.
        """
        if guess.urgency.rank <= Urgency.now.rank:
            return False
        times = self._times.read(text)
        is_named = bool(times.hours) or any(isinstance(each, DayOf) for each in times.dates)
        is_length = times.until is not None or times.lasts is not None
        return times.is_known and (is_named or (times.does is Does.away and is_length))

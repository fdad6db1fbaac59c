"""What a typed line means: a technique, a routine, or one of the intents."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.catalogue import FaqKey, Lexicon, TechniqueKey
from bot.domain.intent import NAMES_REMINDERS, PAIN, Intent
from bot.reading.forms import Form, Forms
from bot.reading.line import Meaning
from bot.reading.typed import Typed, shortened, typed
from bot.reading.words import by_first_word, count, holds, sign
from bot.reading.writing import Writing

_LINES = 8  # that are kept: the dangers and the wishes of a line are both looked for
_STEERING_WORDS = 8  # a longer line is no call, unless it says `stop`
_LONG_ENOUGH = 4  # words
_FEW = 2  # a form with at most one word in so many is thin
_FEW_OF_NAMED = 6  # the same for the name of a technique
_BESIDE = 6  # at most so many words beside a form that has to stand nearly alone
# Calls that count as a clause of a longer line: "she hates this one, next". Some need more than one word:
# "my boss called again, again" is no call to repeat.
_IN_A_CLAUSE = {
    **dict.fromkeys((Intent.skip, Intent.resume, Intent.plus, Intent.minus), 1),
    **dict.fromkeys((Intent.back, Intent.repeat), 2),
}
_AFTER_UNWANTED = 2  # at most so many words from "without" to the end of the technique's name


class Meanings:
    """Finds the meaning of lines by the forms of one lexicon.

    A call is a line whose words steer a running session.
    """

    def __init__(self, lexicon: Lexicon, writing: Writing) -> None:
        calls = lexicon.calls
        self._writing = writing
        self._typed = lru_cache(_LINES)(lambda text: typed(text, writing, self._not_meant))
        self.intents = Forms(lexicon.intents, writing)
        self.techniques = Forms(lexicon.techniques, writing)
        self.routines = Forms(lexicon.routines, writing)
        self.faq = Forms(lexicon.faq, writing)
        self._nearly_alone = frozenset(map(writing.normal, calls.nearly_alone))
        self._not_meant = by_first_word(map(writing.normal, calls.not_meant))
        self._beside = frozenset(map(writing.normal, calls.beside))
        self._asking = frozenset(map(writing.normal, calls.asking))
        self._may_ask = self._asking | frozenset(map(writing.normal, calls.may_ask))
        self._unwanted = by_first_word(map(writing.normal, calls.unwanted))

    def typed(self, text: str) -> Typed:
        """Return `text` in the shapes in which it is compared."""
        return self._typed(text)

    def of(self, line: Typed, *, is_steered: bool = True) -> Meaning:
        """Return what `line` means; an empty Meaning if it means nothing that we know.

        A call to stop comes before everything but a wish about reminders: "stop reminding me" is not "stop".
        Otherwise the longest form that fits decides, but the name of a technique comes before other wishes.
        `is_steered` False: no session is running, so words that steer a session are left out.
        """
        short = self._short(line)
        called = self._called(line, is_steered=is_steered)
        if called is None and short is not line:
            called = self._called(short, is_steered=is_steered)
        intent = called.key if called else None
        if is_steered and intent not in NAMES_REMINDERS and self._calls_to_stop(short):
            return Meaning(intent=Intent.stop)
        if intent is Intent.remind or (intent is not None and intent.steers):
            return Meaning(intent=intent)
        if is_steered and intent not in NAMES_REMINDERS and (call := self._call_in_clause(line)):
            return Meaning(intent=call)
        if intent not in NAMES_REMINDERS and (techniques := self.techniques.named(line.plain)):
            return Meaning(techniques=techniques)
        routine = self.routines.longest(line.plain)
        if routine and (called is None or intent is Intent.routine or len(routine.said) > len(called.plain)):
            return Meaning(routine=routine.key)
        asked = self._asked(line) if intent not in NAMES_REMINDERS else None
        if asked is not None and (called is None or len(asked.plain) > len(called.plain)):
            return Meaning(faq=asked.key)
        return Meaning(intent=intent)

    def is_thin(self, line: Typed, meaning: Meaning) -> bool:
        """Does `meaning` rest on few words of a longer line? Then the line may mean something else."""
        words = count(line.plain)
        if words < _LONG_ENOUGH or meaning.is_nothing:
            return False
        if meaning.steers and meaning.intent is not Intent.softer:
            return False
        if meaning.techniques:
            names = self.techniques.held(line.plain)  # none: "typing" is like "tapping"
            return max((count(name.plain) for name in names), default=0) * _FEW_OF_NAMED <= words
        if meaning.routine is not None:
            named = self.routines.longest(line.plain)
            return named is not None and count(named.plain) * _FEW <= words
        if meaning.faq is not None:
            its = [count(form.plain) for form in self.faq.held(line.plain) if form.key == meaning.faq]
        else:
            its = [count(form.plain) for form in self.intents.held(line.plain) if form.key is meaning.intent]
        longest = max(its, default=words)  # none, if the line has a form only without letters that repeat
        return longest <= 1 if meaning.intent in NAMES_REMINDERS else longest * _FEW <= words

    def may_call_to_stop(self, line: Typed) -> bool:
        """May `line` be a call to stop, although it says more or asks: "can we end it here?"

        A line that begins with a word such as "when", "how" or "is" wants an answer. It is no call.
        """
        if line.first in self._asking:
            return False
        called = self._called(line)
        if called is not None and called.key in NAMES_REMINDERS:
            return False
        return any(
            form.key is Intent.stop and form.plain in self._nearly_alone and holds(line.meant, form.plain)
            for form in self.intents.held(line.plain)
        )

    def is_whole(self, line: Typed) -> bool:
        """Is `line` nothing but one form of a wish?"""
        return any(True for _ in self.intents.whole(line.plain))

    def asks(self, line: Typed) -> bool:
        """Does `line` begin with a word such as "when", "how" or "is"?"""
        return line.first in self._asking

    def speaks_of_pain(self, line: Typed) -> bool:
        """Does `line`, in any part of it, say that something hurts or that somebody feels unwell?"""
        return any(
            form.key in PAIN and self._is_meant(each, form)
            for each in (line, self._short(line))  # "owwww"
            for form in self.intents.held(each.plain)
        )

    def unwanted(self, line: Typed) -> tuple[TechniqueKey, ...]:
        """Return the techniques that the person does not want: "no kneading please"; none for a question."""
        if line.first in self._asking:
            return ()
        words = line.plain.split()
        if self._unwanted.keys().isdisjoint(words):
            return ()
        for at, word in enumerate(words):
            for phrase in self._unwanted.get(word, ()):
                after = at + phrase.count(" ") + 1
                if " ".join(words[at:after]) == phrase and self._begins_with_technique(words[after:]):
                    return self.techniques.named(" ".join(words[after:]))
        return ()

    def is_word_beside(self, word: str) -> bool:
        """May `word` stand beside a call without changing what the call means?"""
        return word in self._beside

    def _asked(self, line: Typed) -> Form[FaqKey] | None:
        """Return the longest form of a question that `line` holds; None: it does not ask."""
        if not line.is_question and line.first not in self._may_ask:
            return None
        return max(self.faq.held(line.plain), key=lambda form: len(form.plain), default=None)

    def _short(self, line: Typed) -> Typed:
        short = shortened(line.text)
        return line if short == line.text else self.typed(short)

    def _called(self, line: Typed, *, is_steered: bool = True) -> Form[Intent] | None:
        """Return the longest form of an intent that `line` means; of several the first in the lexicon."""
        found = (
            form
            for form in self.intents.held(line.plain)
            if (is_steered or not form.key.steers) and self._fits(line, form)
        )
        return min(found, key=lambda form: (-len(form.plain), form.place), default=None)

    def _fits(self, line: Typed, form: Form[Intent]) -> bool:
        """Does `line` mean the intent of `form`, which it holds?"""
        if form.key.needs_whole_line:
            return line.plain == form.plain and line.sign == sign(form.said)
        if not form.key.steers:
            return True
        is_alone = form.plain in self._nearly_alone
        if form.key is not Intent.stop and not is_alone and count(line.plain) > _STEERING_WORDS:
            return False
        return self._is_meant(line, form)

    def _call_in_clause(self, line: Typed) -> Intent | None:
        """Return what the last clause asks for that is a call and nothing else."""
        if len(line.clauses) < 2 or count(line.plain) > _STEERING_WORDS:
            return None
        calls = (
            intent
            for clause in reversed(line.clauses)
            for intent in self.intents.whole(clause)
            if intent in _IN_A_CLAUSE and count(clause) >= _IN_A_CLAUSE[intent]
        )
        return next(calls, None)

    def _calls_to_stop(self, line: Typed) -> bool:
        """Is `line` certainly a call to stop?"""
        return any(
            form.key is Intent.stop and self._is_meant(line, form) for form in self.intents.held(line.plain)
        )

    def _is_meant(self, line: Typed, form: Form[Intent]) -> bool:
        """Is `form`, which `line` holds, a call? Some forms are a call only with few other words around."""
        if form.plain in self._nearly_alone:
            return self._is_nearly_all(line, form.plain)
        return holds(line.meant, form.plain)

    def _is_nearly_all(self, line: Typed, form: str) -> bool:
        """Has `line` only a few words beside `form`, and is it no question?"""
        if line.is_question or (line.plain != form and line.first in self._asking):
            return False
        rest = f" {line.plain} ".replace(f" {form} ", " ").split()
        return len(rest) <= _BESIDE and all(word in self._beside for word in rest)

    def _begins_with_technique(self, words: list[str]) -> bool:
        return bool(self.techniques.named(" ".join(words[:_AFTER_UNWANTED])))

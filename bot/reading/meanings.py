"""What a typed line means: a technique, a routine, or one of the intents."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.catalogue import FaqKey, Lexicon, TechniqueKey
from bot.domain.intent import NAMES_REMINDERS, PAIN, Intent
from bot.reading.asked_routines import AskedRoutines
from bot.reading.forms import Form, Forms
from bot.reading.line import Meaning
from bot.reading.near_calls import NearCalls
from bot.reading.numbers import Numbers
from bot.reading.typed import Typed
from bot.reading.words import by_first_word, count, holds, sign, without
from bot.reading.writing import Writing

_LINES = 8  # that are kept: the dangers and the wishes of a line are both looked for
_STEERING_WORDS = 8  # a longer line is no call, unless it says `stop`
_LONG_ENOUGH = 4  # words
_FEW = 2  # a form with at most one word in so many is thin
_LONG_LINE = 8  # words; in so many "daily at" may be no wish for a reminder
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

    def __init__(self, lexicon: Lexicon, writing: Writing, numbers: Numbers) -> None:
        calls = lexicon.calls
        self._writing = writing
        self.typed = lru_cache(_LINES)(lambda text: Typed(text, writing, self._not_meant))
        self._said_again = lru_cache(_LINES)(self._find_said_again)
        self.intents = Forms(lexicon.intents, writing)
        self.techniques = Forms(lexicon.techniques, writing)
        self.routines = Forms(lexicon.routines, writing)
        self.faq = Forms(lexicon.faq, writing)
        self.asked_routines = AskedRoutines(lexicon, self.routines, writing, numbers)
        self._near_calls = NearCalls(self.intents.all, self._words_of_forms())
        self._nearly_alone = frozenset(map(writing.normal, calls.nearly_alone))
        self._not_meant = by_first_word(map(writing.normal, calls.not_meant))
        self._beside = frozenset(map(writing.normal, calls.beside))
        self._asking = frozenset(map(writing.normal, calls.asking))
        self._may_ask = self._asking | frozenset(map(writing.normal, calls.may_ask))
        self._unwanted = by_first_word(map(writing.normal, calls.unwanted))

    def of(self, line: Typed, *, is_steered: bool = True) -> Meaning:
        """Return what `line` means; an empty Meaning if it means nothing that we know.

        A call to stop comes before everything but a wish about reminders: "stop reminding me" is not "stop".
        Otherwise the longest form that fits decides, but the name of a technique comes before other wishes.
        `is_steered` False: no session is running, so words that steer a session are left out.
        """
        short = line.short
        called = self._called(line, is_steered=is_steered)
        if called is None and short is not line:
            called = self._called(short, is_steered=is_steered)
        again = self._said_again(line)
        intent = called.key if called else None
        if again is not None and (is_steered or not again.steers):
            called, intent = None, again
        if is_steered and intent not in NAMES_REMINDERS and self._calls_to_stop(short):
            return Meaning(intent=Intent.stop)
        if intent is Intent.remind or (intent is not None and intent.steers):
            return Meaning(intent=intent)
        if is_steered and intent not in NAMES_REMINDERS and (call := self._call_in_clause(line)):
            return Meaning(intent=call)
        if intent not in NAMES_REMINDERS and (techniques := self.techniques.named(line.plain)):
            return Meaning(techniques=techniques)
        routine = self.asked_routines.find(line)
        if routine and (called is None or intent is Intent.routine or len(routine.said) > len(called.plain)):
            return Meaning(routine=routine.key)
        asked = self._asked(line) if intent not in NAMES_REMINDERS else None
        if asked is not None and (called is None or len(asked.plain) > len(called.plain)):
            return Meaning(faq=asked.key)
        if intent is None and is_steered and not line.is_question:
            intent = self._near_calls.find(line.plain)
        return Meaning(intent=intent)

    def _words_of_forms(self) -> frozenset[str]:
        several = (self.intents.all, self.techniques.all, self.routines.all, self.faq.all)
        return frozenset(word for forms in several for form in forms for word in form.plain.split())

    def says_nothing(self, line: Typed) -> bool:
        """Has `line` no meaning, with a session or without one, and nothing that pauses a session?"""
        said = {line.plain, line.short.plain}
        forms = (self.intents, self.techniques, self.routines, self.faq)
        if not any(each.held(text) for each in forms for text in said):  # as most lines of another language
            return not (self.techniques.slips(line.plain) or self.routines.slips(line.plain))
        return (
            self.of(line).is_nothing
            and self.of(line, is_steered=False).is_nothing
            and not self.techniques.named(line.plain)
            and not self.is_whole(line)
            and not self.speaks_of_pain(line)
            and not self.may_call_to_stop(line)
        )

    def is_thin(self, line: Typed, meaning: Meaning) -> bool:
        """Does `meaning` rest on few words of a longer line? Then the line may mean something else."""
        words = line.count
        if words < _LONG_ENOUGH or meaning.is_nothing or self._is_said_again(line, meaning):
            return False
        if meaning.steers and meaning.intent is not Intent.softer:
            return False
        if meaning.techniques:
            names = self.techniques.held(line.plain)  # none: "typing" is like "tapping"
            if names and not self.is_technique_named(line):
                return True
            return max((count(name.plain) for name in names), default=0) * _FEW_OF_NAMED <= words
        if meaning.routine is not None:
            named = self.asked_routines.find(line)
            return named is not None and count(named.plain) * _FEW <= words
        if meaning.faq is not None:
            its = [count(form.plain) for form in self.faq.held(line.plain) if form.key == meaning.faq]
        else:
            its = [count(form.plain) for form in self.intents.held(line.plain) if form.key is meaning.intent]
        longest = max(its, default=words)  # none, if the line has a form only without letters that repeat
        if meaning.intent in NAMES_REMINDERS:
            return longest <= 1 or (longest <= _FEW and words >= _LONG_LINE)
        return longest * _FEW <= words

    def is_technique_named(self, line: Typed) -> bool:
        """Has `line` the name of a technique? In Chinese a name of one sign is a verb, too: 推, to push."""
        return any(len(form.plain) > 1 for form in self.techniques.held(line.plain))

    def may_call_to_stop(self, line: Typed) -> bool:
        """May `line` be a call to stop, although it says more or asks: "can we end it here?"

        A line that begins with a word such as "when", "how" or "is" wants an answer. It is no call.
        """
        if line.first in self._asking:
            return False
        if not any(
            form.key is Intent.stop and form.plain in self._nearly_alone and holds(line.meant, form.plain)
            for form in self.intents.held(line.plain)
        ):
            return False
        called = self._called(line)
        return called is None or called.key not in NAMES_REMINDERS

    def is_whole(self, line: Typed) -> bool:
        """Is `line` nothing but forms of one wish?"""
        return self._said_again(line) is not None or any(True for _ in self.intents.whole(line.plain))

    def asks(self, line: Typed) -> bool:
        """Does `line` begin with a word such as "when", "how" or "is"?"""
        return line.first in self._asking

    def speaks_of_pain(self, line: Typed) -> bool:
        """Does `line`, in any part of it, say that something hurts or that somebody feels unwell?"""
        return any(
            form.key in PAIN and self._is_meant(each, form)
            for each in dict.fromkeys((line, line.short))  # "owwww"
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

    def may_ask(self, line: Typed) -> bool:
        """May `line` be a question?"""
        return line.is_question or line.first in self._may_ask

    def is_word_beside(self, word: str) -> bool:
        """May `word` stand beside a call without changing what the call means?"""
        return word in self._beside

    def _asked(self, line: Typed) -> Form[FaqKey] | None:
        """Return the longest form of a question that `line` holds; None: it does not ask."""
        if not self.may_ask(line):
            return None
        return max(self.faq.held(line.plain), key=lambda form: len(form.plain), default=None)

    def _is_said_again(self, line: Typed, meaning: Meaning) -> bool:
        return meaning.intent is not None and meaning.intent is self._said_again(line)

    def _find_said_again(self, line: Typed) -> Intent | None:
        """Return the wish of which `line` says two forms or more, and hardly anything else.

        "Slower, slower please", "that's enough, we're done".
        """
        held = () if line.is_question else self.intents.held(line.plain)
        if not held:
            return None
        others = {*line.plain.split()} - self._beside
        for key in dict.fromkeys(form.key for form in held):
            forms = sorted({form.plain for form in held if form.key is key}, key=len, reverse=True)
            if not others.issubset(" ".join(forms).split()):
                continue  # as most lines: some word is in no form
            rest, times = without(line.plain, forms)
            if times > 1 and self._beside.issuperset(rest):
                return key
        return None

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
        if form.key is not Intent.stop and not is_alone and line.count > _STEERING_WORDS:
            return False
        return self._is_meant(line, form)

    def _call_in_clause(self, line: Typed) -> Intent | None:
        """Return what the last clause asks for that is a call and nothing else."""
        if line.count > _STEERING_WORDS or len(line.clauses) < 2:
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

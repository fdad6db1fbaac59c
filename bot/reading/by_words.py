"""A Reader that knows a language only by its lexicon. It joins the parts that most languages share.

The parts are made when the first text needs them. That takes a tenth of a second, on the thread that reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from threading import Lock

from bot.domain.catalogue import Lexicon
from bot.domain.dangers import RedFlag
from bot.domain.intent import PAIN, Intent
from bot.domain.said_times import NOTHING_SAID, SaidTimes
from bot.reading.ages import Ages
from bot.reading.bounds import SIGNS_OF_LINE
from bot.reading.dangers import SENTENCE, Dangers
from bot.reading.languages import LanguageWishes
from bot.reading.letters import Letters, dangers_of, forms_of
from bot.reading.likeness import NOTHING_ASKED, Kind, Likely, Likeness
from bot.reading.line import LONGEST, NEAR_NOTHING, Line, Meaning, Nearest, Safety, Wish
from bot.reading.meanings import Meanings
from bot.reading.numbers import Numbers, has_number
from bot.reading.outlines import ASKS, HOUR, Outlines
from bot.reading.past import PastSessions
from bot.reading.places import Places
from bot.reading.red_flags import RedFlags
from bot.reading.signs import Signs
from bot.reading.times import Times
from bot.reading.trained import LIMITS, WIDE_LIMITS, Trained
from bot.reading.typed import Typed
from bot.reading.weights import unpack
from bot.reading.wishes import Wishes
from bot.reading.words import first_signs
from bot.reading.writing import PlainWriting, Writing

_NAME = 4  # words; a line with more is no name that is nearly right
_SHORT = 3  # words; with fewer a length in a session is a wish for another session
_GREETED = 5  # words; a line of so many that has a greeting says more than that
_GREETINGS = (Intent.hello, Intent.thanks)
_HEARD_FIRST = (Intent.stop, *PAIN)  # whatever else a line with such words is like
_GOING_ON = (Intent.plus, Intent.resume, Intent.just_right)  # what "don't stop" may ask for
_LOOKED_AT = 40  # words; a longer line may be in this language
_NEAR_PLACE = 4  # words; a longer line is compared with no name of a place


class ReaderByWords:
    """Reads lines by the forms of a lexicon."""

    def __init__(self, lexicon: Lexicon, writing: Writing | None = None) -> None:
        self._lexicon = lexicon
        self._writing = writing or PlainWriting(lexicon.spellings)
        self._letters = Letters(forms_of(lexicon))
        self._letters_of_dangers = Letters(dangers_of(lexicon))
        self._making = Lock()
        self._parts: _Parts | None = None

    def read(self, text: str) -> Line:
        """Return all that `text` says; only its first `LONGEST` characters are read."""
        return self._made().read(text)

    def may_read(self, text: str) -> bool:
        """May `text` have words of this language?"""
        return self._letters.may_be_in(text) or self._writing.spells(text)

    def may_find(self, text: str) -> bool:
        """May `read` find anything in `text`?"""
        if not text.isascii() or has_number(text):
            return True
        has_form = self._letters.has_form_in(text) or self._writing.spells(text)
        return has_form and self._made().may_find(text)

    def find_red_flag(self, text: str) -> RedFlag | None:
        """Return the most urgent danger that `text` (of any length) mentions, or None."""
        spells = self._writing.spells(text)
        if not (spells or self._letters_of_dangers.may_be_mixed_into(text)):
            return None
        guesses = spells or self._letters_of_dangers.has_any_of(text)
        return self._made().dangers.find(text, guesses=guesses)

    def _made(self) -> _Parts:
        if self._parts is None:
            with self._making:  # several threads may ask at once
                self._parts = self._parts or _Parts(self._lexicon, self._writing)
        return self._parts


class _Parts:
    """What reads the lines of one language, made from its lexicon."""

    def __init__(self, lexicon: Lexicon, writing: Writing) -> None:
        self._writing = writing
        self._numbers = Numbers(lexicon.lengths, self._writing)
        self._meanings = Meanings(lexicon, self._writing, self._numbers)
        self._wishes = Wishes(lexicon, self._writing, self._meanings, self._numbers)
        self._times = Times(lexicon.times, lexicon.lengths.numbers, self._writing)
        self._red_flags = RedFlags(lexicon, self._writing)
        self._likeness = _likeness(lexicon, self._writing)
        self.dangers = Dangers(
            self._writing,
            self._meanings,
            Ages(lexicon.ages, self._writing, self._meanings, self._numbers),
            self._times,
            self._red_flags,
            self._likeness,
            lexicon.dangers.scope.afresh,
        )
        self._denying = frozenset(map(writing.normal, lexicon.dangers.scope.denying))
        self._outlines = Outlines(lexicon, self._writing)
        self._places = Places(lexicon.where, lexicon.cities)
        self._past = PastSessions(lexicon.past, self._writing, self._numbers)
        self._signs = Signs([lexicon])
        self._languages = LanguageWishes(lexicon.languages, self._writing)

    def read(self, text: str) -> Line:
        """Return all that the beginning of `text` says; of a text that is too long, whether it is a call."""
        head = first_signs(text[:LONGEST], SIGNS_OF_LINE)
        beginning = self._signs.in_words(head)
        said = self._writing.spread(beginning)
        typed = self._meanings.typed(said)
        if head != text:
            return self._read_call(text, typed)
        wish, times = self._wishes.wish(said), self._times.read(beginning)
        steered, likely = self._likely(typed, wish, times)
        beside = self._wishes.length_beside(said) if wish is None else None
        if likely.meaning.intent is Intent.routine or likely.meaning.routine is not None:
            wish = wish or beside
        words = typed.count
        may_be_near = words <= _NEAR_PLACE and steered.meaning.is_nothing
        return Line(
            text=text,
            words=words,
            meaning=steered.meaning,
            without_session=likely.meaning,
            safety=self._safety(typed),
            is_just=frozenset(self._meanings.intents.whole(typed.plain)),
            techniques=self._meanings.techniques.named(typed.plain),
            unwanted=self._meanings.unwanted(typed),
            wish=wish,
            length=None if likely.is_certain or times.is_known else beside,
            tells_length=self._numbers.tells_length(said),
            past=self._past.read(said, times),
            is_routine_named=self._wishes.is_name(said),
            routine=self._wishes.routine(said),
            is_to_listen=self._wishes.is_to_listen(said),
            times=times,
            place=self._places.read(self._writing.in_its_script(beginning), times, may_be_near=may_be_near),
            nearest=self._nearest(typed) if words <= _NAME or likely.meaning.is_nothing else NEAR_NOTHING,
            language=self._languages.find(beginning),
            near=likely.near,
        )

    def _read_call(self, text: str, typed: Typed) -> Line:
        """Return what forms say: to a text that is too long, the bot only says so, but it heeds a call."""
        return Line(
            text=text,
            is_cut=True,
            words=typed.count,
            meaning=self._meanings.of(typed),
            without_session=self._meanings.of(typed, is_steered=False),
            safety=self._safety(typed),
            techniques=self._meanings.techniques.named(typed.plain),
        )

    def may_find(self, text: str) -> bool:
        """May `read` find anything in `text`, which is in plain letters and has no number?

        Most lines in another language have nothing of this one. Where that is not plain to see, as in a line
        of many words, the line is read.
        """
        beginning = text[:LONGEST]
        typed = self._meanings.typed(self._writing.spread(beginning))
        may_be_near = typed.count <= _NEAR_PLACE
        return (
            typed.count > _LOOKED_AT
            or not typed.text.isascii()
            or not self._meanings.says_nothing(typed)
            or self._numbers.in_digits(typed.text) != typed.text
            or not self._times.says_nothing(beginning)
            or self._languages.find(beginning) is not None
            or self._places.read(beginning, NOTHING_SAID, may_be_near=may_be_near).is_exact
            or self._outlines.knows(typed.plain)
            or self._likeness.knows(typed.plain)
        )

    def _likely(self, typed: Typed, wish: Wish | None, times: SaidTimes) -> tuple[Likely, Likely]:
        """Return what the line means, with a session that it may steer, and without one.

        Its words come first. Where they settle nothing, it means what it is like.
        """
        meaning = self._meanings.of(typed)
        steered = self._settled(typed, wish, times, meaning, is_steered=True)
        if not (meaning.steers or steered.may_steer):  # as most lines
            named = self._named(steered, typed) if wish is None else steered
            return named, named
        if meaning.steers:
            meaning = self._meanings.of(typed, is_steered=False)
        likely = self._settled(typed, wish, times, meaning, is_steered=False)
        if wish is None and Intent.routine in (steered.meaning.intent, likely.meaning.intent):
            return self._named(steered, typed), self._named(likely, typed)
        return steered, likely

    def _named(self, likely: Likely, typed: Typed) -> Likely:
        """Return the routine that an everyday word names, if the line is a wish for a session."""
        if likely.meaning.intent is not Intent.routine:
            return likely
        bare = self._meanings.asked_routines.find_bare(typed)
        return likely if bare is None else Likely(Meaning(routine=bare))

    def _settled(
        self, typed: Typed, wish: Wish | None, times: SaidTimes, meaning: Meaning, *, is_steered: bool
    ) -> Likely:
        """Return `meaning`, what the forms of the line say, or what the line is like."""
        same = self._likeness.same(typed.plain)
        if same is not None and (is_steered or not same.steers) and meaning.intent is not Intent.stop:
            return Likely(same, may_steer=same.steers)
        words = typed.count
        is_thin = self._meanings.is_thin(typed, meaning)
        is_call = meaning.intent in _HEARD_FIRST  # "stop in 2 min"
        has_length = wish is not None and not wish.is_named and words >= SENTENCE and not is_call
        if not (is_thin or has_length or (meaning.is_nothing and wish is None)):
            return self._overruled(typed, wish, meaning, words, is_steered=is_steered)
        likely = self._likeness.likely(typed.plain, words, is_steered=is_steered)
        if likely.meaning.is_nothing and not likely.is_certain:
            outlined = self._outlines.find(typed.plain, self._has(typed, times), is_steered=is_steered)
            if outlined is not None:
                likely = replace(likely, may_steer=likely.may_steer or outlined.steers)
                if not self._keeps(typed, wish, meaning, outlined, is_outline=True):
                    return likely.instead(outlined)
        if not likely.meaning.is_nothing:
            return self._unless_kept(typed, wish, meaning, likely)
        if is_thin:
            is_more = (
                words >= _GREETED and meaning.intent in _GREETINGS
            )  # "stiff every morning" is no "morning"
            return likely if is_more else likely.instead(meaning)
        return likely if wish is None else likely.instead(meaning)

    def _overruled(
        self, typed: Typed, wish: Wish | None, meaning: Meaning, words: int, *, is_steered: bool
    ) -> Likely:
        """Return `meaning`, which forms settle, unless the line is certainly another wish."""
        # "Add 2 min" in a session is short, but asks for no plan.
        has_length = is_steered and wish is not None and not wish.is_named and words >= _SHORT
        is_short = words < SENTENCE and not has_length
        if is_short or meaning.intent in _HEARD_FIRST or self._meanings.is_whole(typed):
            return Likely(meaning)
        likely = self._likeness.likely(typed.plain, words, is_steered=is_steered)
        if not likely.is_certain or (meaning.steers and not likely.meaning.steers):
            return likely.instead(meaning)
        if not likely.meaning.is_nothing:
            return self._unless_kept(typed, wish, meaning, likely)
        return likely if wish is None else likely.instead(meaning)

    def _unless_kept(self, typed: Typed, wish: Wish | None, meaning: Meaning, likely: Likely) -> Likely:
        if likely.is_certain and self._is_certain_of_more(typed, meaning, likely.meaning):
            return likely
        return likely.instead(meaning) if self._keeps(typed, wish, meaning, likely.meaning) else likely

    def _is_certain_of_more(self, typed: Typed, meaning: Meaning, like: Meaning) -> bool:
        """May a line that is certainly like `like` mean it, although `_keeps` would keep its `meaning`?

        "That's enough, she is asleep" calls to stop, unless the line asks, denies, or its words call for
        something else. Lengths and techniques are no wish of their own in a line about a routine that
        somebody builds.
        """
        if like.intent is not Intent.stop:
            return like.intent is Intent.my_routines
        may_ask = self._meanings.may_ask(typed) and not self._meanings.is_word_beside(typed.first)
        denies = typed.meant != typed.plain or not self._denying.isdisjoint(typed.plain.split())
        return meaning.is_nothing and not typed.is_question and not may_ask and not denies

    def _has(self, typed: Typed, times: SaidTimes) -> frozenset[str]:
        asks, has_hour = self._meanings.may_ask(typed), bool(times.hours)
        return frozenset(((ASKS,) if asks else ()) + ((HOUR,) if has_hour else ()))

    def _keeps(
        self, typed: Typed, wish: Wish | None, meaning: Meaning, like: Meaning, *, is_outline: bool = False
    ) -> bool:
        """Does a line keep the `meaning` of its forms, although it is like an example of `like`?"""
        if not is_outline and like.intent is Intent.stop and self._meanings.may_call_to_stop(typed):
            return True  # softer words of "stop" in a longer line only pause, unless it certainly is a call
        if like.steers and like.intent not in _GOING_ON and typed.meant != typed.plain:
            return True  # "don't stop" is like "stop"
        if like.intent is Intent.stop and self._meanings.asks(typed):
            return True
        if like.techniques and set(like.techniques) < set(meaning.techniques):
            return True  # two are compared: "is rolling softer than tapping"
        if wish is not None:
            # A length is a wish for a plan, but not in "another minute of this", "done, 10 min".
            return not (like.steers or like.intent is Intent.did_it)
        if meaning.routine is not None and like.intent is Intent.routine:
            return True  # which routine is known already
        if meaning.techniques and self._meanings.is_technique_named(typed):
            is_own = like.intent is Intent.my_routines and not self._meanings.unwanted(typed)
            return not (like.steers or is_own)  # a named technique is shown
        return False

    def _safety(self, typed: Typed) -> Safety:
        return Safety(
            hurts=self._meanings.speaks_of_pain(typed),
            may_stop=self._signs.may_stop(typed.text) or self._meanings.may_call_to_stop(typed),
        )

    def _nearest(self, typed: Typed) -> Nearest:
        return Nearest(
            technique=self._meanings.techniques.nearest(typed.plain),
            routine=self._meanings.routines.nearest(typed.plain),
        )


def _likeness(lexicon: Lexicon, writing: Writing) -> Likeness | Trained:
    """Return what compares lines with the examples: by trained weights, if the language has them."""
    flags = {flag.key: flag for flag in lexicon.red_flags}
    if lexicon.weights:
        is_of_words = type(writing) is PlainWriting  # and not of signs
        return Trained(unpack(lexicon.weights), flags, WIDE_LIMITS if is_of_words else LIMITS)
    examples = lexicon.examples
    kinds: Mapping[Kind, Iterable[str]] = {
        **{Meaning(intent=intent): said for intent, said in examples.intents.items()},
        **{Meaning(techniques=(key,)): said for key, said in examples.techniques.items()},
        **{Meaning(faq=key): said for key, said in examples.faq.items()},
        **{flags[key]: said for key, said in examples.dangers.items()},
        NOTHING_ASKED: examples.nothing,
    }
    return Likeness(kinds, writing)

"""A Reader that knows a language only by its lexicon. It joins the parts that most languages share."""

from __future__ import annotations

from bot.domain.catalogue import Lexicon, RedFlag
from bot.domain.intent import Intent
from bot.reading.ages import Ages
from bot.reading.line import LONGEST, Line, Nearest, Safety
from bot.reading.meanings import Meanings
from bot.reading.numbers import Numbers
from bot.reading.places import Places
from bot.reading.red_flags import RedFlags
from bot.reading.times import Times
from bot.reading.typed import Typed
from bot.reading.wishes import Wishes
from bot.reading.words import count
from bot.reading.writing import PlainWriting, Writing

_NEAR_PLACE = 4  # words; a longer line is compared with no name of a place


class ReaderByWords:
    """Reads lines by the forms of a lexicon."""

    def __init__(self, lexicon: Lexicon, writing: Writing | None = None) -> None:
        self._writing = writing or PlainWriting(lexicon.spellings)
        self._numbers = Numbers(lexicon.lengths, self._writing)
        self._meanings = Meanings(lexicon, self._writing)
        self._wishes = Wishes(lexicon, self._writing, self._meanings, self._numbers)
        self._ages = Ages(lexicon.ages, self._writing, self._meanings, self._numbers)
        self._times = Times(lexicon.times, lexicon.lengths.numbers, self._writing)
        self._red_flags = RedFlags(lexicon, self._writing)
        self._places = Places(lexicon.where, lexicon.cities)

    def read(self, text: str) -> Line:
        """Return all that `text` says; only its first `LONGEST` characters are read."""
        beginning = text[:LONGEST]
        said = self._writing.spread(beginning)
        typed = self._meanings.typed(said)
        meaning, times = self._meanings.of(typed), self._times.read(beginning)
        words = count(typed.plain)
        may_be_near = words <= _NEAR_PLACE and meaning.is_nothing
        return Line(
            text=text,
            words=words,
            meaning=meaning,
            without_session=self._meanings.of(typed, is_steered=False),
            safety=self._safety(typed),
            is_just=frozenset(self._meanings.intents.whole(typed.plain) if beginning == text else ()),
            techniques=self._meanings.techniques.named(typed.plain),
            unwanted=self._meanings.unwanted(typed),
            wish=self._wishes.wish(said),
            is_routine_named=self._wishes.is_name(said),
            routine=self._wishes.routine(said),
            times=times,
            place=self._places.read(beginning, times, may_be_near=may_be_near),
            nearest=self._nearest(typed),
        )

    def find_red_flag(self, text: str) -> RedFlag | None:
        """Return the most urgent red flag that `text` (of any length) mentions, or None."""
        return self._red_flags.find(text)

    def _safety(self, typed: Typed) -> Safety:
        refusal = self._meanings.refusal(typed)
        return Safety(
            hurts=self._meanings.speaks_of_pain(typed),
            may_stop=self._meanings.may_call_to_stop(typed),
            refusal=Intent.adults if self._ages.names_minor(typed.text) else refusal,
        )

    def _nearest(self, typed: Typed) -> Nearest:
        return Nearest(
            technique=self._meanings.techniques.nearest(typed.plain),
            routine=self._meanings.routines.nearest(typed.plain),
        )

"""A Reader that knows a language only by its lexicon. It joins the parts that most languages share."""

from __future__ import annotations

from bot.domain.catalogue import Lexicon, RedFlag
from bot.domain.intent import Intent
from bot.reading.ages import Ages
from bot.reading.clock import Clock, Halves
from bot.reading.line import LONGEST, Line, Nearest, Place, Safety
from bot.reading.meanings import Meanings
from bot.reading.numbers import Numbers
from bot.reading.places import Places
from bot.reading.red_flags import RedFlags
from bot.reading.signs import Signs
from bot.reading.typed import Typed
from bot.reading.wishes import Wishes
from bot.reading.words import count
from bot.reading.writing import PlainWriting, Writing

_LONGEST_PLACE = 6  # words; no city and no zone has a longer name


class ReaderByWords:
    """Reads lines by the forms of a lexicon. `halves`: how the language writes "am" and "pm"."""

    def __init__(
        self, lexicon: Lexicon, writing: Writing | None = None, halves: Halves | None = None
    ) -> None:
        self._writing = writing or PlainWriting(lexicon.spellings)
        self._numbers = Numbers(lexicon.lengths, self._writing)
        self._meanings = Meanings(lexicon, self._writing)
        self._wishes = Wishes(lexicon, self._writing, self._meanings, self._numbers)
        self._ages = Ages(lexicon.ages, self._writing, self._meanings, self._numbers)
        self._clock = Clock(lexicon.hours, lexicon.days, self._writing, halves or Halves())
        self._red_flags = RedFlags(lexicon, self._writing)
        self._places = Places(lexicon.cities)
        self._signs = Signs([lexicon])

    def read(self, text: str) -> Line:
        """Return all that `text` says; only its first `LONGEST` characters are read."""
        beginning = self._signs.in_words(text[:LONGEST])
        said = self._writing.spread(beginning)
        typed = self._meanings.typed(said)
        return Line(
            text=text,
            words=(words := count(typed.plain)),
            meaning=self._meanings.of(typed),
            without_session=self._meanings.of(typed, is_steered=False),
            safety=self._safety(typed),
            is_just=frozenset(self._meanings.intents.whole(typed.plain) if len(text) <= LONGEST else ()),
            techniques=self._meanings.techniques.named(typed.plain),
            unwanted=self._meanings.unwanted(typed),
            wish=self._wishes.wish(said),
            is_routine_named=self._wishes.is_name(said),
            routine=self._wishes.routine(said),
            hours=self._clock.read(beginning),
            place=self._place(beginning) if words <= _LONGEST_PLACE else Place(),
            nearest=self._nearest(typed),
        )

    def find_red_flag(self, text: str) -> RedFlag | None:
        """Return the most urgent red flag that `text` (of any length) mentions, or None."""
        return self._red_flags.find(text)

    def _safety(self, typed: Typed) -> Safety:
        refusal = self._meanings.refusal(typed)
        return Safety(
            hurts=self._meanings.speaks_of_pain(typed),
            may_stop=self._signs.may_stop(typed.text) or self._meanings.may_call_to_stop(typed),
            refusal=Intent.adults if self._ages.names_minor(typed.text) else refusal,
        )

    def _nearest(self, typed: Typed) -> Nearest:
        return Nearest(
            technique=self._meanings.techniques.nearest(typed.plain),
            routine=self._meanings.routines.nearest(typed.plain),
        )

    def _place(self, text: str) -> Place:
        return Place(self._places.zone_named(text), self._places.is_place(text))

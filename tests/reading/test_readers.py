"""The Readers of all languages together."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.catalogue import Catalogue, Language, Lexicon
from bot.domain.dangers import RedFlag, Urgency
from bot.domain.intent import Intent
from bot.reading.line import Line, Meaning
from bot.reading.reader import Reader
from bot.reading.readers import Readers, make_readers

EN, ES = Language("en"), Language("es")


class OneWord:
    """Another kind of Reader: every line means stop, and one word is a red flag."""

    def read(self, text: str) -> Line:
        return Line(text=text, meaning=Meaning(intent=Intent.stop))

    def may_read(self, text: str) -> bool:
        return True

    def may_find(self, text: str) -> bool:
        return True

    def find_red_flag(self, text: str) -> RedFlag | None:
        return RedFlag("fever", Urgency.today, ("fiebre",)) if "fiebre" in text else None


def test_whatever_offers_the_two_methods_is_a_reader(english: Reader) -> None:
    """A language without a Reader is read as the first language."""
    readers = Readers(lambda: {EN: english, ES: OneWord()})

    assert readers.read("skip", ES).meaning.intent is Intent.stop
    assert readers.read("skip", EN).meaning.intent is Intent.skip
    assert readers.read("skip", Language("fr")) == readers.read("skip", EN)


def test_the_most_urgent_red_flag_of_all_languages_counts(english: Reader) -> None:
    readers = Readers(lambda: {EN: english, ES: OneWord()})

    lines = ("fiebre", "fiebre, chest pain", "hello")
    found = [readers.find_red_flag(line) for line in lines]

    assert [flag.urgency if flag else None for flag in found] == [Urgency.today, Urgency.now, None]


def test_a_region_of_a_language_is_read_by_the_languages_own_reader(
    catalogue: Catalogue, lexicon: Lexicon
) -> None:
    """`en-gb` as `en`; a language without a Reader of its own is read by its words."""
    made: list[Lexicon] = []

    def make(words: Lexicon) -> Reader:
        made.append(words)
        return OneWord()

    languages = (Language("es-mx"), Language("it"))
    several = replace_languages(catalogue, languages, lexicon)
    readers = make_readers(several, {"es": make})

    assert readers.read("skip", languages[0]).meaning.intent is Intent.stop
    assert readers.read("skip", languages[1]).meaning.intent is Intent.skip
    assert made == [lexicon]


def replace_languages(catalogue: Catalogue, languages: tuple[Language, ...], lexicon: Lexicon) -> Catalogue:
    """Return the catalogue with other languages, all with the same words."""
    return replace(catalogue, languages=languages, lexicons=dict.fromkeys(languages, lexicon))


def test_the_parts_of_every_reader_are_made_before_the_first_line(english: Reader) -> None:
    """Else the first line in each language waits for them, a tenth of a second."""
    read: list[str] = []

    class Noting(OneWord):
        def read(self, text: str) -> Line:
            read.append(text)
            return super().read(text)

    Readers(lambda: {EN: english, ES: Noting()}).prepare()

    assert len(read) == 1

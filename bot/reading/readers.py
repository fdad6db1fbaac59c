"""The Readers of all languages of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.catalogue import Catalogue, Language, Lexicon
from bot.domain.dangers import RedFlag
from bot.reading.bounds import beginning, ends
from bot.reading.by_words import ReaderByWords
from bot.reading.chinese import make_chinese
from bot.reading.english import make_english
from bot.reading.line import Line
from bot.reading.reader import Reader
from bot.reading.red_flags import most_urgent

MakeReader = Callable[[Lexicon], Reader]

# A language that is not named here is read only by its word lists.
MAKERS: Mapping[str, MakeReader] = {"en": make_english, "zh": make_chinese}


class Readers:
    """One Reader for each language; the first one also reads languages that have none.

    A Reader gets only a bounded part of a text. It may make its parts only when the first text needs them.
    """

    def __init__(self, readers: Mapping[Language, Reader]) -> None:
        self._readers = readers
        self._default = next(iter(readers.values()))

    def prepare(self) -> None:
        """Read one line, so that the next one waits for no parts to be made."""
        line = "hello"
        self.read(line, next(iter(self._readers)))
        self.find_red_flag(line)

    def read(self, text: str, language: Language) -> Line:
        """Return what `text` says in `language`."""
        part = beginning(text)
        line = self._read(part, self._readers.get(language, self._default))
        return line if part == text else replace(line, text=text)

    def _read(self, text: str, own: Reader) -> Line:
        """Read `text` in the chat's own language. If that finds nothing, another language may find more."""
        others = [reader for reader in self._readers.values() if reader is not own and reader.may_read(text)]
        if not others:
            return own.read(text)
        first, *rest = (own, *others) if own.may_read(text) else (*others, own)
        line = first.read(text)
        for reader in rest:
            if line.says_something:
                return line
            in_another = reader.read(text)
            line = in_another if in_another.says_something or reader is own else line
        return line

    def find_red_flag(self, text: str) -> RedFlag | None:
        """Return the most urgent red flag at the two ends of `text`, in any language; None: there is none."""
        return most_urgent(
            reader.find_red_flag(part) for part in ends(text) for reader in self._readers.values()
        )


def make_readers(catalogue: Catalogue, makers: Mapping[str, MakeReader] = MAKERS) -> Readers:
    """Return the Readers of the catalogue's languages."""
    return Readers(
        {
            language: makers.get(language.split("-")[0], ReaderByWords)(catalogue.lexicons[language])
            for language in catalogue.languages
        }
    )

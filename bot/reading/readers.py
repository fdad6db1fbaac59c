"""The Readers of all languages of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from bot.domain.catalogue import Catalogue, Language
from bot.domain.dangers import RedFlag, most_urgent
from bot.reading.bounds import beginning, searched_part
from bot.reading.line import Line
from bot.reading.reader import Reader

if TYPE_CHECKING:
    from bot.reading.makers import MakeReader


class Readers:
    """One Reader for each language; the first one also reads languages that have none.

    A Reader gets only a bounded part of a text. The Readers are made by `prepare`, or when the first text
    comes, and each of them may make its parts even later. So the code that reads is not loaded at the start.
    """

    def __init__(self, make: Callable[[], Mapping[Language, Reader]]) -> None:
        self._make = make
        self._made: Mapping[Language, Reader] | None = None
        self._making = Lock()

    def prepare(self) -> None:
        """Read one line in each language, so that the next one waits for no parts to be made."""
        for reader in self._all().values():
            reader.read("hello")

    def _all(self) -> Mapping[Language, Reader]:
        if self._made is None:
            with self._making:  # several threads may ask at once
                self._made = self._made or self._make()
        return self._made

    def read(self, text: str, language: Language) -> Line:
        """Return what `text` says in `language`."""
        part = beginning(text)
        readers = self._all()
        line = self._read(part, readers.get(language) or next(iter(readers.values())))
        return line if part == text else replace(line, text=text)

    def _read(self, text: str, own: Reader) -> Line:
        """Read `text` in the chat's own language. If that finds nothing, another language may find more."""
        others = [reader for reader in self._all().values() if reader is not own and reader.may_read(text)]
        if not others:
            return own.read(text)
        first, *rest = (own, *others) if own.may_read(text) else (*others, own)
        line = first.read(text)
        for reader in rest:
            if line.says_something:
                return line
            if reader is not own and not reader.may_find(text):
                continue  # as most lines
            in_another = reader.read(text)
            line = in_another if in_another.says_something or reader is own else line
        return line

    def find_red_flag(self, text: str) -> RedFlag | None:
        """Return the most urgent red flag at the two ends of `text`, in any language; None: there is none."""
        part = searched_part(text)
        return most_urgent(reader.find_red_flag(part) for reader in self._all().values())


def make_readers(catalogue: Catalogue, makers: Mapping[str, MakeReader] | None = None) -> Readers:
    """Return the Readers of the catalogue's languages. `makers`: other ones than ours."""

    def make() -> Mapping[Language, Reader]:
        from bot.reading.makers import MAKERS, make_all

        return make_all(catalogue, MAKERS if makers is None else makers)

    return Readers(make)

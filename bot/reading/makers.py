"""Makes the Readers of all languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.catalogue import Catalogue, Language, Lexicon
from bot.reading.by_words import ReaderByWords
from bot.reading.chinese import make_chinese
from bot.reading.english import make_english
from bot.reading.reader import Reader

MakeReader = Callable[[Lexicon], Reader]

# A language that is not named here is read only by its word lists.
MAKERS: Mapping[str, MakeReader] = {"en": make_english, "zh": make_chinese}


def make_all(catalogue: Catalogue, makers: Mapping[str, MakeReader]) -> dict[Language, Reader]:
    """Return a Reader for each language of the catalogue."""
    return {
        language: makers.get(language.split("-")[0], ReaderByWords)(catalogue.lexicons[language])
        for language in catalogue.languages
    }

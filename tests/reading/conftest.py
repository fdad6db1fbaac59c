"""The Reader of English, over the real word lists."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Catalogue, Language, Lexicon
from bot.reading.english import make_english
from bot.reading.reader import Reader


@pytest.fixture(scope="session")
def lexicon(catalogue: Catalogue) -> Lexicon:
    """What people type in English."""
    return catalogue.lexicons[Language("en")]


@pytest.fixture(scope="session")
def english(lexicon: Lexicon) -> Reader:
    """A Reader of English."""
    return make_english(lexicon)

"""What never changes and is dear to make: each process of the tests makes it once."""

from __future__ import annotations

from functools import cache

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue
from bot.reading.readers import Readers, make_readers


@cache
def catalogue() -> Catalogue:
    """Return the real texts."""
    return read_catalogue(content_folder())


@cache
def readers() -> Readers:
    """Return the Readers of the real texts."""
    return make_readers(catalogue())

"""Reads the content folder into the catalogue, or says everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from bot.content.check import examine
from bot.content.faults import ContentError
from bot.domain.catalogue import Catalogue


def read_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue of a content folder without a fault; ContentError: it has some, all are named."""
    catalogue, faults = examine(folder)
    if faults:
        raise ContentError(faults)
    return catalogue

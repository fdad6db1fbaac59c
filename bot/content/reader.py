"""Reads the content folder into the catalogue, or raises all its faults."""

from __future__ import annotations

from pathlib import Path

from bot.content.check import examine
from bot.content.faults import ContentError
from bot.domain.catalogue import Catalogue


def read_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue of a content folder; ContentError, with all faults, if there is one."""
    catalogue, faults = examine(folder, reads_all=False)
    if faults:
        raise ContentError(faults)
    return catalogue

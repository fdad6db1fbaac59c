"""The pieces of an own routine as JSON: a list of techniques with their seconds."""

from __future__ import annotations

from typing import Any

from bot.domain.catalogue import TechniqueKey
from bot.domain.own import Piece, Pieces


def from_pieces(pieces: Pieces) -> list[list[Any]]:
    """Return the JSON of `pieces`."""
    return [[piece.technique, piece.seconds] for piece in pieces]


def to_pieces(json: list[list[Any]]) -> Pieces:
    """Return the pieces that `from_pieces` has put into JSON."""
    return tuple(Piece(TechniqueKey(technique), seconds) for technique, seconds in json)

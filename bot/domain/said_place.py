"""What a line says about where somebody is: a place, an offset from UTC, or the time on their watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.place_names import Place


@dataclass(frozen=True, slots=True)
class SaidPlace:
    """What a line says about where somebody is."""

    places: tuple[Place, ...] = ()  # that bear just this name; several: it is not clear which one
    near: tuple[Place, ...] = ()  # of nearly this name
    offset: timedelta | None = None  # from UTC
    says_where: bool = False  # the line itself says that it is about a place: "i'm in tokyo"
    is_part: bool = False  # the line says more than the place: "Leeds, since last month"
    is_watch: bool = False  # the line says what time it is there: "it's 3:40 pm here"

    @property
    def is_exact(self) -> bool:
        """Does the line name a place or an offset, without typing errors, and say nothing else?"""
        return self.is_named and not self.is_part

    @property
    def is_named(self) -> bool:
        """Is there the name of a place or an offset, whatever else the line says?"""
        return bool(self.places) or self.offset is not None

    @property
    def is_sure(self) -> bool:
        """Is it one place, and so big that its name hardly means anything else?"""
        if self.is_part:
            return False
        return self.offset is not None or (len(self.places) == 1 and self.places[0].is_big)


NOWHERE = SaidPlace()

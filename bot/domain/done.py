"""Something that a person has done without a session of ours, and said so with "Done"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Deed(StrEnum):
    """What was done."""

    massage = "massage"
    movement = "movement"  # on a day of rest


@dataclass(frozen=True, slots=True)
class Done:
    """What was done on a local date, and when (UTC) the person said so."""

    on: date
    what: Deed
    at: datetime

"""A fault of the content folder, and the error that carries all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: where it is, and what would be right."""

    file: str  # path inside the content folder, with /
    line: (
        int | None
    )  # counted from 1; None: the fault is about the whole file, or about something that is missing
    key: str  # dotted path inside the file, or a phrase id
    right: str  # what would be right, in one sentence for the author

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key}: {self.right}" if self.key else f"{place}: {self.right}"


class ContentError(Exception):
    """The content folder has faults; `faults` has all of them, sorted by file and line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def in_order(faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults sorted by file and line, each once."""
    return sorted(set(faults), key=lambda fault: (fault.file, fault.line or 0, fault.key, fault.right))

"""What a check has found: how serious it is, what was seen, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial


class Verdict(StrEnum):
    """How serious a finding is. Only `wrong` stops the bot from doing its work."""

    ok = "ok"
    look = "look"
    wrong = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was seen and, unless all is well, what to do."""

    verdict: Verdict
    subject: str
    seen: str
    todo: str = ""

    def __str__(self) -> str:
        return f"{self.verdict:<6}{self.subject}: {self.seen}.{' ' * bool(self.todo)}{self.todo}"


def counted(number: int, noun: str) -> str:
    """Return `1 update`, `2 updates`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


ok = partial(Finding, Verdict.ok)
look = partial(Finding, Verdict.look)
wrong = partial(Finding, Verdict.wrong)

"""What a part of the long set is: it plays in a scene, and returns one line of the table."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.catalogue import Catalogue
from tests.faults.scene import Scene

RATE = 30.0  # messages a second


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    what: str
    size: str
    figures: str
    passed: bool


Part = Callable[[Scene, Catalogue, argparse.Namespace], Awaitable[Line]]

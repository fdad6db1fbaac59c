"""Checks single fields of a control call: texts, numbers, switches, moments.

Each function takes the name of the field, which the refusal names, and the value as it came. It returns
the checked value, or raises ControlError.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any

from telegram_playground.errors import ControlError

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]00:00)", re.ASCII)


def title(name: str, given: Any, longest: int) -> str:
    """Return a name or title of 1 to `longest` characters, without blanks at both ends."""
    if not isinstance(given, str) or not 1 <= len(given.strip()) <= longest:
        raise ControlError(400, f"{name} must be a text of 1 to {longest} characters.")
    return given.strip()


def switch(name: str, given: Any) -> bool:
    """Return true or false."""
    if not isinstance(given, bool):
        raise ControlError(400, f"{name} must be true or false.")
    return given


def whole(name: str, given: Any, low: int, high: int) -> int:
    """Return a whole number from `low` to `high`."""
    if type(given) is not int or not low <= given <= high:
        raise ControlError(400, f"{name} must be a whole number from {low} to {high}.")
    return given


def number(name: str, given: Any) -> float:
    """Return a finite number."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ControlError(400, f"{name} must be a number.")
    try:
        value = float(given)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise ControlError(400, f"{name} must be a finite number.")
    return value


def above_zero(name: str, given: Any, most: float) -> float:
    """Return a number above 0 and at most `most`."""
    value = number(name, given)
    if not 0 < value <= most:
        raise ControlError(400, f"{name} must be above 0 and at most {most:g}.")
    return value


def moment(name: str, given: Any) -> datetime:
    """Return a moment of people's time, aware, in UTC."""
    if isinstance(given, str) and _MOMENT.fullmatch(given):
        try:
            return datetime.fromisoformat(given).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise ControlError(400, f"{name} must be a moment in UTC such as 2026-11-22T20:15:00Z.")

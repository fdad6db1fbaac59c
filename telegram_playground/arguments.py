"""The parameters of one Bot API call, read as leniently or strictly as Telegram reads them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from telegram_playground.errors import bad_request

_INTEGER = re.compile(r"\s*(-?\d{1,18})", re.ASCII)
_TRUE = {"true", "yes", "1"}


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def loads(text: str) -> Any:
    """Return parsed JSON; ValueError for NaN, half of a surrogate pair, or too deep nesting."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
        if "\\u" in text:
            # Python's reader accepts half of a surrogate pair, but no answer with it can be encoded.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def as_text(value: Any) -> str:
    """Return a JSON value as text: a string as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in the body of a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parameters of a call, every value as text, and its files by field name."""

    given: dict[str, str]
    files: dict[str, Upload] = field(default_factory=dict)
    _read: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of_json(cls, value: dict[str, Any]) -> Arguments:
        """Return the fields of a JSON object as arguments; null means absent."""
        return cls({name: as_text(field) for name, field in value.items() if field is not None})

    @property
    def logged(self) -> dict[str, str]:
        """Return the parameters as the call log shows them: of a file only its name and size."""
        sizes = {name: f"<file {one.name}, {len(one.content)} bytes>" for name, one in self.files.items()}
        return {**self.given, **sizes}

    def text(self, name: str, default: str = "") -> str:
        return self.given.get(name, default)

    def has(self, name: str) -> bool:
        return self.given.get(name, "") != ""

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in _TRUE

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """Return a number, moved into low..high if outside; text without a number counts as 0."""
        if not self.has(name):
            return default
        found = _INTEGER.match(self.text(name))
        return max(low, min(high, int(found.group(1)) if found else 0))

    def number(self, name: str) -> int:
        """Return an id, 0 when there is none."""
        return self.integer(name, 0, -(10**18), 10**18)

    def json(self, name: str, what: str) -> Any:
        """Return a JSON parameter, None when it is absent; `what` names it in the refusal."""
        if not self.has(name):
            return None
        if name not in self._read:
            try:
                self._read[name] = loads(self.text(name))
            except ValueError:
                raise bad_request(f"can't parse {what} JSON object") from None
        return self._read[name]

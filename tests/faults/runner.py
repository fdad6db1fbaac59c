"""`unknot run` with some of its constants altered: `runner.py bot.delivery.desk.LEASE=2 ...`."""

from __future__ import annotations

import importlib
import sys
from datetime import timedelta


def alter(change: str) -> None:
    """Set what `package.module.NAME=value` names; a length of time is given in seconds."""
    name, _, value = change.partition("=")
    module_name, _, attribute = name.rpartition(".")
    module = importlib.import_module(module_name)
    before = getattr(module, attribute)
    after = timedelta(seconds=float(value)) if isinstance(before, timedelta) else type(before)(value)
    setattr(module, attribute, after)


def main() -> None:
    """Alter what the arguments say, then run the command."""
    changes, sys.argv = sys.argv[1:], ["unknot", "run"]
    for change in changes:
        alter(change)
    importlib.import_module("bot.cli").main()


if __name__ == "__main__":
    main()

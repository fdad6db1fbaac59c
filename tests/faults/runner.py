"""`unknot run` with some of its constants altered: `runner.py bot.delivery.desk.LEASE=2 ...`.

With `give_up_rights`, rights of files hold also for root, which may otherwise write everywhere. With
`host:NAME` the bot runs in the network namespace NAME. With `zones:ZONE:OTHER`, ZONE has the rules of OTHER.
With `time_callbacks` it says which callbacks used the processor for too long.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
import tempfile
import zoneinfo
from datetime import timedelta
from importlib import resources
from pathlib import Path


def alter(change: str) -> None:
    """Set what `package.module.NAME=value` names; a length of time is given in seconds."""
    name, _, value = change.partition("=")
    module_name, _, attribute = name.rpartition(".")
    module = importlib.import_module(module_name)
    before = getattr(module, attribute)
    after = timedelta(seconds=float(value)) if isinstance(before, timedelta) else type(before)(value)
    setattr(module, attribute, after)


def give_up_rights() -> None:
    """Give up Linux's CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH; OSError if that is not possible."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of the call; this process
    # Effective, permitted and inheritable: first the lower half of each, then the upper halves.
    rights = (ctypes.c_uint32 * 6)()
    if libc.capget(header, rights) == 0:
        for place in range(3):
            rights[place] &= ~0b110
        if libc.capset(header, rights) == 0:
            return
    raise OSError(ctypes.get_errno(), "the rights of root cannot be given up")


def move_to_host(name: str) -> None:
    """Enter a network namespace; OSError if that is not possible."""
    libc = ctypes.CDLL(None, use_errno=True)
    with Path(f"/var/run/netns/{name}").open() as space:
        if libc.setns(space.fileno(), 0x40000000) != 0:  # CLONE_NEWNET
            raise OSError(ctypes.get_errno(), "the network namespace cannot be entered")


def exchange_zone(zone: str, other: str) -> None:
    """Let the data of time zones have the rules of `other` for `zone`, as another version might."""
    folder = Path(tempfile.mkdtemp(prefix="unknot-zones-"))
    (folder / zone).parent.mkdir(parents=True)
    data = resources.files("tzdata.zoneinfo").joinpath(*other.split("/")).read_bytes()
    (folder / zone).write_bytes(data)
    use = zoneinfo.reset_tzpath
    zoneinfo.reset_tzpath = lambda to=None: use(to=(str(folder), *(to or ())))


def main() -> None:
    """Alter what the arguments say, then run the command."""
    changes, sys.argv = sys.argv[1:], ["unknot", "run"]
    cli = importlib.import_module("bot.cli")
    for change in changes:
        if change == "give_up_rights":
            give_up_rights()
        elif change == "time_callbacks":
            importlib.import_module("tests.process.debugged").time_callbacks()
        elif change.startswith("host:"):
            move_to_host(change.removeprefix("host:"))
        elif change.startswith("zones:"):
            exchange_zone(*change.split(":")[1:])
        else:
            alter(change)
    cli.main()


if __name__ == "__main__":
    main()

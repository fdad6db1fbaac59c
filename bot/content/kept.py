"""Keeps the catalogue, once it is read and checked, for the next start: that is ten times as fast.

What is kept counts only for the same content, the same code and the same libraries: its name is the hash of
all their bytes. It lies where Python keeps the compiled code of this module. Whoever could change it could
change the code as well. Where Python may not write there, nothing is kept. Whoever may write there can keep
it for the others, with `unknot check`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from importlib.util import cache_from_source
from pathlib import Path

from bot.domain.catalogue import Catalogue

BEGINS, ENDS = "catalogue-", ".kept"
# The rooms whose code decides what the catalogue of a folder is, or whether the folder has faults.
ROOMS = ("content", "domain", "ports", "reading", "screens")
PACKAGE = Path(__file__).parent.parent
_DIGEST = 32  # bytes
_OTHERS_MAY_WRITE = 0o022
_MODE = 0o644  # one user may keep it, by `unknot check`, and another one run the bot


def catalogue_of(folder: Path, keep_in: Path | None = None) -> Catalogue:
    """Return the catalogue of a content folder, kept or read anew; ContentError if the folder has faults.

    `keep_in`: the folder for what is kept; None: that of the compiled code.
    """
    name = _name(folder)
    if name is None:
        return _read(folder)
    place = (keep_in or Path(cache_from_source(__file__)).parent) / f"{BEGINS}{name}{ENDS}"
    kept = _load(place)
    if kept is None:
        kept = _read(folder)
        if _name(folder) == name:  # nobody has changed a file meanwhile
            _keep(place, kept)
    return kept


def _read(folder: Path) -> Catalogue:
    from bot.content.reader import read_catalogue  # with all that checks content; most starts do without

    return read_catalogue(folder)


def _name(folder: Path) -> str | None:
    """Return the hash of all that decides what the catalogue of `folder` is; None: not all can be read."""
    try:
        return _hash(folder)
    except (OSError, metadata.PackageNotFoundError):
        return None


def _hash(folder: Path) -> str:
    known = hashlib.sha256(f"{sys.version} {metadata.version('pyyaml')}".encode())
    for file in _files(folder):
        content = file.read_bytes()
        known.update(f"{file}\0{len(content)}\0".encode(errors="surrogateescape"))
        known.update(content)
    return known.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(file for file in folder.rglob("*") if file.is_file())
    for room in ROOMS:
        yield from sorted((PACKAGE / room).rglob("*.py"))


def _load(place: Path) -> Catalogue | None:
    """Return what is kept at `place`; None: nothing, or what is damaged or may be from another user."""
    try:
        with place.open("rb") as file:
            told = os.fstat(file.fileno())
            if told.st_uid not in (0, os.getuid()) or told.st_mode & _OTHERS_MAY_WRITE:
                return None
            digest, content = file.read(_DIGEST), file.read()
        if hashlib.sha256(content).digest() != digest:
            return None
        kept = pickle.loads(content)  # noqa: S301 - only this user could write it, see above
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the texts themselves are there
        return None
    return kept if isinstance(kept, Catalogue) else None


def _keep(place: Path, catalogue: Catalogue) -> None:
    """Write the file whole, or not at all; then delete what was kept of older content and code."""
    if sys.dont_write_bytecode or not hasattr(os, "getuid"):
        return
    content = pickle.dumps(catalogue, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=place.parent, prefix=BEGINS)
        try:
            with os.fdopen(number, "wb") as file:
                os.fchmod(number, _MODE)
                file.write(hashlib.sha256(content).digest() + content)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        for older in place.parent.glob(f"{BEGINS}*{ENDS}"):
            if older != place:
                older.unlink(missing_ok=True)

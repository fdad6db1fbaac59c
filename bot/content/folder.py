"""Where the content folder is: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def content_folder() -> Path:
    """Return the folder of the texts; the wheel's own copy wins, since only a wheel has one."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_content"
    return packed if packed.is_dir() else package.parent / "content"

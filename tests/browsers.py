"""Where Chromium is."""

from __future__ import annotations

import os
import shutil

# `chromium-headless-shell` opens no windows. It shows a page with an eighth of the processor time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the Chromium that `CHROMIUM` names, or the first one on PATH; None: there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)

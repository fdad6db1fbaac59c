"""Which step a message of a session shows."""

from __future__ import annotations

import re

_HEAD = re.compile(r"(?:<b>)?(\d+)/\d+ ")  # with its tag in a call, without it in what a chat shows


def step_in(text: str) -> int | None:
    """Return the number of the step that a message is the card of; None: it is none."""
    found = _HEAD.match(text)
    return None if found is None else int(found[1])

"""What the tests of sessions share: names of what they look for, and a session played up to its cue."""

from __future__ import annotations

BEGUN_WITH_PARTNER = "1/3 Settle · 10 s"
STALE = "That button has had its turn. Use the newest message, or /routine."
OTHER_SIDE = "Other side now. Same place, same strength."

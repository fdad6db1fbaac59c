"""What the tests of sessions share: names of expected texts, and a session that is played up to its cue."""

from __future__ import annotations

from tests.texts import texts

BEGUN_WITH_PARTNER = texts.step(1, 3, "settle", 10)
STALE = texts("e_stale")
OTHER_SIDE = texts("cue_side")

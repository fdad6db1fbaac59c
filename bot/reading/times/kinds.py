"""The kinds of tokens that are no list of words. All others are the names of lists: `noon`, `tomorrow`."""

from __future__ import annotations

NUMBER, CLOCK, ISO, SLASH, DOTTED, WRONG = "number", "clock", "iso", "slash", "dotted", "wrong"
DAY, MONTH, SPAN, ORDINAL = "day", "month", "span", "ordinal"
DASH, STOP, UNKNOWN = "dash", "full_stop", "unknown"
# No time begins with one of these: most words of a line need no closer look.
BEGIN_NO_TIME = frozenset({UNKNOWN, STOP, "filler", "and", "at", "on", "purpose"})
RANGE = frozenset({DASH, "through", "to", "into"})  # what stands between the two ends of a range

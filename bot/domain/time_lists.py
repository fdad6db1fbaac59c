"""The names of the lists of words for times, of which each language has some."""

from __future__ import annotations

# What each does stands in docs/content.md.
TIME_LISTS = (
    # Hours
    *("am", "pm", "am_close", "pm_close", "oclock", "noon", "midnight"),
    *("morning", "afternoon", "evening", "night", "half", "quarter", "past", "to", "into", "after", "before"),
    # Days and dates
    *("today", "tonight", "tomorrow", "after_tomorrow", "yesterday", "this", "next", "every", "other"),
    *("third_day", "this_month", "next_month", "ordinal"),
    # Spans and how often
    *("in", "from_now", "seconds", "minutes", "hours", "days", "weeks", "months", "years"),
    *("half_year", "hourly", "weekly", "monthly", "yearly", "per_day", "once", "twice", "times"),
    # Words between times
    *(
        "and",
        "or",
        "from",
        "between",
        "through",
        "at",
        "on",
        "except",
        "only",
        "unsure",
        "reason",
        "correct",
        "measure",
        "earlier",
        "back",
        "pointer",
        "early_one",
        "late_one",
        "gone",
        "purpose",
        "aside",
        "topic",
        "filler",
        "late",
        "for_good",
        "quiet",
    ),
    # What is wanted
    *(
        "ring",
        "add",
        "cancel",
        "stop",
        "off",
        "turn",
        "never",
        "move",
        "instead",
        "whole",
        "later",
        "away",
        "list",
        "pause",
        "away_for",
        "away_till",
    ),
)

"""What a line means, with a session and without one."""

from __future__ import annotations

from bot.domain.intent import Intent
from bot.reading.line import Line, Meaning

# Meanings that only a running session, or a whole line, gives to a word.
_CALLS = (Intent.stop, Intent.pause, Intent.pain)
# Who leaves in the middle has not thought of the session: it pauses.
_LEAVING = ("bye", "good_night")
# A call gets its answer also without a session; so does soreness after one.
_MEANT_ANYWAY = (*_CALLS, Intent.soreness)


def meaning_in_session(line: Line) -> Meaning:
    """Return what a line means while a session waits or runs: words that steer it come before all others."""
    meaning, safety = line.meaning, line.safety
    if safety.hurts and meaning.intent is not Intent.stop:
        return Meaning(intent=Intent.pain)
    if meaning.steers:
        return meaning
    if meaning.faq in _LEAVING:
        return Meaning(intent=Intent.pause)
    # A line that may ask to stop pauses the session. One word ends the pause, and nothing is lost.
    return Meaning(intent=Intent.pause) if safety.may_stop else meaning


def meaning_without_session(line: Line) -> Meaning:
    """Return what a line means while there is no session."""
    meaning, otherwise = line.meaning, line.without_session
    is_whole = meaning.intent in line.is_just
    is_other = line.wish is not None or not otherwise.is_nothing
    if is_other and meaning.steers and meaning.intent not in _MEANT_ANYWAY and not is_whole:
        return otherwise  # "could we do a massage now" is a little like "could we do this step again"
    # "The end of a long day, a massage please", "a minute please": without a session this is another wish.
    if meaning.intent not in _CALLS or (is_whole and meaning.intent is not Intent.pause):
        return meaning
    if meaning.intent is Intent.pain:
        return otherwise  # "a pain in the neck today"; pain that is meant was found before
    return meaning if otherwise.is_nothing or otherwise.intent is Intent.routine else otherwise

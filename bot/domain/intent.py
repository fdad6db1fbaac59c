"""The names of everything that a person may want when they type a line."""

from __future__ import annotations

from enum import StrEnum


class Intent(StrEnum):
    """What a line asks for. If a line has two forms of the same length, the intent listed first wins."""

    hello = "hello"
    thanks = "thanks"
    help = "help"
    stop = "stop"
    pause = "pause"
    resume = "resume"
    skip = "skip"
    back = "back"
    repeat = "repeat"
    now = "now"
    plus = "plus"
    minus = "minus"
    softer = "softer"
    as_before = "as_before"
    just_right = "just_right"
    time_left = "time_left"
    tip = "tip"
    exercise = "exercise"
    posture = "posture"
    safety = "safety"
    routine = "routine"
    techniques = "techniques"
    history = "history"
    progress = "progress"
    how_far = "how_far"  # in a session: how long it still takes; without one: progress
    settings = "settings"
    language = "language"
    remind = "remind"
    reminders = "reminders"
    stop_reminders = "stop_reminders"
    timezone = "timezone"
    not_today = "not_today"
    did_it = "did_it"
    quiet = "quiet"
    privacy = "privacy"
    delete_me = "delete_me"
    export = "export"
    calendar = "calendar"
    alone = "alone"
    my_routines = "my_routines"
    pain = "pain"
    soreness = "soreness"
    step = "step"
    firmer = "firmer"
    rhythm = "rhythm"
    sound = "sound"
    audio = "audio"
    begin = "begin"
    swap = "swap"
    show_me = "show_me"
    rate = "rate"
    never_mind = "never_mind"
    yes = "yes"
    no = "no"

    @property
    def steers(self) -> bool:
        """Does it steer a running session?"""
        return self in _STEERING

    @property
    def needs_whole_line(self) -> bool:
        """Does a line mean this only if the line says nothing else?"""
        return self in _WHOLE_LINE


# People also use these words for other things. A line that has further words is not a call.
_WHOLE_LINE = frozenset(
    {
        Intent.skip,
        Intent.back,
        Intent.repeat,
        Intent.now,
        Intent.plus,
        Intent.minus,
        Intent.resume,
        Intent.as_before,
        Intent.just_right,
        Intent.begin,
        Intent.yes,
        Intent.no,
        Intent.show_me,
    }
)
# Something hurts, or a person feels unwell.
PAIN = (Intent.pain, Intent.soreness)
NAMES_REMINDERS = frozenset({Intent.remind, Intent.stop_reminders})
_STEERING = (_WHOLE_LINE - {Intent.show_me}) | {Intent.stop, *PAIN, Intent.pause, Intent.softer}

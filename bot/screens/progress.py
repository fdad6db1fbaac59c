"""Screens of what somebody has done: the month and the week in words, and when a day begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot.domain.catalogue import RoutineKey, TechniqueKey
from bot.domain.chart import Chart, chart
from bot.domain.days import NAMES
from bot.domain.habit import Habit, week_of
from bot.domain.history import Totals
from bot.domain.message import (
    GAP,
    Button,
    ClockTime,
    Length,
    Message,
    Phrase,
    Style,
    day,
    listed,
    message,
    phrase,
)
from bot.domain.own_day import HOURS
from bot.screens import presses
from bot.screens.adding import ADD
from bot.screens.buttons import HISTORY, ROUTINES, SETTINGS, button, in_rows
from bot.screens.names import technique_name

IN_A_ROW = 2  # from so many days on the streak is told


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody has done, as it stands `today`. `spent`: the seconds of each date; 0: only "Done"."""

    today: date
    spent: Mapping[date, int]
    totals: Totals
    habit: Habit
    shows_streak: bool

    @property
    def month(self) -> list[date]:
        """The dates of this month with something done."""
        return sorted(on for on in self.spent if (on.year, on.month) == (self.today.year, self.today.month))

    @property
    def week(self) -> list[date]:
        """The dates of this week, from Monday on."""
        return [week_of(self.today) + timedelta(days=number) for number in range(7)]


def progress(shown: Progress, *, dark: bool = False) -> Message:
    """Show the month and the week, the streak and its reserve, and what it all comes to.

    The picture shows the same; `dark`: on a dark ground.
    """
    streak = "hide_streak" if shown.shows_streak else "show_streak"
    said = message(
        _month(shown),
        _week(shown),
        GAP,
        *(_streak(shown) if shown.shows_streak else ()),
        phrase("progress_strength", pct=round(100 * shown.habit.strength)),
        *_totals(shown),
        buttons=(
            (ADD, button(streak, presses.WantStreak(not shown.shows_streak))),
            (HISTORY, SETTINGS),
        ),
    )
    return replace(said, chart=_chart(shown, dark=dark))


def _chart(shown: Progress, *, dark: bool) -> Chart:
    """Return the picture. Where the streak is hidden, neither it nor its reserve is in the picture."""
    shows = shown.shows_streak
    streak = shown.habit.streak if shows and shown.habit.streak >= IN_A_ROW else None
    return chart(shown.today, shown.spent, shown.habit.spent if shows else (), streak, dark=dark)


def nothing_yet(taste: RoutineKey) -> Message:
    """Answer `/progress` before anything was done; `taste` is the routine to try."""
    return message(
        phrase("progress_none"),
        buttons=((button("try_one_minute", presses.ChooseAudience(taste), Style.primary),), (ADD, ROUTINES)),
    )


def ask_day_begins(now: int) -> Message:
    """Ask at which hour a day begins; `now`: the hour that is set."""
    offered = [_hour(each, is_set=each == now) for each in HOURS]
    return message(phrase("day_begins", time=ClockTime(time(now))), buttons=in_rows(offered, 3))


def reached(milestone: int) -> Phrase:
    """Say that so many days are reached."""
    return phrase(f"milestone.{milestone}")


def back_again(sessions: int) -> Phrase:
    """Welcome somebody who has done something after a long time."""
    return phrase("back_again", total=sessions)


def in_a_row(streak: int, left: int, *, has_kept: bool) -> tuple[Phrase, ...]:
    """Say how many days in a row there are, and perhaps that the reserve made up for the days before."""
    if streak < IN_A_ROW:
        return ()
    row = phrase("in_a_row", n=streak)
    return (row, phrase("reserve_kept", left=left)) if has_kept else (row,)


def welcome_back(sessions: int, taste: RoutineKey, quick: RoutineKey) -> Message:
    """Greet somebody who writes again after a long time."""
    return message(
        phrase("welcome_back", total=sessions),
        buttons=(
            (button("try_one_minute", presses.ChooseAudience(taste), Style.primary),),
            (button(phrase(f"routine.{quick}.name"), presses.ShowRoutine(quick)), ROUTINES),
        ),
    )


def _hour(hour: int, *, is_set: bool) -> Button:
    at = phrase("button.clock", time=ClockTime(time(hour)))
    return button(phrase("button.current", label=at) if is_set else at, presses.SetDayBegins(hour))


def _month(shown: Progress) -> Phrase:
    month, days = month_name(shown.today), len(shown.month)
    seconds = sum(shown.spent[on] for on in shown.month)
    if not seconds:
        return phrase("progress_month_days", month=month, days=days)
    return phrase("progress_month", month=month, days=days, length=whole_minutes(seconds))


def month_name(on: date) -> Phrase:
    """Return the month of a date, with its year."""
    return phrase("month_of_year", month=phrase(f"month_name.{on.month}"), year=str(on.year))


def whole_minutes(seconds: int) -> Length:
    """Return a length in whole minutes; one of less than a minute keeps its seconds."""
    return Length(round(seconds / 60) * 60 if seconds >= 60 else seconds)


def _week(shown: Progress) -> Phrase:
    done = [on for on in shown.week if on in shown.spent]
    if not done:
        return phrase("progress_week_none")
    return phrase("progress_week", list=listed([_of_day(on, shown.spent[on]) for on in done]))


def _of_day(on: date, seconds: int) -> Phrase:
    name = phrase(f"format.day.{NAMES[on.weekday()]}")
    if not seconds:
        return phrase("progress_day_done", day=name)
    return phrase("progress_day", day=name, length=whole_minutes(seconds))


def _streak(shown: Progress) -> tuple[Phrase, ...]:
    found = shown.habit
    row = phrase("progress_streak", n=found.streak, best=found.best)
    lines = [row, phrase("progress_reserve", left=found.left)]
    spent = [on for on in found.spent if on.month == shown.today.month and on.year == shown.today.year]
    if spent:
        lines.append(phrase("progress_spent", list=listed([day(on) for on in spent])))
    return tuple(lines)


def _totals(shown: Progress) -> tuple[Phrase, ...]:
    totals, days = shown.totals, len(shown.spent)
    length = whole_minutes(totals.seconds)
    lines = [
        phrase("progress_totals", days=days, n=totals.sessions, length=length)
        if totals.sessions
        else phrase("progress_totals_days", days=days)
    ]
    most = max(totals.techniques.items(), key=lambda item: item[1], default=None)
    if most is not None:
        key, seconds = most
        lines.append(most_used(key, seconds))
    return tuple(lines)


def most_used(key: TechniqueKey, seconds: int) -> Phrase:
    """Name the technique with most time."""
    return phrase("progress_most", technique=technique_name(key), length=whole_minutes(seconds))

"""Screens around a session: its audience, its end, and answers while no session or another one runs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.catalogue import Audience, Routine, RoutineKey, Step, Tip
from bot.domain.message import (
    GAP,
    Button,
    Length,
    Lines,
    Message,
    Phrase,
    Rows,
    Style,
    Timer,
    message,
    minutes,
    phrase,
)
from bot.domain.plan import Wanted
from bot.domain.session import Session
from bot.screens import presses
from bot.screens.buttons import ROUTINES, SAFETY, button
from bot.screens.names import bare_tip

DONE_FROM = 0.9  # of the plan; where less was played, the summary does not say "done"


def who(routine: Routine) -> Message:
    """Ask for whom the session is. It has the routine's own length, not the length of last time."""
    return message(
        phrase("who"),
        buttons=(
            (
                button("with_partner", presses.Begin(Wanted(routine.key, Audience.partner, routine.minutes))),
                button("on_my_own", presses.Begin(Wanted(routine.key, Audience.alone, routine.minutes))),
            ),
            (ROUTINES,),
        ),
    )


def lapsed() -> Message:
    """Say that a paused session has ended, because nobody resumed it in time."""
    return message(phrase("lapsed"), buttons=((ROUTINES,),))


def stopped(session: Session) -> Message:
    """Confirm that a session is stopped."""
    played = session.played_seconds
    return message(
        # In whole minutes as everywhere, so that the same number stands in the history.
        phrase("stopped", minutes=minutes(round(played / 60))) if played >= 60 else phrase("stopped_early"),
        buttons=((SAFETY,),),
    )


def end(
    session: Session, name: Phrase, exercise: Tip, silent: bool, buttons: Rows, lines: Sequence[Phrase] = ()
) -> Message:
    """Show the summary of a finished session, as what it was; `name` is the name of its routine.

    `lines`: what it has earned.
    """
    done = tuple(_summary_item(step, played) for step, played in _by_technique(session) if played)
    tip, length, summary = bare_tip(exercise), Length(session.played_seconds), Lines(done)
    if not done:
        words = phrase("end_skipped", routine=name, exercise=tip)
    elif session.played_seconds < session.total_seconds * DONE_FROM:
        planned = Length(session.total_seconds)
        words = phrase(
            "end_short", routine=name, length=length, planned=planned, summary=summary, exercise=tip
        )
    else:
        words = phrase("end", routine=name, length=length, summary=summary, exercise=tip)
    return message(words, *((GAP, *lines) if lines else ()), buttons=buttons, silent=silent)


def end_buttons(session: Session, asks_rating: bool) -> Rows:
    """Return the buttons of the summary."""
    first: list[Button] = []
    if asks_rating and session.played_seconds:
        first.append(button("rate_it", presses.AskHowItFeels(session.id)))
    if session.audience is Audience.partner:
        first.append(button("swap_places", presses.SwapPlaces(session.id)))
    more = (button("set_reminder", presses.AskHour()), ROUTINES)
    return (tuple(first), more) if first else (more,)


def idle(offered: RoutineKey | None) -> Message:
    """Say that no session is running; offer the routine `offered`; None: offer all routines."""
    if offered is None:
        return message(
            phrase("e_idle_plain"), buttons=((button("routines", presses.ShowRoutines(), Style.primary),),)
        )
    return message(
        phrase("e_idle"), buttons=((button("start", presses.ShowRoutine(offered), Style.primary),),)
    )


def _summary_item(step: Step, seconds: int) -> Phrase:
    return phrase("summary_item", technique=Phrase(step.name), time=Timer(seconds))


def _by_technique(session: Session) -> list[tuple[Step, int]]:
    return [
        (step, played)
        for step, played in zip(session.steps, session.played, strict=True)
        if step.technique is not None
    ]

"""What a person chooses before the start: routine, audience, length and pace, and its plan."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions.planning.likings import left_out, likings_of
from bot.actions.planning.suggest import known, suit_choice
from bot.actions.saying.answers import change, chat_of, say
from bot.domain import plan as plans
from bot.domain.catalogue import Audience, Routine, RoutineKey, Step
from bot.domain.liking import NO_LIKINGS
from bot.domain.message import Message, Phrase
from bot.domain.plan import Choice, Pace
from bot.ports import Asked, Work
from bot.screens import plans as screens
from bot.screens import sessions as session_screens
from bot.screens.after import not_suggested
from bot.screens.plans import Shown


def chosen(
    work: Work,
    asked: Asked,
    key: RoutineKey,
    audience: Audience | None = None,
    minutes: int | None = None,
    pace: Pace | None = None,
    *,
    suggested: bool = False,
) -> Choice:
    """Return the whole choice: what is left open is the routine's own length and the pace of last time."""
    routine = work.catalogue.routines[key]
    for_whom = audience if audience in routine.plans else None
    return Choice(
        key,
        for_whom or next(iter(routine.plans)),
        routine.minutes if minutes is None else minutes,
        pace or chat_of(work, asked).pace,
        suggested,
    )


def planned(work: Work, choice: Choice) -> tuple[Step, ...] | None:
    """Return the steps of what was chosen, or None if the routine cannot fill that length."""
    return plans.plan(_routine(work, choice), choice.audience, choice.minutes, *known(work))


def lengths_of(work: Work, asked: Asked, choice: Choice) -> tuple[int, ...]:
    """Return the minutes that the chosen routine can fill, as it is liked if it is suggested."""
    likings = likings_of(work, asked.chat) if choice.suggested else NO_LIKINGS
    return plans.lengths(_routine(work, choice), choice.audience, *known(work), likings)


def refuse_length(work: Work, asked: Asked, choice: Choice) -> Phrase | None:
    """That length is not to be had; these are."""
    lengths = lengths_of(work, asked, choice)
    if not lengths:
        return say_nothing_stays(work, asked)
    change(work, asked, screens.wrong_length(choice, lengths))
    return None


def show_choice(
    work: Work, asked: Asked, choice: Choice, screen: Callable[[Shown], Message]
) -> Phrase | None:
    live = work.sessions.live(asked.chat)
    if live is not None:
        say(work, asked, session_screens.busy(live))
        return None
    if planned(work, choice) is None:
        return refuse_length(work, asked, choice)
    shown = shown_of(work, asked, choice)
    if shown is None:
        return say_nothing_stays(work, asked)
    change(work, asked, screen(shown))
    return None


def shown_of(work: Work, asked: Asked, choice: Choice) -> Shown | None:
    """Return what the screens show of a choice; None if nothing stays of what is suggested."""
    routine = _routine(work, choice)
    if choice.suggested:
        found = suit_choice(work, asked.chat, routine, choice)
        return Shown(choice, routine, found.steps, work.catalogue, found) if found else None
    steps = planned(work, choice)
    return Shown(choice, routine, steps, work.catalogue) if steps else None


def say_nothing_stays(work: Work, asked: Asked) -> Phrase | None:
    say(work, asked, not_suggested(left_out(work, asked.chat)))
    return None


def _routine(work: Work, choice: Choice) -> Routine:
    return work.catalogue.routines[choice.routine]

"""A person looks at a plan and chooses its length, its pace and its cues, before the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.actions.saying.answers import change, chat_of, say
from bot.actions.suggest import known, left_out, likings_of, suggested, suit_choice
from bot.domain import plan as plans
from bot.domain.catalogue import Audience, Routine, RoutineKey, Step
from bot.domain.liking import NO_LIKINGS
from bot.domain.message import Message, Phrase
from bot.domain.plan import NO_CUE, Choice, Cues, Pace
from bot.ports import Asked, Work
from bot.screens import plans as screens
from bot.screens import sessions as session_screens
from bot.screens.after import not_suggested
from bot.screens.plans import Shown


def show_plan(
    work: Work,
    asked: Asked,
    key: RoutineKey,
    audience: Audience | None = None,
    minutes: int | None = None,
    pace: Pace | None = None,
    *,
    suggested: bool = False,
    wished: int | None = None,
) -> Phrase | None:
    """A routine's steps before the start. A session that runs is named first.

    `wished`: the minutes that were asked for, if there is no such length.
    """
    choice = chosen(work, asked, key, audience, minutes, pace, suggested=suggested)
    if pace is not None:
        work.chats.put(replace(chat_of(work, asked), pace=pace))
    return _show(work, asked, choice, _plan(wished))


def show_suggested(work: Work, asked: Asked, minutes: int, wished: int | None = None) -> Phrase | None:
    """What was done last, or else Quick, in `minutes`, as it is liked."""
    likely = suggested(work, chat_of(work, asked), minutes)
    if likely is None:
        return _nothing_stays(work, asked)
    choice = chosen(work, asked, likely.routine.key, likely.audience, minutes, suggested=True)
    return _show(work, asked, choice, _plan(wished))


def show_likely(
    work: Work,
    asked: Asked,
    key: RoutineKey,
    audience: Audience | None = None,
    minutes: int | None = None,
    *,
    wished: int | None = None,
) -> Phrase | None:
    """A routine that was not named, only meant, as it is liked; if nothing of it stays, another as long."""
    choice = chosen(work, asked, key, audience, minutes, suggested=True)
    if planned(work, choice) is not None and _shown(work, asked, choice) is None:
        return show_suggested(work, asked, choice.minutes, wished)
    return _show(work, asked, choice, _plan(wished))


def plan_with(work: Work, asked: Asked, key: RoutineKey, audience: Audience) -> Message:
    """Return the plan of a routine as it is liked, in its own length."""
    choice = chosen(work, asked, key, audience, suggested=True)
    shown = _shown(work, asked, choice)
    return screens.plan(shown) if shown else not_suggested(left_out(work, asked.chat))


def choose_length(work: Work, asked: Asked, choice: Choice) -> Phrase | None:
    """The lengths that the routine can fill."""
    lengths = lengths_of(work, asked, choice)
    return _show(work, asked, choice, lambda shown: screens.choose_length(shown, lengths))


def choose_pace(work: Work, asked: Asked, choice: Choice) -> Phrase | None:
    """The two paces."""
    return _show(work, asked, choice, screens.choose_pace)


def choose_cues(work: Work, asked: Asked, choice: Choice, switch: Cues = NO_CUE) -> Phrase | None:
    """The cues; `switch` turns one of them on or off, for every session to come."""
    chat = chat_of(work, asked)
    cues = chat.cues ^ switch
    if switch and work.sessions.live(asked.chat) is None:
        work.chats.put(replace(chat, cues=cues))
    return _show(work, asked, choice, lambda shown: screens.choose_cues(shown, cues))


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
        return _nothing_stays(work, asked)
    change(work, asked, screens.wrong_length(choice, lengths))
    return None


def _plan(wished: int | None) -> Callable[[Shown], Message]:
    return lambda shown: screens.plan(replace(shown, wished=wished))


def _show(work: Work, asked: Asked, choice: Choice, screen: Callable[[Shown], Message]) -> Phrase | None:
    live = work.sessions.live(asked.chat)
    if live is not None:
        say(work, asked, session_screens.busy(live))
        return None
    if planned(work, choice) is None:
        return refuse_length(work, asked, choice)
    shown = _shown(work, asked, choice)
    if shown is None:
        return _nothing_stays(work, asked)
    change(work, asked, screen(shown))
    return None


def _shown(work: Work, asked: Asked, choice: Choice) -> Shown | None:
    """Return what the screens show of a choice; None if nothing stays of what is suggested."""
    routine = _routine(work, choice)
    if choice.suggested:
        found = suit_choice(work, asked.chat, routine, choice)
        return Shown(choice, routine, found.steps, work.catalogue, found) if found else None
    steps = planned(work, choice)
    return Shown(choice, routine, steps, work.catalogue) if steps else None


def _nothing_stays(work: Work, asked: Asked) -> Phrase | None:
    say(work, asked, not_suggested(left_out(work, asked.chat)))
    return None


def _routine(work: Work, choice: Choice) -> Routine:
    return work.catalogue.routines[choice.routine]

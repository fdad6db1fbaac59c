"""A person looks at a plan and chooses its length, its pace and its cues, before the start."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from bot.actions.answers import change, chat_of, say
from bot.actions.suggest import suggested, unwanted
from bot.domain import plan as plans
from bot.domain.catalogue import Audience, Routine, RoutineKey, Step, Technique, TechniqueKey
from bot.domain.message import Message, Phrase
from bot.domain.plan import NO_CUE, Choice, Cues, Pace
from bot.domain.screens import plans as screens
from bot.domain.screens import sessions as session_screens
from bot.domain.screens.after import not_suggested
from bot.domain.suggestion import Suggestion, fitted, spare
from bot.ports import Asked, Work


def show_plan(
    work: Work,
    asked: Asked,
    key: RoutineKey,
    audience: Audience | None = None,
    minutes: int | None = None,
    pace: Pace | None = None,
) -> Phrase | None:
    """A routine's steps before the start. A session that runs is named first."""
    choice = chosen(work, asked, key, audience, minutes, pace)
    if pace is not None:
        work.chats.put(replace(chat_of(work, asked), pace=pace))
    return _show(work, asked, choice, lambda steps: plan_of(work, choice, steps))


def plan_of(work: Work, choice: Choice, steps: tuple[Step, ...], spared: Suggestion | None = None) -> Message:
    """Return the plan's screen; `spared`: as it is suggested, without some techniques."""
    return screens.plan(choice, _routine(work, choice), steps, work.catalogue, spared)


def spared_of(work: Work, asked: Asked, choice: Choice, steps: tuple[Step, ...]) -> Suggestion | None:
    """Return what was chosen without the techniques that less was asked of; None if no technique stays."""
    routine = fitted(_routine(work, choice), choice.audience, choice.minutes, steps)
    return spare(routine, choice.audience, unwanted(work, asked.chat))


def show_suggested(work: Work, asked: Asked, minutes: int) -> Phrase | None:
    """What was done last, or else Quick, in `minutes`, without what is not liked."""
    without = tuple(sorted(unwanted(work, asked.chat)))
    likely = suggested(work, chat_of(work, asked))
    if likely is None:
        say(work, asked, not_suggested(without))
        return None
    choice = chosen(work, asked, likely.routine.key, likely.audience, minutes)

    def screen(steps: tuple[Step, ...]) -> Message:
        spared = spared_of(work, asked, choice, steps)
        return plan_of(work, choice, steps, spared) if spared else not_suggested(without)

    return _show(work, asked, choice, screen)


def choose_length(work: Work, asked: Asked, choice: Choice) -> Phrase | None:
    """The lengths that the routine can fill."""
    lengths = lengths_of(work, choice)
    return _show(
        work, asked, choice, lambda steps: screens.choose_length(choice, steps, lengths, work.catalogue)
    )


def choose_pace(work: Work, asked: Asked, choice: Choice) -> Phrase | None:
    """The two paces."""
    return _show(work, asked, choice, lambda steps: screens.choose_pace(choice, steps, work.catalogue))


def choose_cues(work: Work, asked: Asked, choice: Choice, switch: Cues = NO_CUE) -> Phrase | None:
    """The cues; `switch` turns one of them on or off, for every session to come."""
    chat = chat_of(work, asked)
    cues = chat.cues ^ switch
    if switch and work.sessions.live(asked.chat) is None:
        work.chats.put(replace(chat, cues=cues))
    return _show(work, asked, choice, lambda steps: screens.choose_cues(choice, steps, cues, work.catalogue))


def chosen(
    work: Work,
    asked: Asked,
    key: RoutineKey,
    audience: Audience | None = None,
    minutes: int | None = None,
    pace: Pace | None = None,
) -> Choice:
    """Return the whole choice: what is left open is the routine's own length and the pace of last time."""
    routine = work.catalogue.routines[key]
    for_whom = audience if audience in routine.plans else None
    return Choice(
        key,
        for_whom or next(iter(routine.plans)),
        routine.minutes if minutes is None else minutes,
        pace or chat_of(work, asked).pace,
    )


def planned(work: Work, choice: Choice) -> tuple[Step, ...] | None:
    """Return the steps of what was chosen, or None if the routine cannot fill that length."""
    return plans.plan(_routine(work, choice), choice.audience, choice.minutes, *_known(work))


def lengths_of(work: Work, choice: Choice) -> tuple[int, ...]:
    """Return the minutes that the chosen routine can fill."""
    return plans.lengths(_routine(work, choice), choice.audience, *_known(work))


def refuse_length(work: Work, asked: Asked, choice: Choice) -> Phrase | None:
    """That length is not to be had; these are."""
    change(work, asked, screens.wrong_length(choice, lengths_of(work, choice)))
    return None


def _show(
    work: Work, asked: Asked, choice: Choice, screen: Callable[[tuple[Step, ...]], Message]
) -> Phrase | None:
    live = work.sessions.live(asked.chat)
    if live is not None:
        say(work, asked, session_screens.busy(live))
        return None
    steps = planned(work, choice)
    if steps is None:
        return refuse_length(work, asked, choice)
    change(work, asked, screen(steps))
    return None


def _routine(work: Work, choice: Choice) -> Routine:
    return work.catalogue.routines[choice.routine]


def _known(work: Work) -> tuple[Collection[Routine], Mapping[TechniqueKey, Technique]]:
    return work.catalogue.routines.values(), work.catalogue.techniques

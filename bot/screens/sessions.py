"""Screens of a session: the safety question, the get-ready count, prompts, the card, pauses, the end."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.catalogue import Audience, Catalogue, Routine, Step, Tip
from bot.domain.message import (
    GAP,
    Button,
    Length,
    Lines,
    Message,
    Moment,
    Phrase,
    Rows,
    Style,
    Timer,
    message,
    phrase,
)
from bot.domain.plan import NO_CUE, Cues, Wanted
from bot.domain.session import RESUMABLE_FOR, Session, State
from bot.screens import presses
from bot.screens.buttons import A_TIP, FIVE_BREATHS, ROUTINES, SAFETY, button
from bot.screens.names import QUICK, bare_tip
from bot.screens.presses import Adjust, Walk
from bot.screens.steps import step_words

CELLS = 10


def who(routine: Routine) -> Message:
    """Ask for whom the session is. It has the routine's own length, whatever was done last time."""
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


def gate(then: presses.Begin | presses.SwapPlaces | None) -> Message:
    """Ask the safety question. A yes leads to `then`; None: to the session that waits."""
    return message(
        phrase("gate"),
        buttons=(
            (button("yes_all_clear", presses.ConfirmSafety(then), Style.success),),
            (button("not_sure", presses.DoubtSafety()), SAFETY),
        ),
    )


def unsure() -> Message:
    """Advise against a massage today."""
    return message(phrase("unsure"), buttons=((A_TIP, FIVE_BREATHS),))


def ready(session: Session, left: timedelta) -> Message:
    """The get-ready count, `left` before the first step; this message notifies."""
    id = "ready_solo" if session.audience is Audience.alone else "ready"
    return message(
        phrase(id, n=round(left.total_seconds())),
        buttons=(
            (
                _steer(session, "start_now", Walk.now, Style.primary),
                _steer(session, "wait", Walk.pause),
            ),
            (_steer(session, "stop", Walk.stop, Style.danger),),
        ),
        silent=False,
    )


def prompt(session: Session, texts: Catalogue) -> Message:
    """The message that opens a turn; it notifies. From then on it is the card."""
    return message(*step_words(session, texts), buttons=_running_buttons(session), silent=False)


def card(session: Session, texts: Catalogue, now: datetime, zone: str | None, cue: Cues = NO_CUE) -> Message:
    """The newest prompt with time and bar below its words; a cue, if there is one, stands above the time."""
    left = session.left(now)
    return message(
        *step_words(session, texts),
        GAP,
        *((phrase(f"cue_{cue.name}"),) if cue else ()),
        *_clock_lines(session, left, now, zone),
        buttons=_running_buttons(session),
    )


def time_left(session: Session, now: datetime, zone: str | None) -> Message:
    """Say how much time is left, to somebody who asks."""
    if session.is_getting_ready:
        return message(phrase("time_left_ready", length=Length(session.total_seconds)))
    if session.ends_at is None:
        return message(_standing(session, zone, hands_rest=False))
    return message(*_clock_lines(session, session.left(now), now, zone))


def step_now(session: Session, texts: Catalogue, now: datetime, zone: str | None) -> Message:
    """Say what to do now, to somebody who asks; the buttons stay on the card."""
    if session.ends_at is None:
        return time_left(session, now, zone)
    if session.is_getting_ready:
        return past(session, texts)
    return message(*step_words(session, texts), GAP, *_clock_lines(session, session.left(now), now, zone))


def past(session: Session, texts: Catalogue) -> Message:
    """An older prompt: without buttons, time and bar."""
    if session.is_getting_ready:
        id = "ready_solo" if session.audience is Audience.alone else "ready"
        return message(phrase(f"{id}_past"))
    return message(*step_words(session, texts))


def cue(cue: Cues) -> Message:
    """A cue as a message of its own; the one for the last ten seconds makes no sound."""
    return message(phrase(f"cue_{cue.name}"), silent=cue is Cues.ten)


def paused(session: Session, zone: str | None, *, hands_rest: bool = True) -> Message:
    """A session that is paused; `hands_rest`: the words say that the giver may keep a hand on the back."""
    words = _standing(session, zone, hands_rest=hands_rest)
    return message(words, buttons=_waiting_buttons(session, offers_lighter=hands_rest))


def outage(session: Session, away: timedelta, *, silent: bool = False) -> Message:
    """Ask whether to go on after the bot was `away` for too long; the message notifies unless `silent`."""
    return message(
        phrase(
            "outage",
            minutes=max(1, round(away / timedelta(minutes=1))),
            i=session.step_number + 1,
            technique=Phrase(session.step.name),
        ),
        buttons=_waiting_buttons(session, offers_lighter=False),
        silent=silent,
    )


def lapsed() -> Message:
    """Say that a paused session has ended, because nobody went on with it in time."""
    return message(phrase("lapsed"), buttons=((ROUTINES,),))


def stopped(session: Session) -> Message:
    """Confirm that a session is stopped."""
    minutes = session.played_seconds // 60
    return message(
        phrase("stopped", minutes=minutes) if minutes else phrase("stopped_early"), buttons=((SAFETY,),)
    )


def end(session: Session, name: Phrase, exercise: Tip, silent: bool, buttons: Rows) -> Message:
    """The summary of a session that has come to its end; `name` is the name of its routine."""
    done = tuple(_summary_item(step, played) for step, played in _by_technique(session) if played)
    return message(
        phrase(
            "end",
            routine=name,
            length=Length(session.played_seconds),
            summary=Lines(done),
            exercise=bare_tip(exercise),
        ),
        buttons=buttons,
        silent=silent,
    )


def end_buttons(session: Session, asks_rating: bool) -> Rows:
    """Return the buttons of the summary."""
    first: list[Button] = []
    if asks_rating and session.played_seconds:
        first.append(button("rate_it", presses.AskHowItFeels(session.id)))
    if session.audience is Audience.partner:
        first.append(button("swap_places", presses.SwapPlaces(session.id)))
    more = (button("set_reminder", presses.AskHour()), ROUTINES)
    return (tuple(first), more) if first else (more,)


def busy(session: Session) -> Message:
    """Say that a session is running already."""
    return message(phrase("busy", i=max(session.step_number, 0) + 1, n=len(session.steps)))


def idle(offers_quick: bool) -> Message:
    """Say that no session is running; offer Quick, or all routines if Quick has a disliked technique."""
    if not offers_quick:
        return message(
            phrase("e_idle_plain"), buttons=((button("routines", presses.ShowRoutines(), Style.primary),),)
        )
    return message(phrase("e_idle"), buttons=((button("start", presses.ShowRoutine(QUICK), Style.primary),),))


def _standing(session: Session, zone: str | None, *, hands_rest: bool) -> Phrase:
    until = Moment((session.paused_at or session.started_at) + RESUMABLE_FOR, zone)
    if session.is_getting_ready:
        return phrase("paused_ready", time=until)
    left = Timer(round(session.remaining.total_seconds()))
    id = "paused" if hands_rest and session.audience is Audience.partner else "paused_plain"
    return phrase(id, i=session.step_number + 1, n=len(session.steps), left=left, time=until)


def _waiting_buttons(session: Session, *, offers_lighter: bool) -> Rows:
    """Return the buttons of a session that is paused or asks whether to go on."""
    go = "continue" if session.state is State.outage else "resume"
    first = [_steer(session, go, Walk.resume, Style.primary)]
    if offers_lighter and not session.is_getting_ready:
        first.append(_steer(session, "lighter", Adjust.lighter))
    return tuple(first), (_steer(session, "stop", Walk.stop, Style.danger),)


def _running_buttons(session: Session) -> Rows:
    if session.shows_more:
        return (
            (
                _steer(session, "back", Walk.back),
                _steer(session, "repeat", Walk.repeat),
                _steer(session, "close", Adjust.less),
            ),
            (_steer(session, "minus_15", Adjust.minus), _steer(session, "plus_15", Adjust.plus)),
            (_steer(session, "stop", Walk.stop, Style.danger),),
        )
    return (
        (_steer(session, "lighter", Adjust.lighter), _steer(session, "just_right", Adjust.just_right)),
        (
            _steer(session, "pause", Walk.pause),
            _steer(session, "skip", Walk.skip),
            _steer(session, "more", Adjust.more),
        ),
        (_steer(session, "stop", Walk.stop, Style.danger),),
    )


def _steer(session: Session, label: str, how: Walk | Adjust, style: Style = Style.plain) -> Button:
    return button(label, presses.Steer(how, session.id, session.turn), style)


def _clock_lines(session: Session, left: timedelta, now: datetime, zone: str | None) -> tuple[Phrase, ...]:
    seconds = round(left.total_seconds())
    following = session.step_number + 1
    if following < len(session.steps):
        step = session.steps[following]
        first = phrase(
            "card_left", left=Timer(seconds), next=Phrase(step.name), next_length=Length(step.seconds)
        )
    else:
        first = phrase("card_left_last", left=Timer(seconds))
    total, rest = session.total_seconds, session.left_in_all(now)
    done = max(total - round(rest.total_seconds()), 0)
    cells = CELLS * done // total
    bar = phrase("card_bar", bar="▰" * cells + "▱" * (CELLS - cells), percent=100 * done // total)
    return first, phrase("card_done_at", time=Moment(now + rest, zone)), bar


def _summary_item(step: Step, seconds: int) -> Phrase:
    return phrase("summary_item", technique=Phrase(step.name), time=Timer(seconds))


def _by_technique(session: Session) -> list[tuple[Step, int]]:
    return [
        (step, played)
        for step, played in zip(session.steps, session.played, strict=True)
        if step.technique is not None
    ]

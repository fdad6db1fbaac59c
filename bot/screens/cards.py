"""Screens of a running or paused session: the get-ready count, prompts, the card, cues, pauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import pictures, plan
from bot.domain.catalogue import Audience, Catalogue
from bot.domain.message import (
    GAP,
    Length,
    Message,
    Moment,
    Phrase,
    Timer,
    Told,
    Value,
    message,
    minutes,
    phrase,
)
from bot.domain.plan import NO_CUE, Cues
from bot.domain.session import RESUMABLE_FOR, Session, State
from bot.screens.steering import alarm_buttons, ready_buttons, running_buttons, waiting_buttons
from bot.screens.steps import step_words

CELLS = 10
_BALL = "ball"  # to be fetched for a step at a wall


def ready(session: Session, left: timedelta) -> Message:
    """Show the get-ready count, `left` before the first step; this message notifies."""
    is_alone = session.audience is Audience.alone
    return message(
        phrase("ready_solo" if is_alone else "ready", n=round(left.total_seconds())),
        buttons=ready_buttons(session),
        silent=False,
        medium=_picture(session),
        tells=Told.second if is_alone else None,  # with a partner, the words say how the receiver lies
    )


def prompt(session: Session, texts: Catalogue, now: datetime, zone: str | None) -> Message:
    """Show the prompt that begins a turn; it notifies. From then on it is the card.

    It has the bar from the first second, but no time left: people may read the message late.
    """
    left = session.left_in_all(now)
    return message(
        *step_words(session, texts),
        GAP,
        _following(session, "card_next"),
        *_whole_lines(session, left, now, zone),
        buttons=running_buttons(session),
        silent=False,
        medium=_picture(session),
    )


def card(session: Session, texts: Catalogue, now: datetime, zone: str | None, cue: Cues = NO_CUE) -> Message:
    """Show the newest prompt with time and bar below its text.

    A `cue` stands above the time. "Other side" stands there as long as it holds: who looks later must know.
    """
    cues = (Cues.side, cue) if session.is_on_other_side else (cue,)
    words = [_cue_words(session, each) for each in dict.fromkeys(cues) if each]
    return _card(session, texts, now, zone, *words)


def _card(session: Session, texts: Catalogue, now: datetime, zone: str | None, *words: Phrase) -> Message:
    return message(
        *step_words(session, texts),
        GAP,
        *words,
        *_clock_lines(session, session.left(now), now, zone),
        buttons=running_buttons(session),
        medium=_picture(session),
    )


def standing(
    session: Session,
    texts: Catalogue,
    now: datetime,
    zone: str | None,
    *,
    hands_rest: bool,
    is_alarmed: bool = False,
) -> Message:
    """Show where the session stands, whatever its state; without a sound, and with its buttons.

    `hands_rest`: while it is paused, say that the giver may keep a hand on the back. `is_alarmed`: somebody
    wrote of a danger, so that no button offers simply to resume it.
    """
    if is_alarmed and session.state is not State.running:
        return message(_standing(session, zone, hands_rest=False), buttons=alarm_buttons(session))
    if session.state is State.outage:
        words = _standing(session, zone, hands_rest=False)
        return message(words, buttons=waiting_buttons(session, offers_lighter=False))
    if session.state is State.paused:
        return paused(session, zone, hands_rest=hands_rest)
    if session.is_getting_ready:
        return replace(ready(session, session.left(now)), silent=True)
    return card(session, texts, now, zone)


def topped(shown: Message, words: Sequence[Phrase]) -> Message:
    """Return a card with `words` above its own, for example the answer to what was typed."""
    return replace(shown, parts=(*words, GAP, *shown.parts)) if words else shown


def whole_length(session: Session) -> Phrase:
    """Say how long all steps take, before the first one."""
    return phrase("time_left_ready", length=Length(session.total_seconds))


def on_now(session: Session) -> Phrase:
    """Say that a session is on, or waits, and at which step; its card follows below."""
    id = "session_on" if session.state is State.running else "session_waits"
    return phrase(id, i=max(session.step_number, 0) + 1, n=len(session.steps))


def moved(session: Session, texts: Catalogue) -> Message:
    """Show a card whose place a newer message has taken: its first line, no time and no buttons."""
    return message(past(session, texts).parts[0])


def past(session: Session, texts: Catalogue) -> Message:
    """Show an older prompt: without buttons, time and bar."""
    if session.is_getting_ready:
        id = "ready_solo" if session.audience is Audience.alone else "ready"
        return message(phrase(f"{id}_past"))
    return message(*step_words(session, texts))


def cue(session: Session, texts: Catalogue, now: datetime, zone: str | None, cue: Cues) -> Message:
    """Show the card with a cue on top, as a message that notifies."""
    return replace(topped(_card(session, texts, now, zone), (_cue_words(session, cue),)), silent=False)


def paused(session: Session, zone: str | None, *, hands_rest: bool = True) -> Message:
    """Show a paused session; `hands_rest`: say that the giver may keep a hand on the back."""
    words = _standing(session, zone, hands_rest=hands_rest)
    buttons = waiting_buttons(session, offers_lighter=hands_rest)
    return message(words, buttons=buttons, medium=_picture(session))


def outage(session: Session, away: timedelta, *, silent: bool = False) -> Message:
    """Ask whether to go on, after the bot was `away` too long; the message notifies unless `silent`."""
    return message(
        phrase(
            "outage",
            minutes=minutes(max(1, round(away / timedelta(minutes=1)))),
            i=session.step_number + 1,
            technique=Phrase(session.step.name),
        ),
        buttons=waiting_buttons(session, offers_lighter=False),
        silent=silent,
    )


def _picture(session: Session) -> str | None:
    """Return the animation of the step; while people get ready, how one lies, or where the ball goes."""
    if not session.is_getting_ready:
        return pictures.of_step(session.step)
    if session.audience is Audience.partner:
        return pictures.FACE_DOWN
    return pictures.WALL_BALL if _BALL in plan.needs_of(session.steps) else None


def _cue_words(session: Session, cue: Cues) -> Phrase:
    is_walk = cue is Cues.side and session.audience is Audience.partner
    return phrase("cue_side_partner" if is_walk else f"cue_{cue.name}")


def _standing(session: Session, zone: str | None, *, hands_rest: bool) -> Phrase:
    until = Moment((session.paused_at or session.started_at) + RESUMABLE_FOR, zone)
    if session.is_getting_ready:
        return phrase("paused_ready", time=until)
    left = Timer(round(session.remaining.total_seconds()))
    id = "paused" if hands_rest and session.audience is Audience.partner else "paused_plain"
    return phrase(id, i=session.step_number + 1, n=len(session.steps), left=left, time=until)


def _clock_lines(session: Session, left: timedelta, now: datetime, zone: str | None) -> tuple[Phrase, ...]:
    timer = Timer(round(left.total_seconds()))
    first = _following(session, "card_left", left=timer)
    return first, *_whole_lines(session, session.left_in_all(now), now, zone)


def _following(session: Session, id: str, **args: Value) -> Phrase:
    """Return the line that names the next step; of the last step the phrase `<id>_last`."""
    following = session.step_number + 1
    if following == len(session.steps):
        return phrase(f"{id}_last", **args)
    step = session.steps[following]
    return phrase(id, **args, next=Phrase(step.name), next_length=Length(step.seconds))


def _whole_lines(session: Session, rest: timedelta, now: datetime, zone: str | None) -> tuple[Phrase, ...]:
    """Return when the whole session is done, and the bar; `rest` is what is left of the session."""
    total = session.total_seconds
    done = max(total - round(rest.total_seconds()), 0)
    cells = CELLS * done // total
    bar = phrase("card_bar", bar="▰" * cells + "▱" * (CELLS - cells), percent=100 * done // total)
    return phrase("card_done_at", time=Moment(now + rest, zone)), bar

"""A person steers the running session: stop, pause, skip, lighter, longer and so on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.actions.planning.suggest import first_offer
from bot.actions.playing.cards import retire
from bot.actions.playing.lead import is_alarmed, standing
from bot.actions.playing.pause import pause_running, show_change
from bot.actions.playing.record import record
from bot.actions.saying.answers import change, say, say_on_card
from bot.actions.saying.old import drop_alarm_buttons, drop_copy, forgotten
from bot.actions.scene import Scene
from bot.domain import walk
from bot.domain.message import Phrase, Timer, Value, message, phrase
from bot.domain.session import Session, State
from bot.ports import Lane
from bot.screens import basics, cards, safety
from bot.screens import sessions as screens
from bot.screens.presses import Adjust, Steer, Walk

STRETCH = 15  # seconds
LONGEST_STEP = 300  # seconds, if the technique sets no limit

Move = Callable[[Session, datetime], Session]


def press_session_button(scene: Scene, press: Steer) -> Phrase | None:
    """Do what a session's button asks for, if its turn has not passed and the session belongs to this chat.

    Stop works also on the card of an earlier step: when the step changes, the tap may come a moment late, and
    an old card keeps its buttons until they are taken off.
    """
    live = scene.live
    if live is None or live.id != press.session:
        other = scene.sessions.get(press.session)
        if other is None:
            return forgotten(scene)
        if other.chat != scene.chat_id:
            return phrase("e_theirs")
        drop_copy(scene, scene.asked.pressed)
        return phrase("e_stale")
    if press.how is Walk.stop and press.turn < live.turn:
        # The answer does not replace the old card: the edit that takes its buttons off may be in flight.
        return stop_session(scene.untapped())
    if live.turn != press.turn:
        if press.turn < live.turn:
            drop_copy(scene, scene.asked.pressed)
        return phrase("e_stale")
    _note_arrival(scene, live)
    return _walk(scene, press.how) if isinstance(press.how, Walk) else _adjust(scene, press.how)


def start_session_now(scene: Scene) -> Phrase | None:
    """End the get-ready count."""
    return _move(scene, walk.start_now)


def skip_step(scene: Scene) -> Phrase | None:
    """Go to the next step."""
    return _move(scene, walk.skip)


def step_back(scene: Scene) -> Phrase | None:
    """Go back to the previous step."""
    return _move(scene, walk.back)


def pause_session(scene: Scene) -> Phrase | None:
    """Stop the clock. The session can be resumed for 24 hours."""
    session = _live(scene)
    if session is None:
        return None
    if not pause_running(scene, session):
        return _said(scene, "already_paused")
    return phrase("paused_toast")  # after a word the card says it


def resume_session(scene: Scene) -> Phrase | None:
    """Let the clock run again; after a red flag ask the safety question first."""
    session = _live(scene)
    if session is None:
        return None
    if _must_ask(scene):
        return None
    now = scene.now.people
    after = walk.resume(session, now)
    if after == session:
        return _said(scene, "already_running")
    if after.turn != session.turn:
        record(scene, session, after)
        if scene.asked.pressed is not None:
            change(scene, basics.plain("ok_go_on"))
        return phrase("resumed")
    message = cards.ready(after, after.left(now)) if after.is_getting_ready else None
    show_change(scene, session, after, message or cards.card(after, scene.texts, now, scene.chat.zone))
    return _said(scene, "resumed")


def stop_session(scene: Scene) -> Phrase | None:
    """End the session at once, without a question."""
    session = _live(scene)
    if session is None:
        return None
    after = walk.stop(session, scene.now.people)
    # The answer replaces a tapped card; a card that was not tapped only loses its buttons.
    is_card = scene.asked.pressed is not None and scene.asked.pressed == scene.outbox.card_of(session.id)
    record(scene, session, after, tidying=not is_card)
    if is_alarmed(scene):
        drop_alarm_buttons(scene, session)
        # Where to get help stays in the chat, and is not overwritten by the answer.
        scene = scene if is_card else scene.untapped()
    change(scene, screens.stopped(after), Lane.urgent)
    return phrase("stopped_toast")


def repeat_step(scene: Scene) -> Phrase | None:
    """Begin the step again."""
    return _move(scene, walk.repeat)


def lighten_session(scene: Scene) -> Phrase | None:
    """Ask for less pressure from now on: the text of this card and of all later cards changes."""
    session = _live(scene)
    if session is None:
        return None
    after = walk.lighten(session)
    _show_pressure(scene, session, after)
    if after.softer == walk.SOFTEST:
        return _said(scene, "lighter_2")
    return _said(scene, "lighter" if session.step.pressure else "lighter_plain")


def take_lighter_back(scene: Scene) -> Phrase | None:
    """Go back to the pressure of each step; never above it."""
    session = _live(scene)
    if session is None:
        return None
    after = walk.unlighten(session)
    if after == session:
        return _said(scene, "as_before_already")
    _show_pressure(scene, session, after)
    return _said(scene, "as_before")


def feel_just_right(scene: Scene) -> Phrase | None:
    """Answer a receiver who is content: nothing changes."""
    return _said(scene, "just_right")


def show_more(scene: Scene) -> Phrase | None:
    """Show the card's second set of buttons."""
    return _turn_buttons(scene, True)


def show_less(scene: Scene) -> Phrase | None:
    """Show the card's first set of buttons again."""
    return _turn_buttons(scene, False)


def lengthen_step(scene: Scene) -> Phrase | None:
    """Make this step 15 seconds longer."""
    return _stretch(scene, STRETCH)


def shorten_step(scene: Scene) -> Phrase | None:
    """Make this step 15 seconds shorter."""
    return _stretch(scene, -STRETCH)


def _walk(scene: Scene, how: Walk) -> Phrase | None:
    match how:
        case Walk.now:
            return start_session_now(scene)
        case Walk.skip:
            return skip_step(scene)
        case Walk.back:
            return step_back(scene)
        case Walk.pause:
            return pause_session(scene)
        case Walk.resume:
            return resume_session(scene)
        case Walk.stop:
            return stop_session(scene)
        case Walk.repeat:
            return repeat_step(scene)
    assert_never(how)


def _adjust(scene: Scene, how: Adjust) -> Phrase | None:
    match how:
        case Adjust.lighter:
            return lighten_session(scene)
        case Adjust.as_before:
            return take_lighter_back(scene)
        case Adjust.just_right:
            return feel_just_right(scene)
        case Adjust.more:
            return show_more(scene)
        case Adjust.less:
            return show_less(scene)
        case Adjust.plus:
            return lengthen_step(scene)
        case Adjust.minus:
            return shorten_step(scene)
    assert_never(how)


def _move(scene: Scene, move: Move) -> Phrase | None:
    session = _live(scene)
    if session is None or _must_ask(scene):
        return None
    after = move(session, scene.now.people)
    if after == session:
        return _unmoved(scene, session)
    record(scene, session, after)
    if move is walk.skip and after.is_live:
        return phrase("skipped", next=Phrase(after.step.name))
    return None


def _unmoved(scene: Scene, session: Session) -> Phrase | None:
    """Answer a wish that changes nothing: the tap came too late, or the word came too early or too late."""
    if scene.asked.pressed is not None:
        return phrase("e_stale")
    if session.is_getting_ready:
        return _said(scene, "too_early")
    return _said(scene, "already_running" if session.state is State.running else "already_paused")


def _stretch(scene: Scene, seconds: int) -> Phrase | None:
    session = _live(scene)
    if session is None:
        return None
    if session.is_getting_ready and scene.asked.pressed is None:
        return _said(scene, "too_early")
    technique = scene.texts.techniques.get(session.step.technique) if session.step.technique else None
    longest = technique.max_seconds if technique and technique.max_seconds else LONGEST_STEP
    after = walk.stretch(session, seconds, longest, scene.now.people)
    if after == session:
        return _said(scene, "e_stretch")
    _show_card(scene, session, after)
    left = Timer(round(after.left(scene.now.people).total_seconds()))
    return _said(scene, "stretched", left=left)


def _turn_buttons(scene: Scene, shows_more: bool) -> Phrase | None:
    session = _live(scene)
    if session is not None and session.state is State.running and not session.is_getting_ready:
        _show_card(scene, session, replace(session, shows_more=shows_more))
    return None


def _show_card(scene: Scene, before: Session, after: Session) -> None:
    """Keep `after` and show its card."""
    zone = scene.chat.zone
    show_change(scene, before, after, cards.card(after, scene.texts, scene.now.people, zone))


def _show_pressure(scene: Scene, before: Session, after: Session) -> None:
    """Keep `after`, with another pressure, and show it where the card has the buttons for that."""
    if after == before or before.is_getting_ready or before.state is State.outage:
        record(scene, before, after)
    else:
        show_change(scene, before, after, standing(scene, after))


def _must_ask(scene: Scene) -> bool:
    """Ask the safety question if no yes holds; True: it was asked."""
    if scene.texts.holds(scene.chat.safety_yes):
        return False
    say(scene, safety.gate(None), leads_on=True)
    return True


def _note_arrival(scene: Scene, session: Session) -> None:
    """Note that a tapped `unknown` prompt has arrived: it is the card, and the older card loses buttons."""
    card = scene.outbox.card_of(session.id)
    if scene.asked.pressed is None or scene.asked.pressed == card:
        return
    shows = scene.asked.pressed_shows
    if scene.outbox.arrived(session.id, session.turn, scene.asked.pressed, shows) and card is not None:
        retire(scene, session, card)


def _live(scene: Scene) -> Session | None:
    session = scene.live
    if session is None:
        say(scene, screens.idle(first_offer(scene)))
    return session


def _said(scene: Scene, id: str, **arguments: Value) -> Phrase | None:
    """Return the toast for a tap; answer a typed word with a message."""
    if scene.asked.pressed is not None:
        return phrase(id, **arguments)
    said = phrase(id, **arguments)
    if scene.live is None:
        say(scene, message(said))
    else:
        say_on_card(scene, said)
    return None

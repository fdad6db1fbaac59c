"""A person asks for something in plain words: do it, or say that it was not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from bot.actions import manage_own, manage_reminders, plan_session, show, steer_session
from bot.actions.add_session import ask_length
from bot.actions.change_settings import show_settings
from bot.actions.choose_language import show_languages
from bot.actions.close_day import done_today
from bot.actions.delete_me import ask_to_delete
from bot.actions.go_away import come_back, show_away
from bot.actions.heed_red_flag import pause_for_pain
from bot.actions.heed_times import heed_times
from bot.actions.listen import listen_as_said
from bot.actions.not_then import not_today_as_said
from bot.actions.planning.find_routine import find_routine
from bot.actions.saying.answers import say, say_on_card
from bot.actions.saying.lost import say_lost
from bot.actions.scene import Scene
from bot.actions.set_quiet import set_quiet_as_said, show_quiet
from bot.actions.set_reminder import offer_times
from bot.actions.set_zone import set_zone
from bot.actions.show_progress import show_progress
from bot.actions.take_out import take_calendar, take_out
from bot.domain.catalogue import Audience, Wording
from bot.domain.days import NAMES
from bot.domain.intent import Intent
from bot.domain.message import Message, Phrase, phrase
from bot.domain.own import own_id
from bot.domain.past import date_past
from bot.domain.said_times import Cannot, NextDay, SaidTimes
from bot.domain.session import State
from bot.reading.line import Line
from bot.screens import basics, safety
from bot.screens.after import rate
from bot.screens.presses import SafetyPart, manages_by_name

# So long after a session, "that was good" is said of it.
_JUST_NOW = timedelta(hours=1)


def do_wish(scene: Scene, intent: Intent, line: Line) -> Phrase | None:
    """Do what `intent`, the meaning of `line`, asks for."""
    if manages_by_name(intent):
        scene.look_who_manages()
    if intent.steers and scene.live is None:
        return _steer_nothing(scene, intent, line)
    return DOES[intent](scene, line)


def _thanks(scene: Scene) -> Message:
    return basics.thanks(scene.texts.wordings[Wording.thanks], scene.asked.update)


def _steer_nothing(scene: Scene, intent: Intent, line: Line) -> Phrase | None:
    """Answer a word that steers a session when there is no session to steer."""
    match intent:
        case Intent.softer:
            return show.show_safety(scene, SafetyPart.pressure)
        case Intent.begin | Intent.yes:
            return _show_last(scene)
        case Intent.repeat | Intent.now if scene.chat.last_routine is not None:
            return _show_last(scene)
        case Intent.just_right:
            return _be_fine(scene)
        case Intent.soreness:
            say(scene, safety.sore())
            return None
        case Intent.pain:
            say(scene, safety.pain())
            return None
        case _:
            return DOES[intent](scene, line)


def _be_fine(scene: Scene) -> Phrase | None:
    """Answer "ok" or a thumbs-up. It praises a session only if there was one just now."""
    if scene.chat.last_routine is None:
        return show.show_routines(scene)
    last = next(iter(scene.sessions.history(scene.chat_id, 1)), None)
    ended = last.ended_at if last is not None else None
    is_praise = ended is not None and scene.now.people - ended < _JUST_NOW
    say(scene, _thanks(scene) if is_praise else basics.plain("nottoday_none"))
    return None


def _feel_fine(scene: Scene) -> Phrase | None:
    """Answer that all is well. It is also a yes to "Go on?", but it does not end a pause."""
    live = scene.live
    if live is not None and live.state is State.outage:
        return steer_session.resume_session(scene)
    if live is not None and live.state is State.paused:
        say_on_card(scene, phrase("already_paused"))
        return None
    return steer_session.feel_just_right(scene)


def _resume(scene: Scene, line: Line) -> Phrase | None:
    """Let the session go on. Without one, "I'm back" and "resume reminders" end the time away."""
    if scene.live is None and scene.chat.away is not None:
        scene.look_who_manages()
        return come_back(scene)
    if scene.live is None and line.times.names_reminders:
        return manage_reminders.show_reminders(scene)
    return steer_session.resume_session(scene)


def _say_no(scene: Scene) -> Phrase | None:
    """Answer a bare "no". In a running session it may come from the person who lies there, so it pauses."""
    live = scene.live
    if live is None:
        say(scene, basics.plain("nottoday_none"))
        return None
    if live.state is State.running:
        return steer_session.pause_session(scene)
    say_on_card(scene)
    return None


def _show_step(scene: Scene) -> Phrase | None:
    """Answer "what now?": the card leads, with the step's text; without a session, what there is to do."""
    live = scene.live
    if live is None:
        return show.show_help(scene)
    say_on_card(scene)
    return None


def _show_picture(scene: Scene, line: Line) -> Phrase | None:
    """Answer "show me": the step that is on, or else a choice of what to see."""
    if line.techniques:
        return show.choose_technique(scene, line.techniques)
    if scene.live is not None:
        return _show_step(scene)
    return show.show_techniques(scene)


def _swap(scene: Scene) -> Phrase | None:
    """Say when two people change places; else show the plan of the last session."""
    if scene.live is None or scene.live.audience is not Audience.partner:
        return _show_last(scene)
    say(scene, basics.plain("swap_later"))
    return None


def _show_last(scene: Scene) -> Phrase | None:
    """Show the plan of the last routine in its last length; before the first session, all routines."""
    chat = scene.chat
    key = chat.last_routine
    if key is not None and own_id(key) is not None and find_routine(scene, key) is not None:
        return manage_own.show_own(scene, key)
    if key is None or key not in scene.texts.routines:
        return show.show_routines(scene)
    return plan_session.show_likely(scene, key, chat.last_audience, chat.last_minutes)


def _ask_how_it_feels(scene: Scene) -> Phrase | None:
    """Ask how the back feels after the last session, unless a session runs."""
    last = next(iter(scene.sessions.history(scene.chat_id, 1)), None)
    if last is None or last.state is not State.finished or scene.live is not None:
        say_lost(scene)
    else:
        say(scene, rate(last) if last.feels is None else _thanks(scene))
    return None


def _begin(scene: Scene) -> Phrase | None:
    """End the get-ready count, or resume a waiting session."""
    live = scene.live
    if live is not None and live.state is not State.running:
        return steer_session.resume_session(scene)
    return steer_session.start_session_now(scene)


def _alone(scene: Scene) -> Phrase | None:
    return plan_session.show_likely(scene, scene.texts.offers.alone, Audience.alone)


def _firmer(scene: Scene) -> Phrase | None:
    """Answer who wants more pressure: after "lighter" back to the step's own, which is the most."""
    live = scene.live
    if live is not None and live.softer:
        return steer_session.take_lighter_back(scene)
    say(scene, basics.plain("firmer"))
    return None


def _remind(scene: Scene, line: Line) -> Phrase | None:
    """Do what the line says of a reminder. "Eight" alone may be one; it is offered."""
    times = line.times
    is_bare = times.does is None and bool(times.hours) and not times.is_written_out
    return offer_times(scene, times) if is_bare else heed_times(scene, times)


def _stop_reminders(scene: Scene, line: Line) -> Phrase | None:
    """Turn off the reminders that the line names; one that names no time means all of them.

    Nothing brings them back. So a line that is only like "stop my reminders" gets the list, with a button for
    it; and somebody who is away may mean the time away: "cancel away".
    """
    if line.times.has_time or line.times.has_digit:
        return manage_reminders.cancel(scene, line.times)
    if not line.times.names_reminders and Intent.stop_reminders not in line.is_just:
        return show_away(scene) if scene.chat.away is not None else manage_reminders.show_reminders(scene)
    return manage_reminders.stop_reminders(scene)


def _did_it(scene: Scene, line: Line) -> Phrase | None:
    """Note that it is done for today; of another day ask how long it was.

    A question tells nothing: "did it save my 9 oclock?" gets the list.
    """
    if line.is_question:
        return manage_reminders.show_reminders(scene)
    if Intent.did_it not in line.is_just and (on := _other_day(scene, line.times)) is not None:
        return ask_length(scene, on)
    return done_today(scene)


def _other_day(scene: Scene, said: SaidTimes) -> date | None:
    """Return the day before today that the line names: "did it yesterday"."""
    days = said.days.names() if said.days is not None else ()
    named = said.dates or (tuple(NextDay(NAMES.index(day)) for day in days) if len(days) == 1 else ())
    on = date_past(named[0], scene.today) if len(named) == 1 else None
    return on if on is not None and on < scene.today else None


def _quiet(scene: Scene, line: Line) -> Phrase | None:
    """Set the quiet hours that the line names, or show them."""
    said = line.times
    is_span = said.has_digit and said.cannot in (None, Cannot.span)  # not "every 3 hours from 9 till 18"
    return set_quiet_as_said(scene, said) if is_span else show_quiet(scene)


def _zone(scene: Scene, line: Line) -> Phrase | None:
    """Take the zone that the line names, or ask for it."""
    return set_zone(scene, line, is_asked=False) if line.place.is_named else set_zone(scene)


Act = Callable[[Scene, Line], Phrase | None]


def _as(action: Callable[[Scene], Phrase | None]) -> Act:
    """Return an Act that does `action`, whatever else the line says."""
    return lambda scene, line: action(scene)


def _says(screen: Callable[[], Message]) -> Act:
    """Return an Act that answers with `screen`."""

    def act(scene: Scene, line: Line) -> Phrase | None:
        say(scene, screen())
        return None

    return act


def _thank(scene: Scene) -> Phrase | None:
    say(scene, _thanks(scene))
    return None


def _how_far(scene: Scene, line: Line) -> Phrase | None:
    """Say how long the session still takes; without one, show what was done so far."""
    return show_progress(scene) if scene.live is None else show.show_time_left(scene)


# The action of each intent. A test checks that no intent is missing.
DOES: Mapping[Intent, Act] = {
    Intent.hello: _as(show.welcome),
    Intent.thanks: _as(_thank),
    Intent.help: _as(show.show_help),
    Intent.stop: _as(steer_session.stop_session),
    Intent.pause: _as(steer_session.pause_session),
    Intent.resume: _resume,
    Intent.skip: _as(steer_session.skip_step),
    Intent.back: _as(steer_session.step_back),
    Intent.repeat: _as(steer_session.repeat_step),
    Intent.now: _as(steer_session.start_session_now),
    Intent.plus: _as(steer_session.lengthen_step),
    Intent.minus: _as(steer_session.shorten_step),
    Intent.softer: _as(steer_session.lighten_session),
    Intent.as_before: _as(steer_session.take_lighter_back),
    Intent.just_right: _as(_feel_fine),
    Intent.time_left: _as(show.show_time_left),
    Intent.tip: _as(show.show_tip),
    Intent.exercise: _as(show.show_exercise),
    Intent.posture: _as(show.show_posture),
    Intent.safety: _as(show.show_safety),
    Intent.routine: _as(show.show_routines),
    Intent.techniques: _as(show.show_techniques),
    Intent.history: _as(show.show_history),
    Intent.progress: _as(show_progress),
    Intent.how_far: _how_far,
    Intent.settings: _as(show_settings),
    Intent.language: _as(show_languages),
    Intent.remind: _remind,
    Intent.reminders: _as(manage_reminders.show_reminders),
    Intent.stop_reminders: _stop_reminders,
    Intent.timezone: _zone,
    Intent.not_today: not_today_as_said,
    Intent.did_it: _did_it,
    Intent.quiet: _quiet,
    Intent.privacy: _as(show.show_privacy),
    Intent.delete_me: _as(ask_to_delete),
    Intent.export: _as(take_out),
    Intent.calendar: _as(take_calendar),
    Intent.alone: _as(_alone),
    Intent.my_routines: _as(manage_own.show_my_routines),
    Intent.pain: _as(pause_for_pain),
    Intent.soreness: _says(safety.sore),
    Intent.step: _as(_show_step),
    Intent.firmer: _as(_firmer),
    Intent.rhythm: _says(partial(basics.plain, "rhythm_said")),
    Intent.sound: _says(partial(basics.plain, "sound_said")),
    Intent.audio: listen_as_said,
    Intent.begin: _as(_begin),
    Intent.swap: _as(_swap),
    Intent.show_me: _show_picture,
    Intent.rate: _as(_ask_how_it_feels),
    Intent.never_mind: _says(partial(basics.plain, "nottoday_none")),
    Intent.yes: _as(_feel_fine),
    Intent.no: _as(_say_no),
}

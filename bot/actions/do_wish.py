"""What a typed line asks for is done, or it is said that it was not understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from bot.actions import manage_own, manage_reminders, plan_session, show, steer_session
from bot.actions.answer_reminder import not_today
from bot.actions.change_settings import show_settings
from bot.actions.delete_me import ask_to_delete
from bot.actions.heed_red_flag import refuse_massage
from bot.actions.planning.find_routine import find_routine
from bot.actions.playing.pause import pause_running
from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.actions.set_reminder import set_reminder
from bot.actions.set_zone import set_zone
from bot.domain.catalogue import Audience, Lexicon
from bot.domain.message import Button, Message, Phrase, Style
from bot.domain.own import own_id
from bot.domain.session import State
from bot.reading.hours import NotAnHour, read_hours
from bot.reading.understanding import STEERING, nearest
from bot.screens import basics
from bot.screens import sessions as session_screens
from bot.screens.after import rate
from bot.screens.names import routine_name, technique_name

THANKS = 6
# In a group only its administrators may wish for these.
MANAGING = frozenset({"remind", "stop_reminders", "not_today", "timezone", "settings", "delete_me"})
IN_A_WHILE = re.compile(r"\bin \d", re.IGNORECASE)  # "in 10 minutes" names no hour


def do_wish(scene: Scene, intent: str, text: str, lexicon: Lexicon) -> Phrase | None:
    """Do what a wish in plain words asks for."""
    if intent in MANAGING:
        scene.look_who_manages()
    if intent == "remind":
        return set_reminder(scene, _hours_in(text, lexicon))
    if intent == "stop_reminders":
        return manage_reminders.stop_reminders(scene, text)
    if intent in STEERING and scene.live is None:
        return _steer_nothing(scene, intent)
    if intent in DOES:
        return DOES[intent](scene)
    say(scene, SAYS[intent]() if intent in SAYS else _thanks(scene))
    return None


def _thanks(scene: Scene) -> Message:
    return basics.plain(f"thanks.{scene.asked.update % THANKS + 1}")


def _steer_nothing(scene: Scene, intent: str) -> Phrase | None:
    """Answer a word that steers when there is nothing to steer."""
    if intent == "softer":
        return show.show_safety(scene, "pressure")
    if intent in ("begin", "yes") or (intent in ("repeat", "now") and _has_done_one(scene)):
        return _show_last(scene)
    if intent == "just_right":
        say(scene, _thanks(scene))
        return None
    if intent == "soreness":
        say(scene, basics.sore())
        return None
    if intent == "pain":
        # Something hurts and nothing is running: that is a question about safety, not about a session.
        return show.show_safety(scene)
    return DOES[intent](scene)


def say_lost(scene: Scene, text: str, lexicon: Lexicon) -> None:
    """It was not understood; in a session no other screen's buttons push its card up."""
    if scene.live is not None:
        say(scene, basics.plain("e_lost_session"))
    else:
        say(scene, basics.helpless(_nearest(text, lexicon)))


def _hours_in(text: str, lexicon: Lexicon) -> str:
    """Return `text` if it names an hour, right or wrong; else nothing, so that hours are offered."""
    if not any(sign.isdigit() for sign in text) or IN_A_WHILE.search(text):
        return ""
    try:
        read_hours(text, lexicon.days)
    except NotAnHour as wrong:
        return str(wrong)
    return text


def _nearest(text: str, lexicon: Lexicon) -> Button | None:
    technique = nearest(text, lexicon.techniques)
    if technique is not None:
        return Button(technique_name(technique), f"tech:{technique}", Style.primary)
    routine = nearest(text, lexicon.routines)
    return Button(routine_name(routine), f"plan:{routine}", Style.primary) if routine is not None else None


def _pause_for_pain(scene: Scene) -> Phrase | None:
    """Something hurts: the clock stands at once, and where to read on is said."""
    live = scene.live
    if live is not None:
        pause_running(scene, live)
    say(scene, basics.plain("paused_pain"))
    return None


def _feel_fine(scene: Scene) -> Phrase | None:
    """All is well. "Go on?" is answered by that too, but a pause ends only when somebody says so."""
    live = scene.live
    if live is not None and live.state is State.outage:
        return steer_session.resume_session(scene)
    if live is not None and live.state is State.paused:
        say(scene, basics.plain("already_paused"))
        return None
    return steer_session.feel_just_right(scene)


def _show_step(scene: Scene) -> Phrase | None:
    """What to do now: the step's words once more; without a session, what there is to do."""
    live = scene.live
    if live is None:
        return show.show_help(scene)
    say(scene, session_screens.step_words(live, scene.now.people, scene.chat.zone))
    return None


def _has_done_one(scene: Scene) -> bool:
    return scene.chat.last_routine is not None


def _show_last(scene: Scene) -> Phrase | None:
    """The plan of what was done last, as long as then; who did nothing yet chooses."""
    chat = scene.chat
    key = chat.last_routine
    if key is not None and own_id(key) is not None and find_routine(scene, key) is not None:
        return manage_own.show_own(scene, key)
    if key is None or key not in scene.texts.routines:
        return show.show_routines(scene)
    return plan_session.show_likely(scene, key, chat.last_audience, chat.last_minutes)


def _ask_how_it_feels(scene: Scene) -> Phrase | None:
    """How the back feels after the session that ended last; while one runs there is nothing to ask."""
    last = next(iter(scene.sessions.history(scene.chat_id, 1)), None)
    if last is None or last.state is not State.finished or scene.live is not None:
        say_lost(scene, "", scene.lexicon)
    else:
        say(scene, rate(last) if last.feels is None else _thanks(scene))
    return None


def _begin(scene: Scene) -> Phrase | None:
    """End the get-ready count; what rests goes on."""
    live = scene.live
    if live is not None and live.state is not State.running:
        return steer_session.resume_session(scene)
    return steer_session.start_session_now(scene)


def _alone(scene: Scene) -> Phrase | None:
    return plan_session.show_likely(scene, show.ALONE, Audience.alone)


# Words that are answered with one screen.
SAYS: Mapping[str, Callable[[], Message]] = {
    "never_mind": partial(basics.plain, "nottoday_none"),
    "neck": basics.neck,
    "cure": basics.no_claim,
    "firmer": partial(basics.plain, "firmer"),
    "rhythm": partial(basics.plain, "rhythm_said"),
    "sound": partial(basics.plain, "sound_said"),
}

# Words that do the same as a command.
DOES: Mapping[str, Callable[[Scene], Phrase | None]] = {
    "hello": show.welcome,
    "help": show.show_help,
    "techniques": show.show_techniques,
    "routine": show.show_routines,
    "alone": _alone,
    "history": show.show_history,
    "settings": show_settings,
    "my_routines": manage_own.show_my_routines,
    "tip": show.show_tip,
    "posture": show.show_posture,
    "safety": show.show_safety,
    "privacy": show.show_privacy,
    "delete_me": ask_to_delete,
    "reminders": manage_reminders.show_reminders,
    "not_today": not_today,
    "timezone": set_zone,
    "stop": steer_session.stop_session,
    "pause": steer_session.pause_session,
    "pain": _pause_for_pain,
    "resume": steer_session.resume_session,
    "skip": steer_session.skip_step,
    "back": steer_session.step_back,
    "repeat": steer_session.repeat_step,
    "now": steer_session.start_session_now,
    "begin": _begin,
    "swap": _show_last,
    "rate": _ask_how_it_feels,
    "plus": steer_session.lengthen_step,
    "minus": steer_session.shorten_step,
    "time_left": show.show_time_left,
    "softer": steer_session.lighten_session,
    "just_right": _feel_fine,
    "yes": _feel_fine,
    "adults": partial(refuse_massage, why="adults_only"),
    "sober": partial(refuse_massage, why="sober_only"),
    "step": _show_step,
}

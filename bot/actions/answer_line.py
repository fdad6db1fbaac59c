"""A person types a line that is not a command: what it most likely means is done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from bot.actions import manage_own, manage_reminders, name_own, plan_session, show, steer_session
from bot.actions.answer_reminder import not_today
from bot.actions.answers import chat_of, drop_question, say
from bot.actions.change_settings import show_settings
from bot.actions.delete_me import ask_to_delete
from bot.actions.find_routine import find_routine
from bot.actions.long_lines import is_rest, say_to_long
from bot.actions.set_reminder import set_reminder
from bot.actions.set_zone import set_zone
from bot.domain.catalogue import Audience, Lexicon
from bot.domain.hours import HOURS, NotAnHour, read_hours
from bot.domain.lengths import Wish, find_wish, is_name
from bot.domain.message import Button, Message, Phrase, Style
from bot.domain.own import own_id
from bot.domain.plan import LENGTHS
from bot.domain.screens import basics
from bot.domain.screens import sessions as session_screens
from bot.domain.screens.after import rate
from bot.domain.screens.names import routine_name, technique_name
from bot.domain.session import State
from bot.domain.understanding import (
    STEERING,
    Meaning,
    find_unwanted,
    is_just,
    may_call_to_stop,
    nearest,
    speaks_of_pain,
    understand,
)
from bot.domain.words import normal
from bot.domain.zones import is_place
from bot.ports import Asked, Question, Work

LONGEST = 500  # characters of a line that is read
THANKS = 6
IN_A_WHILE = re.compile(r"\bin \d", re.IGNORECASE)  # "in 10 minutes" names no hour
JOINING = frozenset({"and", "at", "on", "am", "pm", "oclock", "s"})
WITH_LENGTH = (None, "routine", "alone", "hello", "thanks")  # wishes that a length may belong to
PLACE_WORDS = 4  # of the longest name of a city


def answer_line(work: Work, asked: Asked, text: str) -> Phrase | None:
    """Answer a typed line: what was asked for, else what the words mean, else the nearest."""
    steers = _steers(work, asked, text)
    if not steers and is_rest(work, asked):
        return None
    if not steers and name_own.awaits_name(work, asked):
        return _answer_with_name(work, asked, text)
    if len(text) > LONGEST:
        say_to_long(work, asked, basics.too_long(len(text)), text)
        return None
    question = chat_of(work, asked).asked
    forget_questions(work, asked)
    return _do_what_it_means(work, asked, text, question)


def forget_questions(work: Work, asked: Asked) -> None:
    """Whoever does something else is answering no question any more."""
    drop_question(work, asked)
    name_own.forget_question(work, asked)


def _answer_with_name(work: Work, asked: Asked, text: str) -> Phrase | None:
    """Take the line as a name, unless it is just a word to leave or to get help."""
    lexicon = lexicon_of(work, asked)
    if is_just("stop", text, lexicon) or is_just("never_mind", text, lexicon):
        return name_own.leave_name(work, asked)
    if is_just("help", text, lexicon):
        name_own.forget_question(work, asked)
        return show.show_help(work, asked)
    return name_own.take_name(work, asked, text)


def _do_what_it_means(work: Work, asked: Asked, text: str, question: Question | None) -> Phrase | None:
    lexicon = lexicon_of(work, asked)
    meaning = _meaning(work, asked, text, lexicon)
    if question is Question.zone and _answers_zone(text, meaning):
        return set_zone(work, asked, text)
    if _names_hours_only(text, lexicon, is_asked=question is Question.hour):
        return set_reminder(work, asked, text)
    if meaning.techniques:
        unwanted = find_unwanted(text, lexicon)
        if unwanted:
            say(work, asked, basics.less_of(unwanted))
            return None
        return show.choose_technique(work, asked, meaning.techniques)
    wish = find_wish(text, lexicon) if meaning.intent in WITH_LENGTH else None
    if wish is not None:
        return _plan_wish(work, asked, wish)
    if meaning.routine is not None:
        show_it = plan_session.show_plan if is_name(text, lexicon) else plan_session.show_likely
        return show_it(work, asked, meaning.routine)
    if meaning.intent is not None:
        return _do_wish(work, asked, meaning.intent, text, lexicon)
    _say_lost(work, asked, text, lexicon)
    return None


def _say_lost(work: Work, asked: Asked, text: str, lexicon: Lexicon) -> None:
    """It was not understood; in a session no other screen's buttons push its card up."""
    if work.sessions.live(asked.chat) is not None:
        say(work, asked, basics.plain("e_lost_session"))
    else:
        say(work, asked, basics.helpless(_nearest(text, lexicon)))


def _meaning(work: Work, asked: Asked, text: str, lexicon: Lexicon) -> Meaning:
    """Return what a line means: with a session running what steers it, else rather anything else."""
    meaning = understand(text, lexicon)
    if work.sessions.live(asked.chat) is not None:
        if meaning.intent != "stop" and speaks_of_pain(text, lexicon):
            return Meaning(intent="pain")
        # Who perhaps wants to stop gets a pause: the place is kept, and one word undoes it.
        may_stop = meaning.intent not in STEERING and may_call_to_stop(text, lexicon)
        return Meaning(intent="pause") if may_stop else meaning
    # "The end of a long day, a massage please", "a minute please": with nothing to steer it is another wish.
    is_call = meaning.intent == "stop" and is_just("stop", text, lexicon)
    if meaning.intent in ("stop", "pause") and not is_call:
        otherwise = understand(text, lexicon, is_steered=False)
        return meaning if otherwise == Meaning() or otherwise.intent == "routine" else otherwise
    return meaning


def _do_wish(work: Work, asked: Asked, intent: str, text: str, lexicon: Lexicon) -> Phrase | None:
    """Do what a wish in plain words asks for."""
    if intent == "remind":
        return set_reminder(work, asked, _hours_in(text, lexicon))
    if intent in STEERING and work.sessions.live(asked.chat) is None:
        return _steer_nothing(work, asked, intent, text)
    if intent in DOES:
        return DOES[intent](work, asked)
    say(work, asked, SAYS[intent]() if intent in SAYS else _thanks(asked))
    return None


def _thanks(asked: Asked) -> Message:
    return basics.plain(f"thanks.{asked.update % THANKS + 1}")


def _steer_nothing(work: Work, asked: Asked, intent: str, text: str) -> Phrase | None:
    """Answer a word that steers when there is nothing to steer."""
    if intent == "softer":
        return show.show_safety(work, asked, "pressure")
    if intent == "begin" or (intent in ("repeat", "now") and _has_done_one(work, asked)):
        return _show_last(work, asked)
    if intent == "just_right":
        say(work, asked, _thanks(asked))
        return None
    if intent == "soreness":
        say(work, asked, basics.sore())
        return None
    if intent == "pain":
        # Something hurts and nothing is running: that is a question about safety, not about a session.
        return show.show_safety(work, asked)
    return DOES[intent](work, asked)


def lexicon_of(work: Work, asked: Asked) -> Lexicon:
    """Return the words of the chat's language."""
    return work.catalogue.lexicon(chat_of(work, asked).language)


def _steers(work: Work, asked: Asked, text: str) -> bool:
    """Is it a word for the session that runs? Such a word goes before everything else."""
    if work.sessions.live(asked.chat) is None or len(text) > LONGEST:
        return False
    return _meaning(work, asked, text, lexicon_of(work, asked)).intent in STEERING


def answer_voice(work: Work, asked: Asked) -> Phrase | None:
    """A voice message cannot be heard: to be safe, a running session pauses."""
    live = work.sessions.live(asked.chat)
    has_paused = live is not None and steer_session.pause_running(work, asked, live)
    say(work, asked, basics.unheard(has_paused=has_paused))
    return None


def answer_other(work: Work, asked: Asked) -> Phrase | None:
    """A picture, a sticker or the like: no name if one was asked for, else what there is."""
    if name_own.awaits_name(work, asked):
        return name_own.take_name(work, asked, "")
    _say_lost(work, asked, "", lexicon_of(work, asked))
    return None


def apologise(work: Work, asked: Asked) -> Phrase | None:
    """Something of ours went wrong; nothing is lost."""
    say(work, asked, basics.sorry())
    return None


def _pause_for_pain(work: Work, asked: Asked) -> Phrase | None:
    """Something hurts: the clock stands at once, and where to read on is said."""
    live = work.sessions.live(asked.chat)
    if live is not None:
        steer_session.pause_running(work, asked, live)
    say(work, asked, basics.plain("paused_pain"))
    return None


def _feel_fine(work: Work, asked: Asked) -> Phrase | None:
    """All is well. "Go on?" is answered by that too, but a pause ends only when somebody says so."""
    live = work.sessions.live(asked.chat)
    if live is not None and live.state is State.outage:
        return steer_session.resume_session(work, asked)
    if live is not None and live.state is State.paused:
        say(work, asked, basics.plain("already_paused"))
        return None
    return steer_session.feel_just_right(work, asked)


def _show_step(work: Work, asked: Asked) -> Phrase | None:
    """What to do now: the step's words once more; without a session, what there is to do."""
    live = work.sessions.live(asked.chat)
    if live is None:
        return show.show_help(work, asked)
    say(work, asked, session_screens.step_words(live, asked.now.people, chat_of(work, asked).zone))
    return None


def _has_done_one(work: Work, asked: Asked) -> bool:
    return chat_of(work, asked).last_routine is not None


def _show_last(work: Work, asked: Asked) -> Phrase | None:
    """The plan of what was done last, as long as then; who did nothing yet chooses."""
    chat = chat_of(work, asked)
    key = chat.last_routine
    if key is not None and own_id(key) is not None and find_routine(work, chat.id, key) is not None:
        return manage_own.show_own(work, asked, key)
    if key not in work.catalogue.routines:
        return show.show_routines(work, asked)
    return plan_session.show_likely(work, asked, key, chat.last_audience, chat.last_minutes)


def _ask_how_it_feels(work: Work, asked: Asked) -> Phrase | None:
    """How the back feels after the session that ended last; with none, or while one runs, there is nothing."""
    last = next(iter(work.sessions.history(asked.chat, 1)), None)
    if last is None or last.state is not State.finished or work.sessions.live(asked.chat) is not None:
        _say_lost(work, asked, "", lexicon_of(work, asked))
    else:
        say(work, asked, rate(last) if last.feels is None else _thanks(asked))
    return None


def _begin(work: Work, asked: Asked) -> Phrase | None:
    """End the get-ready count; what rests goes on."""
    live = work.sessions.live(asked.chat)
    if live is not None and live.state is not State.running:
        return steer_session.resume_session(work, asked)
    return steer_session.start_session_now(work, asked)


def _alone(work: Work, asked: Asked) -> Phrase | None:
    return plan_session.show_likely(work, asked, show.ALONE, Audience.alone)


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
DOES: Mapping[str, Callable[[Work, Asked], Phrase | None]] = {
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
    "stop_reminders": manage_reminders.stop_reminders,
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
    "step": _show_step,
}


def _answers_zone(text: str, meaning: Meaning) -> bool:
    if is_place(text):
        return True
    # A line that means something else, or says a lot, is no wrong answer but a change of subject.
    return meaning == Meaning() and 1 <= len(normal(text).split()) <= PLACE_WORDS


def _names_hours_only(text: str, lexicon: Lexicon, *, is_asked: bool) -> bool:
    """Is a line nothing but hours and days? A bare number is one only in answer to "when?"."""
    rest = normal(HOURS.sub(" ", text))
    for form in (form for forms in lexicon.days.values() for form in forms):
        rest = rest.replace(normal(form), " ")
    has_hour = HOURS.search(text) is not None and (is_asked or ":" in text)
    return has_hour and all(word in JOINING for word in rest.split())


def _hours_in(text: str, lexicon: Lexicon) -> str:
    """Return `text` if it names an hour, right or wrong; else nothing, so that hours are offered."""
    if not any(sign.isdigit() for sign in text) or IN_A_WHILE.search(text):
        return ""
    try:
        read_hours(text, lexicon.days)
    except NotAnHour as wrong:
        return str(wrong)
    return text


def _plan_wish(work: Work, asked: Asked, wish: Wish) -> Phrase | None:
    """Show the plan for a length; who has 4 minutes gets 3. Where no routine is named, one is suggested."""
    fitting = [each for each in LENGTHS if each <= wish.minutes <= LENGTHS[-1]]
    minutes = max(fitting, default=wish.minutes)
    key = show.ALONE if wish.is_alone and wish.routine is None else wish.routine
    if key is None:
        return plan_session.show_suggested(work, asked, minutes)
    audience = Audience.alone if wish.is_alone else None
    show_it = plan_session.show_plan if wish.is_named else plan_session.show_likely
    return show_it(work, asked, key, audience, minutes)


def _nearest(text: str, lexicon: Lexicon) -> Button | None:
    technique = nearest(text, lexicon.techniques)
    if technique is not None:
        return Button(technique_name(technique), f"tech:{technique}", Style.primary)
    routine = nearest(text, lexicon.routines)
    return Button(routine_name(routine), f"plan:{routine}", Style.primary) if routine is not None else None

"""A person types a line that is not a command: what it most likely means is done."""

from __future__ import annotations

from bot.actions import name_own, plan_session, show, steer_session
from bot.actions.answers import chat_of, drop_question, look_who_manages, say
from bot.actions.do_wish import do_wish, say_lost
from bot.actions.long_lines import is_rest, say_to_long
from bot.actions.set_reminder import set_reminder
from bot.actions.set_zone import set_zone
from bot.domain.catalogue import Audience, Lexicon
from bot.domain.intent import Intent
from bot.domain.message import Phrase
from bot.domain.plan import LENGTHS
from bot.ports import Asked, Question, Work
from bot.reading.ages import names_minor
from bot.reading.hours import HOURS
from bot.reading.lengths import Wish, find_wish, is_name
from bot.reading.places import is_place
from bot.reading.understanding import (
    STEERING,
    Meaning,
    find_refusal,
    find_unwanted,
    is_just,
    may_call_to_stop,
    speaks_of_pain,
    understand,
)
from bot.reading.words import normal
from bot.screens import basics

LONGEST = 500  # characters of a line that is read
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
    if is_just(Intent.stop, text, lexicon) or is_just(Intent.never_mind, text, lexicon):
        return name_own.leave_name(work, asked)
    if is_just(Intent.help, text, lexicon):
        name_own.forget_question(work, asked)
        return show.show_help(work, asked)
    return name_own.take_name(work, asked, text)


def _do_what_it_means(work: Work, asked: Asked, text: str, question: Question | None) -> Phrase | None:
    lexicon = lexicon_of(work, asked)
    meaning = _meaning(work, asked, text, lexicon)
    if question is Question.zone and _answers_zone(text, meaning):
        look_who_manages(asked)
        return set_zone(work, asked, text)
    if _names_hours_only(text, lexicon, is_asked=question is Question.hour):
        look_who_manages(asked)
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
        return do_wish(work, asked, meaning.intent, text, lexicon)
    say_lost(work, asked, text, lexicon)
    return None


def _meaning(work: Work, asked: Asked, text: str, lexicon: Lexicon) -> Meaning:
    """Return what a line means: with a session running what steers it, else rather anything else."""
    meaning = understand(text, lexicon)
    if work.sessions.live(asked.chat) is not None:
        if meaning.intent != "stop" and speaks_of_pain(text, lexicon):
            return Meaning(intent=Intent.pain)
        # Who perhaps wants to stop gets a pause: the place is kept, and one word undoes it.
        if meaning.intent not in STEERING and (refusal := _refusal(text, lexicon)):
            return Meaning(intent=refusal)
        may_stop = meaning.intent not in STEERING and may_call_to_stop(text, lexicon)
        return Meaning(intent=Intent.pause) if may_stop else meaning
    if meaning.intent != "pain" and (refusal := _refusal(text, lexicon)):
        return Meaning(intent=refusal)
    # "The end of a long day, a massage please", "a minute please": with nothing to steer it is another wish.
    is_call = meaning.intent == "stop" and is_just(Intent.stop, text, lexicon)
    if meaning.intent in ("stop", "pause") and not is_call:
        otherwise = understand(text, lexicon, is_steered=False)
        return meaning if otherwise == Meaning() or otherwise.intent == "routine" else otherwise
    return meaning


def _refusal(text: str, lexicon: Lexicon) -> Intent | None:
    return Intent.adults if names_minor(text, lexicon) else find_refusal(text, lexicon)


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
    say_lost(work, asked, "", lexicon_of(work, asked))
    return None


def apologise(work: Work, asked: Asked) -> Phrase | None:
    """Something of ours went wrong; nothing is lost."""
    say(work, asked, basics.sorry())
    return None


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


def _plan_wish(work: Work, asked: Asked, wish: Wish) -> Phrase | None:
    """Show the plan for a length, and say so if it is only the nearest; without a name one is suggested."""
    fitting = [each for each in LENGTHS if each <= wish.minutes <= LENGTHS[-1]]
    minutes = max(fitting, default=wish.minutes)
    wished = wish.minutes if wish.minutes != minutes else None
    key = show.ALONE if wish.is_alone and wish.routine is None else wish.routine
    if key is None:
        return plan_session.show_suggested(work, asked, minutes, wished)
    audience = Audience.alone if wish.is_alone else None
    show_it = plan_session.show_plan if wish.is_named else plan_session.show_likely
    return show_it(work, asked, key, audience, minutes, wished=wished)

"""A person types a line that is not a command: what it most likely means is done."""

from __future__ import annotations

from bot.actions import name_own, plan_session, show
from bot.actions.do_wish import do_wish, say_lost
from bot.actions.playing.pause import pause_running
from bot.actions.saying.answers import say
from bot.actions.saying.long_lines import is_rest, say_to_long
from bot.actions.saying.questions import awaits_name, forget_name, forget_questions
from bot.actions.scene import Scene
from bot.actions.set_reminder import set_reminder
from bot.actions.set_zone import set_zone
from bot.domain.catalogue import Audience, Lexicon
from bot.domain.message import Phrase
from bot.domain.plan import LENGTHS
from bot.ports import Question
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


def answer_line(scene: Scene, text: str) -> Phrase | None:
    """Answer a typed line: what was asked for, else what the words mean, else the nearest."""
    steers = _steers(scene, text)
    if not steers and is_rest(scene):
        return None
    if not steers and awaits_name(scene):
        return _answer_with_name(scene, text)
    if len(text) > LONGEST:
        say_to_long(scene, basics.too_long(len(text)), text)
        return None
    question = scene.chat.question
    forget_questions(scene)
    return _do_what_it_means(scene, text, question)


def _answer_with_name(scene: Scene, text: str) -> Phrase | None:
    """Take the line as a name, unless it is just a word to leave or to get help."""
    lexicon = scene.lexicon
    if is_just("stop", text, lexicon) or is_just("never_mind", text, lexicon):
        return name_own.leave_name(scene)
    if is_just("help", text, lexicon):
        forget_name(scene)
        return show.show_help(scene)
    return name_own.take_name(scene, text)


def _do_what_it_means(scene: Scene, text: str, question: Question | None) -> Phrase | None:
    lexicon = scene.lexicon
    meaning = _meaning(scene, text, lexicon)
    if question is Question.zone and _answers_zone(text, meaning):
        scene.look_who_manages()
        return set_zone(scene, text)
    if _names_hours_only(text, lexicon, is_asked=question is Question.hour):
        scene.look_who_manages()
        return set_reminder(scene, text)
    if meaning.techniques:
        unwanted = find_unwanted(text, lexicon)
        if unwanted:
            say(scene, basics.less_of(unwanted))
            return None
        return show.choose_technique(scene, meaning.techniques)
    wish = find_wish(text, lexicon) if meaning.intent in WITH_LENGTH else None
    if wish is not None:
        return _plan_wish(scene, wish)
    if meaning.routine is not None:
        show_it = plan_session.show_plan if is_name(text, lexicon) else plan_session.show_likely
        return show_it(scene, meaning.routine)
    if meaning.intent is not None:
        return do_wish(scene, meaning.intent, text, lexicon)
    say_lost(scene, text, lexicon)
    return None


def _meaning(scene: Scene, text: str, lexicon: Lexicon) -> Meaning:
    """Return what a line means: with a session running what steers it, else rather anything else."""
    meaning = understand(text, lexicon)
    if scene.live is not None:
        if meaning.intent != "stop" and speaks_of_pain(text, lexicon):
            return Meaning(intent="pain")
        # Who perhaps wants to stop gets a pause: the place is kept, and one word undoes it.
        if meaning.intent not in STEERING and (refusal := _refusal(text, lexicon)):
            return Meaning(intent=refusal)
        may_stop = meaning.intent not in STEERING and may_call_to_stop(text, lexicon)
        return Meaning(intent="pause") if may_stop else meaning
    if meaning.intent != "pain" and (refusal := _refusal(text, lexicon)):
        return Meaning(intent=refusal)
    # "The end of a long day, a massage please", "a minute please": with nothing to steer it is another wish.
    is_call = meaning.intent == "stop" and is_just("stop", text, lexicon)
    if meaning.intent in ("stop", "pause") and not is_call:
        otherwise = understand(text, lexicon, is_steered=False)
        return meaning if otherwise == Meaning() or otherwise.intent == "routine" else otherwise
    return meaning


def _refusal(text: str, lexicon: Lexicon) -> str | None:
    return "adults" if names_minor(text, lexicon) else find_refusal(text, lexicon)


def _steers(scene: Scene, text: str) -> bool:
    """Is it a word for the session that runs? Such a word goes before everything else."""
    if scene.live is None or len(text) > LONGEST:
        return False
    return _meaning(scene, text, scene.lexicon).intent in STEERING


def answer_voice(scene: Scene) -> Phrase | None:
    """A voice message cannot be heard: to be safe, a running session pauses."""
    live = scene.live
    has_paused = live is not None and pause_running(scene, live)
    say(scene, basics.unheard(has_paused=has_paused))
    return None


def answer_other(scene: Scene) -> Phrase | None:
    """A picture, a sticker or the like: no name if one was asked for, else what there is."""
    if awaits_name(scene):
        return name_own.take_name(scene, "")
    say_lost(scene, "", scene.lexicon)
    return None


def apologise(scene: Scene) -> Phrase | None:
    """Something of ours went wrong; nothing is lost."""
    say(scene, basics.sorry())
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


def _plan_wish(scene: Scene, wish: Wish) -> Phrase | None:
    """Show the plan for a length, and say so if it is only the nearest; without a name one is suggested."""
    fitting = [each for each in LENGTHS if each <= wish.minutes <= LENGTHS[-1]]
    minutes = max(fitting, default=wish.minutes)
    wished = wish.minutes if wish.minutes != minutes else None
    key = show.ALONE if wish.is_alone and wish.routine is None else wish.routine
    if key is None:
        return plan_session.show_suggested(scene, minutes, wished)
    audience = Audience.alone if wish.is_alone else None
    show_it = plan_session.show_plan if wish.is_named else plan_session.show_likely
    return show_it(scene, key, audience, minutes, wished=wished)

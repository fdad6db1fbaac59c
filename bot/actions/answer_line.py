"""A person types a line that is not a command: do what the line most likely means."""

from __future__ import annotations

from bot.actions import name_own, plan_session, show
from bot.actions.do_wish import do_wish
from bot.actions.playing.pause import pause_running
from bot.actions.saying.answers import say
from bot.actions.saying.long_lines import is_rest, say_to_long
from bot.actions.saying.lost import say_lost
from bot.actions.saying.questions import awaits_name, forget_name, forget_questions
from bot.actions.scene import Scene
from bot.actions.set_reminder import set_reminder
from bot.actions.set_zone import set_zone
from bot.domain.catalogue import Audience
from bot.domain.intent import Intent
from bot.domain.message import Phrase
from bot.domain.plan import LENGTHS
from bot.ports import Question
from bot.reading.line import Line, Meaning, Wish
from bot.screens import basics

# A line with one of these meanings may also name a length.
WITH_LENGTH = (None, Intent.routine, Intent.alone, Intent.hello, Intent.thanks)
# A line of at most so many words may be a wrong answer to the question of the place; a longer line changes
# the subject.
ANSWER_WORDS = 4


def answer_line(scene: Scene, line: Line) -> Phrase | None:
    """Answer a typed line: as the answer to the open question, else by its meaning, else by what is near."""
    steers = scene.live is not None and not line.is_too_long and _meaning(scene, line).steers
    if not steers and is_rest(scene):
        return None
    if not steers and awaits_name(scene):
        return _answer_with_name(scene, line)
    if line.is_too_long:
        say_to_long(scene, basics.too_long(len(line.text)), line.text)
        return None
    question = scene.chat.question
    forget_questions(scene)
    return _do_what_it_means(scene, line, question)


def _answer_with_name(scene: Scene, line: Line) -> Phrase | None:
    """Take the line as a name, unless it is only a word to cancel or to get help."""
    if line.is_just & {Intent.stop, Intent.never_mind}:
        return name_own.leave_name(scene)
    if Intent.help in line.is_just:
        forget_name(scene)
        return show.show_help(scene)
    return name_own.take_name(scene, line.text)


def _do_what_it_means(scene: Scene, line: Line, question: Question | None) -> Phrase | None:
    meaning = _meaning(scene, line)
    if question is Question.zone and _answers_zone(line, meaning):
        scene.look_who_manages()
        return set_zone(scene, line)
    if line.hours.is_answer(is_asked=question is Question.hour):
        scene.look_who_manages()
        return set_reminder(scene, line.hours.hours)
    if meaning.techniques:
        if line.unwanted:
            say(scene, basics.less_of(line.unwanted))
            return None
        return show.choose_technique(scene, meaning.techniques)
    if line.wish is not None and meaning.intent in WITH_LENGTH:
        return _plan_wish(scene, line.wish)
    if meaning.routine is not None:
        show_it = plan_session.show_plan if line.is_routine_named else plan_session.show_likely
        return show_it(scene, meaning.routine)
    if meaning.intent is not None:
        return do_wish(scene, meaning.intent, line)
    say_lost(scene, line.nearest)
    return None


def _meaning(scene: Scene, line: Line) -> Meaning:
    """Return what a line means in this chat: in a session, words that steer it come before all others."""
    return _meaning_in_session(line) if scene.live is not None else _meaning_without_session(line)


def _meaning_in_session(line: Line) -> Meaning:
    meaning, safety = line.meaning, line.safety
    if safety.hurts and meaning.intent is not Intent.stop:
        return Meaning(intent=Intent.pain)
    if meaning.steers:
        return meaning
    if safety.refusal is not None:
        return Meaning(intent=safety.refusal)
    # A line that may ask to stop pauses the session. One word ends the pause, and nothing is lost.
    return Meaning(intent=Intent.pause) if safety.may_stop else meaning


def _meaning_without_session(line: Line) -> Meaning:
    meaning, otherwise = line.meaning, line.without_session
    if line.safety.refusal is not None and meaning.intent is not Intent.pain:
        return Meaning(intent=line.safety.refusal)
    # "The end of a long day, a massage please", "a minute please": without a session this is another wish.
    is_call = meaning.intent is Intent.stop and Intent.stop in line.is_just
    if meaning.intent not in (Intent.stop, Intent.pause) or is_call:
        return meaning
    return meaning if otherwise.is_nothing or otherwise.intent is Intent.routine else otherwise


def answer_voice(scene: Scene) -> Phrase | None:
    """Answer a voice message. The bot cannot understand it, so it pauses a running session to be safe."""
    live = scene.live
    has_paused = live is not None and pause_running(scene, live)
    say(scene, basics.unheard(has_paused=has_paused))
    return None


def tell_passed_over(scene: Scene) -> Phrase | None:
    """Say that not all was read. It might have said "ouch": in a private chat a running session pauses.

    In a group, one person who talks without end would hold up everybody's session.
    """
    live = scene.live if scene.asked.is_private else None
    has_paused = live is not None and pause_running(scene, live)
    say(scene, basics.passed_over(has_paused=has_paused))
    return None


def apologise(scene: Scene) -> Phrase | None:
    """Apologise for a bug; nothing is lost."""
    say(scene, basics.sorry())
    return None


def _answers_zone(line: Line, meaning: Meaning) -> bool:
    if line.place.is_exact:
        return True
    return meaning.is_nothing and 1 <= line.words <= ANSWER_WORDS


def _plan_wish(scene: Scene, wish: Wish) -> Phrase | None:
    """Show a plan of the wished length or the nearest length; without a routine's name suggest one."""
    fitting = [each for each in LENGTHS if each <= wish.minutes <= LENGTHS[-1]]
    minutes = max(fitting, default=wish.minutes)
    wished = wish.minutes if wish.minutes != minutes else None
    key = scene.texts.offers.alone if wish.is_alone and wish.routine is None else wish.routine
    if key is None:
        return plan_session.show_suggested(scene, minutes, wished)
    audience = Audience.alone if wish.is_alone else None
    show_it = plan_session.show_plan if wish.is_named else plan_session.show_likely
    return show_it(scene, key, audience, minutes, wished=wished)

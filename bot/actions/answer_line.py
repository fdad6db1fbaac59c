"""A person types a line that is not a command: do what the line most likely means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.actions import name_own, plan_session, show, steer_session
from bot.actions.add_session import add_as_said
from bot.actions.answer_question import answer_to_question
from bot.actions.change_one import change_one, is_meant
from bot.actions.choose_language import set_language
from bot.actions.do_wish import do_wish
from bot.actions.guess_times import as_answer, instead, may_ask, may_be_home
from bot.actions.heed_and_rest import heed_and_rest, may_rest
from bot.actions.heed_red_flag import answer_mild, heed_red_flag, pause_for_pain
from bot.actions.heed_times import heed_times
from bot.actions.listen import listen_as_said
from bot.actions.playing.pause import pause_running
from bot.actions.saying.answers import say
from bot.actions.saying.hints import FLOOD, note_said, was_said
from bot.actions.saying.long_lines import is_rest, say_to_long
from bot.actions.saying.lost import say_lost
from bot.actions.saying.meant import meaning_in_session, meaning_without_session
from bot.actions.saying.questions import awaits_name, forget_name, forget_questions
from bot.actions.scene import Scene
from bot.actions.set_quiet import set_quiet_as_said
from bot.actions.set_reminder import offer_times
from bot.actions.set_zone import is_own_zone, offer_zone, set_zone
from bot.domain.catalogue import Audience, TechniqueKey
from bot.domain.dangers import LAST, Urgency
from bot.domain.intent import NAMES_REMINDERS, PAIN, Intent
from bot.domain.message import Phrase
from bot.domain.plan import LENGTHS
from bot.domain.said_times import Does
from bot.domain.zones import zones_at
from bot.ports import Chat, Question
from bot.reading.line import Line, Meaning, Wish
from bot.screens import basics

Answer = Callable[[Scene], Phrase | None]

# A line with one of these meanings may also name a length.
WITH_LENGTH = (None, Intent.routine, Intent.alone, Intent.hello, Intent.thanks)
# A line of at most so many words may be a wrong answer to the question of the place; a longer line changes
# the subject.
ANSWER_WORDS = 4
# What a line may ask about reminders, besides setting one.
_OF_REMINDERS = (Intent.reminders, Intent.stop_reminders, Intent.calendar, Intent.export)
_SIGNS = ("+", "-", "−", "–")  # before an offset from UTC


def answer_line(scene: Scene, line: Line, mild: Urgency | None = None) -> Phrase | None:
    """Answer a typed line: as the answer to the open question, else by its meaning, else by what is near.

    `mild`: the line speaks of the body, or wishes what the bot does not do, and is no red flag.
    """
    steers = scene.live is not None and not line.is_too_long and _meaning(scene, line).steers
    if not steers and is_rest(scene):
        return None
    if not steers and awaits_name(scene):
        return _answer_with_name(scene, line)
    if line.language is not None:
        scene.look_who_manages()
        return set_language(scene, line.language)  # an open question stays open
    if mild is Urgency.care and not _is_for_session(scene, line):
        rests = may_rest(mild, is_private=scene.asked.is_private)
        return heed_and_rest(scene, mild, line) if rests else heed_red_flag(scene, mild)
    if line.is_too_long:
        say_to_long(scene, basics.too_long(len(line.text)), line.text)
        return None
    asked = scene.chat
    forget_questions(scene)
    if mild is not None and mild not in LAST and (answer := _answer_to_mild(scene, line, mild)) is not None:
        return answer(scene)
    return _do_what_it_means(scene, line, asked, mild)


def _is_for_session(scene: Scene, line: Line) -> bool:
    """Is the line a call to stop, or words of pain in a running session? These have answers of their own."""
    hurts = scene.live is not None and line.safety.hurts
    return hurts or _meaning(scene, line).intent is Intent.stop


def _answer_to_mild(scene: Scene, line: Line, mild: Urgency) -> Answer | None:
    """Return what answers `mild`; None: the line has a meaning that comes first."""
    meaning = _meaning(scene, line)
    if meaning.intent in NAMES_REMINDERS or meaning.intent in (Intent.soreness, Intent.pain):
        return None
    if scene.live is not None:
        # "Where do my hands go now" is about the step, and not about hands.
        if meaning.steers or meaning.intent is Intent.step:
            return None
        if mild is Urgency.pain:
            return pause_for_pain
    return partial(answer_mild, urgency=mild)


def _answer_with_name(scene: Scene, line: Line) -> Phrase | None:
    """Take the line as a name, unless it is only a word to cancel or to get help."""
    if line.is_just & {Intent.stop, Intent.never_mind, Intent.no}:
        return name_own.leave_name(scene)
    if Intent.help in line.is_just:
        forget_name(scene)
        return show.show_help(scene)
    return name_own.take_name(scene, line.text)


def _do_what_it_means(scene: Scene, line: Line, asked: Chat, mild: Urgency | None) -> Phrase | None:
    """Do what a line means; `asked`: the chat with the question that was open when the line came."""
    meaning = _meaning(scene, line)
    if line.past is not None and scene.live is None:
        scene.look_who_manages()
        return add_as_said(scene, line.past)
    if (setting := _setting(scene, line, meaning, asked, mild)) is not None:
        scene.look_who_manages()
        return setting(scene)
    if line.is_to_listen and not meaning.steers:
        return listen_as_said(scene, line)
    if meaning.techniques:
        return _about_techniques(scene, line, meaning.techniques)
    if meaning.faq is not None:
        return show.answer_faq(scene, meaning.faq, with_buttons=mild is None)
    if line.wish is not None and meaning.intent in WITH_LENGTH:
        return _plan_wish(scene, line.wish)
    if meaning.routine is not None:
        show_it = plan_session.show_plan if line.is_routine_named else plan_session.show_likely
        return show_it(scene, meaning.routine)
    if meaning.intent is not None:
        return do_wish(scene, meaning.intent, line)
    return _answer_what_means_nothing(scene, line, mild)


def _answer_what_means_nothing(scene: Scene, line: Line, mild: Urgency | None) -> Phrase | None:
    """Answer a line without a meaning: gently, or with a reminder that it may ask for."""
    if mild in LAST and not (mild is Urgency.stiff and scene.live is not None):
        return heed_red_flag(scene, mild)  # in a session people talk of the stiff back that they work on
    if scene.live is None and may_ask(line.times):
        scene.look_who_manages()
        return offer_times(scene, line.times)
    if scene.live is None and may_be_home(line):
        scene.look_who_manages()
        return offer_zone(scene, line)
    if scene.live is None and line.length is not None:
        return _plan_wish(scene, line.length)  # "we have thirty minutes, the children are out"
    say_lost(scene, line)
    return None


def _about_techniques(scene: Scene, line: Line, named: tuple[TechniqueKey, ...]) -> Phrase | None:
    """Show the techniques that the line names; answer what it does not want."""
    if not line.unwanted:
        return show.choose_technique(scene, named)
    if _is_current(scene, line.unwanted):
        return steer_session.skip_step(scene)
    say(scene, basics.less_of(line.unwanted))
    if scene.live is None and line.length is not None:  # "ten minutes, but no tapping"
        minutes, wished = _nearest_length(line.length)
        return plan_session.show_without(scene, line.unwanted, minutes, wished)
    return None


def _is_current(scene: Scene, techniques: tuple[TechniqueKey, ...]) -> bool:
    """Is the session in a step with one of `techniques`?"""
    live = scene.live
    return live is not None and not live.is_getting_ready and live.step.technique in techniques


def _setting(scene: Scene, line: Line, meaning: Meaning, asked: Chat, mild: Urgency | None) -> Answer | None:
    """Return what the line sets: as the answer to a question, the zone, or reminders; None: nothing."""
    may_be_setting = _may_be_about_settings(scene, line, meaning)
    if may_be_setting and (answer := answer_to_question(line, asked)) is not None:
        return answer
    if asked.question is Question.zone and _answers_zone(line, meaning):
        return partial(set_zone, line=line)
    if mild is None and meaning.intent not in PAIN and is_meant(scene, line.times):
        return partial(change_one, said=line.times)
    if not may_be_setting:
        return as_answer(line, meaning, asked) if mild is None and scene.live is None else None
    if (zone := _zone(scene, line)) is not None:
        return zone
    if scene.live is None and mild is None and line.times.is_quiet:
        return partial(set_quiet_as_said, said=line.times)
    if _is_about_times(scene, line, asked):
        return partial(heed_times, said=line.times, asked=asked)
    if mild is not None:
        return None
    times = line.times
    if times.is_question and times.hours and times.is_mostly and times.does is None:
        return partial(heed_times, said=times)  # "is my reminder still at 8:30?"
    return as_answer(line, meaning, asked) or (instead(line, meaning) if scene.live is None else None)


def _zone(scene: Scene, line: Line) -> Answer | None:
    """Return what takes the zone that a line names; an hour beside a place is one of the clock there."""
    place, times = line.place, line.times
    if place.is_watch:
        return partial(set_zone, line=line, is_asked=False)
    if not place.is_named or (times.hours and is_own_zone(scene, line)):
        return None
    if place.says_where:
        return partial(set_zone, line=line, is_asked=False)
    if (
        place.is_exact
        and place.offset is not None
        and times.hours
        and _may_be_offset(scene, line, place.offset)
    ):
        return partial(offer_zone, line=line)  # "UTC+5:30" and "+5:30" name no hour
    is_city = any(each.is_big for each in place.places)
    is_ring = bool(times.hours) and times.does in (None, Does.ring)
    if place.is_part and is_city and is_ring and not times.is_known and scene.live is None:
        return partial(offer_zone, line=line)  # "Moscow, every day at 19:00"
    return None


def _may_be_offset(scene: Scene, line: Line, offset: timedelta) -> bool:
    """May the line be an offset, and no hour? "-7:30" is none: no place is at it."""
    is_signed = line.text[:1] in _SIGNS and line.text[1:2].isdigit()
    return line.text[:1].isalpha() or (
        is_signed and bool(zones_at(offset, scene.now.people, scene.texts.populous))
    )


def _meaning(scene: Scene, line: Line) -> Meaning:
    """Return what a line means in this chat: in a session, words that steer it come before all others."""
    return meaning_in_session(line) if scene.live is not None else meaning_without_session(line)


def answer_voice(scene: Scene) -> Phrase | None:
    """Answer a voice message. The bot cannot understand it, so it pauses a running session to be safe."""
    live = scene.live
    has_paused = live is not None and pause_running(scene, live)
    say(scene, basics.unheard(has_paused=has_paused or live is not None))
    return None


def tell_passed_over(scene: Scene) -> Phrase | None:
    """Say that not all was read. It might have said "ouch": in a private chat a running session pauses.

    In a group, one person who talks without end would hold up everybody's session.
    """
    live = scene.live if scene.asked.is_private else None
    has_paused = live is not None and pause_running(scene, live)
    # One notice is enough, whether updates were passed over or answers were left out. A pause is always told.
    if has_paused or not was_said(scene, FLOOD):
        say(scene, basics.passed_over(has_paused=has_paused))
        note_said(scene, FLOOD)
    return None


def apologise(scene: Scene) -> Phrase | None:
    """Apologise for a bug; nothing is lost."""
    say(scene, basics.sorry())
    return None


def _is_about_times(scene: Scene, line: Line, asked: Chat) -> bool:
    """Does the line set, move or cancel reminders?"""
    if scene.live is not None and line.times.does in (Does.later, Does.away):
        return False
    if line.times.does is Does.ring and not line.times.has_time:
        return _meaning(scene, line).intent not in _OF_REMINDERS  # "what reminders do I have?" sets none
    return line.times.is_request or line.times.is_answer(is_asked=asked.question is Question.hour)


def _may_be_about_settings(scene: Scene, line: Line, meaning: Meaning) -> bool:
    """Pain and a call to a session come before times and places."""
    if meaning.intent is Intent.quiet and Intent.quiet not in line.is_just:
        # "No messages, I'm away until Friday"; "5.30 pm, not weekends" names one hour, and quiet needs two.
        times = line.times
        is_day_off = times.does is Does.cancel and not times.hours and bool(times.days or times.dates)
        if is_day_off or times.does in (Does.away, Does.move) or times.begins is not None:
            return True  # "no pings on sundays", "friday until the 20th"
        return times.span is None and times.is_answer(is_asked=False)
    if scene.live is None and Intent.resume in line.is_just:
        return False  # "resume reminders" sets none
    return meaning.intent not in PAIN and not (scene.live is not None and meaning.steers)


def _answers_zone(line: Line, meaning: Meaning) -> bool:
    if line.place.is_named or line.place.is_watch:
        return True
    times = line.times
    if times.hours and times.is_all and times.does is None:
        return True
    return meaning.is_nothing and times.does is None and 1 <= line.words <= ANSWER_WORDS


def _plan_wish(scene: Scene, wish: Wish) -> Phrase | None:
    """Show a plan of the wished length or the nearest length; without a routine's name suggest one."""
    minutes, wished = _nearest_length(wish)
    key = scene.texts.offers.alone if wish.is_alone and wish.routine is None else wish.routine
    if key is None:
        return plan_session.show_suggested(scene, minutes, wished)
    audience = Audience.alone if wish.is_alone else None
    show_it = plan_session.show_plan if wish.is_named else plan_session.show_likely
    return show_it(scene, key, audience, minutes, wished=wished)


def _nearest_length(wish: Wish) -> tuple[int, int | None]:
    """Return the minutes of the plan that is nearest to the wished length, and these, if they are others."""
    fitting = [each for each in LENGTHS if each <= wish.minutes <= LENGTHS[-1]]
    minutes = max(fitting, default=wish.minutes)
    return minutes, wish.minutes if wish.minutes != minutes else None

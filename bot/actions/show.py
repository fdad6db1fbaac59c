"""A person asks to see something: techniques, routines, a plan, a tip, safety, privacy, help."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.manage_own import show_own
from bot.actions.plan_session import plan_with, show_likely, show_plan, show_suggested
from bot.actions.planning.choices import chosen, refuse_length
from bot.actions.planning.find_routine import name_of_routine, own_named
from bot.actions.planning.likings import left_out, unwanted
from bot.actions.planning.suggest import suggested
from bot.actions.planning.tips import next_posture, next_tip
from bot.actions.saying.answers import SHOWN, change, chat_of, say
from bot.domain.catalogue import Audience, RoutineKey, TechniqueKey
from bot.domain.history import Totals
from bot.domain.message import Phrase
from bot.domain.own import own_id
from bot.domain.plan import LENGTHS
from bot.ports import Asked, Work
from bot.reading.lengths import is_name, split_alone, split_length
from bot.reading.understanding import find_technique, nearest
from bot.screens import after, basics, techniques
from bot.screens import sessions as session_screens

RECENT = 10  # sessions that the history lists
ALONE = RoutineKey("solo")  # what is meant by "on my own"


def welcome(work: Work, asked: Asked) -> Phrase | None:
    """`/start`: before the first session with an introduction, later with a suggestion."""
    chat = chat_of(work, asked)
    if chat.last_routine is None:
        say(work, asked, basics.start(asked.name) if asked.is_private else basics.group(asked.bot))
    else:
        suggestion = suggested(work, chat)
        without = left_out(work, chat.id)
        say(work, asked, basics.again(suggestion) if suggestion else after.not_suggested(without))
    return None


def refuse_link(work: Work, asked: Asked) -> Phrase | None:
    """`/start` from a link that leads nowhere (any more); who is new here is welcome all the same."""
    if not asked.is_private:
        return welcome(work, asked)
    is_new = work.chats.get(asked.chat) is None
    say(work, asked, basics.dead_link_hello(asked.name) if is_new else basics.dead_link())
    return None


def show_help(work: Work, asked: Asked) -> Phrase | None:
    """`/help`."""
    say(work, asked, basics.help_() if asked.is_private else basics.group_help(asked.bot))
    return None


def show_techniques(work: Work, asked: Asked) -> Phrase | None:
    """`/techniques`."""
    say(work, asked, techniques.techniques(work.catalogue.techniques))
    return None


def show_technique(work: Work, asked: Asked, key: TechniqueKey) -> Phrase | None:
    """One technique's card."""
    say(work, asked, techniques.technique(key))
    return None


def choose_technique(work: Work, asked: Asked, keys: tuple[TechniqueKey, ...]) -> Phrase | None:
    """One technique's card, or the choice if several were meant."""
    if len(keys) == 1:
        return show_technique(work, asked, keys[0])
    say(work, asked, techniques.techniques(key for key in work.catalogue.techniques if key in keys))
    return None


def find_technique_named(work: Work, asked: Asked, text: str) -> Phrase | None:
    """`/technique <name>`: the card, or the nearest one."""
    if not text.strip():
        return show_techniques(work, asked)
    lexicon = work.catalogue.lexicon(chat_of(work, asked).language)
    key = find_technique(text, lexicon)
    if key is not None:
        return show_technique(work, asked, key)
    near = nearest(text, lexicon.techniques)
    say(work, asked, techniques.unknown_technique(text.strip()[:SHOWN], near, work.catalogue.techniques))
    return None


def explain_technique(work: Work, asked: Asked, key: TechniqueKey) -> Phrase | None:
    """Why, and who says so."""
    say(work, asked, techniques.why(key))
    return None


def show_time_left(work: Work, asked: Asked) -> Phrase | None:
    """How long the running session still takes and what comes next; its clock runs on."""
    session = work.sessions.live(asked.chat)
    if session is None:
        return show_routines(work, asked)
    zone = chat_of(work, asked).zone
    say(work, asked, session_screens.time_left(session, asked.now.people, zone))
    return None


def show_routines(work: Work, asked: Asked) -> Phrase | None:
    """`/routine` without a name."""
    change(work, asked, techniques.pick(work.catalogue.routines.values(), has_own=asked.is_private))
    return None


def find_routine_named(work: Work, asked: Asked, text: str) -> Phrase | None:
    """`/routine <name>`: its plan, or the nearest one. "5", "full 5" and "full 5 on my own" are names too."""
    if not text.strip():
        return show_routines(work, asked)
    own = own_named(work, asked.chat, text.strip())
    if own is not None:
        return show_own(work, asked, own.key)
    lexicon = work.catalogue.lexicon(chat_of(work, asked).language)
    named, is_alone = split_alone(text, lexicon)
    key, minutes = split_length(named, lexicon)
    audience = Audience.alone if is_alone else None
    if is_alone and key is None:
        key = ALONE
    if key is not None and minutes is not None and minutes not in LENGTHS:
        return refuse_length(work, asked, chosen(work, asked, key, audience))
    if key is not None:
        show_it = show_plan if is_name(named, lexicon) else show_likely
        return show_it(work, asked, key, audience, minutes)
    if minutes is not None:
        return show_suggested(work, asked, minutes)
    routines = work.catalogue.routines
    near = nearest(text, lexicon.routines)
    nearby = routines[near] if near is not None else None
    say(work, asked, techniques.unknown_routine(text.strip()[:SHOWN], nearby, routines.values()))
    return None


def choose_audience(work: Work, asked: Asked, key: RoutineKey) -> Phrase | None:
    """With a partner or alone?"""
    change(work, asked, session_screens.who(work.catalogue.routines[key]))
    return None


def try_technique(work: Work, asked: Asked, key: TechniqueKey) -> Phrase | None:
    """The shortest routine that holds a technique, without those that less was asked of."""
    without = unwanted(work, asked.chat)
    if key in without:
        say(work, asked, after.not_suggested((key,)))
        return None
    routines = sorted(work.catalogue.routines.values(), key=lambda routine: routine.minutes)
    for routine in routines:
        for audience, steps in routine.plans.items():
            if audience is Audience.partner and any(step.technique == key for step in steps):
                say(work, asked, plan_with(work, asked, routine.key, audience))
                return None
    return show_routines(work, asked)


def show_tip(work: Work, asked: Asked) -> Phrase | None:
    """A posture tip or an exercise, none twice before all were shown."""
    chat = chat_of(work, asked)
    say(work, asked, basics.tip(next_tip(work, chat.id, asked.now.people)))
    return None


def show_posture(work: Work, asked: Asked) -> Phrase | None:
    """A posture tip."""
    chat = chat_of(work, asked)
    say(work, asked, basics.tip(next_posture(work, chat.id, asked.now.people)))
    return None


def show_safety(work: Work, asked: Asked, part: str = "") -> Phrase | None:
    """`/safety`, or one part of it."""
    say(work, asked, basics.safety_part(part) if part else basics.safety())
    return None


def show_privacy(work: Work, asked: Asked) -> Phrase | None:
    """`/privacy`."""
    say(work, asked, basics.privacy())
    return None


def show_history(work: Work, asked: Asked) -> Phrase | None:
    """`/history`."""
    chat = chat_of(work, asked)
    recent = work.sessions.history(chat.id, RECENT)
    totals = _in_seed_order(work, work.sessions.totals(chat.id))
    known = work.catalogue.routines
    # A routine may be gone from the texts; that it was played stays.
    names = {
        each.routine: name_of_routine(work, chat.id, each.routine)
        for each in recent
        if each.routine in known or own_id(each.routine) is not None
    }
    say(work, asked, after.history(recent, totals, chat.zone, names))
    return None


def _in_seed_order(work: Work, totals: Totals) -> Totals:
    """Return the totals with the seed's order for techniques of the same time."""
    order = list(work.catalogue.techniques)
    known = sorted(totals.techniques, key=lambda key: order.index(key) if key in order else len(order))
    return replace(totals, techniques={key: totals.techniques[key] for key in known})


def breathe(work: Work, asked: Asked) -> Phrase | None:
    """Five slow breaths."""
    say(work, asked, basics.five_breaths())
    return None

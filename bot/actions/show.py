"""A person asks to see something: techniques, routines, a plan, a tip, safety, privacy, help."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.choose_language import other_names
from bot.actions.counting.days import count, totals
from bot.actions.manage_own import show_own
from bot.actions.plan_session import show_likely, show_plan, show_suggested
from bot.actions.planning.choices import chosen, refuse_length
from bot.actions.planning.find_routine import name_of_routine, own_named
from bot.actions.planning.likings import left_out
from bot.actions.planning.suggest import suggested
from bot.actions.planning.tips import next_exercise, next_posture, next_tip, want_more_or_less
from bot.actions.saying.answers import SHOWN, change, say, say_on_card
from bot.actions.scene import Scene
from bot.domain.catalogue import Audience, FaqKey, RoutineKey, TechniqueKey, TipKey
from bot.domain.habit import is_back
from bot.domain.history import Totals
from bot.domain.message import Message, Phrase, phrase
from bot.domain.own import own_id
from bot.domain.plan import LENGTHS
from bot.domain.trial import tried
from bot.reading.line import Line
from bot.screens import after, basics, cards, faq, progress, safety, techniques
from bot.screens import sessions as session_screens
from bot.screens.presses import SafetyPart

RECENT = 10  # sessions that the history lists


def welcome(scene: Scene) -> Phrase | None:
    """Answer `/start`: with the session that is on, else an introduction, or a suggestion after the first."""
    chat, live = scene.chat, scene.live
    if live is not None:
        say_on_card(scene, cards.on_now(live))
        return None
    if not scene.is_new and is_back(scene.sessions.last_day(chat.id), scene.today):
        offers = scene.texts.offers
        say(scene, progress.welcome_back(count(scene).sessions, offers.taste, offers.first))
    elif chat.last_routine is None:
        others = other_names(scene, chat.language)
        hello = basics.start(scene.asked.name, scene.texts.offers.taste, others)
        say(scene, hello if scene.asked.is_private else basics.group(scene.asked.bot))
    else:
        suggestion = suggested(scene, chat)
        without = left_out(scene)
        say(scene, basics.again(suggestion) if suggestion else after.not_suggested(without))
    return None


def greet_newcomer(scene: Scene) -> None:
    """Greet a person whom the bot does not know yet, before what a link leads to."""
    if scene.asked.is_private and _is_newcomer(scene):
        say(scene, basics.hello(scene.asked.name))


def _is_newcomer(scene: Scene) -> bool:
    """Is it the first thing that the chat asks for? It may have been told of the characters just now."""
    return scene.known is None or scene.is_new


def refuse_link(scene: Scene) -> Phrase | None:
    """Answer `/start` from a link that is wrong or too old; welcome a new person all the same."""
    if not scene.asked.is_private:
        return welcome(scene)
    is_new = _is_newcomer(scene)
    others = other_names(scene, scene.asked.language)
    hello = basics.dead_link_hello(scene.asked.name, scene.texts.offers.taste, others)
    say(scene, hello if is_new else basics.dead_link())
    return None


def show_help(scene: Scene) -> Phrase | None:
    """Answer `/help`."""
    say(scene, basics.help_() if scene.asked.is_private else basics.group_help(scene.asked.bot))
    return None


def show_techniques(scene: Scene) -> Phrase | None:
    """Answer `/techniques`."""
    say(scene, _beside_session(scene, techniques.techniques(scene.texts.techniques)))
    return None


def show_technique(scene: Scene, key: TechniqueKey) -> Phrase | None:
    """Show the card of a technique."""
    say(scene, _beside_session(scene, techniques.technique(key)))
    return None


def choose_technique(scene: Scene, keys: tuple[TechniqueKey, ...]) -> Phrase | None:
    """Show the card of a technique, or a choice if the line names several."""
    if len(keys) == 1:
        return show_technique(scene, keys[0])
    every = scene.texts.techniques
    meant = tuple(key for key in every if key in keys)
    say(scene, _beside_session(scene, techniques.techniques(meant, are_all=len(meant) == len(every))))
    return None


def find_technique_named(scene: Scene, line: Line) -> Phrase | None:
    """Answer `/technique <name>`: show the card, or name the nearest technique."""
    if line.is_empty:
        return show_techniques(scene)
    if line.techniques:
        return choose_technique(scene, line.techniques)
    typed, near = line.text.strip()[:SHOWN], line.nearest.technique
    say(scene, techniques.unknown_technique(typed, near, scene.texts.techniques))
    return None


def explain_technique(scene: Scene, key: TechniqueKey) -> Phrase | None:
    """Show why a technique works, and the sources."""
    say(scene, techniques.why(key))
    return None


def show_time_left(scene: Scene) -> Phrase | None:
    """Say how long the running session still takes and what comes next; its clock runs on."""
    session = scene.live
    if session is None:
        return show_routines(scene)
    say_on_card(scene, *((cards.whole_length(session),) if session.is_getting_ready else ()))
    return None


def show_routines(scene: Scene) -> Phrase | None:
    """Answer `/routine` without a name: show the choice of routines."""
    offered = techniques.pick(scene.texts.routines.values(), has_own=scene.asked.is_private)
    change(scene, _beside_session(scene, offered))
    return None


def find_routine_named(scene: Scene, line: Line) -> Phrase | None:
    """Answer `/routine <name>`: show its plan, or name the nearest. "5" and "full 5" are names too."""
    if line.is_empty:
        return show_routines(scene)
    own = own_named(scene, line.text.strip())
    if own is not None:
        return show_own(scene, own.key)
    named = line.routine
    audience = Audience.alone if named.is_alone else None
    key = scene.texts.offers.alone if named.is_alone and named.routine is None else named.routine
    if key is not None and named.minutes is not None and named.minutes not in LENGTHS:
        return refuse_length(scene, chosen(scene, key, audience))
    if key is not None:
        show_it = show_plan if named.is_named else show_likely
        return show_it(scene, key, audience, named.minutes)
    if named.minutes is not None:
        return show_suggested(scene, named.minutes)
    routines, near = scene.texts.routines, line.nearest.routine
    nearby = routines[near] if near is not None else None
    say(scene, techniques.unknown_routine(line.text.strip()[:SHOWN], nearby, routines.values()))
    return None


def choose_audience(scene: Scene, key: RoutineKey) -> Phrase | None:
    """Ask whether the session is with a partner or alone."""
    change(scene, session_screens.who(scene.texts.routines[key]))
    return None


def show_tip(scene: Scene) -> Phrase | None:
    """Show a posture tip or an exercise. Every tip is shown once before one is shown again."""
    scene.meet()
    say(scene, basics.tip(next_tip(scene)))
    return None


def want_tips(scene: Scene, key: TipKey, *, more: bool) -> Phrase | None:
    """Note that the person wants more (or less) of what is like a tip."""
    scene.meet()
    if not want_more_or_less(scene, key, 1 if more else -1):
        return phrase("e_stale")
    return phrase("tips_more" if more else "tips_less")


def show_exercise(scene: Scene) -> Phrase | None:
    """Show an exercise."""
    scene.meet()
    say(scene, basics.tip(next_exercise(scene)))
    return None


def show_posture(scene: Scene) -> Phrase | None:
    """Show a posture tip."""
    scene.meet()
    say(scene, basics.tip(next_posture(scene)))
    return None


def show_safety(scene: Scene, part: SafetyPart | None = None) -> Phrase | None:
    """Answer `/safety`, or show one part of the safety text."""
    say(scene, safety.safety_part(part) if part else safety.safety())
    return None


def answer_faq(scene: Scene, key: FaqKey, *, with_buttons: bool = True) -> Phrase | None:
    """Answer a question that people often ask. In a session no other screen's buttons push its card up."""
    texts = scene.texts
    shown = faq.answer(texts.faq[key], texts.offers.alone if with_buttons and scene.live is None else None)
    say(scene, shown)
    return None


def show_privacy(scene: Scene) -> Phrase | None:
    """Answer `/privacy`."""
    say(scene, basics.privacy(scene.retention))
    return None


def show_history(scene: Scene) -> Phrase | None:
    """Answer `/history`."""
    chat = scene.chat
    recent = scene.sessions.history(chat.id, RECENT)
    if not recent:
        say(scene, after.no_history(scene.texts.offers.taste))
        return None
    summed = _in_seed_order(scene, totals(scene))
    named = [each.routine for each in recent if _has_name(scene, each.routine)]
    names = {each: name_of_routine(scene, each) for each in named}
    say(scene, after.history(recent, summed, chat.zone, names))
    return None


def _has_name(scene: Scene, routine: RoutineKey) -> bool:
    """Has it a name? One that was removed from the catalogue has none; its sessions stay in the history."""
    texts = scene.texts
    return routine in texts.routines or own_id(routine) is not None or tried(routine) in texts.trials


def _in_seed_order(scene: Scene, totals: Totals) -> Totals:
    """Return the totals; techniques with the same time stand in the seed's order."""
    order = list(scene.texts.techniques)
    known = sorted(totals.techniques, key=lambda key: order.index(key) if key in order else len(order))
    return replace(totals, techniques={key: totals.techniques[key] for key in known})


def _beside_session(scene: Scene, shown: Message) -> Message:
    """Return a screen that might lead away; while a session is on, it says so first."""
    live = scene.live
    return shown if live is None else cards.topped(shown, (cards.on_now(live),))


def breathe(scene: Scene, breath: int) -> Phrase | None:
    """Lead through five slow breaths, one after the other in the same message."""
    if breath:
        change(scene, safety.breath(breath))
    else:
        say(scene, safety.five_breaths())
    return None

"""Which messages of plans and sessions the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import plan as planning
from bot.domain import walk
from bot.domain.catalogue import Audience, Catalogue, Language, Routine, RoutineKey, Step
from bot.domain.ids import ChatId, SessionId
from bot.domain.plan import EVERY_CUE, Choice, Cues, Pace
from bot.domain.session import SPOKEN_WITH_SOUND, Feeling, Programme, Session
from bot.domain.walk import SOFTEST
from bot.ports import Chat
from bot.preview.titled import ZONE, Titled
from bot.screens import after, cards, plans, sessions, settings, techniques, tracks
from bot.screens.names import routine_name
from bot.screens.plan_lines import Shown

AWAY = timedelta(minutes=12)


def plans_shown(texts: Catalogue) -> Titled:
    """Yield the plan of every routine, in each of its lengths."""
    routines, known = tuple(texts.routines.values()), texts.techniques
    yield "/routine", techniques.pick(routines)
    for routine in routines:
        for audience in routine.plans:
            for minutes in planning.lengths(routine, audience, routines, known):
                steps = planning.plan(routine, audience, minutes, routines, known) or ()
                shown = Shown(Choice(routine.key, audience, minutes), routine, steps, texts)
                yield f"{routine.key}, {audience}, {minutes} min", plans.plan(shown)


def steps_shown(texts: Catalogue, now: datetime) -> Titled:
    """Yield the prompt of every step, in all its forms."""
    for step, audience in _each_step(texts):
        session = _begun(replace(step, seconds=max(step.seconds, planning.SHORT_STEP + 1)), audience, now)
        name = step.prompt.removeprefix("step.")
        yield name, cards.prompt(session, texts, now, ZONE)
        if step.technique is None:
            short = _begun(replace(step, seconds=planning.SHORT_STEP), audience, now)
            yield f"{name}, short", cards.prompt(short, texts, now, ZONE)
            continue
        if step.prompt in texts.paced:
            yield f"{name}, practised", cards.prompt(replace(session, pace=Pace.practised), texts, now, ZONE)
        for softer in range(1, SOFTEST + 1):
            yield (
                f"{name}, lighter ({softer})",
                cards.prompt(replace(session, softer=softer), texts, now, ZONE),
            )
        if step.sides > 1:
            yield f"{name}, other side", cards.cue(session, texts, now, ZONE, Cues.side)


def _each_step(texts: Catalogue) -> Iterator[tuple[Step, Audience]]:
    """Yield each kind of step once, as long as in the first plan that has it."""
    seen = set()
    for routine in sorted(texts.routines.values(), key=lambda each: each.minutes, reverse=True):
        for audience, steps in routine.plans.items():
            for step in steps:
                if step.prompt not in seen:
                    seen.add(step.prompt)
                    yield step, audience


def session_shown(texts: Catalogue, now: datetime) -> Titled:
    """Yield what a session shows while it runs, waits or has stopped."""
    for audience in Audience:
        routine = _longest(texts, audience)
        waiting = walk.begin(
            SessionId(1), ChatId(1), Programme(routine.key, audience, routine.plans[audience]), now
        )
        running = walk.skip(waiting, now)
        yield f"Get ready, {audience}", cards.ready(waiting, timedelta(seconds=60))
        yield f"Get ready, past, {audience}", cards.past(waiting, texts)
        yield f"Card, {audience}", cards.card(running, texts, now, ZONE)
        yield f"Card, more, {audience}", cards.card(replace(running, shows_more=True), texts, now, ZONE)
        yield f"Paused, {audience}", cards.paused(walk.pause(running, now), ZONE)
        yield f"Paused before the start, {audience}", cards.paused(walk.pause(waiting, now), ZONE)
        card = cards.card(running, texts, now, ZONE)
        yield f"How long?, {audience}", cards.topped(card, [cards.whole_length(running)])
        yield f"Something else, while it runs, {audience}", cards.topped(card, [cards.on_now(running)])
        yield f"After an outage, {audience}", cards.outage(running, AWAY)
        yield f"Stopped, {audience}", sessions.stopped(walk.stop(running, now))
    for cue in SPOKEN_WITH_SOUND:
        yield f"Cue with a sound: {cue.name}", cards.cue(running, texts, now, ZONE, cue)
    yield "Cue on the card: ten", cards.card(running, texts, now, ZONE, Cues.ten)
    yield "Nothing runs", sessions.idle(texts.offers.first)
    yield "Lapsed", sessions.lapsed()


def tracks_shown(texts: Catalogue) -> Titled:
    """Yield the words of the guided tracks."""
    for audience in Audience:
        routine = _longest(texts, audience)
        name, steps = routine_name(routine.key), routine.plans[audience]
        played = tracks.Played(name, audience, steps, Pace.beginner, EVERY_CUE)
        yield (
            f"{routine.key}, {audience}: its words",
            tracks.words(tracks.track(played, texts).spoken, is_first=True),
        )
        yield f"{routine.key}, {audience}: its caption", tracks.audio(played, texts)


def after_shown(texts: Catalogue, now: datetime) -> Titled:
    """Yield the end of a session, and what is asked after it."""
    routine = _longest(texts, Audience.partner)
    steps = routine.plans[Audience.partner]
    begun = walk.begin(SessionId(1), ChatId(1), Programme(routine.key, Audience.partner, steps), now)
    done = replace(begun, played=tuple(step.seconds for step in steps))
    exercise = next(tip for tip in texts.tips.values() if tip.is_exercise)
    buttons = sessions.end_buttons(done, asks_rating=True)
    yield "The end", sessions.end(done, routine_name(routine.key), exercise, False, buttons)
    yield "How does it feel?", after.rate(done)
    for feeling in Feeling:
        yield f"Rated: {feeling}", after.rated(replace(done, feels=feeling), {})
    yield "No ratings", after.asks_no_more()
    yield "/settings", settings.settings({}, Chat(ChatId(1), Language("en"), zone=ZONE))
    yield "/history before the first session", after.no_history(texts.offers.taste)


def _longest(texts: Catalogue, audience: Audience) -> Routine:
    fitting = [each for each in texts.routines.values() if audience in each.plans]
    return max(fitting, key=lambda each: each.minutes)


def _begun(step: Step, audience: Audience, now: datetime) -> Session:
    """Return a session whose only step has begun."""
    programme = Programme(RoutineKey("preview"), audience, (step,))
    return walk.skip(walk.begin(SessionId(1), ChatId(1), programme, now), now)

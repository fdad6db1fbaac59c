"""Which messages the page shows, each as a person gets it, with made-up sessions and reminders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.domain import plan as planning
from bot.domain import walk
from bot.domain.catalogue import Audience, Catalogue, Language, PhraseId, Routine, RoutineKey, Step, Wording
from bot.domain.dangers import Urgency
from bot.domain.days import Days
from bot.domain.habit import look_back
from bot.domain.history import Totals
from bot.domain.hours import Hours
from bot.domain.ids import BroadcastId, ChatId, MessageId, ReminderId, SessionId
from bot.domain.if_then import Barrier, Cue, IfThen
from bot.domain.message import Message
from bot.domain.plan import EVERY_CUE, Choice, Cues, Pace, Wanted
from bot.domain.reminder import Reminder, Ring, pause
from bot.domain.session import SPOKEN_WITH_SOUND, Feeling, Programme, Session
from bot.domain.suggestion import suit
from bot.domain.walk import SOFTEST
from bot.domain.written import Written
from bot.ports import Broadcast, Chat, Ended, Fault
from bot.screens import (
    after,
    asking_times,
    basics,
    broadcasts,
    cards,
    editing_reminders,
    faq,
    files,
    if_then,
    languages,
    peace,
    plans,
    presses,
    progress,
    reminders,
    rings,
    safety,
    sessions,
    techniques,
    tracks,
)
from bot.screens.names import routine_name
from bot.screens.plans import Shown

ZONE = "Europe/Lisbon"
AWAY = timedelta(minutes=12)


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of the page: the part of the page it belongs to, and what it is."""

    part: str
    title: str
    message: Message


def all_pieces(texts: Catalogue, now: datetime) -> tuple[Piece, ...]:
    """Return the messages of the page in its order; `now` is the moment at which they are sent."""
    parts = {
        "The first minute": _first(texts),
        "Techniques": _techniques(texts),
        "Routines and their plans": _plans(texts),
        "Steps": _steps(texts, now),
        "A session": _session(texts, now),
        "Guided tracks": _tracks(texts),
        "After a session": _after(texts, now),
        "Safety": _safety(texts),
        "Questions": ((each.key, faq.answer(each, texts.offers.alone)) for each in texts.faq.values()),
        "Tips": ((tip.key, basics.tip(tip)) for tip in texts.tips.values()),
        "Reminders": _reminders(texts, now),
        "Other screens": _others(texts),
    }
    return tuple(Piece(part, title, each) for part, shown in parts.items() for title, each in shown)


Titled = Iterator[tuple[str, Message]]


def _first(texts: Catalogue) -> Titled:
    taste = texts.routines[texts.offers.taste]
    yield "/start", basics.start("Ana", taste.key)
    names = {each: texts.phrase(each, PhraseId("language_name")) for each in texts.languages}
    yield "/language", languages.languages(names)
    yield "another language", languages.language_set(names)
    yield "traditional characters", languages.simplified()
    yield "For whom?", sessions.who(taste)
    yield "Is it safe?", safety.gate(presses.Begin(Wanted(taste.key, Audience.partner, taste.minutes)))
    yield "One is true", safety.unsure()
    yield "Five breaths", safety.five_breaths()
    yield "/help", basics.help_()
    yield "/help in a group", basics.group_help("unknot_bot")
    yield "Added to a group", basics.group("unknot_bot")


def _techniques(texts: Catalogue) -> Titled:
    yield "/techniques", techniques.techniques(texts.techniques)
    for key in texts.techniques:
        yield key, techniques.technique(key)
        yield f"{key}: why", techniques.why(key)


def _plans(texts: Catalogue) -> Titled:
    routines, known = tuple(texts.routines.values()), texts.techniques
    yield "/routine", techniques.pick(routines)
    for routine in routines:
        for audience in routine.plans:
            for minutes in planning.lengths(routine, audience, routines, known):
                steps = planning.plan(routine, audience, minutes, routines, known) or ()
                shown = Shown(Choice(routine.key, audience, minutes), routine, steps, texts)
                yield f"{routine.key}, {audience}, {minutes} min", plans.plan(shown)


def _steps(texts: Catalogue, now: datetime) -> Titled:
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


def _session(texts: Catalogue, now: datetime) -> Titled:
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


def _tracks(texts: Catalogue) -> Titled:
    for audience in Audience:
        routine = _longest(texts, audience)
        name, steps = routine_name(routine.key), routine.plans[audience]
        played = tracks.Played(name, audience, steps, Pace.beginner, EVERY_CUE)
        yield (
            f"{routine.key}, {audience}: its words",
            tracks.words(tracks.track(played, texts).spoken, is_first=True),
        )
        yield f"{routine.key}, {audience}: its caption", tracks.audio(played, texts)


def _after(texts: Catalogue, now: datetime) -> Titled:
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
    yield "/settings", after.settings({}, Chat(ChatId(1), Language("en"), zone=ZONE))
    yield "/history before the first session", after.no_history(texts.offers.taste)


def _safety(texts: Catalogue) -> Titled:
    yield "/safety", safety.safety()
    for part in presses.SafetyPart:
        yield str(part), safety.safety_part(part)
    for urgency in (Urgency.now, Urgency.today, Urgency.ask):
        for was_running in (True, False):
            running = ", in a session" if was_running else ""
            yield f"Red flag: {urgency}{running}", safety.red_flag(urgency, was_running)
    yield "Sore", safety.sore()
    yield "Pain", safety.pain()
    yield "Something is wrong there", safety.care()
    yield "A spot to leave out", safety.leave_out()
    yield "The neck", basics.neck()
    yield "Another part of the body", basics.other_part()
    for helpline in (None, *dict.fromkeys(texts.helplines.values())):
        yield f"Crisis: {helpline.country if helpline else 'country not known'}", safety.crisis(helpline)
    yield "Sexual", safety.refused("sexual_no")
    yield "Not an adult", safety.refused("adults_only")
    yield "Not sober", safety.refused("sober_only")


def _reminders(texts: Catalogue, now: datetime) -> Titled:
    reminder = Reminder(
        ReminderId(1), ChatId(1), time(8, 30), Days.named(["mon", "wed"]), Ring(now.date(), now)
    )
    openers = texts.wordings[Wording.reminder_opener]
    routine = texts.routines[texts.offers.first]
    found = suit(routine, Audience.partner, routine.minutes, texts.routines.values(), texts.techniques, {})
    tip = next(iter(texts.tips.values()))
    yield "/remind", asking_times.ask_hour()
    yield "It is set", reminders.is_set(Hours((reminder.at,), reminder.days), [reminder], ZONE, [reminder])
    yield "It is set, once", reminders.is_set_once([now], ZONE, [replace(reminder, once_on=now.date())])
    yield "/reminders", reminders.overview([reminder], ZONE)
    yield "Edit a reminder", editing_reminders.one(reminder, ZONE)
    for number in range(len(openers)):
        yield (
            f"A reminder ({number + 1})",
            rings.ring(reminder, found, rings.opener(openers, number, found), tip, False),
        )
    for kind, named in ((Wording.rest_opener, "day of rest"), (Wording.soft_opener, "softer")):
        opener = rings.plain_opener(texts.wordings[kind], 0)
        plan = [rings.quoted(IfThen(Cue.lunch, Barrier.no_time))]
        better = time(19, 15)
        said = rings.ring(reminder, found, opener, tip, True, notes=plan, better=better)
        yield f"A reminder ({named}), with a plan and a better hour", said
    yield from _manners(reminder, now)
    yield "A late reminder", rings.ring(reminder, found, rings.late_opener(found), tip, True)
    yield (
        "A reminder without a routine",
        rings.ring(reminder, None, rings.opener(openers, 0, None), tip, False),
    )


def _manners(reminder: Reminder, now: datetime) -> Titled:
    today, named = now.date(), [reminder]
    later = [today + timedelta(days=days) for days in (3, 7)]
    yield "Done", rings.done(named, ZONE, today)
    yield "Later, at a typed time", rings.ask_when()
    yield "7 days without an answer", peace.ask_for_fewer(named)
    yield "14 days without an answer", peace.turned_weekly(today, reminder.at)
    yield "30 days without an answer", peace.goodbye()
    yield "Away: until when?", peace.ask_until(later, None)
    yield "Away", peace.away(later[0], named, ZONE, has_streak=True)
    yield "Away until yesterday", peace.refuse_until("away_past", later, later[1])
    yield "The time away is over", peace.is_back(named, ZONE)
    yield "A paused reminder", editing_reminders.one(pause(reminder), ZONE)
    yield "Quiet hours: from when?", peace.quiet_begins()
    yield "A plan: after what?", if_then.ask_cue(reminder.id, has_plan=False)
    yield "A plan: what is in the way?", if_then.ask_barrier(reminder.id)
    yield "A plan", if_then.is_planned(reminder, IfThen(Cue.lunch, Barrier.no_time))


def _others(texts: Catalogue) -> Titled:
    today = date(2026, 11, 29)
    spent = {today - timedelta(days=number): 600 for number in range(1, 20)}
    totals = Totals(19, 11400, dict.fromkeys(texts.techniques, 2280))
    habit = look_back(spent, today)
    yield "/progress", progress.progress(progress.Progress(today, spent, totals, habit, True))
    yield "/progress before the first day", progress.nothing_yet(texts.offers.taste)
    yield "Add a session: the day", progress.ask_day(today)
    yield "Add a session: how long", progress.ask_length(today)
    yield "Day begins", progress.ask_day_begins(4)
    yield "/start after a long time", progress.welcome_back(19, texts.offers.taste, texts.offers.first)
    yield "/privacy", basics.privacy()
    yield "/delete_me", basics.delete()
    yield "/export", files.everything()
    yield "/calendar", files.calendar()
    yield "A file is sent back", files.ask_to_take_back(MessageId(1))
    yield "It was taken back", files.taken_back(datetime(2026, 11, 24, 12, tzinfo=UTC), ZONE)
    for fault in Fault:
        yield f"It was not taken back: {fault}", files.not_taken_back(fault)
    yield "No promise", basics.no_claim()
    yield "Not understood", basics.helpless(())
    yield from _for_administrators()


def _for_administrators() -> Titled:
    draft = Broadcast(BroadcastId(1), ChatId(1), Written("…"), is_on=True, total=100, ended=Ended(60, 1, 2))
    yield "News", broadcasts.news(draft.news)
    yield "/broadcast", broadcasts.ask(draft, 100)
    yield "News on their way", broadcasts.on_its_way(draft)
    yield "The report", broadcasts.report(draft)
    yield "The report after Stop", broadcasts.report(replace(draft, is_stopped=True))


def _longest(texts: Catalogue, audience: Audience) -> Routine:
    fitting = [each for each in texts.routines.values() if audience in each.plans]
    return max(fitting, key=lambda each: each.minutes)


def _begun(step: Step, audience: Audience, now: datetime) -> Session:
    """Return a session whose only step has begun."""
    programme = Programme(RoutineKey("preview"), audience, (step,))
    return walk.skip(walk.begin(SessionId(1), ChatId(1), programme, now), now)

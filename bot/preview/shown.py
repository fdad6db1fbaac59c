"""Which messages the page shows, each as a person gets it, with made-up sessions and reminders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.catalogue import Audience, Catalogue, PhraseId
from bot.domain.dangers import Urgency
from bot.domain.habit import look_back
from bot.domain.history import Totals
from bot.domain.ids import BroadcastId, ChatId, MessageId
from bot.domain.message import Message
from bot.domain.plan import Wanted
from bot.domain.written import Written
from bot.ports import Broadcast, Ended, Fault
from bot.preview.shown_reminders import reminders_shown
from bot.preview.shown_sessions import after_shown, plans_shown, session_shown, steps_shown, tracks_shown
from bot.preview.titled import ZONE, Titled
from bot.screens import (
    adding,
    basics,
    broadcasts,
    faq,
    files,
    languages,
    presses,
    progress,
    safety,
    sessions,
    techniques,
)


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
        "Routines and their plans": plans_shown(texts),
        "Steps": steps_shown(texts, now),
        "A session": session_shown(texts, now),
        "Guided tracks": tracks_shown(texts),
        "After a session": after_shown(texts, now),
        "Safety": _safety(texts),
        "Questions": ((each.key, faq.answer(each, texts.offers.alone)) for each in texts.faq.values()),
        "Tips": ((tip.key, basics.tip(tip)) for tip in texts.tips.values()),
        "Reminders": reminders_shown(texts, now),
        "Other screens": _others(texts),
    }
    return tuple(Piece(part, title, each) for part, shown in parts.items() for title, each in shown)


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


def _others(texts: Catalogue) -> Titled:
    today = date(2026, 11, 29)
    spent = {today - timedelta(days=number): 600 for number in range(1, 20)}
    totals = Totals(19, 11400, dict.fromkeys(texts.techniques, 2280))
    habit = look_back(spent, today)
    yield "/progress", progress.progress(progress.Progress(today, spent, totals, habit, True))
    yield "/progress before the first day", progress.nothing_yet(texts.offers.taste)
    yield "Add a session: the day", adding.ask_day(today)
    yield "Add a session: how long", adding.ask_length(today)
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

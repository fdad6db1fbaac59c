"""A person sets reminders: for hours of every week, or once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.ringing.outside import let_ring_inside
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import SHOWN, say
from bot.actions.scene import Scene
from bot.domain import deciding
from bot.domain.days import DAILY, Days
from bot.domain.deciding import After, Decision, Doubt, Each, OnDate, Question, decide
from bot.domain.hours import Hours
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase
from bot.domain.reminder import MOST, Reminder, Ring, days_left, moment_for, resume, ring_at, ring_on
from bot.domain.said_times import Cannot, DayOf, Part, SaidTimes
from bot.ports import Chat
from bot.ports import Question as Asks
from bot.screens import asking_times
from bot.screens import reminders as screens

UNNUMBERED = ReminderId(0)  # until the storage gives it an id
_MINUTE = timedelta(minutes=1)


def ask_hour(scene: Scene) -> Phrase | None:
    """Ask for an hour, and offer some."""
    _await_hour(scene)
    say(scene, asking_times.ask_hour())
    return None


def ask_hour_on(scene: Scene, on: date, part: Part | None) -> Phrase | None:
    """Ask for the hour of a single ring on a date."""
    if (zone := scene.chat.zone) is None:
        return _ask(scene, Question(Doubt.zone))
    if on < scene.now.people.astimezone(ZoneInfo(zone)).date():
        _await_hour(scene)
        say(scene, asking_times.cannot(Cannot.past))
        return None
    return _ask(scene, deciding.ask_hour_on(on, part))


def refuse_hour(scene: Scene, text: str) -> Phrase | None:
    """Say that `text` names no hour, and ask again."""
    _await_hour(scene)
    say(scene, asking_times.unknown_hour(text.strip()[:SHOWN]))
    return None


def set_times(scene: Scene, said: SaidTimes, asked: Chat | None = None) -> Phrase | None:
    """Set what a line says, or ask what it means. `asked`: the chat with the question before the line."""
    match _decided(scene, _with_what_was_asked(said, asked)):
        case Hours() as hours:
            return set_hours(scene, hours)
        case Each(several):
            return set_each(scene, several)
        case OnDate() as single:
            return set_once(scene, single)
        case After(span):
            return ring_in(scene, span)
        case Question() as question:
            return _ask(scene, question)
        case Cannot() as what:
            _await_hour(scene)
            say(scene, asking_times.cannot(what))
            return None


def offer_times(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Offer what a line may ask for; set nothing."""
    match _decided(scene, said):
        case Hours() | OnDate() | After() as wanted:
            return _ask(scene, Question(Doubt.meant, (wanted,)))
        case Each(several):
            return _ask(scene, Question(Doubt.meant, several))
        case Question() as question:
            return _ask(scene, question)
        case Cannot() as what:
            say(scene, asking_times.cannot(what))
            return None


def _decided(scene: Scene, said: SaidTimes) -> Decision:
    zone = scene.chat.zone
    return decide(said, None if zone is None else scene.now.people.astimezone(ZoneInfo(zone)))


def set_hours(
    scene: Scene, hours: Hours, *, is_sure: bool = False, waits_until: time | None = None
) -> Phrase | None:
    """Set reminders; they ring once the zone is known. Ask once about hours inside the quiet hours.

    On a day on which the hour has a reminder already it gets no second one. `waits_until`: nobody has said
    that the hour, to which a reminder was moved, may ring inside the quiet hours.
    """
    chat = scene.chat
    before = scene.reminders.of(scene.chat_id)
    missing = _missing(hours, before)
    if _are_too_many(scene, missing):
        return None
    if not is_sure and _asks_about_quiet(scene, hours):
        return None
    if waits_until is None:
        before = _confirmed(scene, before, hours)
    added = [
        scene.add_reminder(Reminder(UNNUMBERED, scene.chat_id, at, days, waits_until=waits_until))
        for at, days in missing
    ]
    if chat.zone is None:
        scene.keep(replace(chat, question=Asks.zone))
        say(scene, screens.kept(hours))
        return None
    # One that was set in another topic of the group rings here from now on.
    # One that was paused rings again: that is what was asked for.
    here = (replace(resume(each), topic=scene.asked.topic) for each in (*before, *added))
    wanted = [each for each in here if _rings_for(each, hours)]
    ringing = start_ringing(scene, wanted, chat.zone)
    new = {each.id for each in added}
    say(scene, screens.is_set(hours, ringing, chat.zone, [each for each in ringing if each.id in new]))
    return None


def set_each(scene: Scene, several: Sequence[Hours]) -> Phrase | None:
    """Set hours that each have days of their own, one after the other, each with its own answer.

    If they are too many together, none is set, and that is said once. So is the question for the zone.
    """
    before = scene.reminders.of(scene.chat_id)
    missing = [each for hours in several for each in _missing(hours, before)]
    if _are_too_many(scene, missing):
        return None
    if scene.chat.zone is None:
        return _keep_each(scene, [hours for hours in several if not _asks_about_quiet(scene, hours)])
    for hours in several:
        set_hours(scene, hours)
    return None


def _keep_each(scene: Scene, several: Sequence[Hours]) -> Phrase | None:
    """Keep hours that cannot ring before the zone is known, and ask for it."""
    for hours in several:
        for at, days in _missing(hours, scene.reminders.of(scene.chat_id)):
            scene.add_reminder(Reminder(UNNUMBERED, scene.chat_id, at, days))
    if several:
        scene.keep(replace(scene.chat, question=Asks.zone))
        say(scene, screens.kept_each(several))
    return None


def _are_too_many(scene: Scene, missing: Sequence[tuple[time, Days]]) -> bool:
    """Would these and the known reminders be too many? Then say so."""
    known = scene.reminders.of(scene.chat_id)
    if len(known) + len(missing) <= MOST:
        return False
    say(scene, screens.too_many(known, missing[0][0]))
    return True


def _missing(hours: Hours, known: Sequence[Reminder]) -> list[tuple[time, Days]]:
    """Return each hour with those of its days on which no reminder rings at it."""
    return [(at, left) for at in hours.at if (left := days_left(hours.days, at, known)) is not None]


def set_once(
    scene: Scene, single: OnDate, *, is_sure: bool = False, waits_until: time | None = None
) -> Phrase | None:
    """Set single rings on a date; a moment that passed meanwhile is refused."""
    chat = scene.chat
    if chat.zone is None:
        return _ask(scene, Question(Doubt.zone))
    zone = ZoneInfo(chat.zone)
    if not is_sure and _asks_about_quiet(scene, single):
        return None
    moments = [ring_on(single.on, at, zone) for at in single.at]
    if min(moments) <= scene.now.people:
        say(scene, asking_times.cannot(Cannot.past))
        return None
    planned = [
        Reminder(UNNUMBERED, scene.chat_id, at, once_on=single.on, waits_until=waits_until)
        for at in single.at
    ]
    ringing = [replace(each, ring=Ring(single.on, moment_for(each, single.on, zone))) for each in planned]
    return _add_singles(scene, ringing)


def ring_in(scene: Scene, span: timedelta) -> Phrase | None:
    """Set a single ring so long from now. It needs no zone, and it also rings inside the quiet hours."""
    zone = ZoneInfo(scene.chat.zone) if scene.chat.zone is not None else ZoneInfo("UTC")
    return _add_singles(scene, [ring_at(scene.chat_id, scene.now.people + max(span, _MINUTE), zone)])


def offer_hour(scene: Scene, hour: time) -> Phrase | None:
    """Set a reminder for every day at the hour of the tapped button."""
    return set_hours(scene, Hours((hour,), DAILY))


def _add_singles(scene: Scene, planned: Sequence[Reminder]) -> Phrase | None:
    """Keep single rings, but none for a minute at which the chat has a ring already."""
    before = scene.reminders.of(scene.chat_id)
    taken = {_minute(each.ring.at) for each in before if each.ring is not None}
    missing = [each for each in planned if each.ring is not None and _minute(each.ring.at) not in taken]
    if len(before) + len(missing) > MOST:
        say(scene, screens.too_many(before, missing[0].at))
        return None
    for over in [each for each in scene.reminders.rung(scene.chat_id) if each.is_over]:
        if any((over.at, over.once_on) == (each.at, each.once_on) for each in missing):
            scene.reminders.drop(scene.chat_id, over.id)  # the same hour comes again in another zone
    added = [scene.add_reminder(each) for each in missing]
    moments = [each.ring.at for each in planned if each.ring is not None]
    say(scene, screens.is_set_once(moments, scene.chat.zone, added))
    return None


def _confirmed(scene: Scene, known: list[Reminder], hours: Hours) -> list[Reminder]:
    """Return `known`. Those that `hours` ask for once more wait no longer for the end of the quiet hours."""
    waiting = [each for each in known if each.waits_until is not None and _rings_for(each, hours)]
    for each in waiting:
        let_ring_inside(scene, each)
    return scene.reminders.of(scene.chat_id) if waiting else known


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _rings_for(reminder: Reminder, hours: Hours) -> bool:
    is_weekly = reminder.once_on is None and reminder.at in hours.at
    return is_weekly and bool(reminder.days.mask & hours.days.mask)


def _asks_about_quiet(scene: Scene, wanted: Hours | OnDate) -> bool:
    """Ask about hours inside the quiet hours; False: there are none."""
    quiet = scene.chat.quiet
    inside = [at for at in wanted.at if quiet is not None and quiet.covers(at)]
    if quiet is None or not inside:
        return False
    say(scene, screens.ask_about_quiet(wanted, inside[0], quiet))
    return True


def _with_what_was_asked(said: SaidTimes, asked: Chat | None) -> SaidTimes:
    """Return `said` with the days or the date for which the bot has asked the hour."""
    if asked is None or asked.question is not Asks.hour or not said.hours:
        return said
    if said.days is not None or said.dates or said.without is not None:
        return said
    if asked.question_on is not None:
        on, days = asked.question_on, asked.question_days
        dated = replace(said, dates=(DayOf(on.day, on.month, on.year),))
        return dated if days is None else replace(dated, days=days, is_one_day=True)
    return replace(said, days=asked.question_days)


def _ask(scene: Scene, question: Question) -> Phrase | None:
    if question.about is Doubt.zone:
        scene.keep(replace(scene.chat, question=Asks.zone))
    else:
        _await_hour(scene, question)
    hours = [each.at for each in question.choices if not isinstance(each, After) and len(each.at) > MOST]
    if hours:
        say(scene, screens.too_many(scene.reminders.of(scene.chat_id), hours[0][0]))
    else:
        say(scene, asking_times.ask(replace(question, text=question.text[:SHOWN])))
    return None


def _await_hour(scene: Scene, question: Question | None = None) -> None:
    days: Days | None = question.days if question is not None else None
    on = question.on if question is not None else None
    scene.keep(replace(scene.chat, question=Asks.hour, question_days=days, question_on=on))

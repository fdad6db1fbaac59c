"""Domain messages in words: escaped, within Telegram's limits, with every phrase found."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from html import unescape
from types import ModuleType

from bot.actions.press_button.catalogued import is_in_catalogue
from bot.content.required import TOASTS
from bot.domain import walk
from bot.domain.catalogue import (
    Audience,
    Catalogue,
    Language,
    Routine,
    RoutineKey,
    Step,
    Wording,
)
from bot.domain.dangers import Urgency
from bot.domain.history import Totals
from bot.domain.ids import ChatId, MessageId, SessionId
from bot.domain.liking import Liking
from bot.domain.message import Message, phrase
from bot.domain.pictures import alt
from bot.domain.place_names import Place
from bot.domain.plan import EVERY_CUE, LENGTHS, NO_CUE, Choice, Cues, Pace, Wanted
from bot.domain.reminder import MOST
from bot.domain.said_times import Cannot
from bot.domain.session import SPOKEN_WITH_SOUND, Feeling, Programme, Session, State
from bot.domain.suggestion import Suggestion, suit
from bot.ports import Fault, Retention
from bot.screens import (
    adding,
    after,
    asking_times,
    basics,
    broadcasts,
    builder,
    cards,
    editing_reminders,
    faq,
    files,
    if_then,
    languages,
    own,
    peace,
    plans,
    progress,
    reminders,
    rings,
    safety,
    sessions,
    settings,
    stats,
    techniques,
    tracks,
    zones,
)
from bot.screens.buttons import A_TIP, button
from bot.screens.names import routine_name
from bot.screens.plan_lines import Shown
from bot.screens.presses import (
    Begin,
    EditPart,
    SafetyPart,
    ShowRoutine,
    SwapPlaces,
    decode,
    encode,
)
from bot.telegram.rendering import Renderer
from tests.telegram import counted, manners
from tests.telegram.faq_screens import faq_screens
from tests.telegram.listening import to_listen
from tests.telegram.made_reminders import hours_of, questions, several, single
from tests.telegram.news_screens import news_screens
from tests.telegram.own_screens import EVIL, LARGE, own_screens

OTHERS = {Language("zh-Hans"): "简体中文"}
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ROW_LIMITS = {1: 30, 2: 17, 3: 11, 4: 2, 5: 2, 6: 2, 7: 2}  # characters of a label by buttons in its row
SCREENS = (
    adding,
    after,
    asking_times,
    basics,
    broadcasts,
    builder,
    cards,
    if_then,
    editing_reminders,
    faq,
    files,
    languages,
    own,
    plans,
    progress,
    peace,
    reminders,
    rings,
    safety,
    sessions,
    settings,
    stats,
    techniques,
    tracks,
    zones,
)
COMMAND = re.compile(r"(?<![\w<])/[a-z_]+")


def walks(catalogue: Catalogue) -> list[Session]:
    """Return sessions of every routine in every step and state."""
    found = []
    for routine in catalogue.routines.values():
        for audience, steps in routine.plans.items():
            session = walk.begin(SessionId(LARGE), ChatId(1), Programme(routine.key, audience, steps), NOON)
            found.append(session)
            for _ in steps:
                session = walk.skip(session, NOON)
                found.append(session)
                if session.step.sides > 1:
                    found.append(replace(session, cued=Cues.side))
            first = walk.skip(found[0], NOON)
            found.append(replace(first, shows_more=True))
            found.append(replace(first, state=State.outage))
            if routine.key == "full":
                found += [replace(each, pace=Pace.practised) for each in found if each.routine == "full"]
            found.append(walk.pause(found[0], NOON))
            found.append(walk.pause(found[1], NOON))
            found.append(walk.stop(session, NOON))
            ended = walk.skip(session, NOON)
            found.append(replace(ended, played=tuple(step.seconds for step in steps)))
            found.append(replace(ended, played=tuple(step.seconds // 2 for step in steps)))
    return found


def screens(catalogue: Catalogue) -> list[tuple[str, Message]]:
    """Return every screen with its name, in many forms."""
    routines, tips = list(catalogue.routines.values()), list(catalogue.tips.values())
    zone = "America/Argentina/ComodRivadavia"
    taste = catalogue.offers.taste
    thanks, openers = catalogue.wordings[Wording.thanks], catalogue.wordings[Wording.reminder_opener]
    made: list[tuple[str, Message]] = [
        ("start", basics.start("x" * 64, taste)),
        ("start", basics.start("x" * 64, taste, OTHERS)),
        ("languages", languages.languages(OTHERS)),
        ("language_set", languages.language_set(OTHERS)),
        ("simplified", languages.simplified()),
        ("dead_link", basics.dead_link()),
        ("dead_link_hello", basics.dead_link_hello("x" * 64, taste)),
        ("hello", basics.hello("x" * 64)),
        *(("again", basics.again(each)) for each in suggestions(catalogue)),
        ("asks_no_more", after.asks_no_more()),
        ("not_suggested", after.not_suggested(tuple(catalogue.techniques))),
        ("no_history", after.no_history(taste)),
        ("help_", basics.help_()),
        *(("tip", basics.tip(each)) for each in tips),
        ("neck", basics.neck()),
        ("other_part", basics.other_part()),
        ("leave_out", safety.leave_out()),
        ("care", safety.care()),
        ("pain", safety.pain()),
        *(("crisis", safety.crisis(each)) for each in (None, *catalogue.helplines.values())),
        ("no_claim", basics.no_claim()),
        ("sore", safety.sore()),
        *(("refused", safety.refused(why)) for why in ("adults_only", "sober_only", "sexual_no")),
        *(("less_of", basics.less_of(tuple(catalogue.techniques)[:count])) for count in (1, 5)),
        ("five_breaths", safety.five_breaths()),
        *(("breath", safety.breath(number)) for number in range(1, 7)),
        ("safety", safety.safety()),
        *(("safety_part", safety.safety_part(each)) for each in SafetyPart),
        *(
            ("red_flag", safety.red_flag(each, ran))
            for each in (Urgency.now, Urgency.today, Urgency.ask)
            for ran in (True, False)
        ),
        ("privacy", basics.privacy()),
        *(
            ("privacy", basics.privacy(Retention(history=timedelta(days=365), backups=timedelta(days=kept))))
            for kept in (0, 30)
        ),
        ("everything", files.everything()),
        ("calendar", files.calendar()),
        ("nothing_kept", files.nothing_kept()),
        ("ask_to_take_back", files.ask_to_take_back(MessageId(1))),
        *(("taken_back", files.taken_back(NOON, at)) for at in (zone, None)),
        *(("not_taken_back", files.not_taken_back(fault)) for fault in Fault),
        *(("nothing_to_ring", files.nothing_to_ring(has_zone=has_zone)) for has_zone in (True, False)),
        ("delete", basics.delete()),
        ("too_long", basics.too_long(4096)),
        ("group", basics.group("x" * 32)),
        *(("group_help", basics.group_help(bot)) for bot in ("x" * 32, "")),
        *(("not_allowed", basics.not_allowed(why)) for why in ("e_admin", "e_admin_unknown")),
        *(("unheard", basics.unheard(has_paused=has_paused)) for has_paused in (True, False)),
        ("gate_again", safety.gate_again((A_TIP,))),
        ("tap_one", basics.tap_one((A_TIP,))),
        ("tap_above", basics.tap_above()),
        *(("unread", basics.unread(is_playing=is_playing)) for is_playing in (True, False)),
        *(("unread_edit", basics.unread_edit(is_playing=is_playing)) for is_playing in (True, False)),
        *(
            ("forwarded", basics.forwarded(has_paused=has_paused, is_playing=is_playing))
            for has_paused, is_playing in ((True, True), (False, True), (False, False))
        ),
        *(("passed_over", basics.passed_over(has_paused=has_paused)) for has_paused in (True, False)),
        ("sorry", basics.sorry()),
        ("unknown_hour", asking_times.unknown_hour("x" * 30)),
        ("unknown_zone", zones.unknown_zone("x" * 30)),
        *(("too_many", reminders.too_many(several(many), time(23, 45))) for many in (0, MOST)),
        *(("plain", basics.plain(each)) for each in thanks),
        *(
            ("plain", basics.plain(each))
            for each in (
                *("import_left", "import_live", "import_gone"),
                *("deleted", "delete_kept", "gate_yes", "ok_go_on", "just_right", "nottoday_none"),
                *(
                    "already_paused",
                    "already_running",
                    "paused_toast",
                    "paused_pain",
                    "resumed",
                    "e_lost_session",
                    "e_lost_paused",
                    "overflow_note",
                ),
            )
        ),
        *(("thanks", basics.thanks(thanks, number)) for number in range(len(thanks))),
        ("helpless", basics.helpless(())),
        (
            "helpless",
            basics.helpless((button(phrase("routine.full.name"), ShowRoutine(RoutineKey("full"))),)),
        ),
        ("ask_hour", asking_times.ask_hour()),
        *(
            ("is_set", reminders.is_set(hours_of(count), several(count), zone, several(count)))
            for count in (1, 2, MOST)
        ),
        *(
            ("is_set_once", reminders.is_set_once([NOON] * count, at, several(count)))
            for count in (1, 2)
            for at in (zone, None)
        ),
        *(("kept", reminders.kept(hours_of(count))) for count in (1, MOST)),
        ("kept_each", reminders.kept_each([hours_of(1)] * MOST)),
        *(("ask", asking_times.ask(each)) for each in questions()),
        *(("cannot", asking_times.cannot(each)) for each in Cannot),
        ("ask_which_moves", asking_times.ask_which_moves(several(MOST), [time(20, 30)])),
        ("ask_which_move", asking_times.ask_which_move([(each, time(20, 30)) for each in several(2)])),
        ("ask_which_moves", asking_times.ask_which_moves(several(1), [time(8), time(20, 30)])),
        *(
            (name, screen)
            for each in (single(), *several(1))
            for name, screen in (
                ("ask_to_move", asking_times.ask_to_move(each, time(20, 30))),
                ("ask_to_drop", asking_times.ask_to_drop(each)),
                ("is_moved", reminders.is_moved(each, replace(each, at=time(20, 30)), zone)),
                ("is_dropped", reminders.is_dropped(each, reminders.overview(several(1), zone))),
            )
        ),
        ("meant_place", zones.meant_place([Place(zone, "Las Palmas de Gran Canaria, Spain")])),
        ("which_place", zones.which_place("x" * 30, [Place(zone, "Las Palmas de Gran Canaria, Spain")] * 5)),
        ("near_places", zones.near_places("x" * 30, [Place(zone)])),
        ("which_city", zones.which_city([zone, "UTC"])),
        ("then_hour", zones.then_hour(zones.meant_place([Place(zone)]))),
        ("which_half", zones.which_half([(time(3), timedelta(hours=-9)), (time(15), timedelta(hours=3))])),
        *(
            (
                "offset_is",
                zones.offset_is("Etc/GMT+3", time(9), [zone, "America/Sao_Paulo"], several(count), passed),
            )
            for count, passed in ((0, None), (1, None), (1, several(1)[0]))
        ),
        ("ask_zone", zones.ask_zone()),
        ("ask_zone", zones.ask_zone(zone, time(12))),
        *(("zone_is", zones.zone_is(zone, time(12), several(count))) for count in (0, 1)),
        ("zone_is", zones.zone_is(zone, time(12), several(1), several(1)[0], has_evening=True)),
        *(
            ("overview", reminders.overview(several(count), at))
            for count in (0, 1, MOST)
            for at in (zone, None)
        ),
        ("overview", reminders.overview([single()], zone)),
        *(
            ("one", editing_reminders.one(reminder, at, part))
            for reminder in (single(), *several(1))
            for part in EditPart
            for at in (zone, None)
        ),
        ("all_off", reminders.all_off()),
        *(
            ("ask_turn_off", reminders.ask_turn_off(several(count), rang))
            for count in (1, MOST)
            for rang in (None, several(count)[0])
        ),
        *(
            (
                "ring",
                rings.ring(several(1)[0], each, rings.opener(openers[number], each), tip, False),
            )
            for each in (*suggestions(catalogue), None)
            for number in range(len(openers))
            for tip in tips[:3]
        ),
        (
            "ring",
            rings.ring(several(1)[0], None, rings.late_opener(None), tips[0], True),
        ),
        *(
            ("ring", rings.ring(several(1)[0], each, rings.late_opener(each), tips[0], True))
            for each in suggestions(catalogue)
        ),
        ("ring", rings.ring(single(), None, rings.late_single_opener(NOON, zone), tips[0], True)),
        *manners.screens(catalogue, several, zone),
        *counted.screens(catalogue, zone),
        *(("who", sessions.who(each)) for each in routines if len(each.plans) > 1),
        *(
            (name, screen)
            for each in routines
            for audience, steps in each.plans.items()
            for name, screen in before_a_session(each, audience, steps, catalogue)
        ),
        *(
            (
                "plan",
                plans.plan(
                    Shown(
                        longest_choice(each.routine, each.audience),
                        each.routine,
                        each.steps,
                        catalogue,
                        each,
                    )
                ),
            )
            for each in suggestions(catalogue)
        ),
        *(
            ("gate", safety.gate(Begin(longest_choice(each, audience).wanted)))
            for each in routines
            for audience in each.plans
        ),
        *(
            ("gate", safety.gate(Begin(Wanted(each.key, audience))))
            for each in routines
            for audience in each.plans
        ),
        *(
            screen
            for key, each in catalogue.trials.items()
            for audience, steps in each.plans.items()
            for screen in (
                (
                    "trial",
                    plans.trial(key, Shown(Choice(each.key, audience, each.minutes), each, steps, catalogue)),
                ),
                ("gate", safety.gate(Begin(Wanted(each.key, audience)))),
            )
        ),
        ("gate", safety.gate(None)),
        ("gate", safety.gate(SwapPlaces(SessionId(LARGE)))),
        ("unsure", safety.unsure()),
        ("lapsed", sessions.lapsed()),
        ("idle", sessions.idle(catalogue.offers.first)),
        ("idle", sessions.idle(None)),
        *(
            ("techniques", techniques.techniques(list(catalogue.techniques)[:n], are_all=n == 5))
            for n in (2, 5)
        ),
        *(("technique", techniques.technique(key)) for key in catalogue.techniques),
        *(("why", techniques.why(key)) for key in catalogue.techniques),
        ("pick", techniques.pick(routines)),
        ("pick", techniques.pick(routines, has_own=True)),
        *own_screens(catalogue),
        *faq_screens(catalogue),
        *news_screens(),
        *(
            ("unknown_routine", techniques.unknown_routine(EVIL, near, routines))
            for near in (routines[0], None)
        ),
        *(
            ("unknown_technique", techniques.unknown_technique(EVIL, near, catalogue.techniques))
            for near in (None, next(iter(catalogue.techniques)))
        ),
    ]
    for session in walks(catalogue):
        made += [
            ("ready", cards.ready(session, timedelta(seconds=60))),
            ("prompt", cards.prompt(session, catalogue, NOON, zone)),
            ("in_session", safety.in_session(safety.red_flag(Urgency.now, True), session)),
            ("in_session", safety.in_session(safety.care(), session)),
            ("in_session", safety.in_session(safety.unsure(), session)),
            ("crisis_in_session", safety.crisis_in_session(safety.crisis(None), session)),
            *(("card", cards.card(session, catalogue, NOON, zone, cue)) for cue in (NO_CUE, *EVERY_CUE)),
            *(("cue", cards.cue(session, catalogue, NOON, zone, cue)) for cue in SPOKEN_WITH_SOUND),
            ("past", cards.past(session, catalogue)),
            ("paused", cards.paused(session, zone)),
            *(
                (
                    "standing",
                    cards.standing(session, catalogue, NOON, zone, hands_rest=rests, is_alarmed=is_alarmed),
                )
                for rests, is_alarmed in ((True, False), (False, False), (False, True))
            ),
            ("moved", cards.moved(session, catalogue)),
            ("topped", cards.topped(cards.moved(session, catalogue), (cards.on_now(session),))),
            ("topped", cards.topped(cards.moved(session, catalogue), (cards.whole_length(session),))),
            ("paused", cards.paused(replace(session, softer=1), zone)),
            ("outage", cards.outage(session, timedelta(days=2))),
            ("stopped", sessions.stopped(session)),
            *(
                (
                    "end",
                    sessions.end(
                        session,
                        routine_name(session.routine),
                        tips[-1],
                        False,
                        sessions.end_buttons(session, asks),
                    ),
                )
                for asks in (True, False)
            ),
            ("rate", after.rate(session)),
            *(
                ("rated", after.rated(replace(session, feels=feeling), likings))
                for feeling in Feeling
                for likings in ({}, *(dict.fromkeys(catalogue.techniques, liking) for liking in Liking))
            ),
        ]
    played = walks(catalogue)
    felt = [replace(each, feels=feeling) for each in played for feeling in (*Feeling, None)]
    totals = Totals(LARGE, LARGE * 600, dict.fromkeys(catalogue.techniques, LARGE))
    made += [
        ("history", after.history(felt[at : at + 10], totals, at_zone, known))
        for at in range(0, len(felt), 10)
        for at_zone in (zone, None)
        for known in ({each.key: routine_name(each.key) for each in routines}, {})
    ]
    return made


def suggestions(catalogue: Catalogue) -> list[Suggestion]:
    """Return every routine without one technique, without none and without all but one, and with more."""
    every = frozenset(catalogue.techniques)
    wishes = (
        {},
        *({key: Liking.less} for key in every),
        *(dict.fromkeys(every - {key}, Liking.less) | {key: Liking.more} for key in every),
        dict.fromkeys(every, Liking.more),
    )
    found = [
        suit(routine, audience, minutes, catalogue.routines.values(), catalogue.techniques, likings)
        for routine in catalogue.routines.values()
        for audience in routine.plans
        for minutes in (routine.minutes, 20)
        for likings in wishes
    ]
    return [each for each in found if each is not None]


def longest_choice(routine: Routine, audience: Audience) -> Choice:
    """Return the choice with the longest data."""
    return Choice(routine.key, audience, 20, Pace.practised, suggested=True)


def before_a_session(
    routine: Routine, audience: Audience, steps: tuple[Step, ...], catalogue: Catalogue
) -> list[tuple[str, Message]]:
    """Return the screens about a plan, with the longest data."""
    choice = longest_choice(routine, audience)
    shown = Shown(choice, routine, steps, catalogue)
    return [
        ("plan", plans.plan(shown)),
        ("plan", plans.plan(replace(shown, steps=steps[:1], wished=19))),
        ("choose_length", plans.choose_length(shown, LENGTHS)),
        ("choose_pace", plans.choose_pace(shown)),
        *(("choose_cues", plans.choose_cues(shown, cues)) for cues in (NO_CUE, EVERY_CUE | Cues.sound)),
        ("wrong_length", plans.wrong_length(choice, LENGTHS)),
        *to_listen(routine_name(routine.key), audience, steps, catalogue),
    ]


def builders(module: ModuleType) -> set[str]:
    """Return the public functions of a module that make a message."""
    return {
        name
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and function.__annotations__.get("return") == "Message"
    }


def visible(html: str) -> str:
    """Return what is left of HTML after Telegram has parsed it."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def units(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


# Screens with a picture whose words do not say what it shows.
UNTOLD = {"ready", "prompt", "card", "cue", "paused", "standing", "breath"}


def test_every_screen_is_looked_at_here(catalogue: Catalogue) -> None:
    """A new screen has to be added to the list above."""
    known = {name for name, _ in screens(catalogue)}

    assert {name for module in SCREENS for name in builders(module)} == known


def test_every_screen_finds_its_phrases_and_keeps_to_telegrams_limits(
    catalogue: Catalogue, words: Renderer
) -> None:
    """4,096 UTF-16 units after parsing, no brace left open, tags in pairs.

    Outside of a session the words say what the picture shows; of the breaths the first screen does.
    """
    with_picture = replace(words, tells=True)
    for name, message in screens(catalogue):
        if message.medium is not None and name not in UNTOLD:
            told = words.phrase(phrase(alt(message.medium)))
            assert told in with_picture.text(message), name
        html = words.text(message)
        text = visible(html)
        assert 0 < units(text) <= 4096, name
        assert "{" not in text, name
        assert text == text.strip(), (name, text)
        opened = re.findall(r"<([a-z-]+)[^>]*>", html)
        closed = re.findall(r"</([a-z-]+)>", html)
        assert sorted(opened) == sorted(closed), name


def test_every_button_of_every_screen_works_and_fits(catalogue: Catalogue, words: Renderer) -> None:
    """64 bytes of data that can be read, of what the catalogue has; labels that a narrow phone shows."""
    wrong = []
    for name, message in screens(catalogue):
        keyboard = words.keyboard(message) or {}
        for row in keyboard.get("inline_keyboard", ()):
            for key in row:
                data = key["callback_data"]
                press = decode(data)
                label_fits = len(key["text"]) <= ROW_LIMITS[len(row)]
                works = press is not None and encode(press) == data and is_in_catalogue(press, catalogue)
                if not label_fits or not 1 <= len(data.encode()) <= 64 or not works:
                    wrong.append((name, key["text"], len(row), data))

    assert sorted(set(wrong)) == []


def test_every_error_and_every_no_offers_what_can_be_done(catalogue: Catalogue, words: Renderer) -> None:
    """Buttons, a question, or at the least a command that can be tapped; toasts have no room for any."""
    noes = {"oops", "neck", "no_claim", "own_gone", "no_copy", "unsaved", "not_named"}
    errors = {str(id) for id in catalogue.phrases[words.language] if id.startswith("e_")} | noes
    shown, dead_ends = set(), []
    for _, message in screens(catalogue):
        id = str(message.parts[0].id)
        shown.add(id)
        if id in errors and words.keyboard(message) is None and not COMMAND.search(words.text(message)):
            dead_ends.append(id)

    assert sorted(set(dead_ends)) == []
    assert errors - shown <= TOASTS


def test_toasts_fit(words: Renderer) -> None:
    """200 characters at most."""
    toasts = ("e_stale", "e_theirs", "paused_toast", "already_paused", "already_running", "already_later")
    assert all(len(words.plain(phrase(each))) <= 200 for each in toasts)
    assert (
        words.plain(phrase("skipped", next=phrase("technique.kneading.name"))) == "Skipped. Next: Kneading."
    )

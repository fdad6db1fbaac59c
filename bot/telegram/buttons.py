"""What each button does: `verb:argument:...` back into one action.

Buttons stay tappable forever and their data can be forged, so every part is checked here, and what it
points to is checked by the action.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import time

from bot.actions import (
    answer_reminder,
    change_settings,
    confirm_safety,
    delete_me,
    manage_reminders,
    plan_session,
    rate_session,
    show,
    steer_session,
)
from bot.actions.begin_session import begin_session, swap_places
from bot.actions.manage_own import show_own
from bot.actions.scene import Scene
from bot.actions.set_quiet import set_quiet, show_quiet
from bot.actions.set_reminder import offer_hour, set_hours, set_reminder
from bot.actions.set_zone import set_zone
from bot.domain.catalogue import Audience, Catalogue, RoutineKey, TechniqueKey
from bot.domain.days import Days
from bot.domain.hours import Hours
from bot.domain.ids import ReminderId, SessionId
from bot.domain.liking import Liking
from bot.domain.message import Phrase, phrase
from bot.domain.own import own_id
from bot.domain.plan import LENGTHS, Choice, Cues, Pace
from bot.domain.quiet import Quiet
from bot.domain.session import Feeling
from bot.telegram.own_buttons import read_edit, read_own

Press = Callable[[Scene], Phrase | None]
Read = Callable[[Sequence[str], Catalogue], Press]

# In a group only its administrators may use these.
MANAGING = frozenset(
    "remind hour sure quiet cue zone undo drop all_off later not_today delete delete_all"
    " settings asking dont_ask restore".split(),
)

LARGEST_ID = 2**53


def read_button(data: str, catalogue: Catalogue) -> Press:
    """Return what the button with `data` does; data that is not ours gives the answer to a stale button."""
    verb, *arguments = data.split(":")
    try:
        return _READ[verb](arguments, catalogue)
    except (KeyError, ValueError, IndexError):
        return refuse


def verb_of(data: str) -> str:
    """Return the verb of a button's data."""
    return data.split(":", 1)[0]


def refuse(scene: Scene) -> Phrase | None:
    """That button has had its turn."""
    return phrase("e_stale")


def _plain(action: Press) -> Read:
    def read(arguments: Sequence[str], catalogue: Catalogue) -> Press:
        if arguments:
            raise ValueError(arguments)
        return action

    return read


def _routine(arguments: Sequence[str], catalogue: Catalogue) -> tuple[RoutineKey, Audience]:
    key, audience = arguments
    if own_id(key) is not None and audience == Audience.partner:  # whose it is, the action looks at
        return RoutineKey(key), Audience.partner
    routine = catalogue.routines[RoutineKey(key)]
    chosen = Audience(audience)
    if chosen not in routine.plans:
        raise ValueError(audience)
    return routine.key, chosen


def _choice(
    arguments: Sequence[str], catalogue: Catalogue
) -> tuple[RoutineKey, Audience, int | None, Pace | None, bool]:
    """Read `<routine>:<audience>`, perhaps with `:<minutes>` and `:<pace>`; `spare:` before it: suggested."""
    suggested = arguments[0] == "spare"
    if suggested:
        arguments = arguments[1:]
    key, audience = _routine(arguments[:2], catalogue)
    minutes = _number(arguments[2]) if len(arguments) > 2 else None
    pace = Pace(arguments[3]) if len(arguments) > 3 else None
    is_own = own_id(key) is not None
    if len(arguments) > (2 if is_own else 4) or minutes not in (None, *LENGTHS):
        raise ValueError(arguments)
    return key, audience, minutes, pace, suggested


def _whole_choice(arguments: Sequence[str], catalogue: Catalogue) -> Choice:
    key, audience, minutes, pace, suggested = _choice(arguments, catalogue)
    if minutes is None or pace is None:
        raise ValueError(arguments)
    return Choice(key, audience, minutes, pace, suggested)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > LARGEST_ID:
        raise ValueError(text)
    return int(text)


def _begin(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    key, audience, minutes, pace, suggested = _choice(arguments, catalogue)
    return lambda scene: begin_session(scene, key, audience, minutes, pace, suggested=suggested)


def _spare(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    return _begin(("spare", *arguments), catalogue)


def _clear(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    if list(arguments) == ["resume"]:
        return confirm_safety.confirm_safety
    if arguments[0] == "swap":
        (number,) = arguments[1:]
        session = SessionId(_number(number))
        return lambda scene: confirm_safety.confirm_and_swap(scene, session)
    key, audience, minutes, pace, suggested = _choice(arguments, catalogue)
    return lambda scene: confirm_safety.confirm_safety(
        scene, key, audience, minutes, pace, suggested=suggested
    )


def _swap(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    (number,) = arguments
    session = SessionId(_number(number))
    return lambda scene: swap_places(scene, session)


def _plan(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    if len(arguments) == 1:
        if own_id(arguments[0]) is not None:
            own = RoutineKey(arguments[0])
            return lambda scene: show_own(scene, own)
        routine = catalogue.routines[RoutineKey(arguments[0])]
        return lambda scene: plan_session.show_plan(scene, routine.key)
    key, audience, minutes, pace, suggested = _choice(arguments, catalogue)
    if own_id(key) is not None:
        return lambda scene: show_own(scene, key)
    return lambda scene: plan_session.show_plan(scene, key, audience, minutes, pace, suggested=suggested)


def _chooser(action: Callable[[Scene, Choice], Phrase | None]) -> Read:
    def read(arguments: Sequence[str], catalogue: Catalogue) -> Press:
        choice = _whole_choice(arguments, catalogue)
        return lambda scene: action(scene, choice)

    return read


def _cue(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    *rest, name = arguments
    choice, switch = _whole_choice(rest, catalogue), Cues[name]
    return lambda scene: plan_session.choose_cues(scene, choice, switch)


def _who(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    (key,) = arguments
    routine = catalogue.routines[RoutineKey(key)]
    return lambda scene: show.choose_audience(scene, routine.key)


def _technique(action: Callable[[Scene, TechniqueKey], Phrase | None]) -> Read:
    def read(arguments: Sequence[str], catalogue: Catalogue) -> Press:
        (key,) = arguments
        technique = catalogue.techniques[TechniqueKey(key)]
        return lambda scene: action(scene, technique.key)

    return read


def _steer(verb: str) -> Read:
    def read(arguments: Sequence[str], catalogue: Catalogue) -> Press:
        session, turn = (_number(argument) for argument in arguments)
        return lambda scene: steer_session.press_session_button(scene, verb, SessionId(session), turn)

    return read


def _hour(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    (digits,) = arguments
    hour = _time(digits)
    return lambda scene: offer_hour(scene, hour)


def _time(digits: str) -> time:
    number = _number(digits)
    return time(number // 100, number % 100)


def _sure(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    several, mask = arguments
    hours = Hours(tuple(_time(digits) for digits in several.split(",")), Days(_number(mask)))
    return lambda scene: set_hours(scene, hours, is_sure=True)


def _quiet(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    if not arguments:
        return show_quiet
    if list(arguments) == ["off"]:
        return lambda scene: set_quiet(scene, None)
    begins, ends = (_time(argument) for argument in arguments)
    return lambda scene: set_quiet(scene, Quiet(begins, ends))


def _drop(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    (numbers,) = arguments
    which = [ReminderId(_number(number)) for number in numbers.split(",")]
    return lambda scene: manage_reminders.drop_reminders(scene, which)


def _reminder(action: Callable[[Scene, ReminderId], Phrase | None]) -> Read:
    def read(arguments: Sequence[str], catalogue: Catalogue) -> Press:
        (number,) = arguments
        which = ReminderId(_number(number))
        return lambda scene: action(scene, which)

    return read


def _go(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    number, *rest = arguments
    which = ReminderId(_number(number))
    key, audience, minutes, _, _ = _choice(rest, catalogue)
    return lambda scene: answer_reminder.start_from_reminder(scene, which, key, audience, minutes)


def _rate(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    (number,) = arguments
    session = SessionId(_number(number))
    return lambda scene: rate_session.ask_how_it_feels(scene, session)


def _felt(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    number, word = arguments
    session, feeling = SessionId(_number(number)), Feeling(word)
    return lambda scene: rate_session.note_feeling(scene, session, feeling)


def _like(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    number, key, word = arguments
    session, liking = SessionId(_number(number)), Liking(word)
    technique = catalogue.techniques[TechniqueKey(key)].key
    return lambda scene: rate_session.note_liking(scene, session, technique, liking)


def _asking(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    (word,) = arguments
    asks = {"on": True, "off": False}[word]
    return lambda scene: change_settings.ask_for_rating(scene, asks)


def _safety(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    part = arguments[0] if arguments else ""
    if part not in ("", "when_not", "keep_off", "pressure"):
        raise ValueError(part)
    return lambda scene: show.show_safety(scene, part)


_READ: Mapping[str, Read] = {
    "who": _who,
    "pick": _plain(show.show_routines),
    "own": read_own,
    "edit": read_edit,
    "plan": _plan,
    "length": _chooser(plan_session.choose_length),
    "pace": _chooser(plan_session.choose_pace),
    "cues": _chooser(plan_session.choose_cues),
    "cue": _cue,
    "begin": _begin,
    "clear": _clear,
    "unsure": _plain(confirm_safety.doubt_safety),
    "not_meant": _plain(confirm_safety.clear_red_flag),
    "breaths": _plain(show.breathe),
    **{verb: _steer(verb) for verb in steer_session.STEER},
    "techs": _plain(show.show_techniques),
    "tech": _technique(show.show_technique),
    "why": _technique(show.explain_technique),
    "try": _technique(show.try_technique),
    "remind": _plain(set_reminder),
    "hour": _hour,
    "sure": _sure,
    "quiet": _quiet,
    "zone": _plain(set_zone),
    "undo": _drop,
    "drop": _drop,
    "reminders": _plain(manage_reminders.show_reminders),
    "all_off": _plain(manage_reminders.stop_reminders),
    "go": _go,
    "later": _reminder(answer_reminder.snooze_reminder),
    "not_today": _reminder(answer_reminder.not_today),
    "spare": _spare,
    "swap": _swap,
    "rate": _rate,
    "felt": _felt,
    "like": _like,
    "dont_ask": _plain(rate_session.stop_asking),
    "asking": _asking,
    "restore": _technique(change_settings.bring_back),
    "settings": _plain(change_settings.show_settings),
    "history": _plain(show.show_history),
    "tip": _plain(show.show_tip),
    "safety": _safety,
    "privacy": _plain(show.show_privacy),
    "delete": _plain(delete_me.ask_to_delete),
    "delete_all": _plain(delete_me.delete_me),
    "keep": _plain(delete_me.keep_me),
}

"""What each command does: one action for each command."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from bot.actions import copy_own, manage_own, manage_reminders, plan_session, show, steer_session
from bot.actions.change_settings import show_settings
from bot.actions.choose_language import language_named
from bot.actions.delete_me import ask_to_delete
from bot.actions.heed_times import remind
from bot.actions.scene import Scene
from bot.actions.set_zone import set_zone
from bot.actions.show_progress import show_progress
from bot.actions.take_out import take_calendar, take_out
from bot.domain.catalogue import Catalogue, RoutineKey, TechniqueKey
from bot.domain.message import Phrase
from bot.reading.line import Line
from bot.screens.commands import CommandName

Command = Callable[[Scene, Line], Phrase | None]

# The text after these commands is read as a line. After other commands it means nothing, or it is a link.
READ = frozenset(
    {
        CommandName.routine,
        CommandName.technique,
        CommandName.remind,
        CommandName.timezone,
        CommandName.language,
    }
)

# The text that a link can send after `/start`; any other text was typed.
_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")

# Commands that the menu of a group does not list.
PRIVATE = frozenset({CommandName.my_routines})


def _alone(action: Callable[[Scene], Phrase | None]) -> Command:
    return lambda scene, line: action(scene)


def _technique(key: TechniqueKey) -> Command:
    return lambda scene, line: show.show_technique(scene, key)


def start(scene: Scene, line: Line) -> Phrase | None:
    """`/start`, perhaps from a link: `routine_full`, `t_kneading`, `r_<token>`, `my_routines`."""
    link = line.text.strip()
    kind, _, key = link.partition("_")
    if kind == "r" or link == "my_routines" or (kind, key) in _leads(scene.texts):
        show.greet_newcomer(scene)
    if link == "my_routines":
        return manage_own.show_my_routines(scene)
    if kind == "routine" and key in scene.texts.routines:
        return plan_session.show_plan(scene, RoutineKey(key))
    if kind == "t" and key in scene.texts.techniques:
        return show.show_technique(scene, TechniqueKey(key))
    if kind == "r":
        return copy_own.open_link(scene, key)
    if _LINK.fullmatch(link):
        return show.refuse_link(scene)
    return show.welcome(scene)


def _leads(texts: Catalogue) -> set[tuple[str, str]]:
    """Return the two parts of each link that leads to a routine or a technique of the content."""
    routines = {("routine", str(key)) for key in texts.routines}
    return routines | {("t", str(key)) for key in texts.techniques}


@lru_cache(2)
def _commands(keys: tuple[TechniqueKey, ...]) -> Mapping[str, Command]:
    techniques = {str(key): _technique(key) for key in keys}
    return {
        CommandName.routine: show.find_routine_named,
        CommandName.my_routines: _alone(manage_own.show_my_routines),
        CommandName.techniques: _alone(show.show_techniques),
        **techniques,
        CommandName.technique: show.find_technique_named,
        CommandName.pause: _alone(steer_session.pause_session),
        CommandName.resume: _alone(steer_session.resume_session),
        CommandName.skip: _alone(steer_session.skip_step),
        CommandName.back: _alone(steer_session.step_back),
        CommandName.stop: _alone(steer_session.stop_session),
        CommandName.remind: remind,
        CommandName.reminders: _alone(manage_reminders.show_reminders),
        CommandName.timezone: set_zone,
        CommandName.history: _alone(show.show_history),
        CommandName.progress: _alone(show_progress),
        CommandName.settings: _alone(show_settings),
        CommandName.language: language_named,
        CommandName.tip: _alone(show.show_tip),
        CommandName.safety: _alone(show.show_safety),
        CommandName.privacy: _alone(show.show_privacy),
        CommandName.export: _alone(take_out),
        CommandName.calendar: _alone(take_calendar),
        CommandName.delete_me: _alone(ask_to_delete),
        CommandName.help: _alone(show.show_help),
        CommandName.start: start,
    }


def commands(catalogue: Catalogue) -> Mapping[str, Command]:
    """Return every command by its name."""
    return _commands(tuple(catalogue.techniques))

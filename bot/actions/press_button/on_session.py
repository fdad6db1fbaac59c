"""Presses that begin, steer or rate a session, or answer the safety question."""

from __future__ import annotations

from typing import assert_never

from bot.actions import confirm_safety, rate_session
from bot.actions.begin_session import begin_session, swap_places
from bot.actions.listen import listen
from bot.actions.scene import Scene
from bot.actions.steer_session import press_session_button
from bot.domain.message import Phrase
from bot.screens import presses


def press_on_session(scene: Scene, press: presses.SessionPress | presses.RatingPress) -> Phrase | None:
    """Do what a session's button asks for, before the session, during it or after it."""
    if isinstance(press, presses.RatingPress):
        return _rate(scene, press)
    match press:
        case presses.Begin(wanted):
            return begin_session(scene, wanted)
        case presses.Listen(wanted):
            return listen(scene, wanted)
        case presses.SwapPlaces(session):
            return swap_places(scene, session)
        case presses.ConfirmSafety(then):
            return confirm_safety.confirm_safety(scene, then)
        case presses.DoubtSafety():
            return confirm_safety.doubt_safety(scene)
        case presses.ClearRedFlag():
            return confirm_safety.clear_red_flag(scene)
        case presses.Steer():
            return press_session_button(scene, press)
    assert_never(press)


def _rate(scene: Scene, press: presses.RatingPress) -> Phrase | None:
    match press:
        case presses.AskHowItFeels(session):
            return rate_session.ask_how_it_feels(scene, session)
        case presses.NoteFeeling(session, feeling):
            return rate_session.note_feeling(scene, session, feeling)
        case presses.NoteLiking(session, technique, liking):
            return rate_session.note_liking(scene, session, technique, liking)
        case presses.StopAsking():
            return rate_session.stop_asking(scene)
    assert_never(press)

"""Buttons that steer a session, as they stand on its card."""

from __future__ import annotations

from bot.domain.message import Button, Rows, Style
from bot.domain.session import Session, State
from bot.screens import presses
from bot.screens.buttons import button
from bot.screens.presses import Adjust, Walk


def stop_row(session: Session) -> tuple[Button, ...]:
    """Return the row with Stop, the last one wherever a session can be stopped."""
    return (_steer(session, "stop", Walk.stop, Style.danger),)


def ready_buttons(session: Session) -> Rows:
    """Return the buttons of the get-ready count."""
    return (
        (_steer(session, "start_now", Walk.now, Style.primary), _steer(session, "wait", Walk.pause)),
        stop_row(session),
    )


def running_buttons(session: Session) -> Rows:
    """Return the buttons of a card whose step runs: the first set, or the second set with more buttons."""
    if session.shows_more:
        return (
            (
                _steer(session, "back", Walk.back),
                _steer(session, "repeat", Walk.repeat),
                _steer(session, "close", Adjust.less),
            ),
            (_steer(session, "minus_15", Adjust.minus), _steer(session, "plus_15", Adjust.plus)),
            stop_row(session),
        )
    return (
        (
            _steer(session, "lighter", Adjust.lighter),
            _steer(session, "just_right", Adjust.just_right),
            *_way_back(session),
        ),
        (
            _steer(session, "pause", Walk.pause),
            _steer(session, "skip", Walk.skip),
            _steer(session, "more", Adjust.more),
        ),
        stop_row(session),
    )


def alarm_buttons(session: Session) -> Rows:
    """Return the buttons of a session after words of a danger: it goes on only by way of the gate."""
    return (
        (button("not_meant", presses.ClearRedFlag()),),
        stop_row(session),
    )


def waiting_buttons(session: Session, *, offers_lighter: bool) -> Rows:
    """Return the buttons of a session that is paused or asks whether to go on.

    Lighter stands in the first of three rows, as on the card of a running step, and Resume in the second,
    where Pause stands there. So a second tap, after the buttons have changed, never lowers the pressure.
    """
    go = "continue" if session.state is State.outage else "resume"
    rows: list[tuple[Button, ...]] = [
        (_steer(session, go, Walk.resume, Style.primary),),
        stop_row(session),
    ]
    if offers_lighter and not session.is_getting_ready:
        rows.insert(0, (_steer(session, "lighter", Adjust.lighter), *_way_back(session)))
    return tuple(rows)


def _way_back(session: Session) -> tuple[Button, ...]:
    """Return the button back to the step's own pressure, if "lighter" was asked for. It stands last."""
    return (_steer(session, "as_before", Adjust.as_before),) if session.softer else ()


def _steer(session: Session, label: str, how: Walk | Adjust, style: Style = Style.plain) -> Button:
    return button(label, presses.Steer(how, session.id, session.turn), style)

"""Buttons of a broadcast, for administrators of the bot only; and the switch for news, for everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from bot.domain.ids import BroadcastId
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads

_SWITCH = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class TryNews:
    """Send a draft to the person who wrote it, and to nobody else."""

    word: ClassVar[str] = "news_try"
    broadcast: BroadcastId


@dataclass(frozen=True, slots=True)
class SendNews:
    """Send a draft to everybody."""

    word: ClassVar[str] = "news_send"
    broadcast: BroadcastId


@dataclass(frozen=True, slots=True)
class DropNews:
    """Delete a draft."""

    word: ClassVar[str] = "news_drop"
    broadcast: BroadcastId


@dataclass(frozen=True, slots=True)
class StopNews:
    """Let nothing more of a broadcast leave."""

    word: ClassVar[str] = "news_stop"
    broadcast: BroadcastId


@dataclass(frozen=True, slots=True)
class WantNews:
    """Get news, or get none."""

    word: ClassVar[str] = "news"
    wants: bool


BroadcastPress = TryNews | SendNews | DropNews | StopNews
NewsPress = BroadcastPress | WantNews


def write(press: NewsPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case TryNews() | SendNews() | DropNews() | StopNews():
            return press.word, str(press.broadcast)
        case WantNews():
            return press.word, "on" if press.wants else "off"
    assert_never(press)


def _of(make: Callable[[BroadcastId], NewsPress]) -> Callable[[Sequence[str]], NewsPress]:
    return lambda rest: make(BroadcastId(parts.number(parts.only(rest))))


READS: Reads[NewsPress] = {
    TryNews.word: _of(TryNews),
    SendNews.word: _of(SendNews),
    DropNews.word: _of(DropNews),
    StopNews.word: _of(StopNews),
    WantNews.word: lambda rest: WantNews(_SWITCH[parts.only(rest)]),
}

"""Buttons that say how a session felt, or change what the bot stores about a chat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from bot.domain.catalogue import Language, TechniqueKey
from bot.domain.ids import SessionId
from bot.domain.liking import Liking
from bot.domain.pictures import Pictures
from bot.domain.session import Feeling
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, alone

_TAG = re.compile(r"[A-Za-z0-9-]{1,35}")  # of a language, such as zh-Hans
_SWITCH = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class AskHowItFeels:
    """Ask how the back feels after a session."""

    word: ClassVar[str] = "rate"
    session: SessionId


@dataclass(frozen=True, slots=True)
class NoteFeeling:
    """Say how the back feels after a session."""

    word: ClassVar[str] = "felt"
    session: SessionId
    feeling: Feeling


@dataclass(frozen=True, slots=True)
class NoteLiking:
    """Say that the person likes or dislikes a technique of a session."""

    word: ClassVar[str] = "like"
    session: SessionId
    technique: TechniqueKey
    liking: Liking


@dataclass(frozen=True, slots=True)
class StopAsking:
    """Stop asking how the back feels."""

    word: ClassVar[str] = "dont_ask"


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Show the settings."""

    word: ClassVar[str] = "settings"


@dataclass(frozen=True, slots=True)
class AskForRating:
    """Ask how the back feels after sessions, or stop asking."""

    word: ClassVar[str] = "asking"
    asks: bool


@dataclass(frozen=True, slots=True)
class ShowLanguages:
    """Show the languages that the bot speaks."""

    word: ClassVar[str] = "languages"


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Speak another language in the chat."""

    word: ClassVar[str] = "speak"
    language: Language


@dataclass(frozen=True, slots=True)
class WantPictures:
    """Say where pictures are wanted."""

    word: ClassVar[str] = "pictures"
    pictures: Pictures


@dataclass(frozen=True, slots=True)
class BringBack:
    """Forget that the person likes or dislikes a technique."""

    word: ClassVar[str] = "restore"
    technique: TechniqueKey


@dataclass(frozen=True, slots=True)
class AskToDelete:
    """Ask whether to delete everything."""

    word: ClassVar[str] = "delete"


@dataclass(frozen=True, slots=True)
class DeleteMe:
    """Delete everything that the bot stores about the chat."""

    word: ClassVar[str] = "delete_all"


@dataclass(frozen=True, slots=True)
class KeepMe:
    """Delete nothing."""

    word: ClassVar[str] = "keep"


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Send everything that is kept about the chat, as a file."""

    word: ClassVar[str] = "export"


@dataclass(frozen=True, slots=True)
class TakeCalendar:
    """Send the reminders as a calendar file."""

    word: ClassVar[str] = "calendar"


@dataclass(frozen=True, slots=True)
class TakeFileBack:
    """Let the data in the file that the message quotes take the place of what is kept about the chat."""

    word: ClassVar[str] = "import"


@dataclass(frozen=True, slots=True)
class LeaveFile:
    """Take nothing of a file that was sent."""

    word: ClassVar[str] = "import_not"


RatingPress = AskHowItFeels | NoteFeeling | NoteLiking | StopAsking

ChoicePress = ShowSettings | AskForRating | ShowLanguages | SetLanguage | WantPictures | BringBack
DataPress = AskToDelete | DeleteMe | KeepMe | TakeOut | TakeCalendar | TakeFileBack | LeaveFile
SettingsPress = ChoicePress | DataPress


def write(press: RatingPress | SettingsPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case StopAsking() | ShowSettings() | ShowLanguages() | AskToDelete() | DeleteMe() | KeepMe():
            return (press.word,)
        case TakeOut() | TakeCalendar() | TakeFileBack() | LeaveFile():
            return (press.word,)
        case AskHowItFeels():
            return press.word, str(press.session)
        case NoteFeeling():
            return press.word, str(press.session), press.feeling
        case NoteLiking():
            return press.word, str(press.session), press.technique, press.liking
        case AskForRating():
            return press.word, "on" if press.asks else "off"
        case SetLanguage():
            return press.word, press.language
        case WantPictures():
            return press.word, press.pictures
        case BringBack():
            return press.word, press.technique
    assert_never(press)


def _felt(rest: Sequence[str]) -> NoteFeeling:
    session, feeling = rest
    return NoteFeeling(SessionId(parts.number(session)), Feeling(feeling))


def _like(rest: Sequence[str]) -> NoteLiking:
    session, technique, liking = rest
    return NoteLiking(SessionId(parts.number(session)), parts.technique(technique), Liking(liking))


def _language(rest: Sequence[str]) -> SetLanguage:
    tag = parts.only(rest)
    if not _TAG.fullmatch(tag):
        raise ValueError(tag)
    return SetLanguage(Language(tag))


READS: Reads[RatingPress | SettingsPress] = {
    AskHowItFeels.word: lambda rest: AskHowItFeels(SessionId(parts.number(parts.only(rest)))),
    NoteFeeling.word: _felt,
    NoteLiking.word: _like,
    StopAsking.word: alone(StopAsking()),
    ShowSettings.word: alone(ShowSettings()),
    AskForRating.word: lambda rest: AskForRating(_SWITCH[parts.only(rest)]),
    ShowLanguages.word: alone(ShowLanguages()),
    SetLanguage.word: _language,
    WantPictures.word: lambda rest: WantPictures(Pictures(parts.only(rest))),
    BringBack.word: lambda rest: BringBack(parts.technique(parts.only(rest))),
    AskToDelete.word: alone(AskToDelete()),
    DeleteMe.word: alone(DeleteMe()),
    KeepMe.word: alone(KeepMe()),
    TakeOut.word: alone(TakeOut()),
    TakeCalendar.word: alone(TakeCalendar()),
    TakeFileBack.word: alone(TakeFileBack()),
    LeaveFile.word: alone(LeaveFile()),
}

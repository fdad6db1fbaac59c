"""In which way a message is shown: with words alone, with a picture above them, or by a new caption.

Telegram changes the words of a message with a picture by another call than those of one without. A message of
words can get a picture; a message with a picture never loses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.measure import fits_below_a_picture
from bot.ports import ANY_PICTURE, Kind, Row
from bot.ports.media import MediaFile
from bot.telegram.pictures import Pictures


class Way(Enum):
    """What is done with the words of a row."""

    words = auto()  # they are sent, or take the place of the words of a message without a picture
    caption = auto()  # they take the place of the words below a picture, which stays
    picture = auto()  # they are sent, or take the place of what is there, with a picture
    nothing = auto()  # there is nothing to do, now or any more
    later = auto()  # the picture is on its way to Telegram with another message
    too_long = auto()  # they do not fit below the picture that the message has


@dataclass(frozen=True, slots=True)
class Plan:
    """How a row is shown. `file`: the picture; `lacks`: the picture that is to be added later."""

    way: Way
    file: MediaFile | None = None
    lacks: str | None = None


def plan(row: Row, text: str, pictures: Pictures) -> Plan:
    """Return how `row`, whose words are `text`, is shown best. Words never wait for the upload of a file."""
    fits = fits_below_a_picture(text)
    file = pictures.find(row.message.medium, row.chat) if row.wants_picture and fits else None
    if row.edits is None:
        return _anew(row, file, pictures)
    if row.kind is Kind.picture:
        return _addition(row, file, pictures)
    if row.shows is not None and not fits:
        return Plan(Way.too_long)
    if file is not None and row.shows not in (row.message.medium, ANY_PICTURE):
        may_follow = row.shows is not None or pictures.may_add
        if may_follow and _can_be_shown(row, file, pictures):
            return Plan(Way.picture, file)
    return Plan(Way.words if row.shows is None else Way.caption)


def _anew(row: Row, file: MediaFile | None, pictures: Pictures) -> Plan:
    if file is None or (row.sends and pictures.id_of(file) is None):
        return Plan(Way.words)
    if pictures.id_of(file) is not None:
        return Plan(Way.picture, file)
    if not pictures.may_add:
        # Nobody waits by the clock for an answer, as they do for the next step of a session.
        brings = row.kind is Kind.reply and pictures.may_upload(file)
        return Plan(Way.picture, file) if brings else Plan(Way.words)
    may_follow = pictures.may_upload(file) or pictures.is_uploading(file)
    return Plan(Way.words, lacks=row.message.medium if may_follow else None)


def _addition(row: Row, file: MediaFile | None, pictures: Pictures) -> Plan:
    if file is None or row.shows is not None or not pictures.may_add:
        return Plan(Way.nothing)
    if _can_be_shown(row, file, pictures):
        return Plan(Way.picture, file)
    return Plan(Way.later if pictures.is_uploading(file) else Way.nothing)


def _can_be_shown(row: Row, file: MediaFile, pictures: Pictures) -> bool:
    """Is the file at Telegram, or may it be uploaded with this row, for which nobody waits?"""
    if pictures.id_of(file) is not None:
        return True
    return row.kind.rules.is_optional and pictures.may_upload(file)

"""A message as the core knows it: phrases, values and buttons, never HTML.

A message waits in the outbox in this form. It is put into words, in the chat's language, only when it leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import reduce

from bot.domain.catalogue import PhraseId
from bot.domain.chart import Chart
from bot.domain.days import NAMES, Days
from bot.domain.ids import MessageId
from bot.domain.written import Written


@dataclass(frozen=True, slots=True)
class Length:
    """Whole seconds, shown as a length: `3 min`, `1 min 30 s`."""

    seconds: int


# The units of a length that is written out, in seconds, the largest first; their words are `format.long.*`.
UNITS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


def minutes(number: int) -> Length:
    """Return a length of so many minutes."""
    return Length(60 * number)


@dataclass(frozen=True, slots=True)
class Timer:
    """Whole seconds, shown as a timer: `1:30`."""

    seconds: int


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day in whole minutes, without a zone, shown as the language writes it: `8:30`, `20:15`."""

    at: time


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment (UTC), shown in `zone` (an IANA name; None: not known) and in the reader's own app."""

    at: datetime
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class City:
    """A time zone (an IANA name), shown by the name of its city in the reader's language.

    `label` tells which place in the zone is meant, in English: `Portland, Oregon`.
    """

    zone: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person wrote, or is called. It is shown cleaned: nothing in it is a link, or cannot be seen."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the catalogue and what goes into its braces. Text in `args` is data and is escaped.

    Text that comes from a person is a `Said`.
    """

    id: PhraseId
    args: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """Phrases, each on a line of its own."""

    of: tuple[Phrase, ...]


Value = str | int | Said | Written | Length | Timer | ClockTime | Moment | City | Days | Phrase | Lines


def phrase(id: str, **args: Value) -> Phrase:
    """Return the phrase `id` with `args` in its braces."""
    return Phrase(PhraseId(id), args)


# An empty line between two parts of a message.
GAP = phrase("format.verbatim", text="")


def apart(head: Phrase, *lines: Phrase) -> tuple[Phrase, ...]:
    """Return the parts of a message with an empty line below `head`, if anything follows it."""
    return (head, GAP, *lines) if lines else (head,)


def day(on: date) -> Phrase:
    """Return a date with its day of the week: `Sat 28 Nov`."""
    month = phrase(f"format.month.{on.month}")
    short = phrase("format.date", day=on.day, month=month)
    return phrase("format.beside", first=phrase(f"format.day.{NAMES[on.weekday()]}"), last=short)


def listed(names: Sequence[Value]) -> Phrase:
    """Return names as a sentence lists them: `Kneading, Pushing and Rolling`; ValueError if there is none."""
    return _joined("format.and", names)


def either(choices: Sequence[Value]) -> Phrase:
    """Return choices as a sentence lists them: `5, 10 or 15`; ValueError if there is none."""
    return _joined("format.or", choices)


def _joined(by: str, values: Sequence[Value]) -> Phrase:
    *others, last = values
    if others:
        first = reduce(lambda said, value: phrase("format.comma", first=said, last=value), others)
        return Phrase(PhraseId(by), {"first": first, "last": last})
    return last if isinstance(last, Phrase) else phrase("format.verbatim", text=last)


class Style(StrEnum):
    """How a button looks."""

    plain = "plain"
    primary = "primary"
    success = "success"
    danger = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. Whoever taps it sends `data` back; only screens make and read `data`."""

    label: Phrase
    data: str
    style: Style = Style.plain


Rows = tuple[tuple[Button, ...], ...]


class Told(StrEnum):
    """Where a message says what its picture shows."""

    second = "second"  # below the first line, which is a title or a greeting
    last = "last"  # below all words


class Contents(StrEnum):
    """What is in a file that is made for a chat."""

    everything = "everything"  # all that is kept about the chat, as a zip
    calendar = "calendar"  # its reminders, as an iCalendar file


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is made when its message leaves, from what is kept then.

    `words`: what the file itself says to people: a note in the zip, the name of an event in a calendar.
    """

    contents: Contents
    words: Phrase


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of a track, and the second in which they begin. `bell`: a bell rings right before them."""

    at: int
    words: Phrase
    bell: bool = False


@dataclass(frozen=True, slots=True)
class Beats:
    """The soft pulse of a track: its first and last second, its rate, and the sound that it is made of."""

    begins: int
    ends: int
    a_minute: int
    sound: str


@dataclass(frozen=True, slots=True)
class Track:
    """A plan to listen to: what is said and heard in it, in the order of time. A bell ends it."""

    title: Phrase
    seconds: int
    spoken: tuple[Spoken, ...]
    beats: tuple[Beats, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message: parts, each on a new line, then buttons. Empty lines inside a part belong to its phrase.

    `silent`: arrives without a sound. `question`: what the input field shows, for a typed answer (such a
    message has no buttons of its own). `medium`: the picture or animation above the words, by its name among
    the files that are shipped. The words are whole without it: it is left out where it cannot be shown.
    `tells`: where the message says in words what its picture shows, if the picture can be shown.
    `track`: the message is an audio file with the parts as its caption.
    `document`: the message is this file, with the parts as its caption.
    `answers`: the message that this one answers, and which it quotes.
    """

    parts: tuple[Phrase, ...]
    buttons: Rows = ()
    silent: bool = True
    question: Phrase | None = None
    medium: str | None = None
    chart: Chart | None = None
    track: Track | None = None
    document: Document | None = None
    answers: MessageId | None = None
    tells: Told | None = None


def message(
    *parts: Phrase,
    buttons: Rows = (),
    silent: bool = True,
    question: Phrase | None = None,
    medium: str | None = None,
    tells: Told | None = None,
) -> Message:
    """Return a message of `parts`."""
    return Message(parts, buttons, silent, question, medium, tells=tells)

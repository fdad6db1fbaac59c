"""Turns phrases into JSON and back. A value other than text or a number is a dict that names its kind."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from bot.domain.catalogue import PhraseId
from bot.domain.days import Days
from bot.domain.message import City, ClockTime, Length, Lines, Moment, Phrase, Said, Timer, Value
from bot.domain.written import Look, Mark, Written
from bot.domain.zones import city_of

# Only this module and `payload` write this JSON and know its shape.
Json = dict[str, Any]


def from_written(written: Written) -> Json:
    """Return a text with its formatting as plain dicts, lists, text and numbers."""
    marks = [[each.look.value, each.at, each.length, each.link] for each in written.marks]
    return {"text": written.text, "marks": marks}


def to_written(json: Json) -> Written:
    """Return the text from which `from_written` made `json`."""
    marks = (Mark(Look(look), at, length, link) for look, at, length, link in json["marks"])
    return Written(json["text"], tuple(marks))


def from_phrase(said: Phrase) -> Json:
    """Return a phrase with its values as plain dicts, lists, text and numbers."""
    return {"phrase": said.id, "args": {name: _from_value(value) for name, value in said.args.items()}}


def to_phrase(json: Json) -> Phrase:
    """Return the phrase from which `from_phrase` made `json`."""
    return Phrase(PhraseId(json["phrase"]), {name: _to_value(value) for name, value in json["args"].items()})


def _from_value(value: Value) -> Json | str | int:
    match value:
        case str() | int():
            return value
        case Said() | Written() | City():
            return _from_text(value)
        case Length(seconds):
            return {"length": seconds}
        case Timer(seconds):
            return {"timer": seconds}
        case ClockTime(at):
            return {"clock": at.isoformat("minutes")}
        case Moment(at, zone):
            return {"moment": at.isoformat(), "zone": zone}
        case Days(mask):
            return {"days": mask}
        case Phrase():
            return from_phrase(value)
        case Lines(of):
            return {"lines": [from_phrase(each) for each in of]}


def _from_text(text: Said | Written | City) -> Json:
    match text:
        case Said(said):
            return {"said": said}
        case City(zone, label):
            # An older version of the bot may still run while this one starts. It knows only `said`.
            return {"city": zone, "label": label, "said": label or city_of(zone)}
        case Written():
            return {"written": from_written(text)}


def _to_text(json: Json) -> Said | Written | City:
    if "city" in json:
        return City(json["city"], json["label"])
    return Said(json["said"]) if "said" in json else to_written(json["written"])


def _to_value(json: Json | str | int) -> Value:
    match json:
        case str() | int():
            return json
        case {"said": str()} | {"written": dict()}:
            return _to_text(json)
        case {"length": int(seconds)}:
            return Length(seconds)
        case {"timer": int(seconds)}:
            return Timer(seconds)
        case {"clock": str(at)}:
            return ClockTime(time.fromisoformat(at))
        case {"moment": str(at), "zone": zone}:
            return Moment(datetime.fromisoformat(at), zone)
        case {"days": int(mask)}:
            return Days(mask)
        case {"phrase": str()}:
            return to_phrase(json)
        case {"lines": list(of)}:
            return Lines(tuple(to_phrase(each) for each in of))
    raise ValueError("a value in a stored message is of no known kind")

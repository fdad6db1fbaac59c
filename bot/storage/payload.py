"""Turns messages into JSON and back. A value other than text or a number is a dict that names its kind."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from bot.domain.catalogue import PhraseId
from bot.domain.chart import Chart
from bot.domain.days import Days
from bot.domain.ids import MessageId
from bot.domain.message import (
    Beats,
    Button,
    ClockTime,
    Contents,
    Document,
    Length,
    Lines,
    Message,
    Moment,
    Phrase,
    Said,
    Spoken,
    Style,
    Timer,
    Track,
    Value,
    phrase,
)
from bot.domain.written import Look, Mark, Written

# Only this module writes this JSON and knows its shape.
Json = dict[str, Any]


def to_json(message: Message) -> Json:
    """Return `message` as plain dicts, lists, text and numbers."""
    return {
        "parts": [_from_phrase(part) for part in message.parts],
        "buttons": [[_from_button(button) for button in row] for row in message.buttons],
        "silent": message.silent,
        "question": None if message.question is None else _from_phrase(message.question),
        **({} if message.track is None else {"track": _from_track(message.track)}),
        **({} if message.chart is None else {"chart": _from_chart(message.chart)}),
        **({} if message.medium is None else {"medium": message.medium}),
        **({} if message.document is None else {"document": _from_document(message.document)}),
        **({} if message.answers is None else {"answers": message.answers}),
    }


def to_leaving_json(message: Message, leaves: Message | None) -> Json:
    """Return `message` as `to_json` does, with what the message whose place it takes shows from then on."""
    return to_json(message) if leaves is None else {**to_json(message), "leaves": to_json(leaves)}


def to_left(json: Json) -> Message | None:
    """Return what the message whose place it takes shows from then on; None: that is not said."""
    return to_message(json["leaves"]) if "leaves" in json else None


def to_message(json: Json) -> Message:
    """Return the message from which `to_json` made `json`."""
    return Message(
        parts=tuple(_to_phrase(part) for part in json["parts"]),
        buttons=tuple(tuple(_to_button(button) for button in row) for row in json["buttons"]),
        silent=json["silent"],
        question=_to_question(json["question"]),
        medium=json.get("medium"),
        document=_to_document(json["document"]) if "document" in json else None,
        chart=_to_chart(json["chart"]) if "chart" in json else None,
        track=_to_track(json["track"]) if "track" in json else None,
        answers=MessageId(json["answers"]) if "answers" in json else None,
    )


def from_written(written: Written) -> Json:
    """Return a text with its formatting as plain dicts, lists, text and numbers."""
    marks = [[each.look.value, each.at, each.length, each.link] for each in written.marks]
    return {"text": written.text, "marks": marks}


def to_written(json: Json) -> Written:
    """Return the text from which `from_written` made `json`."""
    marks = (Mark(Look(look), at, length, link) for look, at, length, link in json["marks"])
    return Written(json["text"], tuple(marks))


def _from_chart(chart: Chart) -> Json:
    return {
        "today": chart.today.isoformat(),
        "month": list(chart.month),
        "week": list(chart.week),
        "kept": list(chart.kept),
        "streak": chart.streak,
        "dark": chart.dark,
    }


def _to_chart(json: Json) -> Chart:
    return Chart(
        today=date.fromisoformat(json["today"]),
        month=tuple(json["month"]),
        week=tuple(json["week"]),
        kept=tuple(json["kept"]),
        streak=json["streak"],
        dark=json["dark"],
    )


def _from_track(track: Track) -> Json:
    return {
        "title": _from_phrase(track.title),
        "seconds": track.seconds,
        "spoken": [[each.at, _from_phrase(each.words), each.bell] for each in track.spoken],
        "beats": [[each.begins, each.ends, each.a_minute, each.sound] for each in track.beats],
    }


def _to_track(json: Json) -> Track:
    return Track(
        _to_phrase(json["title"]),
        json["seconds"],
        tuple(Spoken(at, _to_phrase(words), bell) for at, words, bell in json["spoken"]),
        tuple(Beats(*each) for each in json["beats"]),
    )


def _from_document(document: Document) -> Json:
    return {"contents": document.contents.value, "words": _from_phrase(document.words)}


def _to_document(json: Json) -> Document:
    return Document(Contents(json["contents"]), _to_phrase(json["words"]))


def _to_question(json: Json | str | None) -> Phrase | None:
    """Return what the input field shows; rows of older versions have it as plain text."""
    if isinstance(json, str):
        return phrase("format.verbatim", text=json)
    return None if json is None else _to_phrase(json)


def _from_button(button: Button) -> Json:
    return {"label": _from_phrase(button.label), "data": button.data, "style": button.style.value}


def _to_button(json: Json) -> Button:
    return Button(_to_phrase(json["label"]), json["data"], Style(json["style"]))


def _from_phrase(said: Phrase) -> Json:
    return {"phrase": said.id, "args": {name: _from_value(value) for name, value in said.args.items()}}


def _to_phrase(json: Json) -> Phrase:
    return Phrase(PhraseId(json["phrase"]), {name: _to_value(value) for name, value in json["args"].items()})


def _from_value(value: Value) -> Json | str | int:
    match value:
        case str() | int():
            return value
        case Said() | Written():
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
            return _from_phrase(value)
        case Lines(of):
            return {"lines": [_from_phrase(each) for each in of]}


def _from_text(said: Said | Written) -> Json:
    return {"said": said.text} if isinstance(said, Said) else {"written": from_written(said)}


def _to_text(json: Json) -> Said | Written:
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
            return _to_phrase(json)
        case {"lines": list(of)}:
            return Lines(tuple(_to_phrase(each) for each in of))
    raise ValueError("a value in a stored message is of no known kind")

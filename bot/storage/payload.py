"""Turns messages into JSON and back. What they say is in `phrase_json`."""

from __future__ import annotations

from datetime import date

from bot.domain.chart import Chart
from bot.domain.ids import MessageId
from bot.domain.message import (
    Beats,
    Button,
    Contents,
    Document,
    Message,
    Phrase,
    Spoken,
    Style,
    Told,
    Track,
    phrase,
)
from bot.storage.phrase_json import Json, from_phrase, to_phrase


def to_json(message: Message) -> Json:
    """Return `message` as plain dicts, lists, text and numbers."""
    return {
        "parts": [from_phrase(part) for part in message.parts],
        "buttons": [[_from_button(button) for button in row] for row in message.buttons],
        "silent": message.silent,
        "question": None if message.question is None else from_phrase(message.question),
        **({} if message.track is None else {"track": _from_track(message.track)}),
        **({} if message.chart is None else {"chart": _from_chart(message.chart)}),
        **({} if message.medium is None else {"medium": message.medium}),
        **({} if message.document is None else {"document": _from_document(message.document)}),
        **({} if message.answers is None else {"answers": message.answers}),
        **({} if message.tells is None else {"tells": message.tells.value}),
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
        parts=tuple(to_phrase(part) for part in json["parts"]),
        buttons=tuple(tuple(_to_button(button) for button in row) for row in json["buttons"]),
        silent=json["silent"],
        question=_to_question(json["question"]),
        medium=json.get("medium"),
        document=_to_document(json["document"]) if "document" in json else None,
        chart=_to_chart(json["chart"]) if "chart" in json else None,
        track=_to_track(json["track"]) if "track" in json else None,
        answers=MessageId(json["answers"]) if "answers" in json else None,
        tells=Told(json["tells"]) if "tells" in json else None,
    )


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
        "title": from_phrase(track.title),
        "seconds": track.seconds,
        "spoken": [[each.at, from_phrase(each.words), each.bell] for each in track.spoken],
        "beats": [[each.begins, each.ends, each.a_minute, each.sound] for each in track.beats],
    }


def _to_track(json: Json) -> Track:
    return Track(
        to_phrase(json["title"]),
        json["seconds"],
        tuple(Spoken(at, to_phrase(words), bell) for at, words, bell in json["spoken"]),
        tuple(Beats(*each) for each in json["beats"]),
    )


def _from_document(document: Document) -> Json:
    return {"contents": document.contents.value, "words": from_phrase(document.words)}


def _to_document(json: Json) -> Document:
    return Document(Contents(json["contents"]), to_phrase(json["words"]))


def _to_question(json: Json | str | None) -> Phrase | None:
    """Return what the input field shows; rows of older versions have it as plain text."""
    if isinstance(json, str):
        return phrase("format.verbatim", text=json)
    return None if json is None else to_phrase(json)


def _from_button(button: Button) -> Json:
    return {"label": from_phrase(button.label), "data": button.data, "style": button.style.value}


def _to_button(json: Json) -> Button:
    return Button(to_phrase(json["label"]), json["data"], Style(json["style"]))

"""One HTML page with all texts: the messages as people see them, then all other phrases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape

from bot.domain.catalogue import Catalogue, Language
from bot.domain.message import Lines, Message, Phrase, Value
from bot.preview.shown import Piece, all_pieces
from bot.telegram.rendering import Renderer, told

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.4 system-ui, sans-serif; max-width: 24.5rem; margin: 1rem auto; padding: 0 .5rem; }
h3 { font-size: .8rem; font-weight: normal; opacity: .7; margin: 1.5rem 0 .2rem; }
.message { border: 1px solid #8886; border-radius: .8rem; padding: .5rem .7rem; white-space: pre-wrap;
  overflow-wrap: anywhere; }
blockquote { margin: 0; border-left: 3px solid #888; padding-left: .5rem; }
.row { display: flex; gap: .3rem; margin-top: .3rem; }
.row span { flex: 1; text-align: center; border: 1px solid #8886; border-radius: .5rem; padding: .3rem; }
dt { font-size: .8rem; opacity: .7; margin-top: .8rem; }
dd { margin: 0; white-space: pre-wrap; }
"""


def page(texts: Catalogue, now: datetime) -> str:
    """Return the page, with every language of the catalogue; `now` is when its messages are sent."""
    pieces = all_pieces(texts, now)
    body = "".join(_language(Renderer(texts, language, tells=True), pieces) for language in texts.languages)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
    head += "<title>Unknot: all texts</title>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>\n"


def _language(words: Renderer, pieces: tuple[Piece, ...]) -> str:
    lines = [f'<section lang="{escape(words.language)}"><h1>{escape(words.language)}</h1>']
    part = ""
    for piece in pieces:
        if piece.part != part:
            part = piece.part
            lines.append(f"<h2>{escape(part)}</h2>")
        lines.append(f"<h3>{escape(piece.title)}</h3>{_message(piece.message, words)}")
    shown = {used for piece in pieces for used in _phrases_of(piece.message)}
    lines.append("<h2>Phrases that are in no message above</h2><dl>")
    for phrase_id, template in _own_phrases(words).items():
        if phrase_id not in shown:
            lines.append(f"<dt>{escape(phrase_id)}</dt><dd>{escape(template)}</dd>")
    return "\n".join([*lines, "</dl></section>"])


def _message(message: Message, words: Renderer) -> str:
    rows = "".join(
        f'<div class="row">{"".join(f"<span>{escape(words.plain(each.label))}</span>" for each in row)}</div>'
        for row in message.buttons
    )
    return f'<div class="message">{words.text(message)}</div>{rows}'


def _own_phrases(words: Renderer) -> dict[str, str]:
    own = words.catalogue.phrases[Language(words.language)]
    return {str(phrase_id): template for phrase_id, template in sorted(own.items())}


def _phrases_of(message: Message) -> Iterator[str]:
    """Yield the id of each phrase in the text and on the buttons."""
    about = told(message)
    labels = (each.label for row in message.buttons for each in row)
    for part in (*message.parts, *labels, *([about] if about else ())):
        yield from _phrases_in(part)


def _phrases_in(value: Value) -> Iterator[str]:
    match value:
        case Phrase():
            yield str(value.id)
            for arg in value.args.values():
                yield from _phrases_in(arg)
        case Lines(of):
            for each in of:
                yield from _phrases_in(each)

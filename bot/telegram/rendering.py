"""Puts a domain message into words when it leaves: HTML and keyboards, in the chat's language."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from bot.domain.catalogue import Catalogue, Language, PhraseId
from bot.domain.cleaning import shown
from bot.domain.days import Days
from bot.domain.message import (
    Button,
    City,
    ClockTime,
    Length,
    Lines,
    Message,
    Moment,
    Phrase,
    Said,
    Style,
    Timer,
    Told,
    Value,
    phrase,
)
from bot.domain.pictures import alt
from bot.domain.written import Written
from bot.domain.zones import name_of
from bot.telegram import formats
from bot.telegram.written import html_of

log = logging.getLogger(__name__)

Keyboard = dict[str, Any]  # in Telegram's own form: buttons, or a question

_BRACES = re.compile(r"\{(?P<name>\w+)(?:\|(?P<style>\w+))?\}")
_MANY_BREAKS = re.compile(r"\n{3,}")
# Stands before each phrase that a partial language takes from the first one, while a message is put together.
# It is no character of any text: what people write is cleaned of it.
_FALLEN_BACK = "\ufdd0"


@dataclass(frozen=True, slots=True)
class Renderer:
    """Puts messages into the words of one language."""

    catalogue: Catalogue
    language: Language
    leaves_out: bool = False  # leave out what the texts no longer have; else KeyError
    tells: bool = False  # say what a picture shows, in the messages that ask for it

    def text(self, message: Message) -> str:
        """Return the message's HTML."""
        whole = "\n".join(self._fill(part, is_html=True) for part in message.parts)
        about = told(message) if self.tells else None
        if about is not None:
            first, *more = whole.split("\n", 1) if message.tells is Told.second else [whole]
            whole = "\n".join((first, self._fill(about, is_html=True), *more))
        text = self._marked(whole)
        return _MANY_BREAKS.sub("\n\n", text).strip() if self.leaves_out else text

    def keyboard(self, message: Message) -> Keyboard | None:
        """Return what stands under the message: buttons, a question, or nothing."""
        if message.question is not None:
            return {"force_reply": True, "input_field_placeholder": self.plain(message.question)}
        if not message.buttons:
            return None
        rows = [[self._button(each) for each in row] for row in message.buttons]
        if self.leaves_out:
            named = [[key for key in row if key["text"]] for row in rows]
            rows = [row for row in named if row]
        return {"inline_keyboard": rows}

    def plain(self, phrase: Phrase) -> str:
        """Return a phrase of plain text, as for a button, a toast or the command menu."""
        return self._fill(phrase, is_html=False).replace(_FALLEN_BACK, "")

    def phrase(self, phrase: Phrase) -> str:
        """Return a phrase as HTML, with its values in place."""
        return self._marked(self._fill(phrase, is_html=True))

    def _marked(self, text: str) -> str:
        """Say once, where it begins, that some of the text is in the first language."""
        before, found, after = text.partition(_FALLEN_BACK)
        if not found:
            return text
        mark = self._words("fallen_back")
        return f"{before}<i>{mark}</i> {after.replace(_FALLEN_BACK, '')}"

    def _fill(self, phrase: Phrase, *, is_html: bool) -> str:
        def value(match: re.Match[str]) -> str:
            if self.leaves_out and match["name"] not in phrase.args:
                return ""
            return self._value(phrase.args[match["name"]], match["style"] or "t", is_html)

        return _BRACES.sub(value, self._words(phrase.id))

    def _value(self, value: Value, style: str, is_html: bool) -> str:
        match value:
            case Written():
                return html_of(value) if is_html else value.text
            case Moment():
                return formats.moment(value, style, self._words)
            case Phrase():
                return self._fill(value, is_html=is_html)
            case Lines():
                return "\n".join(self._fill(each, is_html=is_html) for each in value.of)
            case int() if style == formats.LONG:  # minutes, in rows of older versions
                return formats.length(Length(60 * value), style, self._words, self._counted)
            case Length():
                return formats.length(value, style, self._words, self._counted)
            case Timer():
                return formats.timer(value.seconds)
            case ClockTime(at):
                return formats.clock_time(at, self._words)
            case Days():
                return formats.days(value, self._words)
            case _:
                return _text(self._named(value) if isinstance(value, City) else value, is_html)

    def _named(self, city: City) -> str:
        return name_of(city.zone, city.label, self.catalogue.zones.get(self.language, {}))

    def _counted(self, unit: str, number: int) -> str:
        form = self.catalogue.plural_form(self.language, unit, number)
        return self._words(f"format.long.{unit}.{form}")

    def _words(self, id: str) -> str:
        try:
            text = self.catalogue.phrase(self.language, PhraseId(id)).rstrip("\n")
            is_own = self.catalogue.language_of(self.language, PhraseId(id)) == self.language
            return text if is_own or self.language not in self.catalogue.partial else _FALLEN_BACK + text
        except KeyError:
            if self.leaves_out:
                return ""
            raise

    def _button(self, button: Button) -> dict[str, str]:
        key = {"text": self.plain(button.label), "callback_data": button.data}
        return key if button.style is Style.plain else {**key, "style": button.style.value}


def _text(value: Said | Written | str | int, is_html: bool) -> str:
    if isinstance(value, Written):
        return html_of(value) if is_html else value.text
    text = shown(value.text) if isinstance(value, Said) else str(value)
    return escape(text) if is_html else text


def told(message: Message) -> Phrase | None:
    """Return what is said of the picture of a message; None: nothing."""
    if message.medium is None or message.tells is None:
        return None
    return phrase("picture_told", shows=phrase(alt(message.medium)))


def in_words(
    message: Message, catalogue: Catalogue, language: Language, *, with_picture: bool = False
) -> tuple[str, Keyboard | None]:
    """Return the message's HTML, and what stands under it. `with_picture`: its picture can be shown.

    A message that waited while the bot was updated may name phrases that are gone, or lack what a phrase now
    says. It leaves without them, so that it is not lost.
    """
    words = Renderer(catalogue, language, tells=with_picture)
    try:
        return words.text(message), words.keyboard(message)
    except KeyError as error:
        lasting = replace(words, leaves_out=True)
        text = lasting.text(message)
        if message.parts and not text:
            raise  # nothing is left to say
        log.warning("A message of an older version leaves without the phrase or value %s.", error)
        return text, lasting.keyboard(message)

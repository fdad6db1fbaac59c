"""The sender port with python-telegram-bot: each exception of a call becomes an outcome.

A row is one call. It is two only if Telegram has refused the first, so that nothing was done: words whose
picture is refused go out alone.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any

from telegram import Message as Received
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.domain.catalogue import Catalogue
from bot.domain.ids import MessageId
from bot.domain.message import Document
from bot.ports import (
    ANY_PICTURE,
    Ambiguous,
    CannotWrite,
    Documents,
    Kind,
    NotSent,
    Outcome,
    Refused,
    Row,
    Sent,
    Stale,
)
from bot.ports.charts import Painter
from bot.ports.media import MediaFile
from bot.ports.tracks import Tracks
from bot.telegram import showing
from bot.telegram.audio import AudioSender
from bot.telegram.charts import ChartSender
from bot.telegram.fetching import FetchingBot
from bot.telegram.menu import set_menu_of
from bot.telegram.outcomes import Refusal, outcome_of, refusal_of
from bot.telegram.pictures import Pictures
from bot.telegram.redaction import redact
from bot.telegram.rendering import Renderer, in_words
from bot.telegram.showing import Call, Shown
from bot.telegram.ways import Way, plan

log = logging.getLogger(__name__)

Answer = Any  # what Telegram answers, as it is, or the error of the call
UPLOAD_MAY_TAKE = 5.0  # seconds; other messages of the chat wait for the end of a call
_OTHER_FORM = {
    "there is no text in the message to edit": ANY_PICTURE,
    "there is no caption in the message to edit": None,
}


class TelegramSender:
    """Sends rows to Telegram."""

    def __init__(
        self,
        bot: FetchingBot,
        catalogue: Catalogue,
        pictures: Pictures,
        tracks: Tracks,
        documents: Documents,
        painter: Painter,
    ) -> None:
        self._bot = bot
        self._documents = documents
        self._catalogue = catalogue
        self.pictures = pictures
        self._charts = ChartSender(bot, catalogue, painter, pictures)
        self._audio = AudioSender(bot, catalogue, tracks, pictures)

    def take_texts(self, catalogue: Catalogue) -> None:
        """Use `catalogue` from now on."""
        self._catalogue = catalogue
        self._audio.take_texts(catalogue)

    async def send(self, row: Row) -> Outcome:
        """Make the call of `row`. An error can be raised only before the call, never after it."""
        if row.kind.rules.deletes and row.edits is not None:
            call = self._bot.call("deleteMessage", chat_id=row.chat, message_id=row.edits)
            return await self._as_before(row, call)
        if row.kind.rules.sets_menu:
            return await self._as_before(row, set_menu_of(self._bot, row.chat, self._catalogue, row.language))
        if row.message.track is not None:
            return await self._audio.send(self._audio.in_words(row, row.message.track))
        if row.message.document is not None:
            return await self._with_file(row, row.message.document)
        return await self._with_words(row)

    async def _with_words(self, row: Row) -> Outcome:
        """Send or edit a message of words, with its picture where it has one."""
        has_picture = row.wants_picture and self.pictures.find(row.message.medium, row.chat) is not None
        text, keyboard = in_words(row.message, self._catalogue, row.language, with_picture=has_picture)
        shown = Shown(row, text, keyboard)
        if row.edits is not None and row.keys_only:
            return await self._as_before(row, showing.keys(self._bot, shown))
        with_chart = await self._charts.send(shown)
        if with_chart is not None:
            return with_chart
        planned = plan(row, text, self.pictures)
        match planned.way:
            case Way.nothing:
                return Sent(row.edits, row.shows)
            case Way.later:
                return NotSent()
            case Way.too_long:
                return Stale()
            case Way.picture if planned.file is not None:
                return await self._with_picture(shown, planned.file)
            case Way.words if has_picture and planned.lacks is None:
                return await self._in_words(self._alone(row))
            case _:
                return await self._in_words(shown, planned.lacks)

    def _alone(self, row: Row) -> Shown:
        """Return how the row is shown without its picture, of which its words then say nothing."""
        text, keyboard = in_words(row.message, self._catalogue, row.language)
        return Shown(row, text, keyboard)

    async def is_healthy(self) -> bool:
        """Does Telegram answer getMe?"""
        try:
            await self._bot.get_me()
        except TelegramError:
            return False
        return True

    async def _as_before(self, row: Row, call: Call) -> Outcome:
        """Make a call that changes no words and no picture."""
        return _showing(self._outcome(await self._answer(call)), row.shows)

    async def _with_file(self, row: Row, document: Document) -> Outcome:
        """Make the file of the row from what is kept now, and send it."""
        text, _ = in_words(row.message, self._catalogue, row.language)
        words = Renderer(self._catalogue, row.language).plain(document.words)
        try:
            made = await self._documents.make(document, row.chat, words)
        except CannotWrite:
            return NotSent()
        if made is None:
            return Refused("nothing is kept that could be in its file")
        return self._outcome(await self._answer(showing.file(self._bot, row, text, made)))

    async def _in_words(self, shown: Shown, lacks: str | None = None) -> Outcome:
        """Send or change the words, by the call that fits what the message shows."""
        row, shows = shown.row, shown.row.shows
        outcome = self._outcome(await self._answer(self._words_call(shown, shows)))
        if row.edits is not None and isinstance(outcome, Refused) and outcome.why.lower() in _OTHER_FORM:
            # It is not what it was taken for, for example since the answer to its picture was lost.
            shows = _OTHER_FORM[outcome.why.lower()]
            outcome = self._outcome(await self._answer(self._words_call(shown, shows)))
        outcome = _showing(outcome, shows)
        return replace(outcome, lacks=lacks) if isinstance(outcome, Sent) else outcome

    def _words_call(self, shown: Shown, shows: str | None) -> Call:
        if shown.row.edits is None or shows is None:
            return showing.words(self._bot, shown)
        return showing.caption(self._bot, shown, shown.row.edits)

    async def _with_picture(self, shown: Shown, file: MediaFile) -> Outcome:
        """Send or change the words together with a picture; without it, if Telegram refuses that."""
        known = self.pictures.id_of(file)
        if known is not None:
            answer = await self._answer(showing.picture(self._bot, shown, file, known))
        else:
            answer = await self._uploaded(shown, file)
        if isinstance(answer, Exception) and _may_go_without(answer):
            return await self._without(shown, file, answer, uploads=known is None)
        outcome = self._outcome(answer)
        if isinstance(outcome, Sent) and isinstance(answer, dict):
            return self._arrived(shown.row, file, answer, outcome, is_new=known is None)
        if isinstance(outcome, Ambiguous):
            if known is None:
                self.pictures.fail(file, "the call got no usable answer")
            return Ambiguous(ANY_PICTURE if shown.row.edits is not None else None)
        return _showing(outcome, shown.row.message.medium)

    async def _uploaded(self, shown: Shown, file: MediaFile) -> Answer:
        """Upload the file with its message; return Telegram's answer, or why there is none."""
        self.pictures.begin(file)
        try:
            async with asyncio.timeout(UPLOAD_MAY_TAKE):
                content = await self.pictures.content(file)
                return await self._answer(showing.picture(self._bot, shown, file, content))
        except TimeoutError as error:
            return TelegramError(type(error).__name__)
        except OSError as error:
            return error
        finally:
            self.pictures.end(file)

    def _arrived(
        self, row: Row, file: MediaFile, answer: dict[str, Any], arrived: Sent, *, is_new: bool
    ) -> Outcome:
        file_id = showing.id_in(answer, file)
        if file_id is None:
            self.pictures.fail(file, "Telegram shows it as another kind of file")
            return replace(arrived, shows=ANY_PICTURE)
        kept = self.pictures.learn(file, file_id) if is_new else None
        return replace(arrived, shows=row.message.medium, kept=kept)

    async def _without(self, shown: Shown, file: MediaFile, why: Exception, *, uploads: bool) -> Outcome:
        """Let the words go out alone, since Telegram has not taken the picture; note what that means."""
        row = shown.row
        self._learn(row, file, why, uploads=uploads)
        if row.kind is Kind.picture:
            return Sent(row.edits, row.shows)
        planned = plan(row, shown.text, self.pictures)
        has_still = planned.way is Way.picture and row.edits is None  # it follows, as an upload does
        lacks = row.message.medium if has_still else planned.lacks
        has_none = lacks is None and row.shows is None
        return await self._in_words(self._alone(row) if has_none else shown, lacks)

    def _learn(self, row: Row, file: MediaFile, why: Exception, *, uploads: bool) -> None:
        refusal = refusal_of(why) if isinstance(why, BadRequest) else Refusal.other
        said = redact(str(why), self._bot.token)
        if refusal is Refusal.of_pictures:
            self.pictures.close(row.chat, said, file.kind)
        elif refusal is Refusal.of_adding:
            self.pictures.give_up_adding(said)
        elif uploads:
            self.pictures.fail(file, said)
        elif refusal is Refusal.of_id:
            self.pictures.forget(file, said)

    async def _answer(self, call: Call) -> Answer:
        """Make a call; return the answer, or the error."""
        try:
            return await call
        except Exception as error:  # noqa: BLE001 - every error of a call becomes an outcome
            return error

    def _outcome(self, answer: Answer) -> Outcome:
        match answer:
            case {"message_id": int(number), "date": int(), "chat": {"id": int()}}:
                return Sent(MessageId(number))
            case bool():
                return Sent(None)
            case Received():
                return Sent(MessageId(answer.message_id))
            case TelegramError():
                return outcome_of(answer, self._bot.token)
        # the answer is strange, but the message may have arrived
        log.warning("The answer to a call cannot be read: %s.", type(answer).__name__)
        return Ambiguous()


def _may_go_without(error: Exception) -> bool:
    """Was nothing done because of the picture, so that the words may go out alone?"""
    match error:
        case OSError():  # the file cannot be read
            return True
        case TelegramError() if error.__cause__ is not None:  # the answer is not Telegram's
            return False
        case BadRequest():
            return refusal_of(error) is not Refusal.of_message
        case _:
            return isinstance(error, InvalidToken)  # a server that does not know the method


def _showing(outcome: Outcome, shows: str | None) -> Outcome:
    """Return the outcome with the picture that the message has, if the call was done."""
    return replace(outcome, shows=shows) if isinstance(outcome, Sent) else outcome

"""Sends guided tracks as audio files; if there is none, it says that the words above must do."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from telegram import Bot, InputFile
from telegram import Message as Received
from telegram.constants import ParseMode

from bot.domain.catalogue import Catalogue
from bot.domain.message import Track, message, phrase
from bot.ports import Ambiguous, Outcome, Refused, Row, Sent
from bot.ports.media import MediaFile, MediaKind
from bot.ports.tracks import CannotMake, NoVoice, Told, Tracks
from bot.telegram.calling import call_with_file, call_with_words
from bot.telegram.outcomes import Refusal
from bot.telegram.pictures import Pictures
from bot.telegram.rendering import in_words
from bot.telegram.tracks import told

log = logging.getLogger(__name__)

# Seconds for an upload and its answer: a megabyte is slow on a phone line. A claimed row has 120 s.
UPLOAD = 90.0
NAME = "unknot.m4a"


@dataclass(frozen=True, slots=True)
class Audio:
    """A track of a row, in words: what is said in it, its caption, and what is said in its place."""

    row: Row
    said: Told
    caption: str
    none: str
    no_voice: str


class AudioSender:
    """Sends the tracks of rows. A track that Telegram has already is not made and uploaded again."""

    def __init__(self, bot: Bot, catalogue: Catalogue, tracks: Tracks, pictures: Pictures) -> None:
        self._bot = bot
        self._catalogue = catalogue
        self._tracks = tracks
        self._pictures = pictures
        self._is_failing = False

    def take_texts(self, catalogue: Catalogue) -> None:
        """Use `catalogue` from now on."""
        self._catalogue = catalogue

    def in_words(self, row: Row, track: Track) -> Audio:
        """Put the row into words, before any call."""
        caption, none, no_voice = (
            in_words(each, self._catalogue, row.language)[0]
            for each in (row.message, message(phrase("track_none")), message(phrase("track_no_voice")))
        )
        return Audio(row, told(track, self._catalogue, row.language), caption, none, no_voice)

    async def send(self, audio: Audio) -> Outcome:
        """Send the audio file, or else say why there is none. It never raises."""
        try:
            outcome = await self._send(audio, self._tracks.digest(audio.said))
        except NoVoice:
            return await self._say(audio.row, audio.no_voice)
        except CannotMake as problem:
            return await self._say_none(audio, str(problem))
        if isinstance(outcome, Refused):
            return await self._say_none(audio, f"Telegram refuses it: {outcome.why}")
        if isinstance(outcome, Ambiguous):
            self._note("the upload got no usable answer")
        self._is_failing = self._is_failing and not isinstance(outcome, Sent)
        return outcome

    async def _send(self, audio: Audio, digest: str) -> Outcome:
        file = MediaFile(Path(NAME), MediaKind.audio, digest, 0, 0, audio.said.track.seconds, 0)
        known = self._pictures.id_of(file)
        if known is not None:
            outcome, why = await self._call(audio, known)
            if not isinstance(outcome, Refused) or why is Refusal.of_pictures:
                return outcome
            self._pictures.forget(file, outcome.why)  # it is made and uploaded anew
        made = InputFile(await self._tracks.make(audio.said), filename=NAME)
        outcome, sent = await self._call(audio, made)
        if isinstance(outcome, Sent) and isinstance(sent, Received) and sent.audio is not None:
            return replace(outcome, kept=self._pictures.learn(file, sent.audio.file_id))
        return outcome

    async def _call(self, audio: Audio, file: str | InputFile) -> tuple[Outcome, Received | Refusal | None]:
        """Send the file, or the id of a file that Telegram has."""
        row, said = audio.row, audio.said
        call = self._bot.send_audio(
            row.chat,
            file,
            duration=said.track.seconds,
            performer=said.performer,
            title=said.title,
            thumbnail=None if isinstance(file, str) else self._tracks.cover,
            caption=audio.caption,
            parse_mode=ParseMode.HTML,
            disable_notification=row.message.silent,
            message_thread_id=row.topic,
            read_timeout=UPLOAD,
        )
        return await call_with_file(call, self._bot.token)

    def _note(self, why: str) -> None:
        """Log why a track was not sent, once until one is sent again."""
        if not self._is_failing:
            log.warning("A guided track cannot be sent, so people get only its words: %s.", why)
        self._is_failing = True

    async def _say_none(self, audio: Audio, why: str) -> Outcome:
        """Log why there is no track, and tell the person that there is none."""
        self._note(why)
        return await self._say(audio.row, audio.none)

    async def _say(self, row: Row, text: str) -> Outcome:
        call = self._bot.send_message(
            row.chat,
            text,
            message_thread_id=row.topic,
            parse_mode=ParseMode.HTML,
            disable_notification=row.message.silent,
        )
        return await call_with_words(call, self._bot.token)

"""A recipe says which pieces follow one another in the file of a track, each for how many frames.

A recipe is counted in frames (43 ms). Speech begins at its second, or right after the words before it. The
pulse sounds where nobody speaks. So a track needs no mixing, and its length is exact to a frame.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.message import Beats
from bot.media.track.container import RATE, SAMPLES
from bot.media.track.pieces import BELL, SILENCE, Piece, Pieces
from bot.ports.tracks import CannotMake, NoVoice, Told

LONGEST = 30 * 60  # seconds; no plan of ours is longer, and a phone takes its file in good time
REST = 8  # frames, a third of a second: between two phrases, and between speech and pulse


@dataclass(frozen=True, slots=True)
class Part:
    """A piece, so many times in a row."""

    file: str
    times: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """The parts of a track in their order, and the hash by which the made file is remembered."""

    title: str
    performer: str
    parts: tuple[Part, ...]
    frames: int
    digest: str


def frames(seconds: float) -> int:
    """Return how many whole frames last for so many seconds."""
    return round(seconds * RATE / SAMPLES)


class _Tape:
    """What is on the track so far, and how long it is in frames."""

    def __init__(self, pieces: Pieces) -> None:
        self._silence = _sound(pieces, SILENCE)
        self.parts: list[Part] = []
        self.hashes: list[str] = []
        self.length = 0

    def put(self, piece: Piece, times: int = 1) -> None:
        """Add a piece; nothing happens if `times` is not above 0."""
        if times > 0:
            self.parts.append(Part(piece.file, times))
            self.hashes.append(f"{piece.sha256}*{times}")
            self.length += piece.frames * times

    def rest_until(self, frame: int) -> None:
        """Add silence up to a frame, unless it is over."""
        self.put(self._silence, frame - self.length)


def recipe(told: Told, pieces: Pieces) -> Recipe:
    """Return the recipe of a track.

    NoVoice: the language has no voice. CannotMake: a piece is missing, or the words need more time than the
    plan has.
    """
    track, language = told.track, told.language
    if not pieces.speaks(language):
        raise NoVoice(f"there is no voice for {language}")
    if not 0 < track.seconds <= LONGEST:
        raise CannotMake(f"a track of {track.seconds} s is too long")
    end, bell = frames(track.seconds), _sound(pieces, BELL)
    tape = _Tape(pieces)
    for each, text in zip(track.spoken, told.words, strict=True):
        said = pieces.of_words(language, text)
        if said is None:
            raise CannotMake(f"nothing speaks the words of {each.words.id} yet")
        _beat(tape, track.beats, frames(each.at), pieces)
        tape.rest_until(frames(each.at))
        if each.bell:
            tape.put(bell)
        tape.put(said)
    _beat(tape, track.beats, end - bell.frames, pieces)
    tape.rest_until(end - bell.frames)
    tape.put(bell)
    if tape.length > end:
        raise CannotMake("the words of the last step are longer than the step")
    names = (told.title, told.performer)
    return Recipe(*names, tuple(tape.parts), tape.length, _digest([*names, *tape.hashes]))


def _beat(tape: _Tape, beats: Sequence[Beats], until: int, pieces: Pieces) -> None:
    """Put pulses on the tape, as far as they sound before `until`."""
    for each in beats:
        begins, ends = frames(each.begins), min(frames(each.ends), until)
        piece = pieces.pulse(each.sound, each.a_minute)
        if piece is None:
            raise CannotMake(f"no pulse of {each.sound} has {each.a_minute} beats")
        begins = max(begins, tape.length + REST)
        times = (ends - begins) // piece.frames
        if times > 0:
            tape.rest_until(begins)
            tape.put(piece, times)


def _sound(pieces: Pieces, name: str) -> Piece:
    if name not in pieces.sounds:
        raise CannotMake(f"the sound {name} is missing")
    return pieces.sounds[name]


def _digest(what: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()

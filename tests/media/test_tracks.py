"""Guided tracks: their words, their length and their order, and how they sound, by figures."""

from __future__ import annotations

import io
import json
import math
import re
from array import array
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest
import yaml

from bot.content.folder import content_folder
from bot.domain import plan as planning
from bot.domain.catalogue import Audience, Catalogue, Language
from bot.domain.ids import ChatId, OwnId
from bot.domain.message import Lines, Phrase, Track, phrase
from bot.domain.own import OwnRoutine, as_routine
from bot.domain.own import Piece as OwnPiece
from bot.domain.plan import EVERY_CUE, NO_CUE, Pace
from bot.media import speech
from bot.media.shelf import media_folder
from bot.media.track.container import RATE, SAMPLES
from bot.media.track.pieces import MANIFEST, VOICE, Piece, Pieces, read_pieces
from bot.media.track.recipe import LONGEST, Part, Recipe, recipe
from bot.media.track.worker import join
from bot.ports.tracks import CannotMake, NoVoice
from bot.screens import tracks
from bot.screens.names import routine_name
from bot.screens.tracks import Played
from bot.telegram.rendering import Renderer
from bot.telegram.tracks import kinds_of_steps, told

ENGLISH = Language("en")
FOLDER = media_folder() / VOICE
FRAME = SAMPLES / RATE  # seconds
LATE = 0.1  # seconds: words may begin so much later than they should


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return read_pieces(FOLDER)


@pytest.fixture(scope="module")
def taster(catalogue: Catalogue) -> Track:
    """The track of one minute."""
    steps = catalogue.routines[catalogue.offers.taste].plans[Audience.partner]
    played = Played(phrase("track_by"), Audience.partner, steps, Pace.beginner, EVERY_CUE)
    return tracks.track(played, catalogue)


def every_plan(catalogue: Catalogue) -> Iterator[Played]:
    """Yield each plan of the content in each length, with both paces, and each trial."""
    routines = tuple(catalogue.routines.values())
    for routine in routines:
        for audience in routine.plans:
            for minutes in planning.lengths(routine, audience, routines, catalogue.techniques):
                steps = planning.plan(routine, audience, minutes, routines, catalogue.techniques) or ()
                for pace in Pace:
                    yield Played(routine_name(routine.key), audience, steps, pace, EVERY_CUE)
    for trial in catalogue.trials.values():
        for audience, steps in trial.plans.items():
            yield Played(routine_name(trial.key), audience, steps, Pace.beginner, NO_CUE)
    for length in (0, 1):  # of own routines: each technique as short, and as long, as it may be there
        pieces = tuple(OwnPiece(key, each.own_seconds[length]) for key, each in catalogue.techniques.items())
        own = OwnRoutine(OwnId(1), ChatId(1), "Mine", pieces)
        [(audience, steps)] = as_routine(own, catalogue.techniques).plans.items()
        yield Played(routine_name(own.key, own.name), audience, steps, Pace.beginner, EVERY_CUE)


def spoken_words() -> dict[str, str]:
    """Return the words of each spoken piece, by its file."""
    manifest = json.loads((FOLDER / MANIFEST).read_text("utf-8"))
    return {each["file"]: each["words"] for each in manifest["voices"][ENGLISH].values()}


def laid_out(made: Recipe, pieces: Pieces) -> list[tuple[float, Part]]:
    """Return the parts of a recipe, each with the second in which it begins."""
    known: dict[str, Piece] = {
        each.file: each for each in (*pieces.voices[ENGLISH].values(), *pieces.sounds.values())
    }
    starts = accumulate((known[part.file].frames * part.times for part in made.parts), initial=0)
    return [(start * FRAME, part) for start, part in zip(starts, made.parts, strict=False)]


def transcript(track: Track, words: Renderer) -> str:
    """Return what the messages with the words of a track say, without the times."""
    said = []
    for part in tracks.in_parts(track):
        [shown] = tracks.words(part, is_first=True).parts
        lines = shown.args["words"]
        assert isinstance(lines, Lines)
        said += [words.phrase(each) for line in lines.of if isinstance(each := line.args["words"], Phrase)]
    return " ".join(" ".join(said).split())


def test_each_track_says_its_transcript_in_time_and_is_as_long_as_its_plan(
    catalogue: Catalogue, pieces: Pieces
) -> None:
    """For every plan: the pieces that are joined say the words that are sent, each in its second."""
    spoken, bell = spoken_words(), pieces.sounds["bell"].frames * FRAME
    plans = list(every_plan(catalogue))
    for played in plans:
        track = tracks.track(played, catalogue)
        made = recipe(told(track, catalogue, ENGLISH), pieces)
        begun = [(at, spoken[part.file]) for at, part in laid_out(made, pieces) if part.file in spoken]

        assert abs(made.frames * FRAME - sum(step.seconds for step in played.steps)) < LATE
        assert " ".join(text for _, text in begun) == transcript(track, Renderer(catalogue, ENGLISH))
        for (at, _), said in zip(begun, track.spoken, strict=True):
            assert abs(at - said.at - (bell if said.bell else 0)) < LATE, said
    assert len(plans) > 70


def test_every_phrase_is_spoken_and_no_piece_is_left_over() -> None:
    """The pieces are as new as the words."""
    assert speech.stale(content_folder(), FOLDER) == []


def test_changed_words_and_a_changed_file_are_named(tmp_path: Path) -> None:
    """By `unknot media check`."""
    for file in FOLDER.rglob("*.*"):
        copy = tmp_path / file.relative_to(FOLDER)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    first, second = list(spoken_words())[:2]
    (tmp_path / first).write_bytes(b"other")
    manifest = (tmp_path / MANIFEST).read_text("utf-8")
    made_of = json.loads(manifest)["voices"][ENGLISH][Path(second).stem]["made_of"]
    (tmp_path / MANIFEST).write_text(manifest.replace(made_of, "0" * 16), "utf-8")
    (tmp_path / "en" / "old.aac").write_bytes(b"")

    wrong = speech.stale(content_folder(), tmp_path)

    assert len(wrong) == 3
    assert all(any(file in line for line in wrong) for file in (first, second, "en/old.aac"))


def test_the_pulse_keeps_the_rhythm_of_the_words(catalogue: Catalogue, pieces: Pieces) -> None:
    """Of the texts: strokes a minute where they name them, taps a second, seconds for a push or a pinch."""
    words = Renderer(catalogue, ENGLISH)
    paces = tuple(Pace)
    for prompt, beats in catalogue.beats.items():
        [sound] = {str(step.technique) for step in kinds_of_steps(catalogue) if step.prompt == prompt}
        for pace, a_minute in zip(paces, beats, strict=True):
            piece = pieces.pulse(sound, a_minute)
            assert piece is not None
            real = 60 / (piece.frames * FRAME)
            assert real == pytest.approx(a_minute, rel=0.03)
            if prompt in catalogue.paced:
                rhythm = words.phrase(phrase(f"rhythm.{sound}.{pace}"))
                said = [int(each) for each in re.findall(r"\d+", rhythm)]
                assert (said[0] if len(said) > 1 else said[-1] * 0.8) <= real <= said[-1] * 1.02, prompt
            if sound == "tapping":
                assert 2 <= real / 60 <= 4
            if sound == "pushing":
                assert 60 / real > 6  # a push lasts 6 s, and then the hands float back


def test_the_pulse_is_near_the_rhythm_of_the_animation(catalogue: Catalogue) -> None:
    """Who has heard a plan knows the movement that they see."""
    drawn = yaml.safe_load((content_folder() / "media" / "animations.yaml").read_text("utf-8"))
    for prompt, (beginner, _) in catalogue.beats.items():
        scene = drawn[prompt.removeprefix("step.")]
        rate = scene.get("per_minute") or scene["stroke"]["per_minute"]
        assert 0.6 < beginner / rate < 1.34, prompt


def test_what_cannot_be_made_says_so(catalogue: Catalogue, pieces: Pieces, taster: Track) -> None:
    """A language without a voice, a plan that is too long or too short, and words that nothing speaks."""
    said = told(taster, catalogue, ENGLISH)
    with pytest.raises(NoVoice):
        recipe(replace(said, language=Language("xx")), pieces)
    for track in (replace(taster, seconds=LONGEST + 1), replace(taster, seconds=55)):
        with pytest.raises(CannotMake):
            recipe(replace(said, track=track), pieces)
    with pytest.raises(CannotMake, match=str(taster.spoken[0].words.id)):
        recipe(replace(said, words=("Something else.", *said.words[1:])), pieces)
    with pytest.raises(NoVoice):
        recipe(said, read_pieces(FOLDER / "nowhere"))


def test_a_track_can_be_heard(catalogue: Catalogue, pieces: Pieces, taster: Track) -> None:
    """Decoded: its length, no clipping, no click at a joint, speech well above the pulse, silence between."""
    av = pytest.importorskip("av")
    made = recipe(told(taster, catalogue, ENGLISH), pieces)
    file = av.open(io.BytesIO(join(FOLDER, [(part.file, part.times) for part in made.parts], "One", "Two")))
    assert (file.metadata["title"], file.metadata["artist"]) == ("One", "Two")
    [stream] = file.streams
    assert (stream.codec_context.name, stream.rate, stream.codec_context.channels) == ("aac", RATE, 1)
    sound = array("f")
    for frame in file.decode(audio=0):
        sound.frombytes(bytes(frame.planes[0])[: frame.samples * 4])

    assert abs(len(sound) / RATE - taster.seconds) < 1
    assert max(map(abs, sound)) < 0.95
    spoken = spoken_words()
    levels: dict[str, list[float]] = {"speech": [], "pulse": []}
    places = laid_out(made, pieces)
    for (at, part), (until, _) in zip(places, [*places[1:], (taster.seconds, None)], strict=True):
        begins, ends = round(at * RATE), round(until * RATE)
        joint = sound[max(begins - 64, 0) : begins + 64]
        assert max(map(abs, joint)) < 0.002, part
        if part.file in spoken:
            levels["speech"].append(loudness(sound[begins:ends]))
        elif "pulse" in part.file:
            levels["pulse"].append(loudness(sound[begins:ends]))
        elif "silence" in part.file and ends - begins > 4 * SAMPLES:
            assert loudness(sound[begins + SAMPLES : ends - SAMPLES]) < -80
    assert len(levels["speech"]) == len(taster.spoken)
    assert max(levels["speech"]) - min(levels["speech"]) < 3
    assert min(levels["speech"]) - max(levels["pulse"]) > 6


def loudness(sound: array[float]) -> float:
    """Return the mean of the loud tenths of a second of a sound, in dB of full scale."""
    block = RATE // 10
    blocks = (sound[at : at + block] for at in range(0, len(sound), block))
    means = [math.sqrt(math.fsum(each * each for each in part) / block) for part in blocks]
    loud = [each for each in means if each > max(means) / 8] or [1e-9]
    return 20 * math.log10(max(sum(loud) / len(loud), 1e-9))

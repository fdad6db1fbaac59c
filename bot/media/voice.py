"""Speaks all phrases of the guided tracks, and makes their sounds: `unknot media build`.

It needs the extra `voice`: a voice and an AAC encoder. What it makes is part of the repository, so that a bot
needs neither. The same words and settings give the same bytes on the same machine.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.media.raster import NeedsTools
from bot.media.tones import BELL_TONE, PULSES, Signal, tone
from bot.media.track.container import RATE, SAMPLES, adts_of
from bot.media.track.pieces import BELL, MANIFEST, SILENCE, hash_of, pulse_name

# By language: what speaks it. A language that is not here has no tracks, and its people get the words.
VOICES = {"en": "hibari-tts 0.2.1 heart"}
SPEED = 0.95  # of the voice's own
LOUDNESS = -20.0  # dB of full scale: the mean of the speech
LOUDEST = 0.8  # of full scale: the highest peak
BITS = 40_000  # a second
SETTINGS = f"speed {SPEED}, {LOUDNESS} dB, peak {LOUDEST}, {RATE} Hz, AAC {BITS}"
BEFORE, AFTER = 2, 3  # silent frames at both ends of a phrase
NEEDED = 'Speaking needs {missing}; install it with: pip install "unknot[voice]"'
QUIET = 0.003  # of full scale: what is quieter before and after the words is cut off

Say = Callable[[str], None]  # is told the file of each piece that is made


@dataclass(frozen=True, slots=True)
class Wanted:
    """What tracks can need: the phrases by language, and the pulses with their beats a minute."""

    words: Mapping[str, Sequence[str]]
    pulses: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Order:
    """One piece to be made. `made_of`: the hash of all that its sound depends on."""

    group: str  # a language, or "sounds"
    name: str
    what: str  # the words, or the name of the sound
    made_of: str

    @property
    def file(self) -> str:
        """Return the path of the piece inside the folder."""
        return f"{self.group}/{self.name}.aac"


def orders(wanted: Wanted) -> Iterator[Order]:
    """Yield all pieces that there must be. Languages without a voice have none."""
    code = _code()
    for language, phrases in wanted.words.items():
        if language in VOICES:
            for words in dict.fromkeys(phrases):
                made_of = _hash(words, VOICES[language], SETTINGS, code)
                yield Order(language, hash_of(words), words, made_of)
    for name in (SILENCE, BELL, *(pulse_name(*pulse) for pulse in sorted(wanted.pulses))):
        yield Order("sounds", name, name, _hash(name, repr(_tone_of(name)), SETTINGS, code))


def stale(wanted: Wanted, folder: Path) -> list[Order]:
    """Return the pieces that are missing, made of other words or settings, or changed since."""
    known = _read(folder)
    return [order for order in orders(wanted) if not _is_fresh(order, known.get(order.file), folder)]


def faults(wanted: Wanted, folder: Path) -> list[str]:
    """Return a sentence for each piece that is stale, and for each file that no track needs."""
    needed = {order.file for order in orders(wanted)}
    found = {path.relative_to(folder).as_posix() for path in folder.glob("*/*.aac")}
    again = "run `unknot media build`"
    return [
        *(f"media/voice/{order.file}: not made of these words yet, {again}: {order.what}"
          for order in stale(wanted, folder)),
        *(f"media/voice/{file}: no track needs it, {again}" for file in sorted(found - needed)),
    ]  # fmt: skip


def build(wanted: Wanted, folder: Path, say: Say) -> None:
    """Make the pieces that are stale, and delete those that nothing needs; NeedsTools: tools are missing."""
    make = Maker()
    known = _read(folder)
    todo = stale(wanted, folder)
    for order in todo:
        frames = make.frames(order)
        path = folder / order.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(adts_of(frames))
        known[order.file] = {
            "file": order.file,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "frames": len(frames),
            "made_of": order.made_of,
            "words": order.what,
        }
        say(order.file)
    if todo or faults(wanted, folder):
        _write(wanted, folder, known)


class Maker:
    """Holds the voice and the encoder; both are loaded when the first piece needs them."""

    def __init__(self) -> None:
        self._voice: Callable[..., Signal] | None = None

    def frames(self, order: Order) -> list[bytes]:
        """Return the AAC frames of one piece."""
        if order.group != "sounds":
            return encode(self._spoken(order.what))
        if order.name == SILENCE:
            return [_silent_frame()]
        if order.name == BELL:
            return encode(padded(tone(*BELL_TONE)))
        return _one_beat(order.name)

    def _spoken(self, words: str) -> Signal:
        if self._voice is None:
            try:
                from hibari import Hibari
            except ImportError as error:
                raise NeedsTools(NEEDED.format(missing=error.name)) from None
            self._voice = Hibari()
        return padded(levelled(self._voice(words, speed=SPEED, seed=0)))


def levelled(signal: Signal) -> Signal:
    """Return speech without silence at its ends, as loud as all other speech, and never too loud."""
    import numpy

    heard = numpy.flatnonzero(abs(signal) > QUIET)
    cut = signal[max(heard[0] - SAMPLES // 2, 0) : heard[-1] + SAMPLES]
    blocks = cut[: len(cut) // SAMPLES * SAMPLES].reshape(-1, SAMPLES)
    means = numpy.sqrt((blocks**2).mean(axis=1))
    mean = numpy.sqrt((means[means > QUIET * 3] ** 2).mean())
    louder = cut * (10 ** (LOUDNESS / 20) / mean)
    faded = louder * min(1.0, LOUDEST / abs(louder).max())
    ramp = numpy.linspace(0.0, 1.0, SAMPLES // 4)
    faded[: len(ramp)] *= ramp
    faded[-len(ramp) :] *= ramp[::-1]
    return faded


def padded(signal: Signal) -> Signal:
    """Return a sound with silent frames at both ends, in whole frames."""
    import numpy

    after = AFTER * SAMPLES + -len(signal) % SAMPLES
    return numpy.concatenate((numpy.zeros(BEFORE * SAMPLES), signal, numpy.zeros(after)))


def encode(signal: Signal) -> list[bytes]:
    """Return the AAC frames of a sound. The first frame of an encoder, which has its name, is left out."""
    try:
        import av
        import numpy
    except ImportError as error:
        raise NeedsTools(NEEDED.format(missing=error.name)) from None
    context = av.CodecContext.create("aac", "w")
    context.sample_rate, context.layout, context.format, context.bit_rate = RATE, "mono", "fltp", BITS
    packets = []
    for at in range(0, len(signal), SAMPLES):
        block = signal[at : at + SAMPLES].astype(numpy.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, at
        packets += [bytes(packet) for packet in context.encode(frame)]
    packets += [bytes(packet) for packet in context.encode(None)]
    return packets[1:]


def _silent_frame() -> bytes:
    import numpy

    return encode(numpy.zeros(8 * SAMPLES))[4]


def _one_beat(name: str) -> list[bytes]:
    """Return the frames from one beat to the next, cut out of the middle of several beats."""
    import numpy

    of, a_minute = name.removeprefix("pulse_").rsplit("_", 1)
    period = round(60 / int(a_minute) * RATE / SAMPLES)
    beat = numpy.zeros(period * SAMPLES)
    sound = tone(*PULSES[of])[: (period - 3) * SAMPLES]
    beat[SAMPLES : SAMPLES + len(sound)] = sound
    return encode(numpy.tile(beat, 3))[period - 1 : 2 * period - 1]


def _tone_of(name: str) -> object:
    if name == SILENCE:
        return None
    return BELL_TONE if name == BELL else PULSES[name.removeprefix("pulse_").rsplit("_", 1)[0]]


def _code() -> str:
    """Return the code that a piece's sound depends on."""
    return "".join(
        inspect.getsource(each) for each in (levelled, padded, encode, tone, _silent_frame, _one_beat)
    )


def _hash(*what: str) -> str:
    return hashlib.sha256("\0".join(what).encode()).hexdigest()[:16]


def _is_fresh(order: Order, entry: Mapping[str, object] | None, folder: Path) -> bool:
    if entry is None or entry.get("made_of") != order.made_of:
        return False
    try:
        content = (folder / order.file).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == entry.get("sha256")


def _read(folder: Path) -> dict[str, dict[str, object]]:
    """Return the entries of the manifest by file."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    groups = (*manifest.get("voices", {}).values(), manifest.get("sounds", {}))
    return {str(entry["file"]): entry for group in groups for entry in group.values()}


def _write(wanted: Wanted, folder: Path, known: Mapping[str, Mapping[str, object]]) -> None:
    """Write the manifest, and delete the pieces that it does not name."""
    voices: dict[str, dict[str, object]] = {}
    sounds: dict[str, object] = {}
    for order in orders(wanted):
        group = sounds if order.group == "sounds" else voices.setdefault(order.group, {})
        group[order.name] = known[order.file]
    manifest = {"settings": SETTINGS, "spoken_by": VOICES, "voices": voices, "sounds": sounds}
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    needed = {order.file for order in orders(wanted)}
    for path in folder.glob("*/*.aac"):
        if path.relative_to(folder).as_posix() not in needed:
            path.unlink()

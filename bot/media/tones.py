"""The sounds of guided tracks that nobody speaks: a bell, and a soft pulse for each technique."""

from __future__ import annotations

from typing import Any

from bot.media.track.container import RATE

Signal = Any  # a numpy array of samples from -1 to 1; numpy is there only where sounds are made

# Of each: the loudest sample, seconds until it is loudest, seconds in all, and its partials: hertz and share.
# The pulses are far softer than speech. Each has partials above 300 Hz: a phone's speaker has no low tones.
BELL_TONE = (0.22, 0.006, 1.15, ((523.0, 1.0), (1046.5, 0.5), (1571.0, 0.25), (2637.0, 0.12)))
PULSES = {
    "kneading": (0.06, 0.07, 0.34, ((330.0, 1.0), (660.0, 0.3))),
    "pushing": (0.06, 0.15, 0.9, ((294.0, 1.0), (588.0, 0.4))),
    "pinching": (0.06, 0.04, 0.32, ((392.0, 1.0), (784.0, 0.3))),
    "rolling": (0.06, 0.05, 0.3, ((349.0, 1.0), (698.0, 0.4))),
    "tapping": (0.05, 0.004, 0.07, ((880.0, 1.0), (1760.0, 0.3))),
}


def tone(loudest: float, rise: float, seconds: float, partials: tuple[tuple[float, float], ...]) -> Signal:
    """Return a tone that rises for `rise` seconds and fades until it ends; it begins and ends at zero."""
    import numpy

    at = numpy.arange(int(seconds * RATE)) / RATE
    up = numpy.sin(numpy.clip(at / rise, 0, 1) * numpy.pi / 2) ** 2
    down = numpy.exp(-4.5 * numpy.clip(at - rise, 0, None) / (seconds - rise))
    end = numpy.clip((seconds - at) / 0.02, 0, 1)
    sound = sum(share * numpy.sin(2 * numpy.pi * hertz * at) for hertz, share in partials)
    shaped = sound * up * down * end
    return shaped * (loudest / abs(shaped).max())

"""Colours as people see them: how far apart two are, and what is left of a colour for the colour-blind.

The three matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation
of Color Vision Deficiency" (2009, doi 10.1109/TVCG.2009.113), for the full severity of 1.0. They work on
linear RGB. How far two colours are apart is the difference CIE76 in L*a*b* with the white D65: from about 2
on, people see it side by side.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

AS_IT_IS: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
EYES: Mapping[str, Matrix] = {
    "all colours": AS_IT_IS,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Vector = (0.95047, 1.0, 1.08883)


def apart(one: str, other: str, eyes: Matrix) -> float:
    """Return how far apart two colours such as #B83E28 are for these eyes."""
    return math.dist(_lab(one, eyes), _lab(other, eyes))


def linear(colour: str) -> Vector:
    """Return a colour in linear RGB."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _lab(colour: str, eyes: Matrix) -> Vector:
    red, green, blue = _times(eyes, linear(colour))
    shown = (min(max(red, 0), 1), min(max(green, 0), 1), min(max(blue, 0), 1))
    x, y, z = (_cube(part / white) for part, white in zip(_times(_TO_XYZ, shown), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def _times(matrix: Matrix, vector: Vector) -> Vector:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third

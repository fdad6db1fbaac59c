"""A person seen from the left side, built of joints; for poses against a wall, on a chair, on the floor."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.media.draw.limbs import bend, draw_limb
from bot.media.draw.outline import Place, Point, outline
from bot.media.draw.painting import Colours, Layer, paint
from bot.media.draw.svg import group, path

THIGH, SHIN = 35.0, 35.0
UPPER_ARM, FOREARM = 24.0, 22.0
SHOE = outline("M 3.6 -3.4 L 4.2 3.6 L -9.6 3.6 C -10.4 1.6 -8.4 0 -5.4 -0.8 L -3 -3.4 Z")


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the joints are. The person looks to the left; the torso is drawn with its hip at `hip`."""

    hip: Point
    lean: float  # degrees by which the torso is turned; 0: upright, clockwise
    ankle: Point
    hand: Point
    nod: float = 0.0  # degrees by which the head is turned, against the torso
    knee_side: float = -1.0  # which way the knee bends
    elbow_side: float = 1.0
    foot: float = 0.0  # degrees
    shoe: str = "ink"  # its colour

    @property
    def torso(self) -> Place:
        """Return where the torso is drawn."""
        return Place(at=self.hip, turn=self.lean)


SHOULDER: Point = (-0.5, -43.0)  # against the hip
NECK: Point = (0.0, -51.0)


def draw_profile(
    pose: Pose, layers: tuple[Layer, ...], head: tuple[Layer, ...], colours: Colours, trousers: Colours
) -> str:
    """Return the whole person: the far leg and arm behind, the near ones in front."""
    knee = bend(pose.hip, pose.ankle, THIGH, SHIN, pose.knee_side)
    far = group(_leg(pose, knee, trousers, "cloth_dark"), Place(at=(3.4, -0.6)))
    near = _leg(pose, knee, trousers, "cloth")
    torso = group(paint(layers, colours), pose.torso)
    top = pose.torso.of(NECK)
    skull = group(paint(head, colours), Place(at=top, turn=pose.lean + pose.nod))
    return far + skull + torso + near + _arm(pose, colours)


def _leg(pose: Pose, knee: Point, trousers: Colours, colour: str) -> str:
    shoe = path(SHOE, fill=trousers[pose.shoe])
    joints = [(pose.hip, 18.0), (knee, 12.4), (pose.ankle, 8.6)]
    foot = group(shoe, Place(at=(pose.ankle[0], pose.ankle[1] + 2.0), turn=pose.foot))
    return foot + draw_limb(joints, trousers, colour, "cloth_dark")


def _arm(pose: Pose, colours: Colours) -> str:
    shoulder = pose.torso.of(SHOULDER)
    elbow = bend(shoulder, pose.hand, UPPER_ARM, FOREARM, pose.elbow_side)
    angle = math.degrees(math.atan2(pose.hand[1] - elbow[1], pose.hand[0] - elbow[0]))
    hand = draw_limb([((0, 0), 5.6), ((4.6, 0.4), 5.2), ((7.4, 1.0), 3.6)], colours, "skin", "skin")
    sleeve = draw_limb(
        [(shoulder, 11.0), (_part(shoulder, elbow, 0.5), 10.2)], colours, "cloth", "cloth_dark"
    )
    return (
        group(hand, Place(at=pose.hand, turn=angle))
        + draw_limb([(shoulder, 9.4), (elbow, 8.0), (pose.hand, 5.8)], colours, "skin", "shade")
        + sleeve
    )


def _part(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part

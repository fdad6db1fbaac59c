"""Rolling: the fist on the back, and a close-up from its front, since the view from above does not tell."""

from __future__ import annotations

from dataclasses import dataclass

from bot.media.draw import marks
from bot.media.draw.fists import Fist, covers_from_above, forearm, from_above, from_front, touch
from bot.media.draw.hands import sleeve
from bot.media.draw.outline import Outline, Place, Point, arc
from bot.media.draw.painting import Colours
from bot.media.draw.svg import ellipse, group, path
from bot.media.draw.window import Window

SCALE = 1.35
TURN = -84.0  # the forearm comes from the giver, who kneels at the side
SLEEVE_AT, SLEEVE = -15.0, 4.7
CLOSE_UP = Window((89.0, 62.0), 27.5, 27.5)
CLOSER = 2.75
SKIN = 16.5  # how far below its middle the skin is


@dataclass(frozen=True, slots=True)
class RollingHand:
    """The fist at one moment. `done`: 0 on the little-finger edge, 1 on the knuckles.

    The giver kneels at the side. The hand nearer to the feet rolls; on the left side that is the right one.
    """

    fist: Fist
    at: Point
    done: float
    lift: float

    @property
    def place(self) -> Place:
        """Return where the fist is drawn: what touches lies on the patch."""
        scale = SCALE * (1 + 0.06 * self.lift)
        return Place(at=(self.at[0] - 1.2, self.at[1]), turn=TURN, scale=scale, mirror=True)

    def covers(self) -> list[Point]:
        """Return points around the fist and the forearm."""
        return [self.place.of(point) for point in covers_from_above(self.fist, self.done)]

    def draw(self, colours: Colours) -> str:
        """Return the fist from above, with its sleeve."""
        drawn = from_above(self.fist, self.done, colours)
        arm = group(sleeve(SLEEVE, colours), Place(at=(forearm(self.fist, self.done), SLEEVE_AT)))
        return group(drawn + arm, self.place)

    def shadow(self, colours: Colours) -> str:
        """Return its shadow."""
        dx, dy = 0.6 + 1.6 * self.lift, 1.2 + 3 * self.lift
        flat = dict.fromkeys(("skin", "edge"), colours["shadow"]) | {"accent": "none"}
        place = Place(at=(self.place.at[0] + dx, self.place.at[1] + dy), turn=TURN, scale=SCALE, mirror=True)
        return group(from_above(self.fist, self.done, flat), place, opacity=0.16)


def close_up(fist: Fist, done: float, lift: float, hand: Colours, skin: Colours) -> str:
    """Return a round window: the fist rolls from its little-finger edge onto the backs of two knuckles."""
    along = (done - 0.5) * fist.reach * 0.9 - 4.5
    touches = (along + (touch(fist, done) - 1.2) * CLOSER, SKIN)
    floor = _floor(touches)
    inside = (
        path(floor, fill=skin["skin"])
        + path(floor, fill=skin["shade"], opacity=0.35, transform="translate(0 6.5)")
        + path(floor, fill=skin["shade"], opacity=0.35, transform="translate(0 11)")
        + ellipse(touches[0], SKIN + 1, 8.5, 3.4, fill=skin["accent"], opacity=0.3 * (1 - lift))
    )
    place = Place(at=(along - 1.2 * CLOSER, SKIN + 1.5 - 6 * lift), scale=CLOSER)
    inside += group(from_front(fist, done, hand), place)
    inside += ellipse(touches[0], SKIN + 0.4, 4.6, 1.5, fill=skin["white"], opacity=0.85 * (1 - lift))
    inside += _to_and_fro(skin)
    return CLOSE_UP.draw(group(inside, Place(mirror=True)), skin)


def _floor(touches: Point) -> Outline:
    """Return the skin in the window; it gives way a little where the fist is."""
    x, low = touches
    left, right = x - 60, x + 60
    return Outline(
        (
            ("M", ((left, low + 1.2),)),
            ("Q", ((x - 9, low - 0.6), (x, low + 0.5))),
            ("Q", ((x + 9, low - 0.6), (right, low + 1.2))),
            ("L", ((right, low + 40),)),
            ("L", ((left, low + 40),)),
            ("Z", ()),
        )
    )


def _to_and_fro(colours: Colours) -> str:
    centre = (0.0, 9.0)
    there = arc(centre, 28, -86, -58)
    back = arc(centre, 28, -94, -122)
    return marks.arrow(there, 1.7, colours) + marks.arrow(back, 1.7, colours)

"""How the receiver lies or sits, and where the giver is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.media.draw.art import Art, Person
from bot.media.draw.canvas import FRAME
from bot.media.draw.hands import Hand
from bot.media.draw.limbs import draw_limb
from bot.media.draw.outline import Place, Point, arc, closed, line, outline
from bot.media.draw.painting import Colours, paint
from bot.media.draw.profile import Pose, draw_profile
from bot.media.draw.room import backdrop
from bot.media.draw.svg import circle, document, element, ellipse, group, path, rect, stroke

MAT = 91.0  # y of the top of the mat
FLOOR = 78.0  # y where the floor meets the wall, behind who lies
SMALL = 0.62  # of the receiver, where the giver is shown too
ROUND = (50.0, 60.0)  # about this place of the canvas the receiver is made small


@dataclass(frozen=True, slots=True)
class FaceDown:
    """A receiver who lies face down, with a roll under the forehead and one under the ankles."""

    art: Art
    person: Person
    trousers: Colours

    @property
    def duration(self) -> float:
        """Return 0: it does not move."""
        return 0.0

    def draw(self, time: float) -> str:
        """Return the picture."""
        colours = self.person.colours
        side = self.art.figures["side"]
        pose = Pose((54.0, 81.0), -90.0, (123.0, 80.5), (57.0, 86.0), 17.0, -1.0, 1.0, -117.0, "cloth_dark")
        forehead, ankles = (-11.5, MAT - 2.6), (117.0, MAT - 2.6)
        lying = (
            rect(-24, MAT, 160, 14, 5, fill=colours["sheet"])
            + rect(-24, MAT + 8, 160, 6, 4, fill=colours["sheet_dark"])
            + _roll(forehead, 4.6, 3.4, self.trousers)
            + _roll(ankles, 5.0, 3.6, self.trousers)
            + draw_profile(pose, side.layers, side.parts[self.person.head], colours, self.trousers)
            + _ring(forehead, colours)
            + _ring(ankles, colours)
        )
        floor = rect(-28, FLOOR, 156, 60, fill=colours["blob_dark"])
        floor += rect(-28, FLOOR, 156, 1.2, fill=colours["shadow"], opacity=0.1)
        small = Place(at=(2.6, FLOOR - 91.0), scale=0.9)
        return document(backdrop(colours, FRAME) + floor + group(lying, small), FRAME)


@dataclass(frozen=True, slots=True)
class Astride:
    """A receiver who sits astride a chair and leans on a cushion on its back; the giver stands behind."""

    art: Art
    person: Person
    trousers: Colours
    giver: Person
    giver_trousers: Colours

    @property
    def duration(self) -> float:
        """Return 0: it does not move."""
        return 0.0

    def draw(self, time: float) -> str:
        """Return the picture."""
        colours = self.person.colours
        side = self.art.figures["side"]
        sits = Pose((66.0, 80.0), -32.0, (43.0, 113.5), (23.0, 46.0), -42.0, -1.0, 1.0)
        stands = Pose((99.0, 46.5), -25.0, (99.0, 113.5), (60.5, 42.0), -10.0, -1.0, 1.0)
        floor = rect(-28, 119, 156, 20, fill=colours["blob_dark"])
        for x, wide in ((54, 36), (102, 20)):
            floor += ellipse(x, 119.4, wide, 2.8, fill=colours["shadow"], opacity=0.12)
        receiver = draw_profile(sits, side.layers, side.parts[self.person.head], colours, self.trousers)
        giver = draw_profile(
            stands, side.layers, side.parts[self.giver.head], self.giver.colours, self.giver_trousers
        )
        drawn = floor + _chair(colours) + _cushion(self.giver_trousers) + receiver + giver
        return document(backdrop(colours, FRAME) + drawn, FRAME)


@dataclass(frozen=True, slots=True)
class GiverPlace:
    """The giver at the head of the receiver, seen from above; the places at the sides are shown faintly."""

    art: Art
    person: Person
    giver: Person

    @property
    def duration(self) -> float:
        """Return 0: it does not move."""
        return 0.0

    def draw(self, time: float) -> str:
        """Return the picture."""
        art, colours = self.art, self.person.colours
        back = art.figures["back"]
        x, y = ROUND
        place = Place(at=(x - x * SMALL, y - y * SMALL + 21), scale=SMALL)
        mat = rect(14, 5, 72, 140, 12, fill=colours["sheet"], stroke=colours["sheet_dark"], stroke_width=1.2)
        body = paint(back.layers, colours, "body") + paint(back.parts[self.person.head], colours)
        body += paint(back.parts["cloth"], colours)
        sides = "".join(
            group(_kneeling(self.giver.colours), Place(at=at, turn=turn, scale=0.94), opacity=0.38)
            for at, turn in (((3.0, 76.0), -90.0), ((97.0, 76.0), 90.0))
        )
        hands = "".join(self._hand(right) for right in (False, True))
        clip = element("defs", element("clipPath", path(back.body), id="body"))
        giver = group(_kneeling(self.giver.colours), Place(at=(50.0, 6.0)))
        return document(
            clip + backdrop(colours, FRAME) + mat + group(body, place) + sides + hands + giver, FRAME
        )

    def _hand(self, right: bool) -> str:
        colours = self.giver.colours
        side = 1 if right else -1
        at: Point = (50 + side * 8.4, 53.0)
        hand = Hand(self.art.glyphs["open"], Place(at, -side * 10, 0.72, mirror=right), sleeve=False)
        wrist = hand.place.of(hand.glyph.wrist)
        shoulder, elbow = (50 + side * 15.5, 7.0), (50 + side * 18.5, 30.0)
        bare = draw_limb([(elbow, 6.4), (wrist, 5.0)], colours, "skin", "shade")
        sleeve = draw_limb([(shoulder, 8.6), (elbow, 7.4)], colours, "cloth", "cloth_dark")
        return hand.shadow(colours) + bare + sleeve + hand.draw_bare(colours)


def _kneeling(colours: Colours) -> str:
    """Return a person who kneels, from above, facing down the picture."""
    legs = "".join(
        draw_limb([((x, -14.0), 9.0), ((x * 1.3, 1.0), 8.4)], colours, "night", "ink") for x in (-8.0, 8.0)
    )
    trunk = ellipse(0, 0, 19, 9.6, fill=colours["cloth_dark"])
    trunk += ellipse(0.6, -0.6, 17.6, 8.4, fill=colours["cloth"])
    hair = circle(0, 2.6, 8.6, fill=colours["hair"]) + path(
        outline("M -5 -1 C -3 4 3 4 5 -1"), fill="none", stroke=colours["strand"], stroke_width=0.6
    )
    nose = ellipse(0, 11.2, 1.8, 1.4, fill=colours["skin"])
    return legs + trunk + nose + hair


def _chair(colours: Colours) -> str:
    """Return a chair from its side, its back on the left."""
    wood, dark = colours["rope_dark"], colours["wood"]
    legs = stroke(line([(75, 92), (79, 119)]), dark, 3.0) + stroke(line([(38, 92), (34, 119)]), dark, 3.0)
    back = stroke(line([(22.4, 47), (35.4, 92)]), wood, 3.4)
    return legs + back + rect(34, 89, 46, 5, 2.4, fill=wood)


def _cushion(cloth: Colours) -> str:
    """Return a cushion between the chest and the back of the chair, and over its top."""
    return draw_limb(
        [((26.0, 51.0), 9.0), ((31.5, 54.0), 11.0), ((37.5, 76.0), 10.0)], cloth, "cloth", "cloth_dark"
    )


def _ring(at: Point, colours: Colours) -> str:
    points = arc(at, 12, 0, 360, 48)
    return stroke(closed(points), colours["accent"], 1.0, stroke_dasharray="0.1 2.2")


def _roll(at: Point, wide: float, high: float, cloth: Colours) -> str:
    x, y = at
    return (
        ellipse(x, y, wide, high, fill=cloth["cloth_dark"])
        + ellipse(x, y, wide * 0.82, high * 0.78, fill=cloth["cloth"])
        + ellipse(x, y, wide * 0.5, high * 0.46, fill=cloth["cloth_lit"], opacity=0.8)
    )

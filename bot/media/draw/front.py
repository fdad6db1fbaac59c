"""A person alone, seen from the front: breathing, and one hand at work on the other shoulder."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.media.draw import marks
from bot.media.draw.art import Art, Person
from bot.media.draw.canvas import MIDDLE
from bot.media.draw.closeups import SHOWN, pinching, tapping
from bot.media.draw.hands import Hand, morphed, sleeve_fade
from bot.media.draw.limbs import bend, draw_limb
from bot.media.draw.outline import Outline, Place, Point, blend, outline
from bot.media.draw.painting import Colours, paint
from bot.media.draw.room import backdrop
from bot.media.draw.strokes import Motion, bounced, ease, pinched
from bot.media.draw.svg import circle, document, element, ellipse, group, path, stroke
from bot.media.draw.window import Window

FRONT = (-28.0, -33.0, 156.0, 156.0)  # what the picture shows: left, top, width, height
CLOSER = (-4.0, -33.0, 118.0, 118.0)  # the same, where one hand works on a shoulder
SCALE_AT, COUNTED_AT = (88.4, 81.0), (94.4, 65.0)  # where the pressure scale and the dots of the pinches are
UPPER, LOWER = 31.0, 33.0  # lengths of an arm
SHOULDER = (27.0, 33.5)  # from the middle
ON_SHOULDER: Point = (67.0, 21.6)  # the muscle between neck and shoulder, on the person's left
WINDOW = Window((98.0, 42.0), 15.0)
ON_BELLY: Point = (48.0, 80.0)
WAVES, WAVES_FOR, SWAYS = 4, 3.2, 20.0  # how often a hand waves, in how many seconds, by how many degrees
BLINK = (4.4, 4.56)  # seconds: the eyes of who waves are shut
ROPE = "M -30 110 C -6 100 16 122 40 114 C 54 109 55 97 46 96 C 37 95 36 107 48 112 C 70 121 96 98 130 108"


class Act(StrEnum):
    """What the person does."""

    breathe = "breathe"  # a hand on the belly
    settle = "settle"  # shoulders up and down
    pinch = "pinch"
    tap = "tap"
    wave = "wave"


HANDS = {  # the hand shapes that each act shows
    Act.breathe: ("open",),
    Act.settle: ("open",),
    Act.pinch: ("open", "grip_open", "grip_closed", *SHOWN[Motion.pinch]),
    Act.tap: ("open", "fist", *SHOWN[Motion.tap]),
    Act.wave: ("open", "palm"),
}


@dataclass(frozen=True, slots=True)
class FrontScene:
    """One person, alone."""

    art: Art
    person: Person
    act: Act
    per_minute: float  # breaths, pinches or taps
    times: int  # how many in a loop
    pause: float  # seconds after them
    pressure: tuple[int, int] | None

    @property
    def duration(self) -> float:
        """Return the length of the loop, in seconds."""
        return 60 / self.per_minute * self.times + self.pause

    def draw(self, time: float) -> str:
        """Return the whole picture at `time`."""
        time %= self.duration
        colours = self.person.colours
        frame = CLOSER if self.act in (Act.pinch, Act.tap) else FRONT
        air = (
            breath(self._phase(time))
            if self.act in (Act.breathe, Act.settle)
            else breath(time / self.duration) * 0.3
        )
        drawn = (
            element("defs", self._clip(air) + sleeve_fade(colours) + marks.hatches(colours))
            + backdrop(colours, frame)
            + self._body(air, self._eyes(time))
            + self._working(time, air)
        )
        if self.pressure:
            drawn += marks.pressure(SCALE_AT, self.pressure, colours, 0.85)
        return document(drawn, frame)

    def _phase(self, time: float) -> float:
        once = 60 / self.per_minute
        return 0.0 if time >= once * self.times else time / once % 1

    def _raised(self, air: float) -> Outline:
        figure = self.art.figures["front"]
        much = air if self.act is Act.settle else air * 0.25
        return blend(figure.body, figure.raised or figure.body, much)

    def _clip(self, air: float) -> str:
        return element("clipPath", path(self._raised(air)), id="body")

    def _eyes(self, time: float) -> str:
        """Return which eyes the face has: who greets looks at you, and blinks."""
        begins, ends = BLINK
        return "awake" if self.act is Act.wave and not begins <= time < ends else "shut"

    def _body(self, air: float, eyes: str) -> str:
        figure, colours = self.art.figures["front"], self.person.colours
        body = self._raised(air)
        shadow = path(body, fill=colours["shadow"], opacity=0.08, transform="translate(2 2.4)")
        up = self._up(air)
        sides = (-1, 1) if self.act is Act.settle else (-1,)
        arms = [self._hanging(side, up) for side in sides]
        layers = [
            replace(layer, shape=body) if layer.shape == figure.body else layer for layer in figure.layers
        ]
        head = figure.parts[self.person.head]
        return (
            shadow
            + paint(head[:1], colours)
            + "".join(arms)
            + paint(layers, colours, "body")
            + paint(figure.parts["cloth"], colours, "body")
            + paint(head, colours)
            + paint(figure.parts[eyes], colours)
            + paint(figure.parts["face"], colours)
        )

    def _up(self, air: float) -> float:
        return 2.6 * air if self.act is Act.settle else 0.6 * air

    def _hanging(self, side: int, up: float) -> str:
        """Return an arm that hangs down; `side`: -1 the person's left one, on the right of the picture."""
        x = MIDDLE - side * 27.2
        joints = [((x, 33.6 - up), 13), ((x - side * 5.0, 64 - up), 9.6), ((x - side * 7.2, 94 - up), 7.0)]
        colours = self.person.colours
        hand = Place(at=(x - side * 7.4, 95.5 - up), turn=side * 4, mirror=side < 0)
        glyph = Hand(self.art.glyphs["open"], hand, sleeve=False)
        return draw_limb(joints, colours, "skin", "shade") + glyph.draw_bare(colours)

    def _working(self, time: float, air: float) -> str:
        phase = self._phase(time)
        match self.act:
            case Act.settle:
                return self._settling(phase)
            case Act.breathe:
                return self._breathing(air)
            case Act.wave:
                return self._waving(time) + rope(self.person.colours)
        return self._on_shoulder(phase, air, round(time * self.per_minute / 60))

    def _waving(self, time: float) -> str:
        """Return the arm that waves a few times; then it stays up."""
        done = time / WAVES_FOR
        sways = math.sin(2 * math.pi * WAVES * done) * math.sin(math.pi * done) if done < 1 else 0.0
        place = Place(at=(6.0 + 4.0 * sways, 22.0), turn=174 + SWAYS * sways, scale=1.2, mirror=True)
        return self._arm(Hand(self.art.glyphs["palm"], place, sleeve=False), bends=1)

    def _settling(self, phase: float) -> str:
        sinks = ease((phase - 0.45) / 0.15) - ease((phase - 0.8) / 0.15)
        colours = self.person.colours
        return "".join(
            marks.arrow([(x, 12 + 0.7 * n) for n in range(16)], 2.0, colours, sinks) for x in (16.5, 83.5)
        )

    def _breathing(self, air: float) -> str:
        x, y = ON_BELLY
        grown, white = 0.84 + 0.24 * air, self.person.colours["white"]
        belly = "".join(
            ellipse(
                50,
                83,
                (12 + 4 * ring) * grown,
                (10 + 3.4 * ring) * grown,
                fill=white,
                opacity=much,
            )
            for ring, much in (
                (2.0, 0.10 + 0.05 * air),
                (1.0, 0.12 + 0.08 * air),
                (0.0, 0.14 + 0.16 * air),
            )
        )
        place = Place(at=(x - 6 + 0.4 * air, y + 0.8 - 1.6 * air), turn=-82, scale=1.12 + 0.03 * air)
        return belly + self._arm(Hand(self.art.glyphs["open"], place, arm=-6, sleeve=False), bends=-1)

    def _on_shoulder(self, phase: float, air: float, done: int) -> str:
        colours = self.person.colours
        x, y = ON_SHOULDER
        y -= 0.6 * air
        if self.act is Act.tap:
            up = bounced(phase)
            place = Place(at=(x + 0.8 * up, y - 1.2 - 6.4 * up), turn=214, scale=1.12)
            hand = Hand(self.art.glyphs["fist"], place, arm=8, lift=0, sleeve=False)
            rings = self._rings(up)
            touch = marks.contact((x, y - 0.5), (6, 5), 1 - up, colours)
            window = WINDOW.draw(tapping(self.art, up, colours, colours), colours)
            return rings + self._arm(hand, bends=-1) + touch + window
        close, lift = pinched(phase) if phase else (0.0, 0.0)
        glyph = morphed(self.art.glyphs["grip_open"], self.art.glyphs["grip_closed"], close)
        place = Place(at=(x, y - 1.8 - 2.2 * lift), turn=203, scale=1.16)
        shape = (x + 0.6, y + 1.0 - 1.5 * lift, 7.4 - 1.6 * close, 3.0 + 1.6 * lift)
        fold = ellipse(*shape, fill=colours["skin"])
        rim = ellipse(*shape, fill="none", stroke=colours["line"], stroke_width=0.4, opacity=0.5 * lift)
        glow = circle(x, y, 8.6, fill=colours["accent"], opacity=0.10 + 0.22 * close)
        arrow = marks.arrow([(x + 14, y + 4 - 0.62 * n) for n in range(18)], 1.8, colours, lift)
        counted = marks.dots(COUNTED_AT, self.times, done, colours)
        arm = self._arm(Hand(glyph, place, arm=4, sleeve=False), bends=-1)
        window = WINDOW.draw(pinching(self.art, phase, 0.0, colours, colours), colours)
        return glow + rim + fold + arm + arrow + counted + window

    def _rings(self, up: float) -> str:
        if up > 0.35:
            return ""
        x, y = ON_SHOULDER
        colours = self.person.colours
        return "".join(
            circle(
                x,
                y,
                r,
                fill="none",
                stroke=colours["accent"],
                stroke_width=0.8,
                opacity=much * (1 - up / 0.35),
            )
            for r, much in ((8.2, 0.8), (10.6, 0.4))
        )

    def _arm(self, hand: Hand, bends: float) -> str:
        """Return the right arm, on the left of the picture, as far as the hand."""
        colours = self.person.colours
        shoulder = (MIDDLE - SHOULDER[0], SHOULDER[1])
        wrist = hand.place.of(hand.glyph.wrist)
        elbow = bend(shoulder, wrist, UPPER, LOWER, bends)
        joints = [(shoulder, 12.4), (elbow, 10.0), (wrist, 7.4)]
        flat = {**colours, "skin": colours["shadow"], "shade": colours["shadow"]}
        shadow = group(draw_limb(joints, flat, "skin", "shade"), Place(at=(1.4, 2.4)), opacity=0.12)
        return shadow + draw_limb(joints, colours, "skin", "shade") + hand.draw_bare(colours)


def breath(phase: float) -> float:
    """Return how full of air one is: in for two fifths of a breath, then slowly out."""
    return ease(phase / 0.42) if phase < 0.42 else 1 - ease((phase - 0.46) / 0.5)


def rope(colours: Colours) -> str:
    """Return a rope with one loose loop: a knot that is undone."""
    way = outline(ROPE)
    drawn = stroke(way, colours["shadow"], 3.4, opacity=0.16, transform="translate(0.8 1.4)")
    drawn += stroke(way, colours["rope_dark"], 3.4) + stroke(way, colours["rope"], 2.6)
    return drawn + stroke(way, colours["rope_dark"], 2.2, stroke_dasharray="0.5 1.7", opacity=0.45)

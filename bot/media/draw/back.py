"""The back from above, with a giver's hands at work on it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from bot.media.draw import marks
from bot.media.draw.art import Art, Person
from bot.media.draw.canvas import MIDDLE, Box
from bot.media.draw.hands import Hand, morphed, sleeve_fade
from bot.media.draw.outline import Outline, Place, Point, arc, between
from bot.media.draw.painting import paint
from bot.media.draw.rolling import RollingHand, close_up
from bot.media.draw.room import backdrop, mat
from bot.media.draw.strokes import BOUNCE, Moment, Motion, Stroke, moment, pinched, track
from bot.media.draw.svg import circle, document, element, group, path

SHOWN = (-19.5, -29.0, 139.0, 139.0)  # of the canvas: left, top, width, height
SCALE = 1.16  # of a hand against the canvas
COUNTED_AT = (103.0, 64.0)  # where the dots of the pinches are
TRAVEL = 108.5  # x of the arrow that shows which way the stroke goes
SCALE_AT = (95.0, 106.5)  # where the pressure scale stands
ARROW = 1.5
LIGHT = 2  # of 10: a stroke that is no firmer is shown so
LIGHTLY = 0.45  # of how firm it looks elsewhere: such a stroke, and one from the lowest ribs to the waist
GLOW = 5.2  # radius of the light under a pinch
RINGS, RING_WIDTH = ((4.6, 0.8), (6.2, 0.4)), 0.7  # radius and strength of the rings of a tap
DOT = 0.34
GRID = 3.1  # between the dots that show how the skin moves


@dataclass(frozen=True, slots=True)
class BackScene:
    """A stroke on a back."""

    art: Art
    receiver: Person
    giver: Person
    stroke: Stroke

    @property
    def duration(self) -> float:
        """Return the length of the loop, in seconds."""
        return self.stroke.duration

    def draw(self, time: float) -> str:
        """Return the whole picture at `time`."""
        return document(self._ground() + self._front(time), SHOWN)

    def hands(self, time: float) -> list[Hand | RollingHand]:
        """Return the hands at `time`, the left one first."""
        sides = (False, True) if self.stroke.both else (False,)
        return [self._hand(self._moment(time, right), right) for right in sides]

    def patches(self, time: float) -> list[Box]:
        """Return the boxes around what touches, all brought to the left side."""
        wide, high = self.stroke.patch[0] / 2, self.stroke.patch[1] / 2
        sides = (False, True) if self.stroke.both else (False,)
        found = [self._moment(time, right).at for right in sides]
        return [Box(x - wide, y - high, x + wide, y + high) for x, y in found]

    def touching(self, time: float) -> list[Box]:
        """Return those of the patches that are on the skin at `time`, and not in the air."""
        sides = (False, True) if self.stroke.both else (False,)
        held = [self._moment(time, right).press > 0.3 for right in sides]
        return [box for box, is_held in zip(self.patches(time), held, strict=True) if is_held]

    def arrows(self, time: float) -> list[tuple[list[Point], float]]:
        """Return the lines of the arrows on the left side at `time`, each with its width."""
        return [(line, ARROW) for line, _ in self._arrows(time)]

    def targets(self) -> list[Box]:
        """Return where the stroke goes, on the left side."""
        lane = self.art.canvas.lane(self.stroke.lanes)
        low = self.art.canvas.stop_line if self._stops else 97.0
        return [Box(lane.left, max(23.0, lane.top), min(lane.right, 46.0), min(lane.bottom, low))]

    @property
    def _stops(self) -> bool:
        return self.stroke.motion in (Motion.pinch, Motion.tap)

    def _moment(self, time: float, right: bool) -> Moment:
        late = self.stroke.once / 2 if right and self.stroke.motion is Motion.tap else 0.0
        now = moment(self.stroke, time, late=late)
        if self.stroke.motion is Motion.rest:
            return now  # its light shows the breath
        kidneys = self.art.canvas.kidneys
        if kidneys.top <= now.at[1] <= kidneys.bottom or self.stroke.pressure[1] <= LIGHT:
            return replace(now, press=now.press * LIGHTLY)
        return now

    def _hand(self, now: Moment, right: bool) -> Hand | RollingHand:
        if self.stroke.motion is Motion.roll:
            return RollingHand(self.art.fist, now.at, _rolled(now), now.lift)
        glyphs = self.art.glyphs
        if self.stroke.motion is Motion.pinch:
            closed = pinched(now.phase)[0] if now.phase else 0.0
            glyph = morphed(glyphs[f"{self.stroke.hand}_open"], glyphs[f"{self.stroke.hand}_closed"], closed)
        else:
            glyph = glyphs[self.stroke.hand]
        place = Place(_side(now.at, right), self.stroke.turn * (-1 if right else 1), SCALE, mirror=right)
        return Hand(glyph, place, self.stroke.arm, now.lift)

    def _ground(self) -> str:
        art, colours = self.art, self.receiver.colours
        back = art.figures["back"]
        targets = self.targets()
        both = [*targets, *(box.mirrored() for box in targets)] if self.stroke.both else targets
        drawn = (
            element("defs", _clip(art) + marks.hatches(colours) + sleeve_fade(self.giver.colours))
            + backdrop(colours, SHOWN)
            + mat(colours)
            + paint(back.layers, colours, "body")
            + marks.target(both, colours, "body")
            + marks.kidneys(art.canvas.kidneys, colours, "body")
            + marks.spine(art.canvas.spine, colours)
            + paint(back.parts[self.receiver.head], colours)
            + paint(back.parts["cloth"], colours)
            + marks.pressure(SCALE_AT, self.stroke.pressure, colours, 0.85)
            + self._travel()
        )
        if self._stops:
            canvas = art.canvas
            beside = Box(canvas.kidneys.left, 0, canvas.spine.left - 1, 0)
            drawn += marks.stop_line(canvas.stop_line, beside, colours)
        return drawn

    def _travel(self) -> str:
        heights = [y for _, y in self.stroke.stops]
        if max(heights) - min(heights) < 8:
            return ""
        colours = self.receiver.colours
        begins, ends = (TRAVEL, min(heights)), (TRAVEL, max(heights) + 4)
        points = [between(begins, ends, n / 20) for n in range(21)]
        return circle(*begins, 1.1, fill=colours["accent"], opacity=0.9) + marks.arrow(
            points, ARROW, colours, 0.85
        )

    def _front(self, time: float) -> str:
        colours = self.receiver.colours
        sides = (False, True) if self.stroke.both else (False,)
        now = {right: self._moment(time, right) for right in sides}
        hands = {right: self._hand(now[right], right) for right in sides}
        drawn = "".join(self._skin(now[right], right) + self._under(now[right], right) for right in sides)
        arrows = self._arrow_marks(time)
        gliding = self.stroke.motion is Motion.glide
        drawn += arrows if gliding else ""
        drawn += "".join(hand.shadow(self.giver.colours) for hand in hands.values())
        drawn += "".join(hand.draw(self.giver.colours) for hand in hands.values())
        for right in sides:
            at = _side(now[right].at, right)
            if self.stroke.motion not in (Motion.pinch, Motion.rest):
                drawn += marks.contact(at, self.stroke.patch, now[right].press, colours)
        if self.stroke.motion is Motion.roll:
            lift, done = now[False].lift, _rolled(now[False])
            drawn += close_up(self.art.fist, done, lift, self.giver.colours, colours)
        if self.stroke.motion is Motion.pinch:
            drawn += self._counted(now[False])
        return drawn if gliding else drawn + arrows

    def _counted(self, now: Moment) -> str:
        """Return a dot for each pinch at one spot, filled when it is done."""
        done = now.count + (1 if now.phase > 0.5 else 0)
        return marks.dots(COUNTED_AT, self.stroke.times, done, self.receiver.colours)

    def _arrow_marks(self, time: float) -> str:
        sides = (False, True) if self.stroke.both else (False,)
        return "".join(
            marks.arrow([_side(point, right) for point in line], ARROW, self.receiver.colours, opacity)
            for line, opacity in self._arrows(time)
            for right in sides
        )

    def _skin(self, now: Moment, right: bool) -> str:
        """Return dots on the skin: those near a circling hand go with it, since it does not slide."""
        if self.stroke.motion is not Motion.circle:
            return ""
        fades = max(0.0, 1 - now.lift * 3)
        line = self.receiver.colours["line"]
        drawn = "".join(circle(*_side(at, right), DOT, fill=line) for at in self._dots(now))
        return group(drawn, opacity=0.75 * fades) if fades else ""

    def _dots(self, now: Moment) -> list[Point]:
        """Return the dots on the skin of the left side."""
        middle = self.stroke.stops[now.stop]
        moved = (now.at[0] - middle[0], now.at[1] - middle[1])
        found = []
        for column in range(-3, 3):
            for row in range(-4, 5):
                x, y = middle[0] + (column + 0.5) * GRID, middle[1] + row * GRID
                near = math.exp(-((x - middle[0]) ** 2 + (y - middle[1]) ** 2) / 60)
                if x < 46:
                    found.append((x + moved[0] * near, y + moved[1] * near))
        return found

    def lights(self, time: float) -> list[Box]:
        """Return the boxes around rings, lights and dots on the left side."""
        now = self._moment(time, False)
        x, y = now.at
        match self.stroke.motion:
            case Motion.circle:
                return [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in self._dots(now)]
            case Motion.tap:
                reach = RINGS[-1][0] + RING_WIDTH / 2
            case Motion.pinch:
                reach = GLOW
            case Motion.rest:
                x, y = self._warm(now)
                reach = marks.warmth_reach(now.press)
            case _:
                return self.patches(time)
        return [Box(x - reach, y - reach, x + reach, y + reach)]

    def _warm(self, now: Moment) -> Point:
        """Return the middle of a resting hand on the left side; what touches is its heel."""
        return now.at[0] - 1.5, now.at[1] + 8

    def _under(self, now: Moment, right: bool) -> str:
        """Return what is under a hand: the fold that is lifted, the ring of a tap."""
        at = _side(now.at, right)
        colours = self.receiver.colours
        if self.stroke.motion is Motion.rest:
            return marks.warmth(_side(self._warm(now), right), now.press, colours)
        if self.stroke.motion is Motion.tap and now.lift < 0.35:
            fades = 1 - now.lift / 0.35
            spot = _side((now.at[0], now.at[1] + BOUNCE * now.lift), right)
            accent = colours["accent"]
            return "".join(
                circle(*spot, r, fill="none", stroke=accent, stroke_width=RING_WIDTH, opacity=much * fades)
                for r, much in RINGS
            )
        if self.stroke.motion is Motion.pinch:
            close, lift = pinched(now.phase) if now.phase else (0.0, 0.0)
            wide, high = 5.4 - 2.4 * close, 5.0 + 1.6 * lift
            fold = path(
                _fold(wide / 2, high / 2),
                fill=colours["lit"],
                stroke=colours["line"],
                stroke_width=0.35,
            )
            glow = circle(0, 0, GLOW, fill=colours["accent"], opacity=0.16 + 0.2 * close)
            return group(glow + group(fold, opacity=0.25 + 0.75 * close), Place(at))
        return ""

    def _arrows(self, time: float) -> list[tuple[list[Point], float]]:
        """Return the arrows of the left side, each with how strong it is."""
        stroke = self.stroke
        now = self._moment(time, False)
        fades = max(0.0, 1 - now.lift * 2)
        match stroke.motion:
            case Motion.circle:
                middle = stroke.stops[now.stop]
                begins = now.turn + 20
                return [(arc(middle, stroke.radius + 3.4, begins, begins + 250), fades)]
            case Motion.glide:
                return [(track(stroke), 0.8)]
            case Motion.pinch:
                lift = pinched(now.phase)[1] if now.phase else 0.0
                x, y = stroke.stops[now.stop]
                return [([(x, y + 8.2 - 0.5 * n) for n in range(13)], lift)]
        return []


def _side(point: Point, right: bool) -> Point:
    return (2 * MIDDLE - point[0], point[1]) if right else point


def _rolled(now: Moment) -> float:
    return 0.5 - 0.5 * math.cos(2 * math.pi * now.phase)


def _fold(half: float, low: float) -> Outline:
    top = -low * 1.5
    return Outline((("M", ((-half, low),)), ("C", ((-half, top), (half, top), (half, low))), ("Z", ())))


def _clip(art: Art) -> str:
    return element("clipPath", path(art.figures["back"].body), id="body")

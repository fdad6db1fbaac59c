"""The back from above, with a giver's hands at work on it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from bot.media.draw import marks
from bot.media.draw.art import Art, Person
from bot.media.draw.canvas import MIDDLE, Box
from bot.media.draw.closeups import close_up
from bot.media.draw.hands import Hand, morphed, sleeve_fade
from bot.media.draw.outline import Outline, Place, Point, arc, between, line
from bot.media.draw.painting import paint
from bot.media.draw.rolling import RollingHand
from bot.media.draw.rolling import close_up as rolling_close_up
from bot.media.draw.room import backdrop, mat
from bot.media.draw.strokes import BOUNCE, Moment, Motion, Stroke, moment, pinched, track
from bot.media.draw.svg import circle, document, element, group, path, stroke

SHOWN = (-19.5, -29.0, 139.0, 139.0)  # of the canvas: left, top, width, height
SCALE = 1.16  # of a hand against the canvas
COUNTED_AT = (88.3, 43.5)  # where the dots are that count the pinches
TRAVEL = -8.5  # x of the arrow that shows which way the stroke goes
SCALE_AT = (93.6, 107.0)  # where the pressure scale stands
ARROW = 1.5
LIGHT = 2  # of 10: a stroke that is no firmer is shown so
LIGHTLY = 0.45  # of how firm it looks elsewhere: such a stroke, and one from the lowest ribs to the waist
GLOW = 5.2  # radius of the light under a pinch
TICKS = (66, 98, 130, 162)  # degrees of the short lines around a fist that taps
TICK, TICK_WIDTH = (7.6, 10.4), 0.9  # how far they are away, from and to
SPOT = 1.5  # radius of the mark of a place where the hand will work
DOT = 0.34
GRID = 3.1  # between the dots that show how the skin moves


@dataclass(frozen=True, slots=True)
class BackScene:
    """A stroke on a back. `then`: the stroke that follows it, as a light push follows the pinches."""

    art: Art
    receiver: Person
    giver: Person
    stroke: Stroke
    then: Stroke | None = None

    @property
    def duration(self) -> float:
        """Return the length of the loop, in seconds."""
        return sum(part.stroke.duration for part in self.parts())

    def parts(self) -> list[BackScene]:
        """Return a scene for each stroke. The hands go from the end of one to the beginning of the next."""
        if self.then is None:
            return [self]
        first = replace(self.stroke, home=self.then.stops[0])
        second = replace(self.then, home=self.stroke.stops[0])
        return [replace(self, stroke=first, then=None), replace(self, stroke=second, then=None)]

    def part(self, time: float) -> tuple[BackScene, float]:
        """Return the scene of the stroke that is done at `time`, and how long it has been done."""
        if self.then is None:
            return self, time
        time %= self.duration
        first, second = self.parts()
        late = time - first.stroke.duration
        return (second, late) if late >= 0 else (first, time)

    def draw(self, time: float) -> str:
        """Return the whole picture at `time`."""
        part, here = self.part(time)
        return document(self._ground() + part._front(here) + self._travel(), SHOWN)

    def hands(self, time: float) -> list[Hand | RollingHand]:
        """Return the hands at `time`, the left one first, one that rests last."""
        part, here = self.part(time)
        worked = [part._hand(part._moment(here, right), right) for right in part._sides]
        return [*worked, *part._resting()]

    def patches(self, time: float) -> list[Box]:
        """Return the boxes around what touches, all brought to the left side."""
        part, here = self.part(time)
        wide, high = part.stroke.patch[0] / 2, part.stroke.patch[1] / 2
        found = [part._moment(here, right).at for right in part._sides]
        return [Box(x - wide, y - high, x + wide, y + high) for x, y in found]

    def touching(self, time: float) -> list[Box]:
        """Return those of the patches that are on the skin at `time`, and not in the air."""
        part, here = self.part(time)
        held = [part._moment(here, right).press > 0.3 for right in part._sides]
        return [box for box, is_held in zip(part.patches(here), held, strict=True) if is_held]

    def arrows(self, time: float) -> list[tuple[list[Point], float]]:
        """Return the lines of the arrows on the left side at `time`, each with its width."""
        part, here = self.part(time)
        return [(line, ARROW) for line, _ in part._arrows(here)]

    def targets(self) -> list[Box]:
        """Return where the stroke goes, on the left side."""
        lane = self.art.canvas.lane(self.stroke.lanes)
        low = self.art.canvas.stop_line if self._stops else 97.0
        return [Box(lane.left, max(23.0, lane.top), min(lane.right, 46.0), min(lane.bottom, low))]

    @property
    def _sides(self) -> tuple[bool, ...]:
        """Return for each hand that works, the left one first, whether it is the right one."""
        return (False, True) if self.stroke.both else (False,)

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

    def _resting(self) -> list[Hand]:
        """Return the hand that lies still while the other one works: the one nearer to the head."""
        if self.stroke.resting is None:
            return []
        x, y, turn = self.stroke.resting
        return [Hand(self.art.glyphs["open"], Place((x, y), turn, SCALE, mirror=True))]

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
            + self._spots()
        )
        if self._stops:
            canvas = art.canvas
            beside = Box(canvas.kidneys.left, 0, canvas.spine.left - 1, 0)
            drawn += marks.stop_line(canvas.stop_line, beside, colours)
        return drawn

    def _travel(self) -> str:
        heights = [y for part in self.parts() for _, y in part.stroke.stops]
        if max(heights) - min(heights) < 8:
            return ""
        colours = self.receiver.colours
        begins, ends = (TRAVEL, min(heights)), (TRAVEL, max(heights) + 4)
        points = [between(begins, ends, n / 20) for n in range(21)]
        return circle(*begins, 1.1, fill=colours["accent"], opacity=0.9) + marks.arrow(
            points, ARROW, colours, 0.85
        )

    def _spots(self) -> str:
        """Return a mark for each place where the hand works before it goes on."""
        stroke = self.stroke
        if stroke.motion not in (Motion.circle, Motion.pinch, Motion.tap):
            return ""
        accent = self.receiver.colours["accent"]
        middle = circle(0, 0, SPOT, fill=accent)
        ring = circle(0, 0, 2 * SPOT, fill="none", stroke=accent, stroke_width=0.5)
        places = [Place(_side(stop, right)) for stop in stroke.stops for right in self._sides]
        return "".join(group(middle + ring, place, opacity=0.45) for place in places)

    def _counted(self) -> str:
        """Return a dot for each time that a hand does it at one place; those that may be are empty."""
        if self.stroke.each is None:
            return ""
        least, most = self.stroke.each
        return marks.dots(COUNTED_AT, most, least, self.receiver.colours)

    def _front(self, time: float) -> str:
        colours = self.receiver.colours
        now = {right: self._moment(time, right) for right in self._sides}
        hands = {right: self._hand(now[right], right) for right in self._sides}
        drawn = "".join(
            self._skin(now[right], right) + self._under(now[right], right) for right in self._sides
        )
        arrows = self._arrow_marks(time)
        gliding = self.stroke.motion is Motion.glide
        drawn += arrows if gliding else ""
        shown = [*self._resting(), *hands.values()]
        drawn += "".join(hand.shadow(self.giver.colours) for hand in shown)
        drawn += "".join(hand.draw(self.giver.colours) for hand in shown)
        for right in self._sides:
            at = _side(now[right].at, right)
            if self.stroke.motion not in (Motion.pinch, Motion.rest):
                drawn += marks.contact(at, self.stroke.patch, now[right].press, colours)
        if self.stroke.motion is Motion.roll:
            lift, done = now[False].lift, _rolled(now[False])
            drawn += rolling_close_up(self.art.fist, done, lift, self.giver.colours, colours)
        drawn += close_up(self.art, self.stroke, now[False], self.giver.colours, colours)
        drawn += marks.pressure(SCALE_AT, self.stroke.pressure, colours, 0.9) + self._counted()
        return drawn if gliding else drawn + arrows

    def _arrow_marks(self, time: float) -> str:
        return "".join(
            marks.arrow([_side(point, right) for point in line], ARROW, self.receiver.colours, opacity)
            for line, opacity in self._arrows(time)
            for right in self._sides
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
        """Return the boxes around lines, lights and dots on the left side."""
        part, here = self.part(time)
        return part._lights(here)

    def _lights(self, time: float) -> list[Box]:
        now = self._moment(time, False)
        x, y = now.at
        match self.stroke.motion:
            case Motion.circle:
                return [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in self._dots(now)]
            case Motion.tap:
                half = TICK_WIDTH / 2
                ends = [end for tick in _ticks(now) for end in tick]
                return [Box(x - half, y - half, x + half, y + half) for x, y in ends]
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
            ticks = [line([_side(end, right) for end in tick]) for tick in _ticks(now)]
            return "".join(stroke(tick, colours["accent"], TICK_WIDTH, opacity=fades) for tick in ticks)
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


def _ticks(now: Moment) -> list[list[Point]]:
    """Return the short lines around a fist that has just come down on the left side."""
    spot = (now.at[0], now.at[1] + BOUNCE * now.lift)
    return [[Place(spot, turn).of((far, 0.0)) for far in TICK] for turn in TICKS]


def _side(point: Point, right: bool) -> Point:
    return (2 * MIDDLE - point[0], point[1]) if right else point


def _rolled(now: Moment) -> float:
    return 0.5 - 0.5 * math.cos(2 * math.pi * now.phase)


def _fold(half: float, low: float) -> Outline:
    top = -low * 1.5
    return Outline((("M", ((-half, low),)), ("C", ((-half, top), (half, top), (half, low))), ("Z", ())))


def _clip(art: Art) -> str:
    return element("clipPath", path(art.figures["back"].body), id="body")

"""A person alone at a wall, with a ball behind the back; a window shows where on the back the ball is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.media.draw import marks
from bot.media.draw.art import Art, Person
from bot.media.draw.balls import ball, cloth, sock
from bot.media.draw.canvas import FRAME, MIDDLE, Box
from bot.media.draw.outline import Place, Point, arc
from bot.media.draw.painting import Colours, paint
from bot.media.draw.profile import Pose, draw_profile
from bot.media.draw.room import backdrop
from bot.media.draw.strokes import ease
from bot.media.draw.svg import circle, document, element, ellipse, group, path, rect
from bot.media.draw.window import Window

WALL, FLOOR = 97.0, 119.0  # x of the wall, y of the floor
BALL = 5.0  # radius, in the picture from the side
ON_BACK, HALO = 4.4, 1.6  # radius on the body canvas, and of the light around it
WINDOW = Window((8.0, 30.0), 30.0, 30.0)
SEEN: Point = (50.0, 52.0)  # the place of the body canvas in the middle of the window
CLOSER = 0.92
ARROW = 1.7
KNEES, LONG = (111.0, 74.0), 34.0  # where the arrow for the knees is, and how long
MOMENT, SPEED = 0.06, 2.5  # seconds; the ball's speed, in units a second, at which that arrow is plain


@dataclass(frozen=True, slots=True)
class WallScene:
    """A ball's way on the back. All places are those of the left side, on the body canvas."""

    art: Art
    person: Person
    trousers: Colours
    motion: str  # circle: small circles; glide: down, and back a little eased; roll: up and down
    way: tuple[Point, Point]  # from and to
    per_minute: float
    times: int
    pause: float  # seconds until the ball is back, with the weight off it
    radius: float  # of a circle
    balls: int  # 2: one on each side of the spine
    pressure: tuple[int, int]

    @property
    def duration(self) -> float:
        """Return the length of the loop, in seconds."""
        return 60 / self.per_minute * self.times + self.pause

    def ball(self, time: float) -> Point:
        """Return where the ball touches the back."""
        once = 60 / self.per_minute
        begins, ends = self.way
        if self.motion == "circle":
            angle = 2 * math.pi * time / once - math.pi / 2
            return begins[0] + self.radius * math.cos(angle), begins[1] + self.radius * math.sin(angle)
        if self.motion == "roll":
            part = 0.5 - 0.5 * math.cos(2 * math.pi * time / once)
        elif time < once:
            part = ease(time / once)
        else:
            part = 1 - ease((time - once) / self.pause)
        return begins[0] + (ends[0] - begins[0]) * part, begins[1] + (ends[1] - begins[1]) * part

    def spin(self, time: float) -> float:
        """Return how far the ball has turned, in degrees. A ball that circles turns round once in a loop."""
        if self.motion == "circle":
            return 360 * time / self.duration
        return -14 * self.ball(time)[1]

    def patches(self, time: float) -> list[Box]:
        """Return the box around the ball on the left side."""
        x, y = self.ball(time)
        return [Box(x - ON_BACK, y - ON_BACK, x + ON_BACK, y + ON_BACK)]

    def draw(self, time: float) -> str:
        """Return the whole picture at `time`."""
        colours = self.person.colours
        drawn = (
            element("defs", self._clips() + marks.hatches(colours))
            + backdrop(colours, FRAME)
            + _room(colours)
            + self._side(time)
            + self._knees(time)
            + self._window(time)
            + marks.pressure((-21.0, 113.5), self.pressure, colours)
        )
        return document(drawn, FRAME)

    def _clips(self) -> str:
        back = self.art.figures["back"].body
        return element("clipPath", path(back), id="body")

    def _middle(self) -> float:
        return (self.way[0][1] + self.way[1][1]) / 2

    def _side(self, time: float) -> str:
        """Return the person: the further down the back the ball is, the straighter the knees."""
        colours = self.person.colours
        _, y = self.ball(time)
        down = y - self._middle()
        hip = (78.0, 72.0 - 0.62 * down)
        pose = Pose(hip, 3.0, (61.0, FLOOR - 5.6), (62.0, hip[1] + 10.0), nod=-2)
        spot = (WALL - BALL, hip[1] - 31.0 + 0.5 * down + 0.31 * down)
        cover = cloth(spot, BALL, colours) if self.balls > 1 else ""
        figure = self.art.figures["side"]
        shadow = ellipse(70, FLOOR + 0.4, 25, 2.6, fill=colours["shadow"], opacity=0.12)
        return (
            shadow
            + ball(spot, BALL, colours, self.spin(time))
            + cover
            + draw_profile(pose, figure.layers, figure.parts[self.person.head], colours, self.trousers)
        )

    def _knees(self, time: float) -> str:
        """Return an arrow on the wall: up while the knees stretch, down while they bend."""
        before, after = (self.ball((time + late) % self.duration)[1] for late in (-MOMENT, MOMENT))
        faster = (after - before) / (2 * MOMENT) / SPEED
        length = LONG if self.motion != "circle" else LONG / 2
        points = [(KNEES[0], KNEES[1] + length * (0.5 - n / 20)) for n in range(21)]
        colours = self.person.colours
        return "".join(
            marks.arrow(way, 2.4, colours, min(1.0, max(0.0, much)))
            for way, much in ((points, faster), (points[::-1], -faster))
        )

    def _window(self, time: float) -> str:
        colours = self.person.colours
        back = self.art.figures["back"]
        place = Place(at=(-SEEN[0] * CLOSER, -SEEN[1] * CLOSER), scale=CLOSER)
        body = (
            paint(back.layers, colours, "body")
            + marks.kidneys(self.art.canvas.kidneys, colours, "body")
            + marks.spine(self.art.canvas.spine, colours)
            + paint(back.parts["bun" if self.person.head == "bun" else "short"], colours)
        )
        return WINDOW.draw(group(body + self._on_back(time), place), colours)

    def _on_back(self, time: float) -> str:
        colours = self.person.colours
        at = self.ball(time)
        sides = (at, (2 * MIDDLE - at[0], at[1]))[: self.balls]
        drawn = ""
        for number, spot in enumerate(sides):
            drawn += circle(*spot, ON_BACK + HALO, fill=colours["accent"], opacity=0.22)
            drawn += ball(spot, ON_BACK, colours, self.spin(time) + 50 * number)
            drawn += self._arrow(time, right=number == 1)
        return drawn + sock(sides[0], sides[1], ON_BACK, colours) if self.balls > 1 else drawn

    def arrow_lines(self, time: float) -> list[list[Point]]:
        """Return the lines of the arrows on the left side."""
        (x, top), (_, low) = self.way
        if self.motion == "circle":
            begins = 360 * time * self.per_minute / 60 - 70
            return [arc((x, top), ON_BACK + 1.6, begins, begins + 240)]
        down = [(x - 8, top + (low - top) * n / 20) for n in range(21)]
        half = len(down) // 2
        return [down] if self.motion == "glide" else [down[half:], down[half::-1]]

    def _arrow(self, time: float, *, right: bool) -> str:
        back = max(0.0, time - 60 / self.per_minute) / self.pause if self.motion == "glide" else 0.0
        fades = 0.3 + 0.7 * abs(1 - 2 * back)
        return "".join(
            marks.arrow(
                [(2 * MIDDLE - x if right else x, y) for x, y in points], ARROW, self.person.colours, fades
            )
            for points in self.arrow_lines(time)
        )


def _room(colours: Colours) -> str:
    """Return the wall on the right and the floor."""
    return (
        rect(-28, FLOOR, 156, 20, fill=colours["blob_dark"])
        + rect(-28, FLOOR, 156, 1.2, fill=colours["shadow"], opacity=0.10)
        + rect(WALL, -30, 40, 30 + FLOOR, fill=colours["sheet"])
        + rect(WALL, -30, 2.4, 30 + FLOOR, fill=colours["sheet_dark"])
        + rect(WALL, FLOOR - 5, 40, 5, fill=colours["sheet_dark"])
    )

"""Two cards of safety: where to keep off, and how firm."""

from __future__ import annotations

from dataclasses import dataclass

from bot.media.draw import marks
from bot.media.draw.art import Art, Person
from bot.media.draw.canvas import FRAME, Box
from bot.media.draw.outline import Place, Point, line, outline
from bot.media.draw.painting import Colours, paint
from bot.media.draw.room import backdrop, mat
from bot.media.draw.svg import circle, document, element, group, path, rect, stroke

TICK = outline("M -1.9 0.1 L -0.5 1.6 L 2.1 -1.5")
# The right shoulder blade, as content/media/figures/back.yaml draws it.
BLADES = outline(
    "M 12.9 31.4 C 12.1 38 13.2 50 16 57.6 C 19.4 56 22.6 47 23.8 39.4 C 20.8 33.6 16.4 31 12.4 31.4 Z"
)
HIPS = outline("M 8 105 C 14 103.4 20 101.6 25 99")
COMFORT = (3, 5)  # of 10: how firm a stroke may be
LIGHT = (1, 2)  # and from the lowest ribs to the waist


@dataclass(frozen=True, slots=True)
class KeepOff:
    """A back: where to work, where only lightly, and where never."""

    art: Art
    person: Person

    @property
    def duration(self) -> float:
        """Return 0: it does not move."""
        return 0.0

    def draw(self, time: float) -> str:
        """Return the picture."""
        art, colours = self.art, self.person.colours
        back = art.figures["back"]
        clip = element("defs", element("clipPath", path(back.body), id="body") + marks.hatches(colours))
        drawn = clip + backdrop(colours, FRAME) + mat(colours) + paint(back.layers, colours, "body")
        drawn += self._muscle() + marks.kidneys(art.canvas.kidneys, colours, "body") + _bones(colours)
        drawn += marks.spine(art.canvas.spine, colours) + paint(back.parts[self.person.head], colours)
        return document(drawn + paint(back.parts["cloth"], colours) + self._signs(), FRAME)

    def targets(self) -> list[Box]:
        """Return where to work, on the left side."""
        lane = self.art.canvas.lane(("inner", "outer"))
        return [Box(lane.left, 24, 46, self.art.canvas.kidneys.top - 1)]

    def _muscle(self) -> str:
        colour = self.person.colours["good"]
        drawn = ""
        for box in (*self.targets(), *(box.mirrored() for box in self.targets())):
            size = (box.left, box.top, box.right - box.left, box.bottom - box.top, 5.0)
            drawn += rect(
                *size, fill=self.person.colours["white"], opacity=0.3
            )  # or the skin turns green to brown
            drawn += rect(*size, fill=colour, opacity=0.46)
            drawn += rect(*size, fill="none", stroke=colour, stroke_width=0.6, opacity=0.8)
        return group(drawn, clip_path="url(#body)")

    def _signs(self) -> str:
        colours = self.person.colours
        neck = marks.no_sign((50, 11.4), 4.6, colours, filled=True)
        spine = "".join(marks.no_sign((50, y), 2.7, colours, filled=True) for y in (30, 54, 78, 101))
        work = "".join(_tick((x, 40), colours) for x in (37.6, 62.4))
        light = "".join(_feather((x, 89), colours) for x in (37, 63))
        return neck + spine + work + light


def _bones(colours: Colours) -> str:
    drawn = ""
    for mirror in (False, True):
        place = Place(at=(50, 0), mirror=mirror)
        for bone in (BLADES, HIPS):
            drawn += stroke(bone.through(place), colours["bone"], 1.2, stroke_dasharray="0.1 2", opacity=0.95)
    return drawn


def _tick(at: Point, colours: Colours) -> str:
    inside = circle(0, 0, 3.2, fill=colours["good"]) + stroke(TICK, colours["white"], 0.95)
    return group(inside, Place(at=at, scale=1.5))


def _feather(at: Point, colours: Colours) -> str:
    """Return the sign for "lightly": a feather."""
    blade = outline("M -2.2 2.4 C -3 -0.6 -0.6 -3.4 3 -3.2 C 3 0 0.8 2.6 -2.2 2.4 Z")
    quill = outline("M -3.2 3.4 C -1.6 1.2 0 -0.8 1.8 -2")
    inside = circle(0, 0, 4.6, fill=colours["white"], opacity=0.92)
    inside += path(blade, fill=colours["amber"]) + stroke(quill, colours["ink"], 0.5, opacity=0.75)
    return group(inside, Place(at=at, scale=1.05))


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of 0 to 10, with a face for what is comfortable and a sign for what is too much."""

    colours: Colours

    @property
    def duration(self) -> float:
        """Return 0: it does not move."""
        return 0.0

    def draw(self, time: float) -> str:
        """Return the picture."""
        colours = self.colours
        low, high = COMFORT
        middle = (_x(low) + _x(high)) / 2
        card = (
            rect(-16, -3, 132, 100, 12, fill=colours["sheet"])
            + "".join(self._bar(step) for step in range(11))
            + stroke(line([(_x(low) - 4.6, 88.5), (_x(high) + 4.6, 88.5)]), colours["good"], 1.6)
            + group(
                _feather((0.0, 0.0), colours), Place(at=((_x(LIGHT[0]) + _x(LIGHT[1])) / 2, 54.0), scale=1.3)
            )
            + _face((middle, 26), colours["good"], glad=True)
            + _face((_x(9) - 3, 13), colours["keep"], glad=False)
        )
        return document(backdrop(colours, FRAME) + group(card, Place(at=(0.0, 3.0))), FRAME)

    def _bar(self, step: int) -> str:
        colours = self.colours
        low, high = COMFORT
        tall = 4 + 4.1 * step
        good, light = low <= step <= high, LIGHT[0] <= step <= LIGHT[1]
        fill = colours["good"] if good else colours["amber"] if light else colours["keep"]
        fill = colours["blob_dark"] if step < LIGHT[0] else fill
        opacity = None if good or step < LIGHT[0] else 0.7 if light else 0.35 + 0.05 * step
        bar = rect(_x(step) - 4, 76 - tall, 8, tall, 3, fill=fill, opacity=opacity)
        number = element(
            "text",
            str(step),
            x=_x(step),
            y=85.5,
            text_anchor="middle",
            font_family="Nunito ExtraBold",
            font_size=7.4,
            fill=colours["good"] if good else colours["soft"],
        )
        return bar + number


def _x(step: int) -> float:
    return -6.5 + 11.3 * step


def _face(at: Point, colour: str, *, glad: bool) -> str:
    mouth = "M -3.6 2.6 Q 0 6 3.6 2.6" if glad else "M -3.6 5 Q 0 1.6 3.6 5"
    smiling = ("M -4.6 -1.6 Q -3 -3.2 -1.4 -1.6", "M 1.4 -1.6 Q 3 -3.2 4.6 -1.6")
    shut = ("M -4.8 -3 L -1.8 -1.2 L -4.6 0.2", "M 4.8 -3 L 1.8 -1.2 L 4.6 0.2")
    inside = circle(0, 0, 10, fill=colour, opacity=0.18)
    inside += circle(0, 0, 10, fill="none", stroke=colour, stroke_width=1)
    inside += "".join(stroke(each, colour, 1.1) for each in (smiling if glad else shut))
    return group(inside + stroke(mouth, colour, 1.2), Place(at=at))

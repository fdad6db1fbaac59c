"""Reads what is drawn from `content/media/`; a fault names its file and key."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.media.draw.art import Art, Figure, Person
from bot.media.draw.canvas import MIDDLE, Box, Canvas
from bot.media.draw.fists import Bone, Fist
from bot.media.draw.hands import Glyph, Part
from bot.media.draw.outline import Outline, Place, outline, same_pieces
from bot.media.draw.painting import Colours, Layer

FIGURES = {
    "back": ("cloth",),
    "front": ("cloth", "shut", "awake", "face"),
    "side": (),
}  # each with its parts beside heads
# The colours that the drawing code asks for.
COLOURS = {
    "skins": ("skin", "lit", "shade", "line", "edge", "nail"),
    "hairs": ("hair", "strand"),
    "cloths": ("cloth", "cloth_dark", "cloth_lit"),
    "room": (
        *(
            "wall",
            "blob",
            "blob_dark",
            "sheet",
            "sheet_dark",
            "shadow",
            "ink",
            "soft",
            "night",
            "white",
            "glow",
        ),
        *("accent", "amber", "keep", "good", "bone", "wood", "rope", "rope_dark", "ball"),
    ),
}
NOWHERE = outline("M 0 0")


class MediaFiles:
    """The files of `content/media/` under the content folder, and their faults."""

    def __init__(self, folder: Path, faults: list[Fault]) -> None:
        self._folder = folder
        self._faults = faults
        self.tones = self._sections("tones")
        self._check_colours()
        self._names = sorted(set(_colour_names(self.tones)))

    def _check_colours(self) -> None:
        whole = self.whole("tones")
        for group, names in COLOURS.items():
            section = whole.section(group)
            for tone in [section] if group == "room" else [each for _, each in section.sections()]:
                for name in names:
                    tone.text(name)
                tone.finish()
        whole.finish()

    def art(self) -> Art:
        """Return what all drawings share."""
        room = self.tones["room"] if "room" in self.tones else None
        return Art(
            canvas=self._canvas(),
            glyphs={key: _glyph(section, self._names) for key, section in self._sections("hands").items()},
            fist=self._fist(),
            figures={name: self._figure(name) for name in FIGURES},
            room=_colours(room) if room else {},
        )

    def whole(self, name: str) -> Section:
        """Return the root of a file."""
        return Section(read_document(self._folder, f"media/{name}.yaml", self._faults), self._faults)

    def person(self, section: Section, key: str, heads: tuple[str, ...] = ()) -> Person:
        """Read who is shown: skin, cloth and, where the head is seen, hair and head."""
        own = section.section(key)
        colours = dict(_colours(self.tones["room"]))
        colours |= self._tone(own, "skin", "skins")
        colours |= self._tone(own, "cloth", "cloths")
        head = ""
        if heads:
            colours |= self._tone(own, "hair", "hairs")
            head = own.choice("head", heads)
        own.finish()
        return Person(colours, head or next(iter(heads), ""))

    def cloth(self, section: Section, key: str) -> Colours:
        """Read the colours of a piece of clothing."""
        return {**_colours(self.tones["room"]), **self._tone(section, key, "cloths")}

    def _tone(self, section: Section, key: str, group: str) -> Colours:
        known = self.tones[group]
        chosen = section.choice(key, known.keys())
        return _colours(known.section(chosen or known.keys()[0]))

    def _sections(self, name: str) -> dict[str, Section]:
        return dict(self.whole(name).sections())

    def _canvas(self) -> Canvas:
        whole = self.whole("canvas")
        zones = whole.section("zones")
        canvas = Canvas(
            spine=_box(whole, "spine"),
            kidneys=_box(whole, "kidneys"),
            blades=_box(whole, "blades"),
            stop_line=whole.decimal("stop_line"),
            zones={key: _box(zones, key) for key in zones.keys()},
        )
        for key, box in canvas.zones.items():
            if box.right > canvas.spine.left:
                zones.fault(key, f"end it at x {canvas.spine.left:g} or before: the spine begins there")
        whole.finish()
        return canvas

    def _fist(self) -> Fist:
        whole = self.whole("fist")
        bones = tuple(
            Bone(
                tuple((a, b, c) for a, b, c in section.rows("spots", 3)),
                section.decimal("width"),
                section.flag("lit"),
            )
            for section in whole.list_of_sections("bones")
        )
        fist = Fist(bones, whole.decimal("turn"), whole.decimal("reach"))
        whole.finish()
        return fist

    def _figure(self, name: str) -> Figure:
        whole = self.whole(f"figures/{name}")
        body = _outline(whole, "body")
        if name != "side":
            body = body.mirrored(MIDDLE)
        layers = self._layers(whole, "layers", body)
        heads = whole.section("heads")
        parts = {key: self._layers(heads, key, body) for key in heads.keys()}
        for key in FIGURES[name]:
            parts[key] = self._layers(whole, key, body)
        raised = _outline(whole, "raised").mirrored(MIDDLE) if whole.has("raised") else None
        if raised is not None and not same_pieces(body, raised):
            whole.fault("raised", "give it the same pieces as `body`, in the same order")
        whole.finish()
        return Figure(body, layers, parts, heads.keys(), raised)

    def _layers(self, section: Section, key: str, body: Outline) -> tuple[Layer, ...]:
        return tuple(_layer(each, body, self._names) for each in section.list_of_sections(key))


def _colour_names(tones: dict[str, Section]) -> Iterator[str]:
    """Yield the names of all colours that a skin, hair, cloth or the room has."""
    for group, section in tones.items():
        for name in section.keys():
            yield from [name] if group == "room" else section.section(name).keys()


def _layer(section: Section, body: Outline, colours: Collection[str]) -> Layer:
    shape, mirrored = NOWHERE, False
    if section.has("half"):
        text = section.text("half")
        shape = body if text == "body" else _outline(section, "half").mirrored(MIDDLE)
    elif section.has("both"):
        shape, mirrored = _outline(section, "both").through(Place(at=(MIDDLE, 0.0))), True
    else:
        shape = _outline(section, "path")
    is_line = section.has("line")
    x, y = section.decimals("move", 2) if section.has("move") else (0.0, 0.0)
    layer = Layer(
        shape=shape,
        fill=None if is_line else section.choice("fill", colours),
        line=section.choice("line", colours) if is_line else None,
        width=section.decimal("width") if is_line else 0.0,
        opacity=section.decimal("opacity", 1.0),
        move=(x, y),
        inside=section.flag("inside"),
        mirrored=mirrored,
        about=MIDDLE,
    )
    section.finish()
    return layer


def _glyph(section: Section, colours: Collection[str]) -> Glyph:
    wrist = section.section("wrist")
    x, y = wrist.decimals("at", 2)
    glyph = Glyph(
        tuple(_part(each, colours) for each in section.list_of_sections("parts")),
        (x, y),
        wrist.decimal("width"),
    )
    wrist.finish()
    section.finish()
    return glyph


def _part(section: Section, colours: Collection[str]) -> Part:
    is_line = section.has("line")
    part = Part(
        shape=_outline(section, "line" if is_line else "area"),
        colour=section.choice("colour", colours),
        width=section.decimal("width") if is_line else None,
        rim=section.flag("rim"),
        opacity=section.decimal("opacity", 1.0),
    )
    section.finish()
    return part


def _outline(section: Section, key: str) -> Outline:
    text = section.text(key)
    try:
        return outline(text) if text else NOWHERE
    except ValueError as error:
        section.fault(key, str(error))
        return NOWHERE


def _box(section: Section, key: str) -> Box:
    left, top, right, bottom = section.decimals(key, 4)
    if left > right or top > bottom:
        section.fault(key, "give [left, top, right, bottom], from small to large")
    return Box(left, top, right, bottom)


def _colours(section: Section) -> Colours:
    return {key: section.text(key) for key in section.keys()}

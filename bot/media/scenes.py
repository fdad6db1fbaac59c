"""Makes the scenes of `content/media/`: what to draw, under which name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.content.faults import Fault
from bot.content.fields import Section
from bot.media.draw.art import Art
from bot.media.draw.back import BackScene
from bot.media.draw.cards import KeepOff, Scale
from bot.media.draw.closeups import SHOWN
from bot.media.draw.front import HANDS, Act, FrontScene
from bot.media.draw.hands import alike
from bot.media.draw.outline import Point
from bot.media.draw.places import Astride, FaceDown, GiverPlace
from bot.media.draw.strokes import Motion, Stroke
from bot.media.draw.wall import WallScene
from bot.media.reading import MediaFiles

VIEWS = ("back", "front", "wall")
SHOWS = ("keep_off", "pressure", "face_down", "chair", "giver")
WAYS = ("circle", "glide", "roll")
PAIRED = ("_open", "_closed")  # a hand that closes is two shapes, with the same pieces


class Scene(Protocol):
    """Something that is drawn at any moment of its loop."""

    @property
    def duration(self) -> float:
        """Return the length of the loop, in seconds."""

    def draw(self, time: float) -> str:
        """Return the picture at `time`, as SVG."""


@dataclass(frozen=True, slots=True)
class Still:
    """One moment of an animation."""

    scene: Scene
    at: float

    @property
    def duration(self) -> float:
        """Return 0: it does not move."""
        return 0.0

    def draw(self, time: float) -> str:
        """Return the picture."""
        return self.scene.draw(self.at)


@dataclass(frozen=True, slots=True)
class Scenes:
    """All animations and pictures, by name."""

    animations: dict[str, Scene]
    pictures: dict[str, Scene]


def read_scenes(folder: Path, faults: list[Fault]) -> Scenes:
    """Read all scenes of the content folder; add to `faults` what is wrong."""
    files = MediaFiles(folder, faults)
    art = files.art()
    animations = {name: _scene(files, art, section) for name, section in files.whole("animations").sections()}
    pictures = {
        name: _picture(files, art, section, animations)
        for name, section in files.whole("pictures").sections()
    }
    return Scenes(animations, pictures)


def _picture(files: MediaFiles, art: Art, section: Section, animations: dict[str, Scene]) -> Scene:
    if section.has("of"):
        return _still(section, animations)
    back, side = (art.figures[name].heads for name in ("back", "side"))
    match section.choice("shows", SHOWS):
        case "keep_off":
            scene: Scene = KeepOff(art, files.person(section, "person", back))
        case "pressure":
            scene = Scale(art.room)
        case "giver":
            receiver = files.person(section, "receiver", back)
            scene = GiverPlace(art, receiver, files.person(section, "giver", back))
        case "chair":
            sits, its = files.person(section, "person", side), files.cloth(section, "trousers")
            giver = files.person(section, "giver", side)
            scene = Astride(art, sits, its, giver, files.cloth(section, "giver_trousers"))
        case _:
            scene = FaceDown(art, files.person(section, "person", side), files.cloth(section, "trousers"))
    section.finish()
    return scene


def _still(section: Section, animations: dict[str, Scene]) -> Scene:
    of = section.choice("of", list(animations))
    still = Still(animations[of or next(iter(animations))], section.decimal("at"))
    section.finish()
    return still


def _scene(files: MediaFiles, art: Art, section: Section) -> Scene:
    match section.choice("view", VIEWS):
        case "front":
            return _front(files, art, section)
        case "wall":
            return _wall(files, art, section)
    scene = BackScene(
        art=art,
        receiver=files.person(section, "receiver", art.figures["back"].heads),
        giver=files.person(section, "giver"),
        stroke=_stroke(art, section.section("stroke")),
        then=_stroke(art, section.section("then")) if section.has("then") else None,
    )
    section.finish()
    return scene


def _front(files: MediaFiles, art: Art, section: Section) -> Scene:
    act = Act(section.choice("act", list(Act)) or Act.breathe)
    _check_hands(art, section, "act", HANDS[act])
    scene = FrontScene(
        art=art,
        person=files.person(section, "person", art.figures["front"].heads),
        act=act,
        per_minute=section.decimal("per_minute", least=1.0),
        times=section.number("times", default=1),
        pause=section.decimal("pause", 0.0, least=0.0),
        pressure=section.pair_or_none("pressure", most=10),
    )
    section.finish()
    return scene


def _wall(files: MediaFiles, art: Art, section: Section) -> Scene:
    way = section.rows("way", 2)
    motion = section.choice("motion", WAYS)
    pause = section.decimal("pause", 0.0, least=0.0)
    if motion == "glide" and not pause:
        section.fault("pause", "give the seconds in which the ball comes back")
    if len(way) != 2:
        section.fault("way", "give two places, [[x, y], [x, y]]")
    scene = WallScene(
        art=art,
        person=files.person(section, "person", art.figures["side"].heads),
        trousers=files.cloth(section, "trousers"),
        motion=motion,
        way=(_point(way[0]), _point(way[-1])),
        per_minute=section.decimal("per_minute", least=1.0),
        times=section.number("times", default=1),
        pause=pause,
        radius=section.decimal("radius", 0.0, least=0.0),
        balls=section.number("balls", default=1),
        pressure=section.pair("pressure", most=10),
    )
    section.finish()
    return scene


def _stroke(art: Art, section: Section) -> Stroke:
    motion = Motion(section.choice("motion", list(Motion)) or Motion.rest)
    wide, high = section.decimals("patch", 2)
    stroke = Stroke(
        motion=motion,
        hand=_hand(art, section, motion),
        lanes=_lanes(art, section),
        patch=(wide, high),
        stops=tuple(_point(row) for row in section.rows("stops", 2)),
        per_minute=section.decimal("per_minute", least=1.0),
        times=section.number("times", default=1) or 1,
        move=section.decimal("move", 0.0, least=0.0),
        back=section.decimal("back", 0.0, least=0.0),
        radius=section.decimal("radius", 0.0, least=0.0),
        turn=section.decimal("turn", 0.0),
        arm=section.decimal("arm", 0.0),
        both=not section.flag("one_side"),
        pressure=section.pair("pressure", most=10),
        each=section.pair_or_none("each", most=9),
        resting=_resting(art, section) if section.has("resting") else None,
    )
    if motion in SHOWN:
        _check_hands(art, section, "motion", SHOWN[motion])
    section.finish()
    return stroke


def _resting(art: Art, section: Section) -> tuple[float, float, float]:
    x, y, turn = section.decimals("resting", 3)
    _check_hands(art, section, "resting", ["open"])
    return x, y, turn


def _point(row: tuple[float, ...]) -> Point:
    return row[0], row[1]


def _hand(art: Art, section: Section, motion: Motion) -> str:
    hands = {key.removesuffix("_open").removesuffix("_closed") for key in art.glyphs}
    key = section.choice("hand", sorted(hands))
    closes = motion is Motion.pinch
    _check_hands(art, section, "hand", [f"{key}{end}" for end in PAIRED] if closes else [key])
    return key


def _check_hands(art: Art, section: Section, key: str, needed: Sequence[str]) -> None:
    """Add a fault for a hand shape that is missing, and for one that closes but has other pieces then."""
    missing = [name for name in needed if name and name not in art.glyphs]
    for name in missing:
        section.fault(key, f"there is no hand shape {name} in media/hands.yaml")
    paired = [name for name in needed if name.endswith(PAIRED) and not missing]
    for first, second in zip(paired[::2], paired[1::2], strict=False):
        if not alike(art.glyphs[first], art.glyphs[second]):
            section.fault(key, f"{first} and {second} must have the same pieces in the same order")


def _lanes(art: Art, section: Section) -> tuple[str, ...]:
    lanes = section.texts("lanes")
    for unknown in set(lanes) - art.canvas.zones.keys():
        section.fault("lanes", f"{unknown} is no zone of media/canvas.yaml")
    return tuple(lane for lane in lanes if lane in art.canvas.zones)

"""The rules that every drawing keeps, held against the data: nothing is drawn for it.

The first of them: no hand, patch, path, arrow or target enters the strip of the spine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.content.facts import read_facts
from bot.content.faults import Fault, in_order
from bot.content.fields import Section
from bot.domain.catalogue import Step, TechniqueKey
from bot.media.draw.back import LIGHT, BackScene
from bot.media.draw.canvas import around
from bot.media.draw.front import FrontScene
from bot.media.draw.marks import HALO as RIM
from bot.media.draw.marks import arrow_shape
from bot.media.draw.outline import Point
from bot.media.draw.strokes import Motion
from bot.media.draw.wall import ARROW, HALO, WallScene
from bot.media.film import FRAMES_PER_SECOND
from bot.media.reading import MediaFiles
from bot.media.scenes import Scene, read_scenes

SECONDS = (6, 8)  # of a loop, at least and at most
ABOVE = (Motion.pinch, Motion.tap)  # these end above the stop line


def find_media_faults(folder: Path) -> list[Fault]:
    """Return every fault of `content/media/`, with its file and key."""
    faults: list[Fault] = []
    scenes = read_scenes(folder, faults)
    if faults:
        return in_order(faults)
    whole = MediaFiles(folder, faults).whole("animations")
    facts = read_facts(folder, [])
    steps = {step.prompt.removeprefix("step."): step for step in facts.steps}
    for missing in steps.keys() - scenes.animations.keys():
        whole.fault(missing, "draw this step of steps.yaml")
    for name, section in whole.sections():
        scene = scenes.animations[name]
        if name not in steps and name not in scenes.pictures:
            section.fault("", "no step of steps.yaml has this key, and no picture of pictures.yaml")
        _check_length(scene, section)
        _check_scene(scene, section)
        technique = steps[name].technique if name in steps else None
        if technique is not None:
            _check_pressure(scene, section, steps[name], technique)
    return in_order(faults)


def moments(scene: Scene) -> Iterator[float]:
    """Yield the time of every frame."""
    for number in range(round(scene.duration * FRAMES_PER_SECOND)):
        yield number / FRAMES_PER_SECOND


def _check_length(scene: Scene, section: Section) -> None:
    frames = scene.duration * FRAMES_PER_SECOND
    if abs(frames - round(frames)) > 0.001:
        section.fault("", f"the loop has {frames:.2f} frames; {FRAMES_PER_SECOND} a second must be whole")
    least, most = SECONDS
    if not least <= scene.duration <= most + 0.001:
        section.fault("", f"the loop takes {scene.duration:.2f} s; give it {least} to {most}")


def _check_scene(scene: Scene, section: Section) -> None:
    match scene:
        case BackScene():
            for part, key in zip(scene.parts(), ("stroke", "then"), strict=False):
                _check_back(part, section.section(key))
            if scene.then and scene.then.pressure[1] > LIGHT:
                section.section("then").fault(
                    "pressure", f"a stroke that ends another is light: {LIGHT} or less"
                )
        case WallScene():
            _check_wall(scene, section)


def _check_back(scene: BackScene, stroke: Section) -> None:
    canvas = scene.art.canvas
    is_above = scene.stroke.motion in ABOVE
    swept = around([patch for time in moments(scene) for patch in scene.patches(time)])
    lane = canvas.lane(scene.stroke.lanes)
    low = canvas.stop_line if is_above else lane.bottom
    if not (lane.left <= swept.left and swept.right <= lane.right):
        stroke.fault(
            "lanes", f"what touches goes from x {swept.left:.1f} to {swept.right:.1f}: name more lanes"
        )
    if not (lane.top <= swept.top and swept.bottom <= low):
        stroke.fault(
            "stops", f"what touches goes from y {swept.top:.1f} to {swept.bottom:.1f}: stay in the lanes"
        )
    if any(box.right > canvas.spine.left for box in scene.targets()):
        stroke.fault("lanes", "the target enters the spine")
    for time in moments(scene):
        if is_above and any(canvas.blades.touches(each) for each in scene.touching(time)):
            stroke.fault("stops", "it touches the shoulder blade")
        if any(canvas.on_spine(hand.covers()) for hand in scene.hands(time)):
            stroke.fault("hand", "it enters the spine; turn it, or move the stops outwards")
        if any(light.right > canvas.spine.left for light in scene.lights(time)):
            stroke.fault("stops", "a ring or a light enters the spine")
        if any(canvas.on_spine(points) for points in arrow_outlines(scene, time)):
            stroke.fault("radius", "an arrow enters the spine")


def arrow_outlines(scene: BackScene, time: float) -> Iterator[list[Point]]:
    """Yield the points around each arrow of the left side, with the light line around it."""
    for line, width in scene.arrows(time):
        shape = arrow_shape(line, width)
        if shape is not None:
            yield [(x + side * RIM / 2, y) for x, y in shape.points() for side in (-1, 1)]


def _check_wall(scene: WallScene, section: Section) -> None:
    canvas = scene.art.canvas
    swept = around([patch for time in moments(scene) for patch in scene.patches(time)])
    if swept.right + HALO > canvas.spine.left:
        section.fault("way", "the ball or its light enters the spine")
    if swept.bottom > canvas.kidneys.top:
        section.fault("way", "the ball reaches the lowest ribs")
    for time in moments(scene):
        for points in scene.arrow_lines(time):
            shape = arrow_shape(points, ARROW)
            if shape and canvas.on_spine((x + RIM / 2, y) for x, y in shape.points()):
                section.fault("way", "an arrow enters the spine")


def _check_pressure(scene: Scene, section: Section, step: Step, technique: TechniqueKey) -> None:
    shown: tuple[int, int] | None = None
    match scene:
        case BackScene():
            shown, section = scene.stroke.pressure, section.section("stroke")
        case WallScene() | FrontScene():
            shown = scene.pressure
    if shown != step.pressure:
        section.fault("pressure", f"{technique} has {step.pressure}; say the same here")

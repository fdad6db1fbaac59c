"""Every drawing keeps the rules, at every frame; a stroke that does not is named with its file and key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content.folder import content_folder
from bot.media.draw.back import BackScene
from bot.media.draw.cards import KeepOff
from bot.media.draw.strokes import Motion, bounced
from bot.media.draw.wall import WallScene
from bot.media.rules import arrow_outlines, find_media_faults, moments
from bot.media.scenes import Scenes

ANIMATIONS = "media/animations.yaml"

# In each list: file, text in it, text instead, the file and key of the fault, a part of what would be right.
# The first list has what cannot be read, the second what could be drawn and must not be.
UNREADABLE = [
    (ANIMATIONS, "lanes: [inner, middle, outer]", "lanes: [midle]", "kneading.stroke.lanes", "no zone of"),
    (ANIMATIONS, "hand: open", "hand: claw", "kneading.stroke.hand", "give one of"),
    (ANIMATIONS, "motion: circle", "motion: hop", "kneading.stroke.motion", "give one of: circle"),
    (ANIMATIONS, "skin: sand, hair", "skin: blue, hair", "kneading.receiver.skin", "give one of: fair"),
    (ANIMATIONS, "each: [3, 5]", "each: 3", "pinching.stroke.each", "two"),
    (ANIMATIONS, "hand: pinch\n", "hand: fist\n", "pinching.stroke.hand", "no hand shape fist_closed"),
    (ANIMATIONS, "act: breathe", "act: sleep", "breathing.act", "give one of: breathe"),
    (ANIMATIONS, "trousers: plum", "trousers: pink", "wall_pushing.trousers", "give one of: sage"),
    ("media/tones.yaml", "  keep:", "  kept:", "room.keep", "give a text"),
    ("media/hands.yaml", "M 2.9 1.6 C", "M 2.9 1.6 W", "open.parts.0.line", "W is not understood"),
    ("media/hands.yaml", '{line: "M 5.55', '{lime: "M 5.55', "open.parts.1.lime", "no such field"),
    ("media/figures/front.yaml", 'raised: "M 0 6 L 5.6 6', 'raised: "M 0 6', "raised", "same pieces"),
    (ANIMATIONS, "way: [[40, 36], [40, 68]]", "way: [[40, 36]]", "wall_pushing.way", "give two places"),
    (ANIMATIONS, "move: 0.3", "move: -1", "kneading.stroke.move", "a number of 0 or more"),
    ("media/canvas.yaml", "inner: [40, 22, 46.5,", "inner: [40, 22, 48,", "zones.inner", "the spine begins"),
    ("media/fist.yaml", "turn: 62", "turn: far", "turn", "give a number"),
    (
        "media/figures/back.yaml",
        "fill: shadow, opacity: 0.05",
        "fill: rainbow",
        "layers.0.fill",
        "give one of",
    ),
    ("media/pictures.yaml", "of: wall_kneading", "of: wall", "wall_ball.of", "give one of"),
]
AGAINST_THE_RULES = [
    (ANIMATIONS, "stops: [[38.2, 36],", "stops: [[44, 36],", "kneading.stroke.hand", "enters the spine"),
    (
        ANIMATIONS,
        "stops: [[44, 36],",
        "stops: [[44, 36.0],",
        "kneading.stroke.lanes",
        "what touches goes from x",
    ),
    (ANIMATIONS, "radius: 1.8\n    turn", "radius: 4\n    turn", "kneading.stroke.radius", "an arrow enters"),
    (ANIMATIONS, "pressure: [3, 5]", "pressure: [3, 9]", "kneading.stroke.pressure", "has (3, 5)"),
    (ANIMATIONS, "per_minute: 30\n    times", "per_minute: 20\n    times", "pinching", "give it 6 to 8"),
    (ANIMATIONS, "[40, 69]]", "[40, 84]]", "tapping.stroke.stops", "what touches goes from y"),
    (ANIMATIONS, "[38, 64]]", "[38, 46]]", "pinching.stroke.stops", "the shoulder blade"),
    (ANIMATIONS, "stops: [[37.6, 34]]", "stops: [[39.6, 34]]", "settle.stroke.stops", "a ring or a light"),
    (ANIMATIONS, "pressure: [1, 2]", "pressure: [1, 4]", "pinching.then.pressure", "is light: 2 or less"),
    (ANIMATIONS, "resting: [12,", "resting: [29.5,", "rolling.stroke.hand", "enters the spine"),
    (ANIMATIONS, "breathing:\n", "breath:\n", "breathing", "draw this step"),
    (ANIMATIONS, "breath:\n", "breath: \n", "breath", "no step of steps.yaml"),
    (ANIMATIONS, "[[40, 36], [40, 68]]", "[[40, 36], [40, 80]]", "wall_pushing.way", "lowest ribs"),
    (ANIMATIONS, "[[40.6, 36], [40.6, 66]]", "[[43, 36], [43, 66]]", "wall_rolling.way", "the ball"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(content_folder(), tmp_path / "content"))


def test_the_content_keeps_every_rule() -> None:
    assert find_media_faults(content_folder()) == []


@pytest.mark.parametrize("damage", [UNREADABLE, AGAINST_THE_RULES], ids=["unreadable", "against the rules"])
def test_every_fault_is_named_with_its_file_and_key(copy: Path, damage: list[tuple[str, ...]]) -> None:
    for file, old, new, _, _ in damage:
        text = (copy / file).read_text("utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new, 1), "utf-8")

    found = find_media_faults(copy)

    for file, _, _, key, right in damage:
        said = [each.right for each in found if (each.file, each.key) == (file, key)]
        assert any(right in each for each in said), (key, said)


def test_a_hand_that_closes_has_the_same_pieces_open_and_closed(copy: Path) -> None:
    hands = copy / "media/hands.yaml"
    hands.write_text(hands.read_text("utf-8").replace("M 8 -3.7 L 8.25 -3.1", "M 8 -3.7"), "utf-8")

    [fault] = find_media_faults(copy)

    assert (fault.file, fault.key) == (ANIMATIONS, "shoulder_pinching.act")
    assert "grip_open and grip_closed must have the same pieces" in fault.right


def test_a_motion_whose_hand_in_the_window_is_missing_is_named(copy: Path) -> None:
    hands = copy / "media/hands.yaml"
    hands.write_text(hands.read_text("utf-8").replace("fist_side:", "fist_beside:"), "utf-8")

    found = {fault.key: fault.right for fault in find_media_faults(copy)}

    assert found.keys() == {"tapping.stroke.motion", "shoulder_tapping.act"}
    assert all("no hand shape fist_side" in right for right in found.values())


def test_no_hand_patch_arrow_or_target_is_on_the_spine(scenes: Scenes) -> None:
    looked_at = 0
    for scene in scenes.animations.values():
        if not isinstance(scene, BackScene):
            continue
        assert all(box.right <= 47 for box in scene.targets())
        for time in list(moments(scene))[::2]:
            # The right hand mirrors the left one.
            hands = [x for hand in scene.hands(time) for x, _ in hand.covers()]
            arrows = [x for points in arrow_outlines(scene, time) for x, _ in points]
            assert not [x for x in (*hands, *arrows) if 47 < x < 53]
            assert all(box.right <= 47 for box in (*scene.patches(time), *scene.lights(time)))
            looked_at += len(hands)

    assert looked_at > 10_000


def test_the_green_of_the_keep_off_card_leaves_spine_and_lowest_ribs_out(scenes: Scenes) -> None:
    card = scenes.pictures["keep_off"]
    assert isinstance(card, KeepOff)

    assert all(box.right <= 47 and box.bottom < card.art.canvas.kidneys.top for box in card.targets())


def test_no_fist_that_taps_is_drawn_below_the_stop_line(scenes: Scenes) -> None:
    tapping = scenes.animations["tapping"]
    assert isinstance(tapping, BackScene)

    lowest = max(y for time in moments(tapping) for hand in tapping.hands(time) for _, y in hand.covers())

    assert lowest < tapping.art.canvas.stop_line


def test_a_rolling_fist_never_leaves_the_skin_while_it_works(scenes: Scenes) -> None:
    rolling = scenes.animations["rolling"]
    assert isinstance(rolling, BackScene)
    assert rolling.stroke.motion is Motion.roll
    first = rolling.stroke.stay

    assert {hand.lift for time in moments(rolling) if time < first for hand in rolling.hands(time)} == {0.0}


def test_the_two_balls_leave_a_gap_for_the_spine(scenes: Scenes) -> None:
    rolling = scenes.animations["wall_rolling"]
    assert isinstance(rolling, WallScene)
    assert rolling.balls == 2

    assert all(patch.right <= 46 for time in moments(rolling) for patch in rolling.patches(time))


def test_a_fist_touches_for_less_than_a_tenth_of_a_second(scenes: Scenes) -> None:
    tapping = scenes.animations["tapping"]
    assert isinstance(tapping, BackScene)
    touching = [n / 100 for n in range(100) if bounced(n / 100) == 0.0]

    assert len(touching) / 100 * tapping.stroke.once <= 0.1

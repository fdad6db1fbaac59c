"""What moves keeps the pace that the words of its step give; the pace is measured on the moving hands."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

from bot.domain.catalogue import PhraseId
from bot.media.draw.back import BackScene
from bot.media.draw.front import FrontScene
from bot.media.draw.strokes import moment
from bot.media.draw.wall import WallScene
from bot.media.rules import moments
from bot.media.scenes import Scene, Scenes
from tests import once

RANGE = re.compile(r"(\d+)(?:–(\d+))?")
FINE = 200  # moments a second


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    texts = once.catalogue()
    return {str(key): text for key, text in texts.phrases[texts.languages[0]].items()}


def numbers(words: dict[str, str], phrase: str, after: str = "") -> tuple[float, float]:
    """Return the first range of a phrase, such as 40–60; `after`: the first one behind this word."""
    text = words[PhraseId(phrase)]
    found = RANGE.search(text, text.index(after) + len(after))
    assert found, phrase
    return float(found[1]), float(found[2] or found[1])


def back(scenes: Scenes, name: str) -> BackScene:
    scene = scenes.animations[name]
    assert isinstance(scene, BackScene)
    return scene


def rounds_a_minute(scene: BackScene) -> float:
    """Return how often a hand comes back to phase 0 while it works at its first stop."""
    stroke = scene.stroke
    phases = [moment(stroke, n / FINE).phase for n in range(round(stroke.stay * FINE))]
    begun = 1 + sum(later < earlier for earlier, later in pairwise(phases))
    return begun / stroke.stay * 60


@pytest.mark.parametrize("name", ["kneading", "rolling"])
def test_circles_and_rolls_go_round_as_often_as_the_words_say(
    scenes: Scenes, words: dict[str, str], name: str
) -> None:
    least, most = numbers(words, f"rhythm.{name}.beginner")

    assert least <= rounds_a_minute(back(scenes, name)) <= most


def test_fists_come_down_as_often_as_the_words_say(scenes: Scenes, words: dict[str, str]) -> None:
    tapping = back(scenes, "tapping")
    down = 0
    for late in (0.0, tapping.stroke.once / 2):
        lifts = [
            moment(tapping.stroke, n / FINE, late=late).lift for n in range(round(tapping.duration * FINE))
        ]
        down += sum(now == 0.0 < before for before, now in zip([lifts[-1], *lifts], lifts, strict=False))
    least, most = numbers(words, "step.tapping", "Left, right,")

    assert least <= down / tapping.duration <= most


def test_fists_come_down_in_turn(scenes: Scenes) -> None:
    tapping = back(scenes, "tapping")

    assert not any(all(hand.lift == 0 for hand in tapping.hands(time)) for time in moments(tapping))


def test_a_pinch_takes_as_long_and_comes_as_often_as_the_words_say(
    scenes: Scenes, words: dict[str, str]
) -> None:
    pinching = back(scenes, "pinching")
    shortest, longest = numbers(words, "technique.pinching.rhythm", "one pinch in")
    least, most = numbers(words, "technique.pinching.time")

    assert shortest <= 60 / rounds_a_minute(pinching) <= longest
    assert pinching.stroke.each == (least, most)


def test_a_push_takes_as_long_as_the_words_say(scenes: Scenes, words: dict[str, str]) -> None:
    pushing = back(scenes, "pushing")
    on_skin = sum(hand.lift == 0 for time in moments(pushing) for hand in pushing.hands(time)[:1]) / 25
    shortest, longest = numbers(words, "technique.pushing.rhythm")

    assert shortest <= on_skin <= longest
    assert pushing.stroke.back == numbers(words, "technique.pushing.rhythm", "down,")[0]


def test_the_finish_is_slower_than_pushing(scenes: Scenes) -> None:
    down = [back(scenes, name).stroke.once - back(scenes, name).stroke.back for name in ("pushing", "finish")]

    assert down[0] < down[1]


def test_the_ball_at_the_wall_keeps_the_words_pace(scenes: Scenes, words: dict[str, str]) -> None:
    pushing = scenes.animations["wall_pushing"]
    assert isinstance(pushing, WallScene)
    heights = [pushing.ball(time)[1] for time in moments(pushing)]
    down = sum(later > earlier for earlier, later in pairwise(heights)) / 25

    assert round(down) == numbers(words, "step.wall_pushing", "knees, ")[0]


@pytest.mark.parametrize("name", ["shoulder_pinching", "shoulder_tapping"])
def test_the_hand_on_the_shoulder_keeps_the_pace_of_its_technique(
    scenes: Scenes, words: dict[str, str], name: str
) -> None:
    scene = scenes.animations[name]
    assert isinstance(scene, FrontScene)
    if name == "shoulder_tapping":
        least, most = numbers(words, "step.shoulder_tapping", "shoulder.")
        assert least <= scene.per_minute / 60 <= most
    else:
        least, most = numbers(words, "technique.pinching.rhythm", "one pinch in")
        assert least <= 60 / scene.per_minute <= most


def test_the_last_frame_of_a_loop_leads_into_the_first(scenes: Scenes) -> None:
    for name, scene in scenes.animations.items():
        frames = [place(scene, time) for time in moments(scene)]
        if frames[0] is None:
            continue
        goes = [math.dist(now, after) for now, after in pairwise([*frames, frames[0]]) if now and after]

        assert goes[-1] <= max(goes[:-1]) + 0.01, name


def place(scene: Scene, time: float) -> tuple[float, float] | None:
    """Return where the left hand or the ball is; None for a scene whose film is looked at instead."""
    match scene:
        case BackScene():
            return scene.hands(time)[0].place.at
        case WallScene():
            return scene.ball(time)
    return None

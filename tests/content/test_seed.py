"""The seed's parameters are kept word for word, and every one of its five techniques is there."""

from __future__ import annotations

import pytest
import yaml

from bot.content.folder import content_folder
from bot.domain.catalogue import Catalogue

# The seed text itself, one paragraph a technique.
SEED = {
    "kneading": (
        "Using the palm or heel of the hand, perform circular kneading motions on the back muscles "
        "with moderate pressure. Begin from the upper back and gradually move downward, covering "
        "the entire back area. The duration of each kneading session can be adjusted according to "
        "individual needs, typically lasting 3-5 minutes, or until the back muscles feel relaxed. "
        "This technique promotes blood circulation in the back, relieves muscle tension, and "
        "alleviates back pain caused by prolonged poor posture or excessive fatigue."
    ),
    "pushing": (
        "With both hands straightened, use the heels of the palms or fingers to push outward along "
        "the muscle fibers, starting from both sides of the spine. Apply even and moderate "
        "pressure, repeating the motion multiple times. The distance of each push can be adjusted "
        "according to the size of the back, typically from the shoulders down to the waist. This "
        "technique helps relax the back muscles, improves muscle stiffness, promotes the "
        "circulation of qi and blood, and plays a certain role in preventing and relieving back "
        "pain."
    ),
    "pinching": (
        "Using the thumb in opposition to the index and middle fingers, perform rhythmic pinching "
        "and lifting motions on the back muscles. Start from the shoulders and gradually move "
        "downward along both sides of the spine to the waist. The movements should be gentle and "
        "continuous, repeating the pinching motion 3-5 times at each spot. This technique "
        "effectively relaxes deep back muscles, enhances muscle flexibility, and alleviates pain "
        "and discomfort caused by muscle tension, making it particularly suitable for individuals "
        "who work at desks for prolonged periods or lack physical activity."
    ),
    "tapping": (
        "Make fists with both hands and lightly tap the back using the palms or backs of the fists. "
        "Start tapping from the upper back and proceed downward sequentially. The tapping pressure "
        "should be moderate, providing a comfortable sensation. The rhythm of tapping can be "
        "slightly faster, lasting 1-2 minutes. This technique stimulates acupoints on the back, "
        "promotes blood circulation, relieves muscle fatigue, and helps relax and soothe the back "
        "muscles."
    ),
    "rolling": (
        "Form a loose fist and apply pressure on the back skin using the metacarpophalangeal joints "
        "on the side of the little finger. Through flexion and extension of the wrist joint "
        "combined with rotational movement of the forearm, move the fist back and forth across the "
        "back. Cover the entire back area, continuing the motion for 2-3 minutes. This technique "
        "deeply relaxes the back muscles, promotes local metabolism, and reduces back pain and "
        "stiffness."
    ),
}

# Technique, part, the words in which the seed gives it.
PARTS = [
    ("kneading", "hand", "the palm or heel of the hand"),
    ("kneading", "motion", "perform circular kneading motions on the back muscles"),
    ("kneading", "start", "Begin from the upper back"),
    ("kneading", "direction", "gradually move downward"),
    ("kneading", "region", "covering the entire back area"),
    ("kneading", "amount", "typically lasting 3-5 minutes, or until the back muscles feel relaxed"),
    ("kneading", "pressure", "with moderate pressure"),
    ("kneading", "rhythm", None),
    (
        "kneading",
        "benefit",
        "This technique promotes blood circulation in the back, relieves muscle tension, and "
        "alleviates back pain caused by prolonged poor posture or excessive fatigue.",
    ),
    ("pushing", "hand", "With both hands straightened, use the heels of the palms or fingers"),
    ("pushing", "motion", "push outward along the muscle fibers"),
    ("pushing", "start", "starting from both sides of the spine"),
    ("pushing", "direction", "typically from the shoulders down to the waist"),
    ("pushing", "region", "The distance of each push can be adjusted according to the size of the back"),
    ("pushing", "amount", "repeating the motion multiple times"),
    ("pushing", "pressure", "Apply even and moderate pressure"),
    ("pushing", "rhythm", None),
    (
        "pushing",
        "benefit",
        "This technique helps relax the back muscles, improves muscle stiffness, promotes the "
        "circulation of qi and blood, and plays a certain role in preventing and relieving back "
        "pain.",
    ),
    ("pinching", "hand", "Using the thumb in opposition to the index and middle fingers"),
    ("pinching", "motion", "perform rhythmic pinching and lifting motions on the back muscles"),
    ("pinching", "start", "Start from the shoulders"),
    ("pinching", "direction", "gradually move downward"),
    ("pinching", "region", "along both sides of the spine to the waist"),
    ("pinching", "amount", "repeating the pinching motion 3-5 times at each spot"),
    ("pinching", "pressure", "The movements should be gentle and continuous"),
    ("pinching", "rhythm", "rhythmic"),
    (
        "pinching",
        "benefit",
        "This technique effectively relaxes deep back muscles, enhances muscle flexibility, and "
        "alleviates pain and discomfort caused by muscle tension, making it particularly suitable "
        "for individuals who work at desks for prolonged periods or lack physical activity.",
    ),
    (
        "tapping",
        "hand",
        "Make fists with both hands and lightly tap the back using the palms or backs of the fists",
    ),
    ("tapping", "motion", "lightly tap the back"),
    ("tapping", "start", "Start tapping from the upper back"),
    ("tapping", "direction", "proceed downward sequentially"),
    ("tapping", "region", "the back"),
    ("tapping", "amount", "lasting 1-2 minutes"),
    (
        "tapping",
        "pressure",
        "The tapping pressure should be moderate, providing a comfortable sensation.",
    ),
    ("tapping", "rhythm", "The rhythm of tapping can be slightly faster"),
    (
        "tapping",
        "benefit",
        "This technique stimulates acupoints on the back, promotes blood circulation, relieves "
        "muscle fatigue, and helps relax and soothe the back muscles.",
    ),
    (
        "rolling",
        "hand",
        "Form a loose fist and apply pressure on the back skin using the metacarpophalangeal "
        "joints on the side of the little finger",
    ),
    (
        "rolling",
        "motion",
        "Through flexion and extension of the wrist joint combined with rotational movement of the forearm",
    ),
    ("rolling", "start", None),
    ("rolling", "direction", "move the fist back and forth across the back"),
    ("rolling", "region", "Cover the entire back area"),
    ("rolling", "amount", "continuing the motion for 2-3 minutes"),
    ("rolling", "pressure", "apply pressure on the back skin"),
    ("rolling", "rhythm", "continuing the motion"),
    (
        "rolling",
        "benefit",
        "This technique deeply relaxes the back muscles, promotes local metabolism, and reduces "
        "back pain and stiffness.",
    ),
]


def seed_of(key: str) -> dict[str, str | None]:
    text = (content_folder() / "techniques" / f"{key}.yaml").read_text(encoding="utf-8")
    seed: dict[str, str | None] = yaml.safe_load(text)["seed"]
    return seed


def test_the_five_techniques_stand_in_the_seeds_order(catalogue: Catalogue) -> None:
    assert list(catalogue.techniques) == list(SEED)
    assert [technique.order for technique in catalogue.techniques.values()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("key", SEED)
def test_the_seeds_paragraph_is_kept_word_for_word(key: str) -> None:
    assert seed_of(key)["text"] == SEED[key]


@pytest.mark.parametrize(("key", "part", "words"), PARTS)
def test_every_part_is_the_seeds_own_words(key: str, part: str, words: str | None) -> None:
    assert seed_of(key)[part] == words
    assert words is None or words in SEED[key]


def test_the_limits_are_the_seeds_own(catalogue: Catalogue) -> None:
    limits = {
        key: (technique.min_seconds, technique.max_seconds, technique.times_per_spot)
        for key, technique in catalogue.techniques.items()
    }

    assert limits == {
        "kneading": (180, 300, None),
        "pushing": (None, None, None),
        "pinching": (None, None, (3, 5)),
        "tapping": (60, 120, None),
        "rolling": (120, 180, None),
    }

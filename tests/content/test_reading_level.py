"""A text that is hard to read is a fault, in the way that its language is measured."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.content.check import find_faults
from bot.content.folder import content_folder
from bot.content.reading_level import lix_of, sentences_of

HARD = (
    "Notwithstanding contemporaneous contraindications, practitioners considering comparatively intensive "
    "manipulation should preferably investigate individual circumstances. Subsequently, appropriate "
    "communication regarding perceptible discomfort facilitates satisfactory collaboration."
)
LONG = "lay your hands on the back and let them rest there " * 3


SLOWLY = "把手放在背上歇一会儿，" * 5
# By file: the beginning of a phrase, what is written in its place, and what the check says.
HARD_TEXTS = [
    (
        "en/session.yaml",
        "already_paused: Already paused.",
        LONG,
        "one sentence of 37 words; 27 is the most",
    ),
    (
        "en/session.yaml",
        "lapsed: I kept your place",
        HARD,
        "; 42 is the most",
    ),
    ("zh-Hans/session.yaml", "already_paused: 已经暂停了", SLOWLY, "; 20 is the most"),
    ("de/session.yaml", "already_paused: Schon angehalten.", LONG, "; 24 is the most"),
]


def test_a_long_sentence_and_a_hard_text_are_faults(tmp_path: Path) -> None:
    """With file and line, and what the most is. Today's texts have no such fault."""
    whole = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    for file, before, after, _ in HARD_TEXTS:
        path = whole / "locales" / file
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, f"{before.partition(':')[0]}: {after}"), "utf-8")

    faults = find_faults(whole)

    assert len(faults) == len(HARD_TEXTS), [str(each) for each in faults]
    for file, before, _, said in HARD_TEXTS:
        of_phrase = [each for each in faults if before.startswith(each.key) and each.file.endswith(file)]
        assert [said in each.right and each.line is not None for each in of_phrase] == [True]


def test_a_measured_text_is_what_people_read() -> None:
    """No tags and no signs; a value counts as a word, and a number with a dot ends no sentence."""
    assert sentences_of("<b>One.</b> {two} is 2.5 &amp; more:\nfour · five") == [
        "One.",
        "0 is 2.5 & more:",
        "four",
        "five",
    ]
    assert lix_of(["one two three"]) == 0  # too short to be measured
    assert lix_of(["word " * 20]) == 20
    assert lix_of(["lengthy " * 10, "word " * 10]) == 60

"""German is read by data alone: its words steer, and its dangers are found in every chat."""

from __future__ import annotations

from datetime import time

import pytest

from bot.domain.catalogue import Catalogue, Language
from bot.domain.intent import Intent
from bot.reading.readers import Readers, make_readers

DE, EN = Language("de"), Language("en")

MEANT = {
    "Stopp!": Intent.stop,
    "bitte aufhören": Intent.stop,
    "Pause bitte": Intent.pause,
    "sanfter bitte": Intent.softer,
    "es tut weh": Intent.pain,
    "weiter": Intent.resume,
    "wie lange noch?": Intent.time_left,
}
DANGERS = {
    "ich will nicht mehr leben": "crisis",
    "meine Beine sind taub": "numbness",
    "meine Beine sind ganz schwach": "weak_legs",
    "ich kann nicht mehr pinkeln": "bladder_bowel",
    "mein Gesäß ist ganz taub": "saddle",
    "ich habe Brustschmerzen": "chest_pain",
    "ich bekomme keine Luft": "breath",
    "ich bin gestürzt": "fall",
    "sie hat Schüttelfrost": "fever",
    "ich bin schwanger": "pregnancy",
    "ich nehme Blutverdünner": "blood_thinner",
    "er ist betrunken": "sober",
}
HARMLESS = (
    "die Massage war schön",
    "wo liegen die Hände?",
    "ist das gut für die Beine?",
    "heute bin ich müde",
)


@pytest.fixture(scope="module")
def readers(catalogue: Catalogue) -> Readers:
    return make_readers(catalogue)


def test_german_words_steer(readers: Readers) -> None:
    assert {line: readers.read(line, DE).meaning.intent for line in MEANT} == MEANT


def test_german_dangers_are_found_in_every_chat(readers: Readers) -> None:
    found = {line: readers.find_red_flag(line) for line in (*DANGERS, *HARMLESS)}

    assert {line: flag.key for line, flag in found.items() if flag is not None} == DANGERS


def test_half_eight_is_half_past_seven(readers: Readers) -> None:
    assert readers.read("erinnere mich um halb acht", DE).times.hours[0].at == time(7, 30)
    assert readers.read("remind me at half eight", EN).times.hours[0].at == time(8, 30)

"""Puts tracks into the words of a language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.catalogue import Catalogue, Language, Step
from bot.domain.message import Track, phrase
from bot.ports.tracks import Told
from bot.screens.tracks import all_heard
from bot.telegram.rendering import Renderer


def told(track: Track, catalogue: Catalogue, language: Language) -> Told:
    """Return a track in the words of `language`."""
    words = Renderer(catalogue, language)
    return Told(
        track,
        language,
        tuple(one_line(words.plain(each.words)) for each in track.spoken),
        words.plain(track.title),
        words.plain(phrase("track_by")),
    )


def all_words(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Return everything that tracks can say, by language."""
    heard = tuple(all_heard(kinds_of_steps(catalogue), catalogue))
    return {
        language: tuple(one_line(Renderer(catalogue, language).plain(each)) for each in heard)
        for language in catalogue.languages
    }


def all_pulses(catalogue: Catalogue) -> frozenset[tuple[str, int]]:
    """Return the sound and the beats a minute of each pulse that tracks can have."""
    steps = [step for step in kinds_of_steps(catalogue) if step.technique and step.prompt in catalogue.beats]
    return frozenset((str(step.technique), beats) for step in steps for beats in catalogue.beats[step.prompt])


def kinds_of_steps(catalogue: Catalogue) -> tuple[Step, ...]:
    """Return one step of each kind that routines and trials hold."""
    routines = (*catalogue.routines.values(), *catalogue.trials.values())
    steps = (step for routine in routines for plan in routine.plans.values() for step in plan)
    return tuple({step.prompt: step for step in steps}.values())


def one_line(text: str) -> str:
    """Return spoken words as one line."""
    return " ".join(text.split())

"""The guided track of a plan, and what is written beside it: its caption and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.catalogue import Audience, Catalogue, Step
from bot.domain.message import (
    Beats,
    Length,
    Lines,
    Message,
    Phrase,
    Spoken,
    Timer,
    Track,
    message,
    phrase,
)
from bot.domain.plan import SHORT_STEP, Cues, Pace
from bot.domain.session import cues_of
from bot.screens.steps import heard_words

STEPS_IN_A_MESSAGE = 8  # with their cues; a step has at most 45 words


@dataclass(frozen=True, slots=True)
class Played:
    """The plan that a track leads through. `title`: the name of its routine."""

    title: Phrase
    audience: Audience
    steps: tuple[Step, ...]
    pace: Pace
    cues: Cues


def track(played: Played, texts: Catalogue) -> Track:
    """Return the track of a plan: a bell and its words for each step, its cues, and its pulse.

    The side switch is said even if its cue is switched off, since nobody looks at the screen.
    """
    spoken: list[Spoken] = []
    beats: list[Beats] = []
    begins = 0
    for step in played.steps:
        spoken += _spoken(step, begins, played, texts)
        beats += _beats(step, begins, played, texts)
        begins += step.seconds
    title = phrase("track_title", routine=played.title, length=Length(begins))
    return Track(title, begins, tuple(spoken), tuple(beats))


def audio(played: Played, texts: Catalogue) -> Message:
    """Show the track itself, with its caption."""
    made = track(played, texts)
    said = phrase(
        "track",
        routine=played.title,
        length=Length(made.seconds),
        audience=phrase(f"audience.{played.audience}"),
    )
    return Message((said,), track=made)


def words(spoken: Sequence[Spoken], *, is_first: bool) -> Message:
    """Show what is said in a track, or in a part of a long one, each with its time."""
    lines = tuple(phrase("track_line", at=Timer(each.at), words=each.words) for each in spoken)
    return message(phrase("track_words" if is_first else "track_words_more", words=Lines(lines)))


def in_parts(of: Track) -> list[tuple[Spoken, ...]]:
    """Return what is said in a track, in parts that each fit into one message."""
    begins = [place for place, each in enumerate(of.spoken) if each.bell][::STEPS_IN_A_MESSAGE]
    return [of.spoken[at:until] for at, until in zip(begins, [*begins[1:], None], strict=True)]


def all_heard(steps: Sequence[Step], texts: Catalogue) -> Iterator[Phrase]:
    """Yield everything that a track can say; `steps`: one of each kind."""
    for step in steps:
        yield heard_words(replace(step, seconds=SHORT_STEP + 1), texts)
        if step.technique is None:
            yield heard_words(replace(step, seconds=SHORT_STEP), texts)
    for cue in ("half", "ten", "side", "side_partner"):
        yield phrase(f"ear.cue.{cue}")


def _spoken(step: Step, begins: int, played: Played, texts: Catalogue) -> Iterator[Spoken]:
    yield Spoken(begins, heard_words(step, texts), bell=True)
    ends = begins + step.seconds
    for cue, left in cues_of(step, played.cues).items():
        is_walk = cue is Cues.side and played.audience is Audience.partner
        said = phrase("ear.cue.side_partner" if is_walk else f"ear.cue.{cue.name}")
        yield Spoken(ends - round(left.total_seconds()), said)


def _beats(step: Step, begins: int, played: Played, texts: Catalogue) -> Iterator[Beats]:
    """Yield the pulse of each side; it rests while the giver changes place."""
    if step.prompt not in texts.beats or step.technique is None:
        return
    a_minute = texts.beats[step.prompt][played.pace is Pace.practised]
    side = step.seconds // step.sides
    for at in range(begins, begins + step.seconds, side):
        yield Beats(at + step.change_over, at + side, a_minute, step.technique)

"""The text of a session's current step: its number, what to do, how firm and how fast."""

from __future__ import annotations

from bot.domain.catalogue import Catalogue, PhraseId, Step
from bot.domain.message import Length, Phrase, Value, phrase
from bot.domain.plan import SHORT_STEP
from bot.domain.session import Session


def step_words(session: Session, texts: Catalogue) -> tuple[Phrase, ...]:
    """Return the header and the prompt of the session's current step."""
    step = session.step
    head = phrase(
        "step_header",
        i=session.step_number + 1,
        n=len(session.steps),
        name=Phrase(step.name),
        length=Length(step.seconds),
    )
    words: dict[str, Value] = {}
    if step.pressure is not None:
        allowed = texts.lighter[session.softer - 1] if session.softer else step.pressure
        words["pressure"] = _pressure(allowed, _near_low_ribs(step, texts))
    if step.prompt in texts.paced:
        words["rhythm"] = phrase(f"rhythm.{step.technique}.{session.pace}")
    is_other = session.is_on_other_side and step.prompt in texts.sided
    return head, Phrase(text_of_other_side(step) if is_other else _text_of(step), words)


def heard_words(step: Step, texts: Catalogue) -> Phrase:
    """Return the words of a step as the guided track says them; the rhythm is in its pulse."""
    words: dict[str, Value] = {}
    if step.pressure is not None:
        words["pressure"] = _pressure(step.pressure, _near_low_ribs(step, texts), "ear.")
    return Phrase(PhraseId(f"ear.{_text_of(step)}"), words)


def _text_of(step: Step) -> PhraseId:
    """Return the id of the step's text. A short rest has a short one."""
    return short_text(step) if step.technique is None and step.seconds <= SHORT_STEP else step.prompt


def short_text(step: Step) -> PhraseId:
    """Return the id of the text that a rest has when it is short."""
    return PhraseId(f"step_short.{step.prompt.removeprefix('step.')}")


def text_of_other_side(step: Step) -> PhraseId:
    """Return the id of the text that a step has on its second side, if its own text names the first."""
    return PhraseId(f"step_other_side.{step.prompt.removeprefix('step.')}")


def _near_low_ribs(step: Step, texts: Catalogue) -> tuple[int, int] | None:
    """Return the pressure near the lowest ribs; None: the step does not go there."""
    if step.technique is None or step.prompt in texts.above_low_ribs:
        return None
    technique = texts.techniques.get(step.technique)
    return technique.pressure_low_ribs if technique else None


def _pressure(allowed: tuple[int, int], low: tuple[int, int] | None, of: str = "") -> Phrase:
    """Return the line on how firm to be, and how firm near the lowest ribs if that differs.

    `of`: what the phrases begin with; those of the guided track are for the ear.
    """
    written = f"{of}range" if of else "format.range"
    if low is None or low == allowed:
        return phrase(f"{of}pressure", range=_range(allowed, written))
    return phrase(f"{of}pressure_low_ribs", range=_range(allowed, written), low=_range(low, written))


def _range(pressure: tuple[int, int], written: str) -> Phrase:
    least, most = pressure
    return phrase(written, least=least, most=most)

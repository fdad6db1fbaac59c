"""Buttons that show something: routines, techniques, a tip, the history, safety, privacy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, assert_never

from bot.domain.catalogue import Audience, FaqKey, TechniqueKey
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, alone

BREATHS = 5


class SafetyPart(StrEnum):
    """A part of the safety texts."""

    when_not = "when_not"
    keep_off = "keep_off"
    pressure = "pressure"


@dataclass(frozen=True, slots=True)
class ShowRoutines:
    """Choose among the routines."""

    word: ClassVar[str] = "pick"


@dataclass(frozen=True, slots=True)
class ShowTip:
    """Show the next tip."""

    word: ClassVar[str] = "tip"


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """Show past sessions."""

    word: ClassVar[str] = "history"


@dataclass(frozen=True, slots=True)
class ShowSafety:
    """Show the safety text, or one `part` of it."""

    word: ClassVar[str] = "safety"
    part: SafetyPart | None = None


@dataclass(frozen=True, slots=True)
class ShowPrivacy:
    """Show what the bot stores."""

    word: ClassVar[str] = "privacy"


@dataclass(frozen=True, slots=True)
class Breathe:
    """Lead through five slow breaths: 0 is how to sit, then each breath, then the end."""

    word: ClassVar[str] = "breaths"
    breath: int = 0


@dataclass(frozen=True, slots=True)
class AnswerFaq:
    """Answer a question that people often ask."""

    word: ClassVar[str] = "faq"
    faq: FaqKey


@dataclass(frozen=True, slots=True)
class ShowTechniques:
    """List the techniques."""

    word: ClassVar[str] = "techs"


@dataclass(frozen=True, slots=True)
class ShowTechnique:
    """Show the card of a technique."""

    word: ClassVar[str] = "tech"
    technique: TechniqueKey


@dataclass(frozen=True, slots=True)
class ExplainTechnique:
    """Show why a technique works, and the sources."""

    word: ClassVar[str] = "why"
    technique: TechniqueKey


@dataclass(frozen=True, slots=True)
class TryTechnique:
    """Show the trial of a technique; `audience` None: not chosen yet."""

    word: ClassVar[str] = "try"
    technique: TechniqueKey
    audience: Audience | None = None


LookingPress = ShowRoutines | ShowTip | ShowHistory | ShowSafety | ShowPrivacy | Breathe | AnswerFaq

TechniquePress = ShowTechniques | ShowTechnique | ExplainTechnique | TryTechnique


def write(press: LookingPress | TechniquePress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case ShowRoutines() | ShowTip() | ShowHistory() | ShowPrivacy() | ShowTechniques():
            return (press.word,)
        case Breathe():
            return (press.word, str(press.breath)) if press.breath else (press.word,)
        case AnswerFaq():
            return press.word, press.faq
        case ShowTechnique() | ExplainTechnique():
            return press.word, press.technique
        case TryTechnique():
            return press.word, press.technique, *((press.audience,) if press.audience else ())
        case ShowSafety():
            return (press.word, press.part) if press.part else (press.word,)
    assert_never(press)


def _safety(rest: Sequence[str]) -> ShowSafety:
    return ShowSafety(SafetyPart(parts.only(rest)) if rest else None)


def _breathe(rest: Sequence[str]) -> Breathe:
    breath = parts.number(parts.only(rest), most=BREATHS + 1) if rest else 0
    if rest and not breath:
        raise ValueError(rest)
    return Breathe(breath)


def _try(rest: Sequence[str]) -> TryTechnique:
    technique, *audience = rest
    return TryTechnique(parts.technique(technique), Audience(parts.only(audience)) if audience else None)


READS: Reads[LookingPress | TechniquePress] = {
    ShowRoutines.word: alone(ShowRoutines()),
    ShowTip.word: alone(ShowTip()),
    ShowHistory.word: alone(ShowHistory()),
    ShowSafety.word: _safety,
    ShowPrivacy.word: alone(ShowPrivacy()),
    Breathe.word: _breathe,
    AnswerFaq.word: lambda rest: AnswerFaq(parts.faq(parts.only(rest))),
    ShowTechniques.word: alone(ShowTechniques()),
    ShowTechnique.word: lambda rest: ShowTechnique(parts.technique(parts.only(rest))),
    ExplainTechnique.word: lambda rest: ExplainTechnique(parts.technique(parts.only(rest))),
    TryTechnique.word: _try,
}

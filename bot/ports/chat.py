"""What the bot knows about a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.catalogue import Audience, Language, RoutineKey
from bot.domain.days import Days
from bot.domain.ids import ChatId
from bot.domain.pictures import Pictures
from bot.domain.plan import EVERY_CUE, Cues, Pace
from bot.domain.quiet import Quiet


class Question(StrEnum):
    """What the bot asked last, so that a bare line such as `8:30` can be understood."""

    zone = "zone"
    hour = "hour"


@dataclass(frozen=True, slots=True)
class Chat:
    """What the bot knows about a chat."""

    id: ChatId
    language: Language
    zone: str | None = None
    safety_yes: str | None = None  # the version of the safety question that was answered with yes
    question: Question | None = None  # the question that the next line answers
    question_days: Days | None = None  # the days, or the date, for which the bot has asked the hour
    question_on: date | None = None
    is_gone: bool = False
    last_routine: RoutineKey | None = None
    last_audience: Audience | None = None
    last_minutes: int | None = None
    pace: Pace = Pace.beginner
    cues: Cues = EVERY_CUE
    quiet: Quiet | None = None
    asks_rating: bool = True  # the bot offers "Rate it" after a session
    pictures: Pictures = Pictures.on

"""What the bot knows about a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.away import Away
from bot.domain.back_off import ANSWERED, Unheard
from bot.domain.catalogue import Audience, Language, RoutineKey
from bot.domain.days import Days
from bot.domain.ids import ChatId, ReminderId
from bot.domain.pictures import Pictures
from bot.domain.plan import EVERY_CUE, Cues, Pace
from bot.domain.quiet import Quiet


class Question(StrEnum):
    """What the bot asked last, so that a bare line such as `8:30` can be understood."""

    zone = "zone"
    hour = "hour"
    quiet = "quiet"  # from when to when is it quiet?
    away = "away"  # until when?
    later = "later"  # when shall the reminder of just now come again?
    cue = "cue"  # after what?


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
    question_of: ReminderId | None = None  # the reminder that the question is about
    is_gone: bool = False
    last_routine: RoutineKey | None = None
    last_audience: Audience | None = None
    last_minutes: int | None = None
    pace: Pace = Pace.beginner
    cues: Cues = EVERY_CUE
    quiet: Quiet | None = None
    asks_rating: bool = True  # the bot offers "Rate it" after a session
    unheard: Unheard = ANSWERED
    away: Away | None = None
    day_begins: int = 0  # the hour, by the wall, at which a day of the person begins
    shows_streak: bool = True
    dark: bool = False  # pictures that are drawn for the person are dark
    # When a better hour was suggested last, or the clock became another one.
    better_asked_on: date | None = None
    pictures: Pictures = Pictures.on
    wants_news: bool = True  # broadcasts come here

"""Sends words with the picture of a month and its week; if there is none, the words alone."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

from telegram import Bot
from telegram.constants import ParseMode

from bot.domain.catalogue import Catalogue, Language
from bot.domain.chart import Chart, Minutes
from bot.domain.days import NAMES
from bot.domain.measure import fits_below_a_picture
from bot.domain.message import Phrase, minutes, phrase
from bot.ports import ANY_PICTURE, Outcome, Refused, Row, Sent
from bot.ports.charts import CannotDraw, ChartWords, Painter
from bot.telegram.calling import call_with_file
from bot.telegram.outcomes import Refusal
from bot.telegram.pictures import Pictures
from bot.telegram.rendering import Renderer
from bot.telegram.showing import Shown

log = logging.getLogger(__name__)

NAME = "unknot.png"


class ChartSender:
    """Sends new messages that have a chart. A picture is of one person: it is sent as bytes, and not kept."""

    def __init__(self, bot: Bot, catalogue: Catalogue, painter: Painter, pictures: Pictures) -> None:
        self._bot = bot
        self._catalogue = catalogue
        self._painter = painter
        self._pictures = pictures
        self._is_failing = False

    async def send(self, shown: Shown) -> Outcome | None:
        """Send the words with the picture. None: nothing was sent, and the words are to go out alone."""
        row, chart = shown.row, shown.row.message.chart
        if chart is None or not self._may_show(row, shown.text):
            return None
        try:
            picture = await self._painter.paint(chart, in_words(chart, self._catalogue, row.language))
        except CannotDraw as problem:
            self._note(str(problem))
            return None
        call = self._bot.send_photo(
            row.chat,
            picture,
            filename=NAME,
            caption=shown.text,
            parse_mode=ParseMode.HTML,
            disable_notification=row.message.silent,
            message_thread_id=row.topic,
            reply_markup=shown.markup,
        )
        outcome, got = await call_with_file(call, self._bot.token)
        if isinstance(outcome, Refused):
            if got is Refusal.of_pictures:
                self._pictures.close(row.chat, outcome.why)
            else:
                self._note(f"Telegram refuses it: {outcome.why}")
            return None
        if not isinstance(outcome, Sent):
            return outcome
        self._is_failing = False
        return replace(outcome, shows=ANY_PICTURE)

    def _may_show(self, row: Row, text: str) -> bool:
        """May a picture go with it? Not with an edit, nor when it is sent again."""
        is_first = row.edits is None and not row.sends
        wants = row.wants_picture and not self._pictures.is_closed(row.chat)
        return is_first and wants and fits_below_a_picture(text)

    def _note(self, why: str) -> None:
        """Log why a picture was not sent, once until one is sent again."""
        if not self._is_failing:
            log.warning("The picture of somebody's progress cannot be sent, so the words go alone: %s.", why)
        self._is_failing = True


def in_words(chart: Chart, catalogue: Catalogue, language: Language) -> ChartWords:
    """Return the words of the picture in `language`."""
    say = Renderer(catalogue, language).plain
    days = sum(each is not None for each in chart.month)
    return ChartWords(
        month=say(_month(chart.today)),
        month_sum=say(_month_sum(days, _sum(chart.month))),
        streak=say(phrase("chart_streak", n=chart.streak or 0)),
        less=say(phrase("chart_less")),
        more=say(phrase("chart_more")),
        reserve=say(phrase("chart_reserve")),
        week=say(phrase("chart_week")),
        week_sum=say(phrase("chart_week_sum", length=minutes(spent))) if (spent := _sum(chart.week)) else "",
        days=tuple(say(phrase(f"format.day.{name}")) for name in NAMES),
    )


def _month(today: date) -> Phrase:
    return phrase("month_of_year", month=phrase(f"month_name.{today.month}"), year=str(today.year))


def _month_sum(days: int, spent: int) -> Phrase:
    """Return what a month comes to. Where nothing had a length, none is named."""
    if not spent:
        return phrase("chart_sum_days", days=days)
    return phrase("chart_sum", days=days, length=minutes(spent))


def _sum(spent: tuple[Minutes, ...]) -> int:
    return sum(each or 0 for each in spent)

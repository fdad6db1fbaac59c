"""Answers to taps: a short text (a toast), or an empty answer, which only stops the button's progress bar."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from telegram import CallbackQuery
from telegram.error import TelegramError

from bot.domain.catalogue import Catalogue, Language
from bot.domain.message import Phrase
from bot.telegram.fetching import FetchingBot
from bot.telegram.rendering import Renderer

log = logging.getLogger(__name__)

ANSWER_WITHIN = 10.0  # seconds; Telegram shows no later answer


async def answer_taps(
    bot: FetchingBot, catalogue: Catalogue, taps: Iterable[tuple[CallbackQuery, Phrase | None, Language]]
) -> None:
    """Answer all taps at the same time, each with its toast in its language; one try each, none raises."""
    async with asyncio.TaskGroup() as answers:
        for query, toast, language in taps:
            answers.create_task(_answer(bot, Renderer(catalogue, language), query, toast))


async def _answer(bot: FetchingBot, renderer: Renderer, query: CallbackQuery, toast: Phrase | None) -> None:
    try:
        await bot.call(
            "answerCallbackQuery",
            within=ANSWER_WITHIN,
            callback_query_id=query.id,
            text=renderer.plain(toast) if toast else None,
        )
    except TelegramError:
        log.debug("A tap could not be answered any more.")
    except Exception:
        log.exception("A tap could not be answered: our bug.")

"""Answers to taps: a short text (a toast), or an empty answer, which only ends the button's waiting sign."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from telegram import Bot, CallbackQuery
from telegram.error import TelegramError

from bot.domain.catalogue import Catalogue, Language
from bot.domain.message import Phrase
from bot.telegram.rendering import Renderer

log = logging.getLogger(__name__)

ANSWER_WITHIN = 10.0  # seconds; Telegram shows no later answer


async def answer_taps(
    bot: Bot, catalogue: Catalogue, taps: Iterable[tuple[CallbackQuery, Phrase | None, Language]]
) -> None:
    """Answer each tap with its toast in its language, each tried once, all at the same time; none raises."""
    async with asyncio.TaskGroup() as answers:
        for query, toast, language in taps:
            answers.create_task(_answer(bot, Renderer(catalogue, language), query, toast))


async def _answer(bot: Bot, renderer: Renderer, query: CallbackQuery, toast: Phrase | None) -> None:
    try:
        await bot.answer_callback_query(
            query.id,
            renderer.plain(toast) if toast else None,
            read_timeout=ANSWER_WITHIN,
            connect_timeout=ANSWER_WITHIN,
        )
    except TelegramError:
        log.debug("A tap could not be answered any more.")
    except Exception:
        log.exception("A tap could not be answered: our bug.")

"""For whom an update is, what of it a Reader may read, and whether its person may change settings here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Update
from telegram.error import TelegramError

from bot.actions import note_membership
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.ports import ManagersOnly
from bot.reading.line import Line
from bot.telegram import commands
from bot.telegram.context import BotContext
from bot.telegram.slashed import as_words, slashed
from bot.telegram.update_parts import is_administrator, is_reply_to, text_of

ASK_WITHIN = 2.0  # seconds


def is_for_us(update: Update, context: BotContext) -> bool:
    """Is the update for the bot? In a group only commands to this bot are; other talk is not read."""
    if context.asked is None or context.asked.is_private:
        return True
    if (said := slashed(text_of(update), context.bot.username)) is not None:
        return said.is_for(context.bot.username)
    return is_reply_to(update, context.bot.id)


async def read_as_words(update: Update, context: BotContext) -> Line:
    """Return what the update says, also behind a slash, as a line."""
    return await context.read(as_words(text_of(update), context.bot.username))


async def why_not(update: Update, context: BotContext) -> str | None:
    """Return the phrase that says why this person may not change settings here, or None if they may."""
    asked = context.asked
    if asked is None or asked.is_private:
        return None
    if _is_anonymous_administrator(update, asked.chat):
        return None
    try:
        # All updates of the batch wait for this answer, so the wait is short.
        member = await context.bot.get_chat_member(
            asked.chat, asked.person, read_timeout=ASK_WITHIN, connect_timeout=ASK_WITHIN
        )
    except TelegramError:
        return "e_admin_unknown"
    return None if is_administrator(member) else "e_admin"


def _is_anonymous_administrator(update: Update, chat: ChatId) -> bool:
    """Does an anonymous administrator write? Then Telegram names the group as the sender."""
    sender = update.message.sender_chat if update.message is not None else None
    return sender is not None and sender.id == chat


def is_read_as_words(update: Update, catalogue: Catalogue) -> bool:
    """May what the update says be read by a Reader? A tap, and a command alone, are not."""
    message = update.message
    if message is None or message.forward_origin is not None:
        return update.callback_query is None
    said = slashed(text_of(update))
    return said is None or bool(said.rest) or said.name not in commands.commands(catalogue)


async def as_member(update: Update, context: BotContext, answer: Callable[[], Awaitable[None]]) -> None:
    """Do `answer` for anybody in a group; only the meaning of a line shows that it is for administrators."""
    if context.asked is None:
        return
    context.asked = replace(context.asked, may_manage=False)
    try:
        await answer()
    except ManagersOnly:
        if refusal := await why_not(update, context):
            await context.act(note_membership.refuse_management, refusal)
            return
        context.asked = replace(context.asked, may_manage=True)
        await answer()

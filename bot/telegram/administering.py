"""The commands for administrators of the bot. No menu names them, and to others they do not exist."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from telegram import Message, Update

from bot.actions import broadcast, show_stats, tell_reloaded
from bot.telegram.context import BotContext
from bot.telegram.update_parts import text_of
from bot.telegram.written import news_in

Administer = Callable[[Update, BotContext], Awaitable[None]]


async def reload(_update: Update, context: BotContext) -> None:
    """Read the texts anew. Other updates of the batch wait for it."""
    reloads = context.handling.reload
    found = await reloads() if reloads is not None else None
    if found is None:
        await context.act(tell_reloaded.tell_reloaded)
    else:
        await context.act(tell_reloaded.tell_faulty, found.faults, found.first)


async def stats(_update: Update, context: BotContext) -> None:
    """Show numbers about the whole bot."""
    if context.handling.program is not None:
        await context.act(show_stats.show_stats, context.handling.program)


async def send_news(update: Update, context: BotContext) -> None:
    """Show what stands after the command as people will get it, and ask whether to send it."""
    message = update.effective_message
    await context.act(broadcast.show_draft, news_in(message) if isinstance(message, Message) else None)


BROADCAST = "broadcast"
COMMANDS: Mapping[str, Administer] = {"reload": reload, "stats": stats, BROADCAST: send_news}


def command_of(name: str, context: BotContext) -> Administer | None:
    """Return what the command does for this person, in this chat; None: to them it does not exist."""
    asked = context.asked
    return COMMANDS.get(name) if asked is not None and asked.is_admin else None


def is_news(update: Update, context: BotContext) -> bool:
    """Are the words of the update news for others? Then a danger in them is not answered."""
    if update.message is None or context.asked is None or not context.asked.is_admin:
        return False
    head, *_ = text_of(update).split(maxsplit=1) or [""]
    return head.partition("@")[0].lower() == f"/{BROADCAST}"

"""Thin handlers: read the update, call one action, stop."""

from __future__ import annotations

import logging
from functools import partial

from telegram import Chat, ChatMember, Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.actions import answer_line, note_membership, take_back
from bot.actions.answer_edited import answer_edited
from bot.actions.answer_forwarded import answer_forwarded
from bot.actions.answer_typed import answer_typed
from bot.actions.answer_unread import answer_unread
from bot.actions.heed_and_rest import heed_and_rest, may_rest
from bot.actions.heed_red_flag import heed_red_flag
from bot.actions.press_button import press_button
from bot.actions.set_zone import take_location
from bot.domain.dangers import MILD
from bot.domain.ids import ChatId, MessageId
from bot.screens.presses import TakeFileBack, decode, manages
from bot.telegram import administering
from bot.telegram.addressed import as_member, is_for_us, read_as_words, why_not
from bot.telegram.command_handlers import do_command
from bot.telegram.context import BotContext
from bot.telegram.locations import zone_of
from bot.telegram.offering import offers_to
from bot.telegram.update_parts import album_of, is_reply_to, text_of

log = logging.getLogger(__name__)

OUT = (ChatMember.BANNED, ChatMember.LEFT)


async def watch_for_red_flags(update: Update, context: BotContext) -> None:
    """Answer words that may mean something serious, before any other handler."""
    if context.asked is None or not is_for_us(update, context) or administering.is_news(update, context):
        return
    _note_words_of_album(update, context)
    flag = await context.find_red_flag(text_of(update))
    if flag is None:
        return
    if flag.urgency in MILD:
        context.mild = flag.urgency  # the line may mean more; the handler of the line answers both
        return
    if may_rest(flag.urgency, is_private=context.asked.is_private):
        await context.act(heed_and_rest, flag.urgency, await context.read(text_of(update)))
    else:
        await context.act(heed_red_flag, flag.urgency)
    raise ApplicationHandlerStop


def _note_words_of_album(update: Update, context: BotContext) -> None:
    """If this is a photo of an album, note that it has words."""
    album, beside = album_of(update), context.handling.beside
    if album is not None and beside is not None and context.asked is not None:
        beside.albums.note_words(context.asked, album)


async def tell_passed_over(update: Update, context: BotContext) -> None:
    """Say that something was passed over, if this update is for the bot; no other handler gets it."""
    if update.callback_query is not None or is_for_us(update, context):
        await context.act(answer_line.tell_passed_over)
    raise ApplicationHandlerStop


async def answer_text(update: Update, context: BotContext) -> None:
    """Answer a typed line. A line that begins with a slash is a command."""
    text = text_of(update)
    if text.startswith("/"):
        await do_command(update, context)
    else:
        await context.act(answer_typed, await context.read(text), context.mild, offers_to(context, text))


async def answer_reply(update: Update, context: BotContext) -> None:
    """Answer a line in a group, if it is a reply to a message of the bot; other talk is not for the bot."""
    if not is_reply_to(update, context.bot.id) or context.asked is None:
        return
    await as_member(update, context, partial(answer_text, update, context))


async def ask_whose_words(update: Update, context: BotContext) -> None:
    """Ask about a forwarded line or command: it is not obeyed."""
    if is_for_us(update, context):
        await context.act(answer_forwarded, await read_as_words(update, context), context.mild)


async def answer_edit(update: Update, context: BotContext) -> None:
    """Answer an edited line or command."""
    if is_for_us(update, context):
        await context.act(answer_edited, await read_as_words(update, context), context.mild)


async def answer_voice(update: Update, context: BotContext) -> None:
    """Answer a voice message or a round video; in a group, if it is a reply to a message of the bot."""
    if is_for_us(update, context):
        await context.act(answer_line.answer_voice)


async def answer_location(update: Update, context: BotContext) -> None:
    """Take the time zone of a shared location. Only the name of the zone goes on from here."""
    message = update.effective_message
    location = message.location if isinstance(message, Message) else None
    if location is not None:
        await context.act(take_location, await zone_of(location))


async def answer_other(update: Update, context: BotContext) -> None:
    """Answer anything else that a person sends; a sticker stands for an emoji.

    A photo of an album waits a moment: another one may have words.
    """
    album, beside = album_of(update), context.handling.beside
    if album is not None and beside is not None and context.asked is not None:
        beside.albums.wait_for_words(context.asked, album)
        return
    sticker = update.message.sticker if update.message is not None else None
    await context.act(answer_unread, await context.read((sticker.emoji if sticker else None) or ""))


async def answer_file(update: Update, context: BotContext) -> None:
    """Answer a file that may be one of `/export`: ask what to do with it."""
    message = update.message
    document = message.document if message is not None else None
    if message is not None and document is not None:
        number, size = MessageId(message.message_id), document.file_size or 0
        await context.act(take_back.ask_to_take_back, number, size)


async def tap_button(update: Update, context: BotContext) -> None:
    """Do what a tapped button asks for; the answer to the tap leaves right after the commit."""
    if context.asked is None:  # an inline message, sent by another bot that used this token before
        return
    query = update.callback_query
    press = decode(query.data or "") if query is not None else None
    if press is not None and manages(press) and (refusal := await why_not(update, context)):
        await context.act(note_membership.refuse_management, refusal)
        return
    if isinstance(press, TakeFileBack) and await _takes_file_back(update, context):
        return
    await context.act(press_button, press)


async def _takes_file_back(update: Update, context: BotContext) -> bool:
    """Take back the file that the tapped message quotes; False: it quotes none."""
    query, asked, beside = update.callback_query, context.asked, context.handling.beside
    tapped = query.message if query is not None else None
    quoted = tapped.reply_to_message if isinstance(tapped, Message) else None
    if asked is None or not asked.is_private or beside is None or quoted is None or quoted.document is None:
        return False
    is_fetched = beside.bringing.take(asked, quoted.document.file_id)
    await context.act(take_back.begin_to_take_back, is_fetched)
    return True


async def note_member(update: Update, context: BotContext) -> None:
    """Note that the bot was blocked or unblocked, or added to a group or removed from it."""
    change = update.my_chat_member
    if change is None or context.asked is None:
        return
    if change.new_chat_member.status in OUT:
        await context.act(note_membership.note_gone)
    elif context.asked.is_private or change.old_chat_member.status not in OUT:
        # In a group: the bot may write again, or was made an administrator.
        await context.act(note_membership.note_back)
    elif change.chat.type != Chat.CHANNEL:  # in a channel nobody can tap or type
        await context.act(note_membership.greet_group, context.bot.username)


async def note_move(update: Update, context: BotContext) -> None:
    """Note that a group has become a supergroup."""
    told, here = update.message, context.asked
    if told is None or here is None:
        return
    if told.migrate_to_chat_id is not None:
        await context.act(note_membership.note_move, here.chat, ChatId(told.migrate_to_chat_id))
    elif told.migrate_from_chat_id is not None:
        await context.act(note_membership.note_move, ChatId(told.migrate_from_chat_id), here.chat)


async def handle_error(update: object, context: BotContext) -> None:
    """Handle a bug, in this one place: log it with its traceback, and apologise once."""
    log.error("An update could not be handled.", exc_info=context.error)
    if context.asked is not None:
        await context.act(answer_line.apologise)

"""What an update and a member say, as plain values."""

from __future__ import annotations

from telegram import ChatMember, Message, Update


def text_of(update: Update) -> str:
    """Return what was typed in the update's message."""
    message = update.effective_message
    return (message.text or message.caption or "") if isinstance(message, Message) else ""


def album_of(update: Update) -> str | None:
    """Return the id of the album that the update's message belongs to."""
    message = update.effective_message
    return message.media_group_id if isinstance(message, Message) else None


def is_administrator(member: ChatMember) -> bool:
    """May this member change the settings of a group?"""
    return member.status in (ChatMember.ADMINISTRATOR, ChatMember.OWNER)


def is_reply_to(update: Update, bot: int) -> bool:
    """Is the update's message a reply to a message of the bot?"""
    message = update.effective_message
    replied = message.reply_to_message if isinstance(message, Message) else None
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot

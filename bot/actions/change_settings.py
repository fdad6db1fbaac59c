"""A person looks at the settings, or changes one; in a group only administrators do."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.planning.likings import likings_of
from bot.actions.saying.answers import change, chat_of, say
from bot.domain.catalogue import TechniqueKey
from bot.domain.message import Message, Phrase
from bot.ports import Asked, Work
from bot.screens import after


def show_settings(work: Work, asked: Asked) -> Phrase | None:
    """`/settings`."""
    say(work, asked, _settings(work, asked))
    return None


def ask_for_rating(work: Work, asked: Asked, asks: bool) -> Phrase | None:
    """Offer [Rate it] after sessions from now on, or no more."""
    work.chats.put(replace(chat_of(work, asked), asks_rating=asks))
    change(work, asked, _settings(work, asked))
    return None


def bring_back(work: Work, asked: Asked, technique: TechniqueKey) -> Phrase | None:
    """Let a technique take part in suggestions again."""
    work.likings.drop(asked.chat, technique)
    change(work, asked, _settings(work, asked))
    return None


def _settings(work: Work, asked: Asked) -> Message:
    chat = chat_of(work, asked)
    return after.settings(likings_of(work, chat.id), chat.asks_rating, chat.zone)

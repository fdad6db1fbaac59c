"""A pretend Telegram for any bot: a stand-in for the Bot API, a chat page, and a client for tests."""

from telegram_playground.errors import FileInUse, PortTaken
from telegram_playground.server import Playground

__all__ = ["FileInUse", "Playground", "PortTaken"]

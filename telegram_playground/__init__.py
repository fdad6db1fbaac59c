"""A pretend Telegram: a stand-in Bot API and a chat page. It knows nothing of the bot."""

from telegram_playground.errors import PortTaken
from telegram_playground.server import Playground

__all__ = ["Playground", "PortTaken"]

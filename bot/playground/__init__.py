"""A pretend Telegram: a stand-in Bot API and a chat page. It knows nothing of the bot."""

from bot.playground.errors import PortTaken
from bot.playground.server import Playground

__all__ = ["Playground", "PortTaken"]

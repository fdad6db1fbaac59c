"""What every action gets: who asks, in which chat, and what is known of it."""

from bot.actions.scene.scene import Scene
from bot.actions.scene.visit import Visit

__all__ = ["Scene", "Visit"]

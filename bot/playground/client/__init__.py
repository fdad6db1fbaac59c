"""For tests of any bot: people, groups, the clock and faults of a playground, over its control API."""

from bot.playground.client.clock import Clock
from bot.playground.client.connection import LOOK_EVERY_S, PATIENCE_S, Json, Refused
from bot.playground.client.fault import Fault
from bot.playground.client.group import Group
from bot.playground.client.message import Message
from bot.playground.client.person import SHOWN, Person
from bot.playground.client.stage import Stage
from bot.playground.client.tap import Tap, Toast

__all__ = [
    "LOOK_EVERY_S",
    "PATIENCE_S",
    "SHOWN",
    "Clock",
    "Fault",
    "Group",
    "Json",
    "Message",
    "Person",
    "Refused",
    "Stage",
    "Tap",
    "Toast",
]

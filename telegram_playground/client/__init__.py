"""For tests of any bot: the people, groups, clock and faults of a playground, over its control API."""

from telegram_playground.client.clock import Clock
from telegram_playground.client.connection import LOOK_EVERY_S, PATIENCE_S, Json, Refused
from telegram_playground.client.fault import Fault
from telegram_playground.client.group import Group, Topic
from telegram_playground.client.message import Message
from telegram_playground.client.person import SHOWN, Person
from telegram_playground.client.stage import Stage
from telegram_playground.client.tap import Tap, Toast

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
    "Topic",
]

"""Ids, each kind with a type of its own, so that they cannot be mixed up."""

from __future__ import annotations

from typing import NewType

ChatId = NewType("ChatId", int)
PersonId = NewType("PersonId", int)
TopicId = NewType("TopicId", int)  # of a group with topics; its general topic has none
MessageId = NewType("MessageId", int)
UpdateId = NewType("UpdateId", int)
SessionId = NewType("SessionId", int)
ReminderId = NewType("ReminderId", int)
OutboxId = NewType("OutboxId", int)
OwnId = NewType("OwnId", int)
AddedId = NewType("AddedId", int)  # of a session that somebody added afterwards
BroadcastId = NewType("BroadcastId", int)

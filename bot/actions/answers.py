"""How actions answer: a new message, or a change of the message whose button was tapped."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.message import Message
from bot.ports import Asked, Chat, Kind, Lane, Outgoing, Work


def chat_of(work: Work, asked: Asked) -> Chat:
    """Return the chat that asks, known and reachable from now on."""
    known = work.chats.get(asked.chat)
    if known is not None and not known.is_gone:
        return known
    chat = replace(known, is_gone=False) if known else Chat(id=asked.chat, language=asked.language)
    work.chats.put(chat)
    return chat


def say(work: Work, asked: Asked, message: Message) -> None:
    """Answer with a new message."""
    chat_of(work, asked)
    work.outbox.put(
        Outgoing(
            chat=asked.chat,
            kind=Kind.reply,
            key=key_of(asked),
            message=message,
            lane=Lane.reply,
            due_at=asked.now.people,
        )
    )


def change(work: Work, asked: Asked, message: Message) -> None:
    """Answer by changing the message whose button was tapped; without one, with a new message."""
    if asked.pressed is None:
        say(work, asked, message)
        return
    chat_of(work, asked)
    work.outbox.put(
        Outgoing(
            chat=asked.chat,
            kind=Kind.edit,
            key=key_of(asked),
            message=message,
            lane=Lane.reply,
            due_at=asked.now.people,
            edits=asked.pressed,
        )
    )


def key_of(asked: Asked) -> str:
    """Return the dedup key of the next answer to `asked`."""
    asked.numbers[0] += 1
    return f"{asked.update}:{asked.numbers[0]}"

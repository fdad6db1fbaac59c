"""How actions answer: a new message, or a change of the message whose button was tapped."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import SessionId
from bot.domain.message import Message, phrase
from bot.ports import Asked, Chat, Kind, Lane, ManagersOnly, Outgoing, Work

# Answers of one chat that may wait to leave. Who asks faster than about one a second for so long is not
# reading them any more, and must not fill the database.
MOST_WAITING = 30

SHOWN = 30  # characters of what was typed that an answer repeats


def chat_of(work: Work, asked: Asked) -> Chat:
    """Return the chat that asks, known and reachable from now on."""
    known = work.chats.get(asked.chat)
    if known is not None:
        return reach_again(work, known) if known.is_gone else known
    chat = Chat(id=asked.chat, language=asked.language)
    work.chats.put(chat)
    return chat


def reach_again(work: Work, chat: Chat) -> Chat:
    """Return `chat` reachable again; what still waited for it is of no use any more."""
    work.outbox.block(chat.id)
    reachable = replace(chat, is_gone=False)
    work.chats.put(reachable)
    return reachable


def look_who_manages(asked: Asked) -> None:
    """Go on only for who may manage the chat; ManagersOnly where that is not known."""
    if not asked.may_manage:
        raise ManagersOnly


def say(
    work: Work,
    asked: Asked,
    message: Message,
    lane: Lane = Lane.reply,
    session: SessionId | None = None,
) -> None:
    """Answer with a new message; first of all mention one that may not have arrived.

    `session`: what is said of it, which is not said any more once the session has moved on.
    """
    say_once(work, asked, message, key_of(asked), lane, session)


def say_once(
    work: Work,
    asked: Asked,
    message: Message,
    key: str,
    lane: Lane = Lane.reply,
    session: SessionId | None = None,
) -> bool:
    """Answer as `say` does, but only the first time that `key` is named; False if nothing is said."""
    chat_of(work, asked)
    # What is said aloud, such as where to get help, is said however many answers wait.
    if message.silent and lane is not Lane.urgent and work.outbox.waiting(asked.chat) >= MOST_WAITING:
        return False
    if work.outbox.mention_unknown(asked.chat):
        message = replace(message, parts=(phrase("unknown_note"), *message.parts))
    return work.outbox.put(
        Outgoing(
            chat=asked.chat,
            kind=Kind.reply,
            key=key,
            message=message,
            lane=lane,
            due_at=asked.now.people,
            session=session,
        )
    )


def change(work: Work, asked: Asked, message: Message, lane: Lane = Lane.reply) -> None:
    """Answer by changing the message whose button was tapped; without one, with a new message."""
    if asked.pressed is None:
        say(work, asked, message, lane)
        return
    chat_of(work, asked)
    work.outbox.replace_edit(asked.chat, asked.pressed)
    work.outbox.put(
        Outgoing(
            chat=asked.chat,
            kind=Kind.edit,
            key=key_of(asked),
            message=message,
            lane=lane,
            due_at=asked.now.people,
            edits=asked.pressed,
        )
    )


def key_of(asked: Asked) -> str:
    """Return the dedup key of the next answer to `asked`."""
    asked.numbers[0] += 1
    return f"{asked.update}:{asked.numbers[0]}"

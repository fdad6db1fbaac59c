"""Which topics of groups are known to be closed, so that the log says it once and not for each message."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from bot.domain.ids import ChatId, TopicId
from bot.ports import Outcome, Row, Sent, TopicClosed

log = logging.getLogger(__name__)

REMEMBERED = 1_000  # topics


@dataclass(slots=True)
class ClosedTopics:
    """The topics whose last message was refused because they are closed."""

    _known: dict[tuple[ChatId, TopicId | None], None] = field(default_factory=dict)

    def note(self, row: Row, outcome: Outcome) -> None:
        """Take the outcome of a row's call. A new message that arrives shows that its topic is open again.

        An edit shows nothing: Telegram may allow it in a closed topic.
        """
        topic = (row.chat, row.topic)
        if isinstance(outcome, TopicClosed) and topic not in self._known:
            log.warning("A topic of a group is closed; messages to it are dropped.", extra={"outbox": row.id})
            self._known[topic] = None
            if len(self._known) > REMEMBERED:
                del self._known[next(iter(self._known))]
        elif isinstance(outcome, Sent) and row.edits is None:
            self._known.pop(topic, None)

"""The chat, its live session and its draft are read together."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.domain import walk
from bot.domain.ids import ChatId
from bot.domain.own import Draft
from bot.ports import Work
from tests.storage.samples import ANNA, BERT, PIECES, at, begin, chat


def test_a_chat_that_is_not_known_has_nothing(work: Work) -> None:
    standing = work.standing(ChatId(404))

    assert (standing.chat, standing.live, standing.draft) == (None, None, None)


def test_a_chat_that_does_nothing_is_only_itself(work: Work) -> None:
    begin(work, BERT)
    work.drafts.put(Draft(BERT, PIECES))

    standing = work.standing(ANNA)

    assert (standing.chat, standing.live, standing.draft) == (chat(ANNA), None, None)


def test_what_is_read_together_is_what_was_kept(work: Work) -> None:
    work.sessions.put(walk.stop(begin(work, BERT), at(1)))
    session = begin(work, BERT)
    draft = Draft(BERT, PIECES, ((), PIECES[:1]))
    work.drafts.put(draft)

    standing = work.standing(BERT)

    assert (standing.chat, standing.live, standing.draft) == (chat(BERT), session, draft)


def test_a_session_that_cannot_be_read_leaves_the_rest_readable(work: Work, connection: Connection) -> None:
    """A newer version of the bot may have written the session before it was rolled back."""
    begin(work)
    connection.exec_driver_sql("UPDATE sessions SET pace = 'hovering'")

    standing = work.standing(ANNA)

    assert standing.chat == chat(ANNA)
    with pytest.raises(ValueError, match="hovering"):
        _ = standing.live

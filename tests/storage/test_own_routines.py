import re
from dataclasses import replace

from bot.domain.catalogue import Audience
from bot.domain.ids import ChatId, OwnId
from bot.domain.own import Draft
from bot.domain.session import Programme
from bot.ports import Work
from tests.storage.samples import ANNA, BERT, NOON, PIECES, STEPS, begin, now


def test_a_routine_comes_back_as_it_was_added(work: Work) -> None:
    first = work.own.add(ANNA, "Evening <b>", PIECES)
    second = work.own.add(ANNA, "Morning", ())
    work.own.add(BERT, "His", PIECES)

    assert work.own.of(ANNA) == [first, second]
    assert work.own.get(first.id) == first
    assert (first.pieces, first.token, first.sender) == (PIECES, None, None)


def test_an_unknown_routine_is_none(work: Work) -> None:
    assert work.own.get(OwnId(12345)) is None
    assert work.own.shared("x" * 22) is None
    assert work.own.of(ChatId(99)) == []


def test_renaming_changes_the_name_alone(work: Work) -> None:
    own = work.own.add(ANNA, "Evening", PIECES)
    other = work.own.add(ANNA, "Morning", PIECES)

    work.own.rename(own.id, "Night")

    assert work.own.of(ANNA) == [replace(own, name="Night"), other]


def test_rebuilding_changes_the_steps_alone(work: Work) -> None:
    own = work.own.add(ANNA, "Evening", PIECES)
    other = work.own.add(ANNA, "Morning", PIECES)
    token = work.own.share(own.id, "Anna")

    work.own.rebuild(own.id, PIECES[:1])

    assert work.own.of(ANNA) == [replace(own, pieces=PIECES[:1], token=token, sender="Anna"), other]


def test_a_token_is_long_fits_a_link_and_stays(work: Work) -> None:
    own, other = work.own.add(ANNA, "Evening", PIECES), work.own.add(ANNA, "Morning", PIECES)

    token = work.own.share(own.id, "Anna")

    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", token)
    assert work.own.shared(token) == replace(own, token=token, sender="Anna")
    assert work.own.share(own.id, "Ann") == token
    assert work.own.shared(token) == replace(own, token=token, sender="Ann")
    assert work.own.share(other.id, "Anna") != token


def test_a_deleted_routine_leaves_nothing(work: Work) -> None:
    own = work.own.add(ANNA, "Evening", PIECES)
    token = work.own.share(own.id, "Anna")

    work.own.drop(own)

    assert work.own.get(own.id) is None
    assert work.own.shared(token) is None
    assert work.own.add(ANNA, "Morning", PIECES).id > own.id


def test_a_deleted_routine_leaves_its_bare_name_to_its_sessions(work: Work) -> None:
    own = work.own.add(ANNA, "Evening", PIECES)
    token = work.own.share(own.id, "Anna")
    begin(work, programme=Programme(own.key, Audience.partner, STEPS))

    work.own.drop(own)

    assert work.own.of(ANNA) == []
    assert work.own.shared(token) is None
    assert work.own.get(own.id) == replace(own, pieces=(), is_deleted=True)


def test_a_chat_has_one_draft(work: Work) -> None:
    assert work.standing(ANNA).draft is None

    for draft in (
        Draft(ANNA),
        Draft(ANNA, PIECES, ((), PIECES[:1]), asked_at=NOON, renames=OwnId(7)),
        Draft(ANNA, PIECES, ((), PIECES[:1]), OwnId(5), NOON, OwnId(7)),
        Draft(ANNA, edits=OwnId(5)),
        Draft(ANNA, PIECES),
    ):
        work.drafts.put(draft)
        assert work.standing(ANNA).draft == draft

    assert work.standing(BERT).draft is None
    work.drafts.drop(ANNA)
    assert work.standing(ANNA).draft is None


def test_the_broom_leaves_chats_that_build(work: Work) -> None:
    work.own.add(ANNA, "Evening", PIECES)
    work.drafts.put(Draft(BERT))

    work.receipts.sweep(now(3 * 24 * 3600))

    assert work.chats.get(ANNA) is not None
    assert work.chats.get(BERT) is not None

from sqlalchemy import Connection, func, select

from bot.domain.added import Added
from bot.domain.catalogue import Audience, Language, RoutineKey, TechniqueKey, TipKey
from bot.domain.done import Deed, Done
from bot.domain.ids import ChatId, UpdateId
from bot.domain.liking import Liking
from bot.domain.own import Draft
from bot.domain.plan import Cues, Pace
from bot.domain.written import Written
from bot.ports import Question, Wait, Work
from bot.storage.tables import metadata
from tests.storage.samples import ANNA, BERT, NOON, PIECES, begin, chat, now, outgoing, reminder


def test_a_chat_comes_back_as_it_was_put(work: Work) -> None:
    known = chat(
        ChatId(7),
        zone="Asia/Kathmandu",
        safety_yes="3",
        question=Question.zone,
        is_gone=True,
        last_routine=RoutineKey("solo"),
        last_audience=Audience.alone,
        last_minutes=3,
        pace=Pace.practised,
        cues=Cues.side | Cues.sound,
        asks_rating=False,
    )

    work.chats.put(known)

    assert work.chats.get(ChatId(7)) == known


def test_a_chat_that_never_wrote_is_unknown(work: Work) -> None:
    assert work.chats.get(ChatId(99)) is None


def test_the_languages_of_several_chats_are_read_at_once(work: Work) -> None:
    work.chats.put(chat(ANNA, language=Language("de")))

    assert work.chats.languages([ANNA, ChatId(99)]) == {ANNA: "de"}
    assert work.chats.languages([]) == {}


def test_putting_a_known_chat_replaces_it_and_keeps_what_belongs_to_it(work: Work) -> None:
    kept = work.reminders.add(reminder())

    work.chats.put(chat(ANNA, language=Language("de")))

    assert work.chats.get(ANNA) == chat(ANNA, language=Language("de"))
    assert work.reminders.of(ANNA) == [kept]


def test_forget_leaves_no_row_of_the_chat_in_any_table(work: Work, connection: Connection) -> None:
    for id in (ANNA, BERT):
        session = begin(work, id)
        work.outbox.put(outgoing("hello", id, session=session.id))
        work.reminders.add(reminder(id))
        work.tips.show(id, TipKey("chin_tuck"), NOON)
        work.tags_liked.put(id, {"desk": 1})
        work.added.add(id, Added(NOON.date(), 10, NOON))
        work.done_days.add(id, Done(NOON.date(), Deed.massage, NOON))
        work.likings.put(id, TechniqueKey("kneading"), Liking.less)
        work.own.add(id, "Evening", PIECES)
        work.drafts.put(Draft(id, PIECES))
        news = work.broadcasts.draft(id, Written("News"), NOON)
        work.broadcasts.let_wait(news.id, [Wait(id, NOON, NOON)])

    work.chats.forget(ANNA)

    for name, table in metadata.tables.items():
        # Which update came, not from whom; which pictures are uploaded; what processes share.
        if name not in ("receipts", "files", "processes", "shared"):
            column = table.c["id" if name == "chats" else "chat_id"]
            assert list(connection.execute(select(column)).scalars()) == [BERT], name
    work.receipts.write([UpdateId(1)], now())
    assert connection.execute(select(func.count()).select_from(metadata.tables["receipts"])).scalar_one() == 1

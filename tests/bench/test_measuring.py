"""What the benches reckon with: medians, ratios, lateness, stacks, and databases filled by copying."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench import bursts, opened, profile, prompts
from bench.measuring import bare, filling
from bench.measuring.tables import Table, middle, missed, percentile, ratios, times, verdict
from bot import compose
from bot.actions.keep_time import keep_time
from bot.delivery import budget
from bot.domain.catalogue import Catalogue
from bot.domain.walk import GET_READY
from bot.ports import Now
from bot.storage import tables
from bot.storage.database import open_database
from tests.faults import crowd

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(filling, "texts", lambda: catalogue)
    return f"sqlite:///{tmp_path / 'bench.sqlite3'}"


def test_a_ratio_is_taken_round_by_round() -> None:
    assert ratios([2.0, 9.0, 4.0], [1.0, 3.0, 1.0]) == [2.0, 3.0, 4.0]
    assert times([2.0, 9.0, 4.0], [1.0, 3.0, 1.0]) == "3.00 x"
    assert middle([3.0, 1.0, 2.0]) == "2.00 (1.00-3.00)"
    assert percentile([float(number) for number in range(101)], 99) == 99.0


def test_a_goal_says_whether_it_is_reached() -> None:
    assert verdict(0.5, most=0.6) == "at most 0.6: yes"
    assert verdict(7.0, least=8) == "at least 8: no"


def test_a_table_is_markdown() -> None:
    table = Table("Title", ("bot", "CPU"), [("ours", "1")], ["A note."])

    assert table.markdown() == "### Title\n\n| bot | CPU |\n| --- | --- |\n| ours | 1 |\n\nA note.\n"


def test_goals_that_are_missed_are_listed_with_what_was_measured() -> None:
    table = Table("Busy", ("bot", "CPU", "goal"))
    table.rows.append(("ours", "0.5 x", "at most 0.6: yes"))
    table.rows.append(("other", "2 x", "at most 0.6: no"))
    table.rows.append(("peer", "1 x", ""))

    found = missed([table])

    assert found.title == "Goals: 1 of 2 are reached, these are not"
    assert found.rows == [("Busy", "other", "CPU", "2 x", "at most 0.6")]


def test_the_most_messages_in_any_one_second_are_found_across_the_whole_seconds() -> None:
    moments = [0.0, 0.9, 1.1, 1.2, 1.8, 1.9, 3.0]

    assert bursts.most_in_a_second(moments) == 5
    assert bursts.most_in_a_second([]) == 0


def test_lost_and_doubled_reminders_are_counted() -> None:
    first = filling.FIRST_CHAT
    sent = [(10.1, first), (10.2, first), (10.3, first + 1), (10.2, bursts.TALKERS_FROM)]
    messages = [(moment, chat, "sendMessage", "") for moment, chat in sent]

    figures = bursts.figures_of(bursts.Kind(3, 30, 1, 1.0), messages, 10.0, [(9.0, 2.0), (10.1, 0.5)], [], [])

    assert (figures.lost, figures.doubled, figures.sent) == (1, 1, 4)
    assert figures.late == pytest.approx([0.1, 0.2, 0.3])
    assert figures.lag == [0.5]  # the start of the bot is no part of the burst


def test_a_prompt_is_late_by_the_plan_of_its_session(url: str, catalogue: Catalogue) -> None:
    """The second prompt is due when the count and the first step are over; the third has not come."""
    chat, count = filling.FIRST_CHAT, GET_READY[prompts.AUDIENCE].total_seconds()
    first, second, *_ = catalogue.routines[crowd.SOLO].plans[prompts.AUDIENCE]
    begun = NOW.timestamp()
    due = [begun + count, begun + count + first.seconds, begun + count + first.seconds + second.seconds]
    heads = ("<b>Ready in 60 s</b>", "<b>1/3 Settle", "<b>2/3 Kneading")
    moments = (begun, due[0] + 0.25, due[1] + 0.5)
    sent = [(moment, chat, "sendMessage", head) for moment, head in zip(moments, heads, strict=True)]

    late, missing = prompts.lateness(sent, {chat: NOW}, due[2] + 0.1)

    assert late == pytest.approx([0.25, 0.5])
    assert missing == 1


def test_a_thread_that_waits_for_work_counts_for_nothing() -> None:
    idle = "thread (7): storage_0;run (threading.py:9);_worker (concurrent/futures/thread.py:81) 90"
    busy = "thread (7): storage_0;run (threading.py:9);_turn (bot/storage/database.py:12) 10"

    stacks = profile.read_stacks(f"{idle}\n{busy}\n")

    assert stacks == Counter({("storage", "threading.py:run", "bot/storage/database.py:_turn"): 10})
    assert "| 100.0 % | bot/storage |" in profile.show(stacks, 0.001)


def test_each_look_belongs_to_one_part_of_the_work() -> None:
    turn, run = "bot/storage/database.py:Database._turn", "bot/storage/database.py:Database._run_in_one"

    assert profile.part_of(("storage", turn, run, "sqlalchemy/x.py:execute")).startswith("units of work")
    assert profile.part_of(("storage", turn, "sqlalchemy/x.py:commit")).startswith("COMMIT")
    assert profile.part_of(("MainThread", "asyncio/events.py:_run")) == profile.LOOP


async def test_the_opened_bot_has_the_pace_and_the_slots_that_were_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compose, "local_pacing", compose.local_pacing)  # put back after the test
    monkeypatch.setattr(budget, "SLOTS", budget.SLOTS)

    opened.open_limits(1_000, 100)

    limits = budget.Budget(compose.local_pacing().pace).free(NOW)
    assert budget.SLOTS.bulk == 100
    assert limits.replies > budget.NONE.replies
    assert compose.local_pacing().pace.free(NOW).replies > 30


def test_copied_chats_ring_as_the_bare_driver_says(url: str, catalogue: Catalogue) -> None:
    """The bot rings some of the chats, the driver alone rings the others: both plan the same next ring."""
    filling.fill_reminders(url, 12, 8, NOW, NOW + timedelta(hours=3))

    async def ring() -> None:
        database = open_database(url)
        await database.run(lambda work: keep_time(work, catalogue, Now(NOW, NOW, timedelta(seconds=1))))
        await database.close()

    asyncio.run(ring())
    with filling.opened(url) as connection:
        rung = connection.execute(select(func.count()).select_from(tables.outbox)).scalar_one()
    with bare.opened_bare(url) as driver:
        by_driver = bare.ring_all(driver, NOW, 100)
        claimed = bare.claim_all(driver, NOW, 100)

    assert rung + by_driver == claimed == 8
    assert rung >= 1
    with filling.opened(url) as connection:
        columns = tables.reminders.c
        first = columns.chat_id < filling.FIRST_CHAT + 8
        planned = connection.execute(
            select(columns.ring_on, columns.ring_at, columns.due_at, columns.rung_on).where(first).distinct()
        ).all()
    assert planned == [((NOW + timedelta(days=1)).date(), *[NOW + timedelta(days=1)] * 2, NOW.date())]


def test_messages_that_wait_are_copied_to_every_chat_and_the_original_is_forgotten(url: str) -> None:
    filling.fill_outbox(url, 5, NOW)

    with filling.opened(url) as connection:
        waiting = connection.execute(select(tables.outbox.c.chat_id, tables.outbox.c.state)).all()
        chats = connection.execute(select(tables.chats.c.id)).scalars().all()
    wanted = [filling.FIRST_CHAT + number for number in range(5)]
    assert sorted(waiting) == [(chat, "pending") for chat in wanted]
    assert sorted(chats) == wanted

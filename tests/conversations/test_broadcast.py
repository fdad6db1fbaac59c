"""News from who runs the bot: seen first, sent to everybody, at a moment that disturbs nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import carry_news
from bot.domain.catalogue import Catalogue
from bot.ports import Gone, Kind
from bot.settings import read_settings
from tests import kept
from tests.conversations.drill import Drill
from tests.conversations.stage import Stage, Talk, kinds, plays
from tests.conversations.stage.house import TOKEN
from tests.senders import HangingSender
from tests.texts import button, texts

ADMIN = 77
KEPT_IN = "PostgreSQL" if kept.ON_SERVER else "SQLite"  # one of the words of /stats
NEWS = "Six o'clock is a <good> hour."


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, catalogue, empty)
    where = stage.settings.database_url.reveal()
    stage.settings = read_settings(bot_token=TOKEN, database_url=where, admin_ids=str(ADMIN))
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
def admin(stage: Stage) -> Talk:
    return stage.private("Ada", ADMIN)


async def people(stage: Stage, count: int) -> list[Talk]:
    """Let some people write to the bot, and forget what they have heard."""
    talks = [stage.private(f"P{number}", 5000 + number) for number in range(count)]
    for talk in talks:
        await talk.says("/start")
        talk.hears()
    return talks


async def passes(stage: Stage, seconds: int = 0, **more: float) -> None:
    """Let time pass with a beat in each second, as the bot has them, and at least one."""
    for _ in range(max(int(timedelta(seconds=seconds, **more).total_seconds()), 1)):
        await stage.waits(seconds=1)


async def sends(admin: Talk, text: str = NEWS) -> None:
    """Write a broadcast, and press Send."""
    await admin.says(f"/broadcast {text}")
    await admin.presses(_send(admin))


async def test_a_typed_number_may_mean_the_third_button_and_sends_nothing(admin: Talk, stage: Stage) -> None:
    await people(stage, 2)
    await admin.says(f"/broadcast {NEWS}")
    listeners = _send(admin).split()[-1]

    await admin.says(listeners)

    assert admin.messages[-1].text == texts("tap_one")
    assert [row["running"] for row in await stage.rows("broadcasts")] == [None]


def _send(admin: Talk) -> str:
    return next(label for label in admin.card().labels if label.startswith(texts.opening("button.send_to")))


def heard(talk: Talk, text: str = NEWS) -> int:
    """Return how often the news has arrived in a chat."""
    return sum(text in shown.text and texts("news_note") in shown.text for shown in talk.arrived)


def result(admin: Talk) -> str:
    """Return the report."""
    return admin.messages[-1].text


def reported(**numbers: int) -> str:
    zero = {"failed": 0, "unknown": 0, "left_out": 0}
    return texts("broadcast_result", **zero | numbers)


async def test_the_news_is_seen_first_as_it_will_look_and_reaches_everybody_once(
    stage: Stage, admin: Talk
) -> None:
    talks = await people(stage, 23)
    group = stage.group()
    await group.says("/start@UnknotBot")

    bold = {"type": "bold", "offset": 11, "length": 3}
    command = {"type": "bot_command", "offset": 0, "length": 10}
    await admin.sends(text=f"/broadcast {NEWS}\nNew: a routine.", entities=[command, bold])
    preview, card = admin.messages[-2:]
    assert preview.html.startswith("<b>Six</b> o&#x27;clock is a &lt;good&gt; hour.\nNew")
    assert preview.text.endswith(texts("news_note"))
    assert card.labels == [button.try_on_me, button("send_to", n=24), button.dont_send]

    await admin.presses(button.try_on_me)
    assert admin.messages[-1].html == preview.html
    assert [heard(talk) for talk in talks] == [0] * 23

    await admin.presses(_send(admin))
    assert card.labels == [button.stop_sending]
    await passes(stage)
    assert sum(heard(talk) for talk in talks) <= carry_news.AT_ONCE
    await passes(stage, 10)

    assert [heard(talk) for talk in talks] == [1] * 23
    assert all(talk.messages[-1].html == preview.html and talk.messages[-1].silent for talk in talks)
    assert heard(group) == 0
    assert result(admin).endswith(reported(total=24, sent=24))
    assert card.text == result(admin) and card.labels == []
    assert await stage.rows("broadcasts") == []
    assert {row["payload"] for row in kinds(await stage.rows("outbox"), "news")} == {None}


async def test_it_waits_for_the_end_of_quiet_hours_sessions_and_a_time_away_but_a_day_at_most(
    stage: Stage, admin: Talk
) -> None:
    quiet, playing, away, plain, off, blocked = await people(stage, 6)
    await quiet.says("/timezone UTC")
    await quiet.says("quiet hours 10:00 to 20:00")  # it is noon
    await plays(playing, seconds=10)
    await away.says("/timezone UTC")
    await away.says("/remind 8:00")
    await away.says("away until 3 december")
    await off.says("/settings")
    await off.presses(button("news", state=texts("format.on")))
    assert button("news", state=texts("format.off")) in off.card().labels
    await blocked.membership("member", "kicked")

    await sends(admin)
    await passes(stage, 5)
    got = {talk.person["first_name"]: heard(talk) for talk in (quiet, playing, away, plain, off, blocked)}
    assert got == {"P0": 0, "P1": 0, "P2": 0, "P3": 1, "P4": 0, "P5": 0}

    await playing.says("/stop")
    await stage.waits(minutes=1)
    await passes(stage, 3)
    assert heard(playing) == 1

    await stage.waits(hours=7, minutes=55)
    assert heard(quiet) == 0
    await stage.waits(minutes=5)
    await passes(stage, 3)
    assert heard(quiet) == 1

    await stage.waits(hours=17)
    await passes(stage, 3)
    assert heard(away) == 0
    assert result(admin).endswith(reported(total=5, sent=4, left_out=1))


async def test_what_could_not_leave_in_time_is_sent_later_and_never_into_a_session_or_quiet_hours(
    stage: Stage, admin: Talk
) -> None:
    """The network is away for seventy seconds, and meanwhile a session and quiet hours begin."""
    plain, playing, quiet, off = await people(stage, 4)
    await quiet.says("/timezone UTC")
    await quiet.says("quiet hours 12:01 to 13:00")
    stage.telegram.holds = lambda row: row.kind is Kind.news

    await sends(admin)
    await passes(stage, 2)
    assert len(kinds(await stage.rows("outbox"), "news")) == 5
    await plays(playing, seconds=20)
    await playing.says("/pause")
    await off.says("/settings")
    await off.presses(button("news", state=texts("format.on")))
    await passes(stage, 50)
    stage.telegram.holds = lambda row: False
    await passes(stage, 65)
    assert [heard(talk) for talk in (plain, playing, quiet)] == [1, 0, 0]

    await playing.says("/stop")
    await stage.waits(minutes=2)
    await stage.waits(hours=1)
    await passes(stage, 5)
    assert [heard(talk) for talk in (plain, playing, quiet, off)] == [1, 1, 1, 0]
    assert result(admin).endswith(reported(total=5, sent=4, left_out=1))


async def test_stop_lets_nothing_more_leave_and_a_second_broadcast_is_refused(
    stage: Stage, admin: Talk
) -> None:
    talks = await people(stage, 30)
    stage.telegram.refuses = lambda row: Gone() if row.kind is Kind.news and row.chat == talks[0].id else None
    await sends(admin)
    card = admin.card()
    await passes(stage)

    await admin.says("/broadcast Another one")
    refusal, shown = admin.messages[-2:]
    assert refusal.text == texts("broadcast_another")
    assert shown.labels == [button.stop_sending]
    assert len(await stage.rows("broadcasts")) == 1

    await passes(stage, 1)
    await admin.presses(button.stop_sending)
    count = sum(heard(talk) for talk in talks)
    assert 0 < count < 29
    await passes(stage, 10)

    assert sum(heard(talk) for talk in talks) == count
    told = count + heard(admin) - 1  # the preview is no message of the broadcast
    assert texts("broadcast_stopped", waiting=31 - told - 1) in result(admin)
    assert result(admin).endswith(reported(total=31, sent=told, failed=1))
    assert card.labels == []

    await sends(admin, "Another one")
    await passes(stage, 10)
    assert sum(heard(talk, "Another one") for talk in talks) == 29  # one has blocked the bot


async def test_after_kills_nobody_gets_it_twice_and_few_may_have_missed_it(
    stage: Stage, admin: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while calls are on their way, some of which have arrived, and between two steps."""
    monkeypatch.setattr(carry_news, "AT_ONCE", 4)
    talks = await people(stage, 28)
    await sends(admin)
    for arrives in (True, False):
        hanging = stage.hangs(kinds=[Kind.news], arrives=arrives)
        await _until(stage, hanging)
        await stage.restarts()
        await passes(stage, 2)
        await stage.restarts()
    await passes(stage, 15)

    got = [heard(talk) for talk in talks]
    ends = [row["state"] for row in kinds(await stage.rows("outbox"), "news")]
    assert set(got) <= {0, 1}
    assert got.count(0) <= ends.count("unknown") <= 2 * 4
    assert 4 < ends.count("unknown")
    assert len(ends) == 29
    assert texts("broadcast_done") in result(admin)


async def _until(stage: Stage, hanging: HangingSender) -> None:
    """Let the next step write its messages, whose calls hang."""
    stage.clock.forward(timedelta(seconds=1))
    await stage.house.tick()
    while not hanging.hung:
        await stage.clock.sleep(0)


async def test_words_of_danger_in_news_are_for_nobody_here_and_too_long_ones_are_refused(
    admin: Talk,
) -> None:
    await admin.says("/broadcast")
    assert admin.hears() == [texts("broadcast_how")]
    await admin.says("/broadcast If you have chest pain, call your doctor.")
    assert admin.hears()[0].startswith("If you have chest pain")
    await admin.presses(button.dont_send)
    assert admin.messages[-1].text == texts("broadcast_dropped")
    await admin.says("/broadcast " + "x" * 3501)
    assert admin.messages[-1].text == texts("broadcast_long", n=3501, most=3500)

    own = {"message_id": 5, "date": 0, "chat": admin.chat, "from": admin.person, "text": "Come at six."}
    command = [{"type": "bot_command", "offset": 0, "length": 10}]
    await admin.sends(text="/broadcast", entities=command, reply_to_message=own)
    assert admin.messages[-2].text.startswith("Come at six.")


async def test_to_others_and_in_groups_the_commands_and_buttons_do_not_exist(
    stage: Stage, admin: Talk
) -> None:
    (other,) = await people(stage, 1)
    await admin.says(f"/broadcast {NEWS}")
    number = (await stage.rows("broadcasts"))[0]["id"]

    for command in ("/stats", f"/broadcast {NEWS}"):
        await other.says(command)
    said = "".join(other.hears())
    assert texts("news_note") not in said
    assert KEPT_IN not in said
    for what in ("send", "stop", "drop", "try"):
        await other.presses_data(f"news_{what}:{number}")
    assert other.toasts() == [texts("e_stale")] * 4
    await stage.group("Ada", ADMIN).says("/stats@UnknotBot")
    assert stage.telegram.chats.get(-1_001_234, []) == []
    assert [row["running"] for row in await stage.rows("broadcasts")] == [None]

    await admin.presses(_send(admin))
    await other.presses_data(f"news_stop:{number}")
    assert [row["is_stopped"] for row in await stage.rows("broadcasts")] == [0]


async def test_the_numbers_name_nobody(stage: Stage, admin: Talk) -> None:
    talks = await people(stage, 3)
    await talks[0].says("/timezone UTC")
    await talks[0].says("/remind 12:05")
    await plays(talks[1], seconds=120)
    await stage.waits(hours=1)

    await admin.says("/stats")
    [said] = admin.hears()

    people_ = {"chats": 3, "reminders": 1, "week": 1, "month": 1}
    done = {"begun": 1, "finished": 1, "begun_week": 1, "finished_week": 1}
    assert texts("stats", **people_, **done) in said
    assert texts("stats_messages", sent=1, late=0, waiting=0, unknown=0, failed=0) in said
    assert KEPT_IN in said
    assert not any(str(talk.person["first_name"]) in said for talk in talks)


async def test_after_a_restore_a_broadcast_does_not_go_on(stage: Stage, admin: Talk, tmp_path: Path) -> None:
    """It was on its way at the backup, and has reached everybody before the loss."""
    talks = await people(stage, 23)
    await sends(admin)
    await passes(stage, seconds=1)
    drill = Drill(stage, tmp_path)
    drill.backs_up()
    assert 0 < sum(map(heard, talks)) < 23
    await passes(stage, seconds=20)

    await drill.loses_it()
    await drill.restores()
    await passes(stage, seconds=30)

    assert [heard(talk) for talk in talks] == [1] * 23
    assert await stage.rows("broadcasts") == []

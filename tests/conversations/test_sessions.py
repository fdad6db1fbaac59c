"""Sessions as people live through them: prompts on time, the card, and every way to steer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.actions.saying.answers import MOST_WAITING
from bot.domain.session import EDITS_APART
from bot.ports import Ambiguous, Gone, Kind, Outcome, RetryAt, Row
from tests.conversations.stage import HandClock, Stage, Talk, begins, kinds
from tests.delivery.world import Flaky

BEGUN_WITH_PARTNER = "1/3 Settle · 10 s"
STALE = "That button has had its turn. Use the newest message, or /routine."


def moments(chat: Talk, since: int) -> list[tuple[float, str]]:
    """Return the messages after the first `since`: seconds after the first of them, and the first line."""
    shown = chat.arrived[since:]
    return [((each.at - shown[0].at).total_seconds(), each.headline) for each in shown]


async def test_the_taster_with_a_partner_plays_to_its_end_on_time(chat: Talk) -> None:
    """Every prompt comes at its planned moment, and one summary ends the session."""
    await begins(chat)
    count = len(chat.messages) - 1

    await chat.waits(seconds=120)

    assert moments(chat, count) == [
        (0, "Get ready"),
        (60, "1/3 Settle · 10 s"),
        (70, "2/3 Kneading · 40 s"),
        (110, "3/3 Finish · 10 s"),
        (120, "Done: Taster, 1 min"),
    ]


async def test_the_taster_alone_has_a_cue_half_way(chat: Talk) -> None:
    """Alone: 20 s to get ready, and the other side's turn after half of the shoulder step."""
    await begins(chat, alone=True)
    count = len(chat.messages) - 1

    await chat.waits(seconds=80)

    assert moments(chat, count) == [
        (0, "Get ready"),
        (20, "1/3 Settle · 10 s"),
        (30, "2/3 Shoulder pinching · 40 s"),
        (50, "Other side now. Same place, same strength."),
        (70, "3/3 Breathing · 10 s"),
        (80, "Done: Taster, 1 min"),
    ]


async def test_prompts_cues_and_the_end_are_heard_and_edits_are_not(chat: Talk) -> None:
    """A step, the other side and the summary notify."""
    await begins(chat, alone=True)

    await chat.waits(seconds=80)

    assert [shown.silent for shown in chat.arrived[-5:]] == [False] * 5


OTHER_SIDE = "Other side now. Same place, same strength."
TEN_SECONDS = "Ten seconds. Let it fade out."


async def hears_of_the_other_side(chat: Talk) -> None:
    """Play the taster alone up to its cue, which then stands in the chat."""
    await begins(chat, alone=True)
    await chat.waits(seconds=55)
    assert chat.messages[-1].headline == OTHER_SIDE


@pytest.mark.parametrize("way", ["Skip", "Back", "Repeat", "Stop", "/stop", "time"])
async def test_a_cue_is_gone_once_its_step_has_ended(chat: Talk, way: str) -> None:
    """However it ends; what the card's story tells stays."""
    await hears_of_the_other_side(chat)
    story = [shown.id for shown in chat.messages if shown.headline != OTHER_SIDE]

    if way in ("Back", "Repeat"):
        await chat.presses("More")
    if way == "time":
        await chat.waits(seconds=15)
    else:
        await (chat.says(way) if way[0] == "/" else chat.presses(way))

    standing = chat.messages
    assert OTHER_SIDE not in [shown.headline for shown in standing]
    assert [shown.id for shown in standing][: len(story)] == story


async def test_a_pause_is_no_end_of_a_step_and_leaves_its_cue(chat: Talk) -> None:
    """It is deleted when the step has been played to its end."""
    await hears_of_the_other_side(chat)

    await chat.presses("Pause")
    await chat.waits(minutes=5)
    assert chat.messages[-1].headline == OTHER_SIDE
    await chat.presses("Resume")
    assert chat.messages[-1].headline == OTHER_SIDE
    await chat.waits(seconds=15)

    assert OTHER_SIDE not in [shown.headline for shown in chat.messages]


async def test_a_cue_is_deleted_once_and_after_the_next_prompt(chat: Talk, stage: Stage) -> None:
    """Also in a group, and across a restart; the removal waits for the prompt, never the prompt for it."""
    group = stage.group()
    for talk in (chat, group):
        await begins(talk, alone=True)
        await talk.presses("Start now")
    await stage.waits(seconds=45)
    await stage.restarts()
    await stage.waits(seconds=60)

    for talk in (chat, group):
        assert [shown.headline for shown in talk.arrived if shown.is_deleted] == [OTHER_SIDE]
    rows = [row for row in await stage.rows("outbox") if row["chat_id"] == chat.id]
    [removal], [*prompts] = kinds(rows, "removal"), kinds(rows, "prompt")
    assert removal["state"] == "sent"
    assert removal["id"] > prompts[-1]["id"]
    assert removal["lane"] > max(
        row["lane"] for row in rows if row["kind"] not in ("tidy", "countdown", "removal")
    )


async def test_a_cue_that_may_have_arrived_is_left_alone(chat: Talk, stage: Stage) -> None:
    """Without an answer nobody knows its number."""
    stage.telegram.loses = lambda row: row.kind is Kind.cue
    await hears_of_the_other_side(chat)

    await chat.waits(seconds=60)

    assert [shown.headline for shown in chat.messages].count(OTHER_SIDE) == 1
    [removal] = kinds(await stage.rows("outbox"), "removal")
    assert removal["state"] == "cancelled"


async def test_the_summary_says_what_was_done_and_offers_more(chat: Talk) -> None:
    """The end names the techniques with their times and has an exercise."""
    await begins(chat)

    await chat.waits(seconds=120)

    assert "Kneading 0:40" in chat.messages[-1].text
    assert "Three slow breaths" in chat.messages[-1].text
    assert [line.partition(": ")[0] for line in chat.messages[-1].text.splitlines() if "xercise" in line] == [
        "Exercise of the day"
    ]
    assert chat.card().labels == ["Rate it", "Swap places", "Set a reminder", "Routines"]


async def test_swap_places_starts_the_same_routine_at_once(chat: Talk) -> None:
    """After the end the same routine goes on with roles turned, without another gate."""
    await begins(chat)
    await chat.waits(seconds=120)
    chat.hears()

    await chat.presses("Swap places")

    assert chat.headlines() == ["Ready in 60 s"]


@pytest.mark.parametrize("routine", ["quick", "full", "long", "deep", "solo"])
async def test_every_routine_plays_each_step_once(chat: Talk, stage: Stage, routine: str) -> None:
    """Left alone, a routine shows each of its steps once, in order, and ends after its own length."""
    plan = next(iter(stage.catalogue.routines[routine].plans.values()))  # type: ignore[index]
    await begins(chat, routine)
    await chat.presses("Start now")
    count = len(chat.messages) - 1

    await chat.waits(seconds=sum(step.seconds for step in plan))

    steps = [line for line in moments(chat, count) if line[1][0].isdigit()]
    starts = [sum(step.seconds for step in plan[:number]) for number in range(len(plan))]
    assert [at for at, _ in steps] == starts
    assert [line.partition(" ")[0] for _, line in steps] == [
        f"{number}/{len(plan)}" for number in range(1, len(plan) + 1)
    ]
    assert chat.messages[-1].headline.startswith("Done")


async def test_start_now_ends_the_get_ready_count(chat: Talk) -> None:
    """Start now begins the first step, and the count's message loses its buttons."""
    await begins(chat)

    await chat.presses("Start now")

    assert chat.headlines() == [BEGUN_WITH_PARTNER]
    assert chat.messages[-2].headline == "Get ready"
    assert chat.messages[-2].keys == []


async def test_only_the_newest_prompt_has_buttons(chat: Talk) -> None:
    """When the next prompt is sent, the one before becomes a line of the story."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=50)

    session = chat.messages[-4:]
    assert [bool(shown.keys) for shown in session] == [False, False, False, True]
    assert "▰" not in session[1].text


async def test_the_card_counts_down_every_15_seconds(chat: Talk) -> None:
    """The newest prompt shows what is left, what comes next and how far the whole is."""
    await begins(chat)
    await chat.presses("Start now")

    await chat.waits(seconds=20)

    lines = chat.card().text.splitlines()
    assert lines[0] == "2/3 Kneading · 40 s"
    assert lines[-3] == "0:30 left. Next: Finish, 10 s"
    assert lines[-1] == "▰▰▰▱▱▱▱▱▱▱ 33%"


@pytest.mark.parametrize("way", ["button", "command", "word"])
async def test_pause_keeps_what_is_left(chat: Talk, way: str) -> None:
    """Paused for a day less a minute, a step goes on with the seconds that were left."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=20)
    card = chat.card()
    before = len(chat.messages)

    await (chat.presses("Pause") if way == "button" else chat.says({"command": "/pause"}.get(way, "pause")))
    await chat.waits(hours=23)

    assert card.headline == "Paused · step 2 of 3, 0:30 to go"
    assert card.labels == ["Resume", "Lighter", "Stop"]
    assert len(chat.messages) - before == (0 if way == "button" else 1)

    await (
        chat.presses("Resume") if way == "button" else chat.says({"command": "/resume"}.get(way, "resume"))
    )
    chat.hears()
    await chat.waits(seconds=29)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == ["3/3 Finish · 10 s"]


async def test_a_tap_is_answered_by_a_toast_and_a_word_by_a_message(chat: Talk) -> None:
    """Pause by button: a toast. Pause by word: a message."""
    await begins(chat)
    await chat.presses("Start now")
    chat.toasts(), chat.hears()

    await chat.presses("Pause")
    assert chat.toasts() == ["Paused."]
    await chat.presses("Resume")
    assert chat.toasts() == ["On we go."]
    assert chat.hears() == []

    await chat.says("pause")
    assert chat.hears() == ["Paused."]
    await chat.says("go on")
    assert chat.hears() == ["On we go."]


@pytest.mark.parametrize("way", ["Skip", "/skip", "skip", "next"])
async def test_skip_goes_to_the_next_step_at_once(chat: Talk, way: str) -> None:
    """The next step begins with its full time."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=3)
    chat.hears()

    await (chat.presses(way) if way == "Skip" else chat.says(way))
    assert chat.headlines()[0] == "2/3 Kneading · 40 s"

    await chat.waits(seconds=39)
    chat.hears()
    await chat.waits(seconds=1)
    assert chat.headlines() == ["3/3 Finish · 10 s"]


async def test_skipping_the_last_step_ends_the_session(chat: Talk) -> None:
    """The summary counts what was played and not what was planned."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.presses("Skip")
    await chat.waits(seconds=15)
    await chat.presses("Skip")
    await chat.presses("Skip")

    assert chat.messages[-1].headline == "Done: Taster, 15 s"
    assert "Kneading 0:15" in chat.messages[-1].text


@pytest.mark.parametrize("way", ["Back", "/back", "back"])
async def test_back_plays_the_step_before_anew(chat: Talk, way: str) -> None:
    """Back begins the step before, and from there all goes on."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=30)
    chat.hears()

    if way == "Back":
        await chat.presses("More")
    await (chat.presses(way) if way == "Back" else chat.says(way))
    assert chat.headlines() == [BEGUN_WITH_PARTNER]

    await chat.waits(seconds=10)
    assert chat.headlines() == ["2/3 Kneading · 40 s"]


@pytest.mark.parametrize("way", ["Stop", "/stop", "stop", "that's enough"])
async def test_stop_ends_at_once_without_a_question(chat: Talk, way: str) -> None:
    """After a stop nothing of the session is sent any more, and no button of it is left."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=15)
    chat.hears()

    await (chat.presses(way) if way == "Stop" else chat.says(way))
    stopped = next(shown for shown in reversed(chat.messages) if shown.headline.startswith("Stopped."))
    assert stopped.labels == ["Safety"]
    chat.hears()
    await chat.waits(minutes=10)

    assert chat.hears() == []
    assert all(shown.labels in ([], ["Safety"]) for shown in chat.messages[-3:])


@pytest.mark.parametrize(
    "line", ["when does it end?", "how much longer until the end", "is 10 minutes enough", "what a good end"]
)
async def test_a_question_ends_and_pauses_nothing(chat: Talk, line: str) -> None:
    """It is answered, and the next step comes on time."""
    await begins(chat)
    await chat.presses("Start now")

    await chat.says(line)
    chat.hears()
    await chat.waits(seconds=10)

    assert chat.headlines() == ["2/3 Kneading · 40 s"]


@pytest.mark.parametrize("line", ["how much longer?", "when does it end", "what's next", "time left pls"])
async def test_who_asks_how_long_is_told_what_is_left_and_what_comes(chat: Talk, line: str) -> None:
    """In a session, in any state of it; its clock runs on, or stands as before."""
    await begins(chat)
    await chat.says(line)
    assert chat.hears()[-1] == "1 min in all, counted from the first step."

    await chat.presses("Start now")
    await chat.waits(seconds=4)
    chat.hears()
    await chat.says(line)
    left, done, _ = chat.hears()[-1].split("\n")
    assert left == "0:06 left. Next: Kneading, 40 s"
    assert done.startswith("Done about ")

    await chat.says("pause")
    await chat.waits(minutes=2)
    chat.hears()
    await chat.says(line)
    assert chat.hears()[-1].startswith("Paused · step 1 of 3, 0:06 to go")

    await chat.says("resume")
    chat.hears()
    await chat.waits(seconds=6)
    assert chat.headlines() == ["2/3 Kneading · 40 s"]


LOST = "I didn't get that. Words that work now: pause, softer, skip, how long, or /stop."
FIRM = "Comfortable is enough. The step's words say how firm; 5 of 10 is the most I lead to."
RHYTHM = "The rhythm is in each step's words. Before a start, Pace changes it."
SOUND = "How loud I am is up to your phone. Before a start, Cues has a switch for sound."
RUNS = "It is running. Use Pause to rest."
FINE = "Good. Stay just there."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *((line, LOST) for line in ("bla bla", "my aunt has a dog", "🙂")),
        *((line, FIRM) for line in ("harder", "firmer please", "a bit more pressure")),
        *((line, RHYTHM) for line in ("slower", "faster", "not so fast")),
        *((line, SOUND) for line in ("louder", "sound on")),
        *((line, FINE) for line in ("ok", "yes", "it feels better", "no pain", "it doesn't hurt")),
        *((line, FINE) for line in ("not lighter", "don't go lighter")),
        *((line, RUNS) for line in ("don't stop", "do not stop", "don't pause", "please do not stop")),
        *((line, "0:20 left. Next: Kneading, 3 min") for line in ("who is next", "what's next")),
        *((line, "0:05 left in this step.") for line in ("minus 15", "15 less", "half the time")),
        *(
            (line, "1/7 Settle · 30 s")
            for line in ("what now", "which side", "other side", "where do i press")
        ),
    ],
)
async def test_a_word_in_a_session_gets_one_short_answer_and_no_other_buttons(
    chat: Talk, line: str, said: str
) -> None:
    """The card keeps the only buttons, and the clock runs on."""
    await begins(chat, "full")
    await chat.presses("Start now")
    await chat.waits(seconds=10)
    chat.hears()

    await chat.says(line)

    assert chat.headlines() == [said]
    assert chat.messages[-1].labels == []
    [session] = await chat.stage.rows("sessions")
    assert session["state"] == "running"


@pytest.mark.parametrize("line", ["a minute please", "wait a minute", "give me a minute", "my hand is tired"])
async def test_who_needs_a_moment_gets_a_pause(chat: Talk, line: str) -> None:
    """And with nothing to pause, a minute is a length."""
    await begins(chat)
    await chat.presses("Start now")
    chat.hears()

    await chat.says(line)

    assert chat.hears() == ["Paused."]


async def test_all_is_well_ends_no_pause(chat: Talk) -> None:
    """After "ouch", "ok" is no call to go on; "do not stop" is."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.says("ouch")
    chat.hears()

    await chat.says("ok")
    await chat.says("what now")
    await chat.says("do not stop")

    assert [said.partition("\n")[0] for said in chat.hears()] == [
        "Already paused. Resume when you like.",
        "Paused · step 1 of 3, 0:10 to go",
        "On we go.",
    ]


async def test_yes_goes_on_after_the_bot_was_away(chat: Talk, stage: Stage) -> None:
    """It was asked: go on?"""
    await begins(chat)
    await chat.presses("Start now")
    await stage.is_away(minutes=10)
    assert chat.hears()[-1].endswith("Go on?")

    await chat.says("yes")

    assert chat.headlines() == ["2/3 Kneading · 40 s"]


@pytest.mark.parametrize("is_ready", [True, False])
async def test_what_now_shows_the_words_again(chat: Talk, is_ready: bool) -> None:
    """While getting ready too."""
    await begins(chat)
    if not is_ready:
        await chat.presses("Start now")
    chat.hears()

    await chat.says("what do I do now?")

    assert chat.headlines() == ["Get ready" if is_ready else "1/3 Settle · 10 s"]


@pytest.mark.parametrize(
    ("line", "answer"),
    [("how long does a massage take?", "Which routine?"), ("how long should I sit at work?", "Posture")],
)
async def test_how_long_without_a_session_is_a_question_about_something_else(
    chat: Talk, line: str, answer: str
) -> None:
    await chat.says(line)
    assert answer in chat.hears()[-1]


@pytest.mark.parametrize("line", ["no more oil, is that ok?", "can we end it?", "no more kneading"])
async def test_what_may_be_a_call_to_stop_pauses(chat: Talk, line: str) -> None:
    """The place is kept, and one word undoes it."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=4)
    chat.hears()

    await chat.says(line)
    await chat.waits(minutes=1)
    assert [said.partition(".")[0] for said in chat.hears()] == ["Paused"]

    await chat.says("resume")
    chat.hears()
    await chat.waits(seconds=6)
    assert chat.headlines() == ["2/3 Kneading · 40 s"]


@pytest.mark.parametrize("line", ["please stop", "stop the massage"])
async def test_a_call_to_stop_without_a_session_says_that_nothing_runs(chat: Talk, line: str) -> None:
    """In so many words too."""
    await chat.says(line)

    assert chat.hears() == ["Nothing is running. Start Quick, 5 min?"]


async def test_a_second_tap_changes_nothing(chat: Talk, stage: Stage) -> None:
    """Two taps on Skip, arriving together, skip one step; the second one is told so."""
    await begins(chat)
    await chat.presses("Start now")
    chat.hears(), chat.toasts()

    await stage.takes(chat.tap("Skip"), chat.tap("Skip"))

    assert chat.headlines() == ["2/3 Kneading · 40 s"]
    assert sorted(chat.toasts()) == ["Skipped. Next: Kneading.", STALE]


@pytest.mark.parametrize("label", ["Pause", "Skip", "Lighter"])
async def test_a_button_of_an_earlier_turn_changes_nothing(chat: Talk, label: str) -> None:
    """A button whose turn has passed answers with a toast."""
    await begins(chat)
    await chat.presses("Start now")
    data, on = chat.card().data(label), chat.card().id
    await chat.waits(seconds=10)
    chat.hears(), chat.toasts()

    await chat.presses_data(str(data), on)

    assert chat.toasts() == [STALE]
    assert chat.hears() == []
    await chat.waits(seconds=40)
    assert chat.headlines() == ["3/3 Finish · 10 s"]


async def test_stop_on_the_card_of_an_earlier_step_ends_the_session(chat: Talk, stage: Stage) -> None:
    """The tap was made while the step changed: it is said that all has stopped, and nothing follows."""
    await begins(chat)
    await chat.presses("Start now")
    data, old = str(chat.card().data("Stop")), chat.card()
    words = old.text
    await chat.waits(seconds=10)
    chat.hears(), chat.toasts()
    newest = chat.card()

    await chat.presses_data(data, old.id)

    assert chat.toasts() == ["Stopped."]
    assert chat.headlines() == ["Stopped. Rest as long as you like."]
    assert (old.text, old.labels, newest.labels) == (words, [], [])
    assert [row["state"] for row in await stage.rows("sessions")] == ["stopped"]
    await chat.waits(minutes=5)
    assert chat.hears() == []


@pytest.mark.parametrize("label", ["Pause", "Skip", "Lighter", "Stop"])
async def test_a_button_of_a_finished_session_changes_nothing(chat: Talk, label: str) -> None:
    """A button stays tappable forever; after the end it only says that it has had its turn."""
    await begins(chat)
    await chat.presses("Start now")
    data, on = chat.card().data(label), chat.card().id
    await chat.waits(seconds=60)
    chat.hears(), chat.toasts()

    await chat.presses_data(str(data), on)

    assert chat.toasts() == [STALE]
    assert chat.hears() == []


@pytest.mark.parametrize("label", ["Pause", "Skip", "Lighter", "Stop"])
async def test_another_chats_button_changes_nothing(chat: Talk, stage: Stage, label: str) -> None:
    """A button that was made for another chat does nothing here, and says whose it is."""
    await begins(chat)
    await chat.presses("Start now")
    ben = stage.private("Ben", 1002)
    chat.hears(), ben.toasts()

    await ben.presses_data(str(chat.card().data(label)))

    assert ben.toasts() == ["This one belongs to somebody else. /routine starts yours."]
    assert ben.hears() == []
    await chat.waits(seconds=10)
    assert chat.headlines() == ["2/3 Kneading · 40 s"]


async def test_one_session_at_a_time(chat: Talk) -> None:
    """A second routine is not begun beside the first; its live buttons are offered instead."""
    await begins(chat)
    await chat.presses("Start now")
    chat.hears()

    await chat.says("/routine full")

    [busy] = chat.headlines()
    assert busy.startswith("One session at a time: step 1 of 3 is on.")
    await chat.presses("Skip")
    assert chat.headlines() == ["2/3 Kneading · 40 s"]


async def test_a_session_of_a_chat_that_is_gone_plays_no_further(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is there to be led: it does not go on unseen, and is not waiting when they come back."""
    await begins(chat)
    sender = stage.house.courier._sender

    async def gone(row: Row) -> Outcome:
        return Gone()

    monkeypatch.setattr(sender, "send", gone)
    await chat.waits(seconds=65)

    [session] = await stage.rows("sessions")
    assert (session["state"], session["step_number"]) == ("stopped", -1)


@pytest.mark.parametrize(
    "line",
    [
        "/pause",
        "/resume",
        "/skip",
        "/back",
        "/stop",
        "pause",
        "stop",
        "repeat",
        "once more",
        "+15",
        "15 seconds less",
        "longer",
        "start now",
        "go back",
    ],
)
async def test_steering_without_a_session_offers_one(chat: Talk, line: str) -> None:
    """Nothing is running: said so, with a routine to start."""
    await chat.says(line)

    assert chat.hears() == ["Nothing is running. Start Quick, 5 min?"]
    await chat.presses("Start")
    assert chat.card().headline == "Quick · 5 min · with a partner"


async def test_paused_for_more_than_24_hours_the_session_is_over(chat: Talk) -> None:
    """A place is kept for 24 hours; then the buttons are gone and a new session can begin."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.presses("Pause")
    data, on = str(chat.card().data("Resume")), chat.card().id
    chat.hears(), chat.toasts()

    await chat.waits(hours=24)
    await chat.presses_data(data, on)

    assert chat.toasts() == [STALE]
    assert chat.hears() == []
    await chat.says("/routine taster")
    assert chat.headlines() == ["Taster · 1 min · with a partner"]


@pytest.mark.parametrize("step", ["count", "step"])
async def test_a_place_that_is_not_kept_any_longer_says_so(chat: Talk, stage: Stage, step: str) -> None:
    """On its card, without a sound, with a way on; also when the bot was away at that moment."""
    await begins(chat)
    if step == "step":
        await chat.presses("Start now")
        await chat.waits(seconds=20)
    await chat.presses("Pause" if step == "step" else "Wait")
    card, count = chat.card(), len(chat.arrived)

    await chat.waits(hours=23, minutes=59)
    assert card.headline.startswith("Paused")
    await stage.is_away(hours=1)

    assert card.text == "I kept your place for 24 hours. It is gone now."
    assert len(chat.arrived) == count
    await chat.presses("Routines")
    assert card.headline == "Which routine?"


async def test_a_clock_set_back_an_hour_does_not_stretch_the_step(chat: Talk, stage: Stage) -> None:
    """The machine's clock is set back in mid-step; the step still ends after its own length."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=20)
    chat.hears()

    stage.clock.set_back(timedelta(hours=1))
    await stage.beats()
    await chat.waits(seconds=29)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == ["3/3 Finish · 10 s"]
    await chat.waits(seconds=10)
    assert chat.headlines() == ["Done: Taster, 1 min"]


async def test_a_clock_set_back_is_not_forgotten_with_a_commit_that_fails(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full at that moment: the next beat moves the session."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=20)
    chat.hears()

    stage.clock.set_back(timedelta(hours=1))
    with monkeypatch.context() as full:
        full.setattr(stage.house.database, "run", Flaky(stage.house.database, 1).run)
        with pytest.raises(OSError, match="full"):
            await stage.house.tick()
    await stage.beats()
    await chat.waits(seconds=30)

    assert chat.headlines() == ["3/3 Finish · 10 s"]


async def test_a_clock_set_back_does_not_stop_the_countdown(chat: Talk, stage: Stage) -> None:
    """The card goes on telling the time that is left."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=15)

    stage.clock.set_back(timedelta(hours=1))
    await stage.beats()
    await chat.waits(seconds=5)

    assert "0:30 left." in chat.card().text


async def test_a_clock_set_back_while_paused_keeps_the_place(chat: Talk, stage: Stage) -> None:
    """What is left does not depend on the clock while the session waits."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=20)
    await chat.presses("Pause")

    stage.clock.set_back(timedelta(hours=1))
    await stage.beats()
    await chat.presses("Resume")
    chat.hears()

    await chat.waits(seconds=29)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == ["3/3 Finish · 10 s"]


# --- prompts that get no answer ---------------------------------------------------------------------------

MENTION = "A message before this one may not have reached you."
LIVE = ["Lighter", "Just right", "Pause", "Skip", "More", "Stop"]


async def test_a_lost_prompts_words_show_at_once_on_the_card_before(chat: Talk, stage: Stage) -> None:
    """With its buttons and its time, also in a step too short for a countdown."""
    await begins(chat)
    card = chat.card()
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt

    await chat.presses("Start now")

    assert chat.hears() == []
    assert card.headline == BEGUN_WITH_PARTNER
    assert "0:10 left. Next: Kneading, 40 s" in card.text
    assert card.labels == LIVE
    await chat.presses("Lighter")
    assert chat.toasts() == ["Lighter from here on."]


async def test_after_a_lost_prompt_the_next_one_is_the_only_card(chat: Talk, stage: Stage) -> None:
    """What stood in for it becomes a line of the story."""
    await begins(chat)
    first = chat.card()
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt
    await chat.presses("Start now")
    stage.telegram.swallows = lambda row: False

    await chat.waits(seconds=10)

    assert chat.card().headline == "2/3 Kneading · 40 s"
    assert (first.headline, first.keys) == (BEGUN_WITH_PARTNER, [])
    assert "left. Next" not in first.text


async def test_what_stands_in_for_a_prompt_is_sent_until_it_arrives(chat: Talk, stage: Stage) -> None:
    """An edit may be repeated, a prompt may not."""
    await begins(chat)
    lost = [Kind.prompt, Kind.stand_in]
    stage.telegram.swallows = lambda row: row.kind in lost and lost.remove(row.kind) is None

    await chat.presses("Start now")
    await stage.is_away(seconds=3)

    assert chat.hears() == []
    assert chat.card().headline == BEGUN_WITH_PARTNER
    [row] = kinds(await stage.rows("outbox"), "stand_in")
    assert (row["state"], row["sends"]) == ("sent", 1)


async def test_a_tap_on_a_prompt_that_was_given_up_for_lost_leaves_one_set_of_buttons(
    chat: Talk, stage: Stage
) -> None:
    """It had arrived after all: it is the card, and the one before is not."""
    await begins(chat)
    before = chat.card()
    stage.telegram.loses = lambda row: row.kind is Kind.prompt
    await chat.presses("Start now")
    stage.telegram.loses = lambda row: False
    prompt = chat.messages[-1]
    assert [shown.labels for shown in (before, prompt)] == [LIVE, LIVE]

    await chat.presses("Lighter")

    assert [shown.labels for shown in (before, prompt)] == [[], LIVE]
    await chat.waits(seconds=10)
    assert [bool(shown.keys) for shown in chat.messages[-3:]] == [False, False, True]


async def test_a_tap_on_what_stands_in_for_a_prompt_proves_nothing_of_the_prompt(
    chat: Talk, stage: Stage
) -> None:
    """The card before stays the card."""
    await begins(chat)
    card = chat.card()
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt
    await chat.presses("Start now")

    await chat.presses("Pause")

    assert card.headline.startswith("Paused · step 1 of 3")
    rows = kinds(await stage.rows("outbox"), "prompt")
    assert [row["state"] for row in rows] == ["sent", "unknown"]


async def test_where_no_card_ever_arrived_the_next_answer_says_so_once(chat: Talk, stage: Stage) -> None:
    """The get-ready count is lost: nothing shows the session, so that the first contact mentions it."""
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt
    await begins(chat)
    assert all("Ready" not in shown.text for shown in chat.messages)

    await chat.says("/tip")
    assert MENTION in chat.hears()[0]
    await chat.says("/tip")
    assert MENTION not in chat.hears()[0]


async def test_where_the_card_before_carries_on_nothing_is_mentioned(chat: Talk, stage: Stage) -> None:
    """The step that may be missing can be read there."""
    await begins(chat)
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt
    await chat.presses("Start now")

    await chat.says("/tip")

    assert MENTION not in chat.hears()[0]


async def test_a_session_that_was_paused_meanwhile_stays_so(chat: Talk, stage: Stage) -> None:
    """A prompt is given up for lost only after its pause: the card shows the pause."""
    await begins(chat)
    await chat.presses("Start now")
    card = chat.card()
    stage.telegram.swallows = lambda row: row.kind is Kind.prompt

    await stage.takes(chat.tap("Skip"), chat.line("pause"))

    assert card.headline.startswith("Paused · step 2 of 3")
    assert card.labels == ["Resume", "Lighter", "Stop"]
    await chat.presses("Resume")
    assert card.headline == "2/3 Kneading · 40 s"


async def test_a_step_that_is_paused_before_its_prompt_left_has_a_message_of_its_own(
    chat: Talk, stage: Stage
) -> None:
    """Skip and pause arrive together: the step before keeps its words, and nothing is edited over."""
    await begins(chat)
    await chat.presses("Start now")
    before = chat.card()

    await stage.takes(chat.tap("Skip"), chat.line("pause"))

    assert before.headline == "1/3 Settle · 10 s"
    assert before.labels == []
    card = chat.card()
    assert card.id != before.id
    assert card.headline.startswith("Paused · step 2 of 3")
    await chat.presses("Resume")
    assert chat.card().id == card.id
    assert card.headline == "2/3 Kneading · 40 s"


async def test_a_step_that_is_paused_before_its_prompt_left_waits_for_the_network(
    chat: Talk, stage: Stage
) -> None:
    """As long as the pause lasts it is not over."""
    await begins(chat)
    await chat.presses("Start now")
    stage.telegram.holds = lambda row: True
    await stage.takes(chat.tap("Skip"), chat.line("pause"))
    await chat.waits(minutes=2)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=2)

    assert chat.card().headline.startswith("Paused · step 2 of 3")


async def test_a_countdown_that_waits_does_not_undo_what_a_tap_changed(chat: Talk, stage: Stage) -> None:
    """The newer edit of a card replaces the older one."""
    await begins(chat)
    await chat.presses("Start now")
    stage.telegram.holds = lambda row: row.kind is Kind.countdown
    await chat.waits(seconds=10 + 10.5)  # 0:30 waits to leave
    stage.telegram.holds = lambda row: False

    await chat.presses("Lighter")
    assert "Pressure 2–3 of 10" in chat.card().text
    await stage.is_away(seconds=3)

    assert "Pressure 2–3 of 10" in chat.card().text
    [countdown] = kinds(await stage.rows("outbox"), "countdown")
    assert countdown["state"] == "cancelled"


@pytest.mark.parametrize(("before", "edits"), [(4, 0), (6, 1)])
async def test_the_countdown_keeps_away_from_the_answer_to_a_tap(chat: Talk, before: int, edits: int) -> None:
    """Too soon after the card's last edit, whoever asked for that, it is passed over."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=10 + 10 - before)
    await chat.presses("Lighter")
    answered = chat.card().edits

    await chat.waits(seconds=before + 1)  # past 0:30

    assert chat.card().edits - answered == edits


@pytest.mark.parametrize("first", ["Lighter", "Pause"])
@pytest.mark.parametrize("way", ["tap", "word"])
async def test_what_was_asked_before_a_stop_does_not_come_over_it(
    stage: Stage, chat: Talk, first: str, way: str
) -> None:
    """Stop overtakes the change that an earlier tap has asked for; the card ends without live buttons."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=4)

    await stage.takes(chat.tap(first), chat.tap("Stop") if way == "tap" else chat.line("stop"))
    await chat.waits(minutes=1)

    assert [
        shown.labels for shown in chat.messages if "Stop" in shown.labels or "Resume" in shown.labels
    ] == []
    assert any(shown.text.startswith("Stopped.") for shown in chat.messages)


async def test_a_card_that_was_deleted_by_hand_is_followed_by_one_that_lives(
    stage: Stage, chat: Talk
) -> None:
    """The answer to the next wish is the card from then on: it counts down, and loses its buttons in time."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=11)
    gone = chat.card()
    gone.is_deleted = True
    chat.hears()

    await chat.says("softer")
    fresh = next(shown for shown in chat.messages if shown.id != gone.id and "Lighter" in shown.labels)
    assert fresh.headline == "2/3 Kneading · 40 s"
    await chat.waits(seconds=10)
    assert "0:30 left." in fresh.text
    await chat.waits(seconds=30)

    assert fresh.labels == []
    assert chat.card().headline == "3/3 Finish · 10 s"


async def test_an_answer_that_leaves_late_is_a_new_card(stage: Stage, chat: Talk) -> None:
    """After half a minute nobody looks at the old card any more: the answer is sent anew, and is the card."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=12)
    old = chat.card()
    chat.hears()

    stage.telegram.holds = lambda row: True
    await chat.presses("Pause")
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=2)

    assert chat.headlines() == ["Paused · step 2 of 3, 0:38 to go"]
    fresh = chat.card()
    assert (old.labels, "Resume" in fresh.labels) == ([], True)
    await chat.presses("Resume")
    assert (old.labels, "Pause" in fresh.labels) == ([], True)


async def test_an_answer_that_may_have_arrived_is_late_where_it_was(stage: Stage, chat: Talk) -> None:
    """It is made again, which harms nothing: a new message might say the same twice."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=12)
    card = chat.card()
    chat.hears()
    stage.telegram.loses = lambda row: row.kind is Kind.edit
    await chat.presses("Pause")
    stage.telegram.loses = lambda row: False

    stage.telegram.holds = lambda row: True
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=2)

    assert chat.hears() == []
    assert (chat.card(), "Resume" in card.labels) == (card, True)
    row = kinds(await stage.rows("outbox"), "edit")[-1]
    assert (row["state"], row["sends"]) == ("sent", 1)


async def test_a_new_card_whose_answer_got_lost_is_the_card_once_it_is_tapped(
    stage: Stage, chat: Talk
) -> None:
    """The tap proves that it is there: what it asks for shows on it, and its buttons go with its step."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=12)
    stage.telegram.holds = lambda row: True
    await chat.presses("Pause")
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    stage.telegram.loses = lambda row: row.kind is Kind.fresh_card
    for _ in range(2):  # calls
        await chat.waits(minutes=1)
    stage.telegram.loses = lambda row: False
    [row] = kinds(await stage.rows("outbox"), "fresh_card")
    assert row["state"] == "unknown"

    fresh = chat.card()
    await chat.presses("Resume")
    assert "Pause" in fresh.labels
    await chat.waits(minutes=3)
    assert fresh.labels == []


async def test_an_edit_that_was_held_is_not_followed_at_once_by_the_countdown(
    stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five seconds lie between two edits of a card, counted from when the first one leaves."""
    sender = stage.house.courier._sender
    send, left, refused = sender.send, list[tuple[datetime, str]](), list[Row]()

    async def is_told_to_wait(row: Row) -> Outcome:
        if row.kind is Kind.edit and not refused:
            refused.append(row)
            return RetryAt(timedelta(seconds=25))
        if row.edits is not None:
            left.append((stage.clock.now().wire, row.kind.value))
        return await send(row)

    await begins(chat, "quick")
    await chat.presses("Start now")
    await chat.presses("Skip")
    await chat.waits(seconds=4)
    monkeypatch.setattr(sender, "send", is_told_to_wait)
    await chat.presses("Lighter")
    for _ in range(60):  # it leaves at the first beat after its time
        await chat.waits(seconds=1)

    assert refused and [kind for _, kind in left].count("countdown") >= 2
    for (before, _), (after, kind) in pairwise(left):
        assert kind != "countdown" or after - before >= EDITS_APART


async def test_a_stop_that_is_told_late_leaves_no_live_button(stage: Stage, chat: Talk) -> None:
    """The session has ended at once; that it has is said in a message of its own."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=12)
    chat.hears()

    stage.telegram.holds = lambda row: True
    await chat.presses("Stop")
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=2)

    [said] = chat.headlines()
    assert said.startswith("Stopped.")
    assert [shown.labels for shown in chat.messages if "Pause" in shown.labels] == []


async def test_what_was_said_before_a_stop_is_not_answered_after_it(stage: Stage, chat: Talk) -> None:
    """Words in one breath: of what is still unsaid when Stop comes only Stop is said."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=4)
    chat.hears()

    words = ("softer", "just right", "pause", "go on", "softer", "stop")
    await stage.takes(*(chat.line(word) for word in words))

    assert chat.headlines() == ["Stopped. Rest as long as you like."]


# --- what waits for the network ---------------------------------------------------------------------------

# Its kind, how many seconds after the start it comes, for how many it waits, and a part of it.
HELD = {
    "prompt": (Kind.prompt, 0, 12, "1/3 Settle · 10 s"),
    "stand-in": (Kind.stand_in, 0, 12, "1/3 Settle · 10 s"),
    "cue": (Kind.cue, 30, 12, OTHER_SIDE),
    "time": (Kind.countdown, 20, 31, "0:30 left."),
    "cue on the card": (Kind.countdown, 40, 7, TEN_SECONDS),
}


async def is_held_back(chat: Talk, stage: Stage, what: str) -> list[str]:
    """Let a message wait without a beat until it is too late, and an answer leave then.

    Return what is to be read of it.
    """
    kind, comes, waits, said = HELD[what]
    await begins(chat, alone=True)
    stage.telegram.swallows = lambda row: kind is Kind.stand_in and row.kind is Kind.prompt
    stage.telegram.holds = lambda row: row.kind is kind and stage.clock.at >= due
    due = stage.clock.at + timedelta(seconds=comes)
    await chat.presses("Start now")
    await chat.waits(seconds=comes)
    assert kinds(await stage.rows("outbox"), kind.value)[-1]["state"] == "pending"
    stage.clock.forward(timedelta(seconds=waits))
    stage.telegram.holds = lambda row: False
    await chat.says("/tip")
    return [shown.text for shown in chat.messages if said in shown.text]


@pytest.mark.parametrize("what", HELD)
async def test_what_a_step_has_to_say_does_not_leave_once_its_time_is_over(
    chat: Talk, stage: Stage, what: str
) -> None:
    """Also where something else is sent before the beat comes to it."""
    assert await is_held_back(chat, stage, what) == []


@pytest.mark.parametrize("what", ["prompt", "cue", "cue on the card"])
async def test_a_faster_clock_ends_nothing_on_its_way(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """At sixty times the speed a step of ten seconds is over before any message can leave."""
    jitter = timedelta(minutes=1)
    monkeypatch.setattr(stage.clock, "now", lambda: replace(HandClock.now(stage.clock), jitter=jitter))

    assert len(await is_held_back(chat, stage, what)) == 1


async def test_a_cue_that_could_not_be_deleted_for_an_hour_stays(chat: Talk, stage: Stage) -> None:
    """By then it is part of the story."""
    await hears_of_the_other_side(chat)
    stage.telegram.holds = lambda row: row.kind is Kind.removal
    await chat.waits(hours=1, minutes=1)
    stage.telegram.holds = lambda row: False
    await chat.waits(hours=1)

    assert [shown.headline for shown in chat.messages].count(OTHER_SIDE) == 1
    [removal] = kinds(await stage.rows("outbox"), "removal")
    assert removal["state"] == "expired"


async def test_a_place_that_is_not_kept_any_longer_leaves_no_cue(chat: Talk) -> None:
    await hears_of_the_other_side(chat)
    await chat.presses("Pause")
    await chat.waits(hours=24)

    assert OTHER_SIDE not in [shown.headline for shown in chat.messages]


async def test_what_waited_longer_than_a_place_is_kept_is_not_said(chat: Talk, stage: Stage) -> None:
    """Nothing to be resumed is offered where there is nothing."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=20)
    card = chat.card()
    chat.hears()
    stage.telegram.holds = lambda row: True
    await chat.presses("Pause")
    await chat.waits(hours=24)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=5)

    assert chat.hears() == []
    assert card.text == "I kept your place for 24 hours. It is gone now."


async def test_a_step_that_comes_while_the_one_before_gets_lost_is_sent_as_it_is(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Skipped while its call was on the way: nothing need stand in for it any more."""
    await begins(chat)
    first = chat.card()
    sender = stage.house.courier._sender
    send, hanging, hung = sender.send, asyncio.Event(), list[Row]()

    async def hangs_once(row: Row) -> Outcome:
        if row.kind is not Kind.prompt or hung:
            return await send(row)
        hung.append(row)
        await hanging.wait()
        return Ambiguous()

    monkeypatch.setattr(sender, "send", hangs_once)
    await stage.house.taking.take([chat.tap("Start now")])
    await stage.house.taking.take([chat.line("skip")])
    hanging.set()
    await stage.settles()
    await chat.waits(seconds=3)

    assert chat.headlines() == ["2/3 Kneading · 40 s"]
    assert (first.labels, chat.card().edits) == ([], 0)
    assert kinds(await stage.rows("outbox"), "stand_in") == []


async def test_a_stop_is_told_however_many_answers_wait(chat: Talk, stage: Stage) -> None:
    """Who has asked for too much is not told everything, but this."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=11)
    stage.telegram.holds = lambda row: True
    for _ in range(MOST_WAITING + 1):
        await chat.says("/tip")
    chat.hears()

    await chat.says("stop")
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=5)

    heard = chat.headlines()
    assert heard[0].startswith("Stopped.")
    assert len(heard) <= 1 + MOST_WAITING


async def test_of_the_answers_on_a_card_that_wait_only_the_newest_is_told(chat: Talk, stage: Stage) -> None:
    """They would be as many new messages."""
    await begins(chat, "quick")
    await chat.presses("Start now")
    await chat.presses("Skip")
    await chat.waits(seconds=4)
    step = chat.card().headline
    chat.hears()
    stage.telegram.holds = lambda row: True
    for label in ("Lighter", "More", "Lighter"):
        await chat.presses(label)
    await chat.waits(seconds=35)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=1)

    assert chat.headlines() == [step]


async def test_of_the_countdowns_that_wait_the_newest_is_shown(chat: Talk, stage: Stage) -> None:
    """And no other before it."""
    await begins(chat, "quick")
    await chat.presses("Start now")
    await chat.presses("Skip")
    stage.telegram.holds = lambda row: row.kind is Kind.countdown
    await chat.waits(seconds=31)
    stage.telegram.holds = lambda row: False
    await stage.is_away(seconds=3)

    countdowns = kinds(await stage.rows("outbox"), "countdown")[-2:]
    assert [row["state"] for row in countdowns] == ["cancelled", "sent"]
    assert chat.card().edits == 1


async def test_a_step_that_waits_after_an_outage_is_not_shown_for_the_one_that_got_lost(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine slept in mid-call: the question is all that can be answered."""
    await begins(chat)
    first = chat.card()
    sender = stage.house.courier._sender
    send, hanging = sender.send, asyncio.Event()

    async def hangs(row: Row) -> Outcome:
        if row.kind is not Kind.prompt:
            return await send(row)
        await hanging.wait()
        return Ambiguous()

    monkeypatch.setattr(sender, "send", hangs)
    await stage.house.taking.take([chat.tap("Start now")])
    stage.clock.forward(timedelta(minutes=10))
    await stage.house.tick()
    hanging.set()
    await stage.settles()
    await chat.waits(minutes=1)

    assert chat.headlines() == ["Sorry, I was away for 10 min. Step 2, Kneading, is waiting. Go on?"]
    assert (first.headline, first.labels) == (BEGUN_WITH_PARTNER, [])
    assert kinds(await stage.rows("outbox"), "stand_in") == []

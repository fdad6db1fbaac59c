"""Before a session: length, pace and cues are chosen on the plan, in place, and are kept."""

from __future__ import annotations

import pytest

from tests.conversations.stage import Stage, Talk, begins, kinds

LENGTHS = "I can do 1, 3, 5, 10, 15 or 20 minutes. Which one?"


async def test_the_plan_offers_length_pace_and_cues(chat: Talk) -> None:
    """Start stands first."""
    await chat.says("/routine full")

    assert chat.card().labels == ["Start", "Length", "Pace", "Cues", "On my own", "Routines"]


async def test_a_length_is_chosen_in_place(chat: Talk) -> None:
    """The current one is marked; the plan changes with the tap, in the same message."""
    await chat.says("/routine full")

    await chat.presses("Length")
    assert chat.card().labels == ["Start", "1", "3", "5", "• 10", "15", "20", "Close"]
    await chat.presses("5")

    assert chat.headlines() == ["Full · 5 min · with a partner"]
    assert chat.card().text.splitlines()[1:] == [
        "Settle 0:30",
        "Kneading 3:00",
        "Pushing 1:00",
        "Finish 0:30",
        "",
        "Left out: Pinching, Tapping and Rolling. A longer one has room.",
    ]
    assert chat.card().labels == ["Start", "Length", "Pace", "Cues", "On my own", "Routines"]


async def test_a_short_plan_says_what_is_shortened(chat: Talk) -> None:
    """Below five minutes the seed's least times are not reached."""
    await chat.says("/routine quick 3")

    assert chat.card().headline == "Quick · 3 min · with a partner"
    assert "Shortened: Kneading wants 3–5 min, here it gets 1:40." in chat.card().text


async def test_alone_only_lengths_are_offered_that_one_can_fill(chat: Talk) -> None:
    """Fifteen minutes of what one can reach would be too much of it."""
    await chat.says("/routine solo")

    await chat.presses("Length")

    assert chat.card().labels == ["Start", "1", "3", "• 5", "10", "Close"]


async def test_ten_minutes_alone_are_filled_and_played(chat: Talk) -> None:
    """With what one can do alone, and the plan says what to fetch for it."""
    await chat.says("/routine solo 10")

    assert chat.card().text.splitlines() == [
        "Solo · 10 min · on your own",
        "Wall-ball kneading 5:00, both sides alike",
        "Wall-ball pushing 2:00, both sides alike",
        "Shoulder pinching 1:00, both sides alike",
        "Shoulder tapping 1:20, both sides alike",
        "Breathing 0:40",
        "",
        "You need a ball and a wall.",
    ]
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    await chat.waits(minutes=10)
    assert chat.messages[-1].headline == "Done: Solo, 10 min"


async def test_all_five_can_be_done_alone(chat: Talk) -> None:
    """Full, with what has to be fetched for it."""
    await chat.says("/routine full")
    await chat.presses("On my own")

    assert chat.card().text.splitlines() == [
        "Full · 10 min · on your own",
        "Wall-ball kneading 4:00, both sides alike",
        "Wall-ball pushing 2:00, both sides alike",
        "Shoulder pinching 1:00, both sides alike",
        "Shoulder tapping 1:00, both sides alike",
        "Wall-ball rolling 2:00",
        "",
        "You need a ball, a wall, a second ball and a sock to hold both.",
    ]
    assert chat.card().labels[-2:] == ["With a partner", "Routines"]


async def test_one_minute_alone_needs_nothing_to_fetch_whatever_came_last(chat: Talk) -> None:
    """Try one minute is one minute, and the Taster alone never grows beyond the shoulders."""
    await chat.says("/start")
    welcome = chat.card()
    await chat.says("/routine taster")
    await chat.presses("On my own")
    await chat.presses("Length")
    assert chat.card().labels == ["Start", "• 1", "3", "Close"]
    await chat.presses("3")
    assert "You need" not in chat.card().text
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.says("/stop")

    await chat.presses_data(str(welcome.data("Try one minute")), welcome.id)
    assert "On my own: shoulders only, nothing to fetch." in welcome.text
    await chat.presses_data(str(welcome.data("On my own")), welcome.id)
    await chat.presses("Start now")
    await chat.waits(seconds=60)

    assert chat.messages[-1].headline == "Done: Taster, 1 min"


async def test_start_plays_the_chosen_length(chat: Talk) -> None:
    """Through the gate, to the second."""
    await chat.says("/routine full")
    await chat.presses("Length")
    await chat.presses("3")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    begun = chat.messages[-1].at

    await chat.waits(seconds=180)

    assert chat.messages[-1].headline == "Done: Full, 3 min"
    assert (chat.messages[-1].at - begun).total_seconds() == 180


async def test_close_goes_back_to_the_plan(chat: Talk) -> None:
    """Nothing is changed."""
    await chat.says("/routine full")
    before = chat.card().text

    for label in ("Length", "Pace", "Cues"):
        await chat.presses(label)
        await chat.presses("Close")

    assert chat.card().text == before


async def test_the_pace_changes_the_words_of_rhythm(chat: Talk) -> None:
    """Practised hands roll and knead faster; the plan stays the same."""
    await chat.says("/routine quick")
    await chat.presses("Pace")
    assert chat.card().labels == ["Start", "• Beginner", "Practised", "Close"]
    await chat.presses("Practised")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    await chat.presses("Skip")

    assert chat.card().headline == "2/4 Kneading · 3 min"
    assert "up to 120 a minute" in chat.card().text


async def test_without_a_choice_the_pace_is_a_beginners(chat: Talk) -> None:
    """40–60 circles a minute."""
    await begins(chat)
    await chat.presses("Start now")
    await chat.presses("Skip")

    assert "take the skin along, 40–60 a minute." in chat.card().text


@pytest.mark.parametrize(
    ("line", "length", "alone", "together"),
    [
        ("full", "1", "Full · 1 min", "Full · 1 min"),
        ("full", "3", "Full · 3 min", "Full · 3 min"),
        ("full", "20", "Full · 10 min", "Full · 10 min"),
        ("taster", "5", "Taster · 3 min", "Taster · 3 min"),
    ],
)
async def test_the_other_audience_keeps_the_length(
    chat: Talk, line: str, length: str, alone: str, together: str
) -> None:
    """Or gets the nearest that it can fill."""
    await chat.says(f"/routine {line}")
    await chat.presses("Length")
    await chat.presses(length)

    await chat.presses("On my own")
    assert chat.card().headline == f"{alone} · on your own"
    await chat.presses("With a partner")
    assert chat.card().headline == f"{together} · with a partner"


async def test_the_other_audience_keeps_the_pace(chat: Talk, stage: Stage) -> None:
    """Also on an older plan, after another pace was chosen elsewhere."""
    await chat.says("/routine full")
    await chat.presses("Pace")
    await chat.presses("Practised")
    older = chat.card()
    await chat.says("/routine quick")
    await chat.presses("Pace")
    await chat.presses("Beginner")

    await chat.presses_data(str(older.data("On my own")), older.id)
    await chat.presses_data(str(older.data("Start")), older.id)
    await chat.presses("Yes, all clear")

    assert (await stage.rows("sessions"))[-1]["pace"] == "practised"


async def test_length_and_pace_of_last_time_are_kept(chat: Talk, stage: Stage) -> None:
    """What is suggested next is as long as it was, also after a restart."""
    await chat.says("/routine full")
    await chat.presses("Pace")
    await chat.presses("Practised")
    await chat.presses("Length")
    await chat.presses("15")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.says("/stop")
    await stage.restarts()

    await chat.says("/start")
    assert "Today could be Full, 15 min." in chat.card().text
    await chat.presses("Start")
    await chat.presses("Start now")
    await chat.says("/stop")
    [row] = await stage.rows("chats")

    assert (row["last_minutes"], row["pace"]) == (15, "practised")


async def test_a_routine_that_is_picked_has_its_own_length(chat: Talk) -> None:
    """Full 10 means ten minutes, whatever was done last time."""
    await chat.says("/routine full 3")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.says("/stop")

    await chat.says("/routine")
    await chat.presses("Full 10")

    assert chat.card().headline == "Full · 10 min · with a partner"


async def test_swap_places_is_as_long_as_before(chat: Talk) -> None:
    """The other one gets the same."""
    await chat.says("/routine quick 3")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    await chat.waits(seconds=180)

    await chat.presses("Swap places")
    await chat.presses("Start now")
    await chat.waits(seconds=180)

    assert chat.messages[-1].headline == "Done: Quick, 3 min"


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("massge my wife 10 mins", "Full · 10 min · with a partner"),
        ("massage my wife 3 min", "Quick · 3 min · with a partner"),
        ("quick massage, 10 minutes", "Quick · 10 min · with a partner"),
        ("full 20 min please", "Full · 20 min · with a partner"),
        ("only 2 min", "Taster · 1 min · with a partner"),
        ("a massage of 4 minutes", "Quick · 3 min · with a partner"),
        ("im alone 3 min", "Solo · 3 min · on your own"),
        ("/routine full 15", "Full · 15 min · with a partner"),
        ("/routine full 15 min", "Full · 15 min · with a partner"),
        ("/routine 3", "Quick · 3 min · with a partner"),
        ("/routine solo 1", "Solo · 1 min · on your own"),
        ("/routine ten minutes", "Full · 10 min · with a partner"),
        ("/routine the full one", "Full · 10 min · with a partner"),
        ("/routine full 5min", "Full · 5 min · with a partner"),
        ("/routine full for 5 minutes", "Full · 5 min · with a partner"),
        ("/routine 5 full", "Full · 5 min · with a partner"),
        ("/routine 10 min solo", "Solo · 10 min · on your own"),
        ("/routine full alone", "Full · 10 min · on your own"),
        ("/routine full 5 on my own", "Full · 5 min · on your own"),
        ("/routine 3 alone", "Solo · 3 min · on your own"),
        *(
            (line, "Full · 5 min · with a partner")
            for line in ("full 5", "Full five", "5 full", "full for five minutes")
        ),
        *(
            (line, "Full · 5 min · with a partner")
            for line in ("/routine full five", "/routine full five minutes")
        ),
        *(
            (line, "Full · 10 min · with a partner")
            for line in ("full for ten", "full ten", "ful ten please")
        ),
        *(
            (line, "Full · 10 min · with a partner")
            for line in ("/routine full ten", "the full one", "massage ten min")
        ),
        *(
            (line, "Full · 20 min · with a partner")
            for line in ("full for twenty min", "full, twenty minutes!")
        ),
        *(
            (line, "Solo · 10 min · on your own")
            for line in ("ten minutes alone", "solo for ten", "alone for 10")
        ),
        *(
            (line, "Solo · 10 min · on your own")
            for line in ("solo 10", "on my own ten", "/routine alone 10")
        ),
        ("full 5 alone", "Full · 5 min · on your own"),
        ("full 5 min alone", "Full · 5 min · on your own"),
        *(
            (line, "Quick · 15 min · with a partner")
            for line in ("quick 15", "quick for fifteen", "quick massage 15")
        ),
        *(
            (line, "Quick · 3 min · with a partner")
            for line in ("three minutes", "4 minutes", "i have four minutes")
        ),
        *(
            (line, "Quick · 10 min · with a partner")
            for line in ("/routine ten", "/routine for ten", "massage 10")
        ),
        ("a quarter of an hour please", "Long · 15 min · with a partner"),
    ],
)
async def test_a_length_can_be_typed(chat: Talk, line: str, headline: str) -> None:
    """With the routine's name, or alone; who has four minutes gets three."""
    await chat.says(line)

    assert chat.headlines() == [headline]


@pytest.mark.parametrize(
    "line",
    [
        *("/routine full 0", "/routine full 999", "/routine full -5", "/routine full 7"),
        *("/routine 0", "/routine 999", "/routine full 99999999999999999999", "/routine full ٣"),
        *("/routine -5", "/routine 7.5", "/routine full 5,5", "/routine full 5 10", "/routine full 1 hour"),
        *("/routine 7 full", "/routine full 30 s"),
        *("full 0 min", "massage 999 min", "massage my wife for 45 minutes", "/routine full 1e3"),
        *(
            "full 0",
            "full 999",
            "full -5",
            "full 2.5",
            "half an hour full",
            "half an hour",
            "full for thirty",
        ),
        *(
            "full an hour",
            "massage 45",
            "/routine half an hour",
            "/routine full thirty minutes",
            "45 minutes",
        ),
    ],
)
async def test_a_length_that_there_is_not_is_answered_with_those_there_are(chat: Talk, line: str) -> None:
    """One tap mends it, and nothing else is said."""
    await chat.says(line)

    said = chat.card()
    assert said.text.startswith(LENGTHS)
    await chat.presses("5")
    assert chat.card().headline.split(" · ")[1] == "5 min"
    assert len(chat.hears()) == 1


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("/routine full 7", "Full · 10 min · with a partner"),
        ("/routine -5", "Quick · 10 min · with a partner"),
        ("/routine solo 20", "Solo · 5 min · on your own"),
        ("/routine full 15 alone", "Full · 5 min · on your own"),
        ("/routine taster 10 on my own", "Taster · 3 min · on your own"),
    ],
)
async def test_the_example_for_a_wrong_length_works(chat: Talk, line: str, headline: str) -> None:
    """Typed as it stands there."""
    await chat.says(line)
    example = chat.card().text.partition("or try ")[2].removesuffix(".")

    await chat.says(example)

    assert chat.card().headline == headline


@pytest.mark.parametrize(
    "line",
    [
        *("/routine solo 15", "solo 15 min", "im alone, 20 minutes", "15 min on my own"),
        *("solo 20", "solo for twenty", "/routine alone 20", "half an hour alone", "alone 15"),
    ],
)
async def test_alone_a_length_that_cannot_be_filled_is_answered_with_those_that_can(
    chat: Talk, line: str
) -> None:
    """Only what one can do alone is counted."""
    await chat.says(line)

    [said] = chat.hears()
    assert said.startswith("I can do 1, 3, 5 or 10 minutes. Which one?")


@pytest.mark.parametrize("line", ["full 20 alone", "full for twenty min, alone"])
async def test_what_a_routine_cannot_fill_alone_is_answered_with_what_it_can(chat: Talk, line: str) -> None:
    """Of the routine that was named."""
    await chat.says(line)

    [said] = chat.hears()
    assert said.startswith("I can do ")
    assert "/routine Full" in said
    assert said.endswith(" alone.")


@pytest.mark.parametrize("line", ["remind me at ten", "weekdays at nine", "remind me in 10 minutes"])
async def test_a_number_in_another_wish_is_no_length(chat: Talk, line: str) -> None:
    """A reminder stays one."""
    await chat.says(line)

    assert "min ·" not in chat.messages[-1].headline
    assert not chat.messages[-1].text.startswith(("I can do", "I didn't get that"))


async def test_a_technique_with_a_length_shows_the_technique(chat: Talk) -> None:
    """Its card says how long it wants to be."""
    await chat.says("kneading for five minutes")

    assert chat.headlines()[0].startswith("Kneading")


@pytest.mark.parametrize(
    "data",
    [
        *("begin:solo:alone:20", "clear:solo:alone:15:beginner", "plan:solo:alone:20:beginner"),
        *("length:solo:alone:15:beginner", "cue:solo:alone:20:beginner:half"),
    ],
)
async def test_a_forged_length_begins_nothing(chat: Talk, data: str) -> None:
    """The lengths that there are, and no session."""
    await chat.says("/routine solo")

    await chat.presses_data(data, chat.card().id)

    assert "I can do 1, 3, 5 or 10 minutes. Which one?" in chat.messages[-1].text
    await chat.says("/pause")
    assert chat.messages[-1].text.startswith("Nothing is running.")


@pytest.mark.parametrize(
    "data",
    [
        *("begin:full:partner:7", "begin:full:partner:0:beginner", "begin:full:partner:10:fast"),
        *(
            "plan:full:partner:10:beginner:half",
            "length:full:partner:10",
            "cue:full:partner:10:beginner:loud",
        ),
        *(
            "cue:full:partner:10:beginner:loud",
            "cues:full:partner:-10:beginner",
            "pace:none:partner:10:beginner",
        ),
    ],
)
async def test_forged_choices_are_refused(chat: Talk, data: str) -> None:
    """The same answer as for a stale button."""
    await chat.presses_data(data)

    assert chat.toasts() == ["That button has had its turn. Use the newest message, or /routine."]


async def test_while_a_session_runs_nothing_is_chosen(chat: Talk) -> None:
    """An old plan's buttons name the session."""
    await chat.says("/routine full")
    plan = chat.card()
    length = str(plan.data("Length"))
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    chat.hears()

    await chat.presses_data(length, plan.id)

    assert chat.headlines()[0].startswith("One session at a time")


async def plays_deep(chat: Talk, *switches: str) -> None:
    """Play Deep from its second step (kneading, 5 min), with some cues switched."""
    await chat.says("/routine deep")
    await chat.presses("Cues")
    for switch in switches:
        await chat.presses(switch)
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    await chat.presses("Skip")
    chat.hears()


async def test_half_way_and_ten_seconds_are_edits_of_the_card(chat: Talk) -> None:
    """No message of their own, and the time stands below."""
    await plays_deep(chat)

    await chat.waits(seconds=151)
    lines = chat.card().text.splitlines()
    assert lines[-4:-2] == ["Half way. Keep breathing.", "2:30 left. Next: Pushing, 3 min"]
    await chat.waits(seconds=15)
    assert "Half way" not in chat.card().text
    await chat.waits(seconds=125)
    assert "Ten seconds. Let it fade out." in chat.card().text.splitlines()

    assert chat.hears() == []


async def test_with_sound_half_way_is_heard_and_ten_seconds_come_silently(chat: Talk) -> None:
    """Messages of their own, at their moments, each once."""
    await plays_deep(chat, "Sound: off")
    assert chat.card().headline == "2/7 Kneading · 5 min"
    begun = chat.messages[-1].at

    await chat.waits(seconds=299)

    cues = [(shown.headline, (shown.at - begun).seconds, shown.silent) for shown in chat.messages[-2:]]
    assert cues == [
        ("Half way. Keep breathing.", 150, False),
        ("Ten seconds. Let it fade out.", 290, True),
    ]
    assert len(chat.hears()) == 2
    await chat.waits(seconds=1)
    assert [shown.headline for shown in chat.messages[-2:]] == ["2/7 Kneading · 5 min", "3/7 Pushing · 3 min"]


@pytest.mark.parametrize("sound", [(), ("Sound: off",)])
async def test_each_cue_can_be_switched_off(chat: Talk, sound: tuple[str, ...]) -> None:
    """Neither said nor shown; the switch says how it stands."""
    await plays_deep(chat, "Half way: on", "Ten seconds: on", "Other side: on", *sound)
    texts = []

    for _ in range(300):
        await chat.waits(seconds=1)
        texts.append(chat.card().text)

    assert not any("Half way" in text or "Ten seconds" in text for text in texts)
    assert [line for line in chat.headlines() if line[0] not in "1234567"] == []


async def test_the_other_side_can_be_switched_off(chat: Talk) -> None:
    """The sides stay equal all the same."""
    await chat.says("/routine solo")
    await chat.presses("Cues")
    await chat.presses("Other side: on")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    chat.hears(), chat.toasts()

    await chat.waits(seconds=100)
    assert chat.hears() == []
    await chat.presses("More")
    await chat.presses("+15 s")
    assert chat.toasts() == ["That is as far as this step goes."]


async def test_the_switches_are_kept_for_every_session_to_come(chat: Talk) -> None:
    """Also for another routine."""
    await chat.says("/routine full")
    await chat.presses("Cues")
    await chat.presses("Sound: off")
    await chat.presses("Half way: on")

    await chat.says("/routine solo")
    await chat.presses("Cues")

    assert chat.card().labels[1:5] == ["Half way: off", "Ten seconds: on", "Other side: on", "Sound: on"]


async def test_a_cue_that_comes_late_is_dropped(chat: Talk, stage: Stage) -> None:
    """Six seconds after its moment nobody hears it any more."""
    await plays_deep(chat, "Sound: off")
    await chat.waits(seconds=149)

    await stage.is_away(seconds=7)
    await chat.waits(seconds=60)

    assert chat.hears() == []


async def test_a_cue_comes_once_a_turn_whatever_happens(chat: Talk, stage: Stage) -> None:
    """Restarted and woken twice it is not said again; when the step is played again, it is."""
    await plays_deep(chat, "Sound: off")
    await chat.waits(seconds=150)
    await stage.restarts()
    await stage.beats()
    assert chat.hears() == ["Half way. Keep breathing."]

    await chat.says("back")
    await chat.says("skip")
    chat.hears()
    await chat.waits(seconds=151)

    assert chat.hears() == ["Half way. Keep breathing."]
    keys = [row["dedup_key"] for row in kinds(await stage.rows("outbox"), "cue")]
    assert len(keys) == len(set(keys)) == 2


async def test_two_sides_hear_of_the_other_side_and_not_of_half_way(chat: Talk) -> None:
    """One moment, one word."""
    await chat.says("/routine solo")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    chat.hears()

    await chat.waits(seconds=91)

    assert chat.hears() == ["Other side now. Same place, same strength."]
    assert "Half way" not in chat.card().text


async def test_in_a_group_only_administrators_switch_cues(stage: Stage) -> None:
    """Length and pace are of the session, and any member steers that."""
    group = stage.group()
    await group.says("/routine full")
    await group.presses("Cues")
    group.hears()

    plan = group.card()
    await group.presses("Sound: off")
    assert group.hears() == ["In a group, only administrators can change this."]
    stage.telegram.administrators.add(1001)
    await group.presses("Sound: off")

    assert "Sound: on" in plan.labels


@pytest.mark.parametrize(
    ("line", "wished", "plan"),
    [
        ("7 minutes please", 7, "Quick · 5 min · with a partner"),
        ("full 7", 7, "Full · 5 min · with a partner"),
        ("only 2 min", 2, "Taster · 1 min · with a partner"),
        ("four minutes alone", 4, "Solo · 3 min · on your own"),
        ("10 minutes please", None, "Full · 10 min · with a partner"),
    ],
)
async def test_a_length_that_there_is_not_is_said_to_be_the_nearest(
    chat: Talk, line: str, wished: int | None, plan: str
) -> None:
    """Below the steps; a length that there is needs no word."""
    await chat.says(line)

    [said] = chat.hears()
    assert said.startswith(plan)
    assert ("this is the nearest" in said) is (wished is not None)
    if wished is not None:
        assert f"I can't do {wished} min; this is the nearest. Tap Length for others." in said.split("\n")

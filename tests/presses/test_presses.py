"""A press becomes a button's data and comes back the same; data that is forged never does harm."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import Audience, RoutineKey
from bot.domain.ids import ReminderId
from bot.domain.plan import Wanted
from bot.screens.presses import Begin, DropReminders, Press, decode, encode, manages
from tests.presses.forged import NUMBERS, as_written_today, with_other_numbers
from tests.presses.kinds import KINDS, of_kind, presses
from tests.presses.sent_before import FIRST_WORDS, SENT_BEFORE
from tests.sizes import examples

WORDS = [
    *("spare", "swap", "looser", "less", "on", "tapping", "taster", "full", "solo", "partner", "alone"),
    *("kneading", "resume", "off", "when_not", "", "0", "-1", "1", "999999999999999999999999", "٣", "²"),
    *("1,2", ",", "830", "2460", "1e3", " 1", "None", "🙂", "own_1", "own_", "add", "take", "erase", "up"),
    *("\x00", "\ud800", "9" * 5000),
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_press_of_every_kind_comes_back_the_same(kind: type[Press]) -> None:
    """Through at most 64 bytes."""

    @settings(max_examples=examples(40))
    @given(press=of_kind(kind))
    def check(press: Press) -> None:
        data = encode(press)
        assert 1 <= len(data.encode()) <= 64
        assert decode(data) == press

    check()


@settings(max_examples=examples(200))
@given(one=presses, other=presses)
def test_two_presses_never_share_their_data(one: Press, other: Press) -> None:
    """What is read is what was meant."""
    assert (encode(one) == encode(other)) == (one == other)


@pytest.mark.parametrize(
    "press",
    [
        DropReminders(tuple(ReminderId(10**9 + each) for each in range(6))),
        Begin(Wanted(RoutineKey("r" * 60), Audience.partner)),
    ],
)
def test_data_that_telegram_would_refuse_is_not_written(press: Press) -> None:
    """More than 64 bytes."""
    with pytest.raises(ValueError, match="too long"):
        encode(press)


def test_ten_thousand_forged_buttons_do_no_harm() -> None:
    """Every first word with every kind of part: a press or None, never an error."""
    dice = random.Random(7)
    for _ in range(10_000):
        rest = [dice.choice(WORDS) for _ in range(dice.randrange(4))]
        read = decode(":".join([dice.choice([*FIRST_WORDS, "nothing", ""]), *rest]))
        assert read is None or encode(read)


@settings(max_examples=examples(200))
@given(data=st.text(max_size=64))
def test_any_text_is_a_press_or_none(data: str) -> None:
    """However it got there."""
    assert decode(data) is None or data in SENT_BEFORE


@settings(max_examples=examples(200))
@given(word=st.sampled_from(FIRST_WORDS), rest=st.text(alphabet="0123456789:,-+ _.abcé²٣", max_size=60))
def test_any_part_of_a_real_button_is_a_press_or_none(word: str, rest: str) -> None:
    """Numbers in all kinds of writing; what is read can be written again."""
    read = decode(f"{word}:{rest}")
    assert read is None or encode(read)


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_out_of_range_is_none_in_every_press(kind: type[Press]) -> None:
    """In the place of each number, alone and all together: what is read is only what is also written so."""

    @settings(max_examples=examples(40))
    @given(press=of_kind(kind), data=st.data())
    def check(press: Press, data: st.DataObject) -> None:
        for forged in with_other_numbers(encode(press), data.draw(st.sampled_from(NUMBERS))):
            read = decode(forged)
            assert read is None or encode(read) == forged

    check()


@pytest.mark.parametrize("sent", SENT_BEFORE)
def test_a_number_out_of_range_is_none_in_every_form_that_was_sent(sent: str) -> None:
    """Also in the old forms, which are read as the forms of today."""
    for forged in (each for number in NUMBERS for each in with_other_numbers(sent, number)):
        read = decode(forged)
        assert read is None or encode(read) == as_written_today(forged)


@settings(max_examples=examples(400))
@given(word=st.sampled_from(FIRST_WORDS), parts=st.lists(st.sampled_from([*WORDS, *NUMBERS]), max_size=4))
def test_what_is_read_is_only_what_is_written(word: str, parts: list[str]) -> None:
    """No other digits, no signs, no zeros in front, no parts that are passed over."""
    forged = ":".join([word, *parts])
    read = decode(forged)
    assert read is None or encode(read) == as_written_today(forged)


@pytest.mark.parametrize(
    "data",
    [
        *("hour:9007199254740991", "sure:9007199254740992:127", "quiet:9007199254740991:0"),
        *(
            "begin:full:partner:010",
            "hour:830",
            "hour:00830",
            "sure:0830:0127",
            "quiet:0:0",
            "skip:041:2",
            "go:03:full:partner",
        ),
        *("own:share:07", "own:up:01", "rate:9007199254740993"),
        *("go:3:spare:full:partner", "go:3:full:partner:10:beginner", "drop:03", "undo:3,04"),
    ],
)
def test_a_number_that_nobody_wrote_is_none(data: str) -> None:
    """Too large for its type, with zeros in front, or with parts that no such button has."""
    assert decode(data) is None


@pytest.mark.parametrize(
    "data",
    [
        *("", ":", "nothing", "pick:1", "settings:1", "x" * 65),
        *("skip", "skip:1", "skip:1:2:3", "skip:-1:1", "skip:1:9999999999999999999"),
        *("begin:full", "begin:own_1:alone", "begin:full:partner:7"),
        *("begin:own_1:partner:10", "begin:full:partner:10:fast", "begin:full:partner:10:beginner:x"),
        *("clear:full", "clear:spare:full", "clear:spare", "clear:swap", "clear:swap:1:2", "clear"),
        *("spare:spare:full:partner", "plan:spare", "plan:", "plan", "length:spare:full:partner:10"),
        *("length:own_1:partner:10:beginner", "cue:full:partner:10:beginner:loud", "swap", "swap:x"),
        *("hour:2460", "hour:0860", "hour:", "sure:0830:0", "sure:0830:128", "sure::127"),
        *("zone:", "zone:no zone", "zone:a:b", "offset:", "offset:+5", "offset:-0", "offset:901", "offset:x"),
        *("once:20261128", "once:20261328:0900", "once:2026112:0900", "once:20261128:", "once:0:0900"),
        *("ring_in:0", "ring_in:-5", "ring_in:", "ring_in:999999", "move:3", "move:x:0930", "move:3:2500"),
        *("quiet:2100", "quiet:2100:2500", "safety:all", "safety:pressure:x"),
        *("drop:", "drop:a", "drop:1,", "later:x", "go:x:full:partner", "go:1", "go"),
        *("rate:x", "felt:1:pain", "like:1:kneading:none", "like:1:kneading", "asking:maybe", "restore:"),
        *("own", "own:add", "own:up:-1", "own:up:100", "own:erase:x", "own:erase:1:2"),
        *("own:erase:9999999999999999", "own:take:x", "own:take:" + "ü" * 22, "own:list:1", "own:save"),
        *("edit", "edit:x", "edit:7:new", "edit:7:up", "edit:7:leave:1"),
    ],
)
def test_data_that_is_not_ours_is_none(data: str) -> None:
    """Its tap gets the answer to a stale button."""
    assert decode(data) is None


def test_a_press_and_its_type_are_for_the_same_people() -> None:
    assert manages(DropReminders((ReminderId(1),)))
    assert not manages(Begin(Wanted(RoutineKey("full"), Audience.partner)))

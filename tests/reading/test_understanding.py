"""What typed lines are taken to mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Lexicon, Urgency
from bot.reading.ages import names_minor
from bot.reading.lengths import find_wish
from bot.reading.red_flags import find_red_flag
from bot.reading.understanding import (
    Meaning,
    find_routine,
    find_technique,
    may_call_to_stop,
    nearest,
    speaks_of_pain,
    understand,
)
from bot.reading.words import normal


@pytest.mark.parametrize(
    ("line", "techniques"),
    [
        ("how do i kneed", ["kneading"]),
        ("How do I do kneeding?", ["kneading"]),
        ("pushng technique", ["pushing"]),
        ("pinch and lift thing?", ["pinching"]),
        ("drum on back w fists", ["tapping"]),
        ("rolling fist how", ["rolling"]),
        ("gunfa", ["rolling"]),
        ("揉法", ["kneading"]),
        ("kneading vs rolling", ["kneading", "rolling"]),
        ("how do i do taping", ["tapping"]),
    ],
)
def test_techniques_are_understood(line: str, techniques: list[str], english: Lexicon) -> None:
    """By name, slip, description, pinyin or sign."""
    assert list(understand(line, english).techniques) == techniques


@pytest.mark.parametrize(
    ("line", "routine"),
    [
        ("massge my wife 10 mins", "full"),
        ("smth quick", "quick"),
        ("only 2 min", "taster"),
        ("a long one", "long"),
        ("deep relaxation", "deep"),
        ("one minute", "taster"),
        ("15 minutes please", "long"),
    ],
)
def test_routines_are_understood(line: str, routine: str, english: Lexicon) -> None:
    """By length or by mood."""
    assert understand(line, english) == Meaning(routine=routine)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("what tecniques r there", "techniques"),
        ("im alone", "alone"),
        ("I'm alone", "alone"),
        ("remind me 8.30", "remind"),
        ("weekdays at 9 & 3pm", "remind"),
        ("wake me at 7", "remind"),
        ("stop remindng me", "stop_reminders"),
        ("stop reminding me", "stop_reminders"),
        ("don't remind me", "stop_reminders"),
        ("stop", "stop"),
        ("STOP!!!", "stop"),
        ("please stop", "stop"),
        ("not today pls", "not_today"),
        ("skip today", "not_today"),
        ("skip", "skip"),
        ("wrong time zone", "timezone"),
        ("softer", "softer"),
        ("ouch that hurts", "pain"),
        ("wait", "pause"),
        ("my hands are tired", "pause"),
        ("don't pause", "resume"),
        ("please do not stop", "resume"),
        ("don't go lighter", "just_right"),
        ("not lighter", "just_right"),
        ("go lighter", "softer"),
        ("minus 15", "minus"),
        ("press harder please", "firmer"),
        ("a bit slower", "rhythm"),
        ("the other side?", "step"),
        ("does it cure slipped disc", "cure"),
        ("massage my neck", "neck"),
        ("how shuld i sit", "posture"),
        ("delet my data", "delete_me"),
        ("thx!!", "thanks"),
        ("hi", "hello"),
        ("back massage", "routine"),
        ("back", "back"),
    ],
)
def test_wishes_are_understood(line: str, intent: str, english: Lexicon) -> None:
    """The longest form that fits decides: "stop reminding me" is not "stop", "back massage" not "back"."""
    assert understand(line, english) == Meaning(intent=intent)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "stop",
            "STOP!!",
            "Stop.",
            "please stop",
            "stop please",
            "stop it",
            "stop now",
            "stopp",
            "stpo",
            "STOOOPPP!",
        ),
        *("stop the massage", "no, stop", "ok stop", "can we stop?", "how do i stop", "stop, thanks a lot"),
        *("stop, that hurts", "my back hurts, stop", "wait. stop!", "stop with the kneading please"),
        *("Don't! Stop!", "please don’t. STOP", "won't you stop?", "why don't we stop here", "no more, stop"),
        "my wife says that she is rather tired by now and would like to stop",
        "don't stop yet... no, stop",
        *(
            "enough",
            "Enough!",
            "enough now",
            "that's enough",
            "ok that’s enough for today",
            "thats enough pls",
        ),
        *("i think i have had enough", "enough is enough", "that is enough, thanks a lot", "we're done"),
        *("no more", "no more please", "end", "end it", "please end it now", "let's end it here", "the end"),
        *(
            "end the session",
            "finish now",
            "finish it please",
            "quit",
            "i want to quit",
            "abort",
            "cancel it",
        ),
    ],
)
def test_a_call_to_stop_is_certain(line: str, english: Lexicon) -> None:
    """The word itself wherever it stands; what might mean something else when it is nearly alone."""
    assert understand(line, english) == Meaning(intent="stop")


@pytest.mark.parametrize(
    ("line", "may_stop"),
    [
        *(
            (line, False)
            for line in ("don't stop", "do not stop!", "please don’t stop", "never stop", "it won't stop")
        ),
        *(
            (line, False)
            for line in ("i don't want to stop", "please do not stop now", "non-stop", "at the bus stop")
        ),
        *(
            (line, False)
            for line in ("if i say stop it's over, right?", "I never stop smiling", "stop reminding me")
        ),
        *(
            (line, False)
            for line in ("when does it end?", "how much longer until the end", "what a good end")
        ),
        *(
            (line, False)
            for line in ("is 10 minutes enough", "is this enough?", "when do we finish", "no more reminders")
        ),
        *(
            (line, False)
            for line in ("does the session end by itself", "how do i cancel", "cancel reminders")
        ),
        *((line, True) for line in ("no more oil, is that ok?", "can we end it?", "enough?", "enough oil")),
        *(
            (line, True)
            for line in (
                "no more kneading",
                "i want this to end soon",
                "could you finish it up",
                "let me finish this",
            )
        ),
        *(
            (line, True)
            for line in (
                "thanks a lot, that was more than enough",
                "we quit smoking",
                "she has had enough of it",
            )
        ),
    ],
)
def test_a_sentence_is_no_certain_call_to_stop(line: str, may_stop: bool, english: Lexicon) -> None:
    """What perhaps is one is told apart from what wants to know something, or says the contrary."""
    assert understand(line, english).intent != "stop"
    assert may_call_to_stop(line, english) is may_stop


@pytest.mark.parametrize(
    "line", ["massage for two", "two of us", "the full one", "one more", "10", "five breaths"]
)
def test_a_number_alone_is_no_length(line: str, english: Lexicon) -> None:
    """It may count people or anything else."""
    assert find_wish(line, english) is None


@pytest.mark.parametrize("line", ["STOOOPPP!", "stoppp", "Stop.\nPlease"])
def test_a_long_drawn_stop_counts(line: str, english: Lexicon) -> None:
    """However it is drawn out."""
    assert understand(line, english) == Meaning(intent="stop")


@pytest.mark.parametrize("line", ["let me finish this", "the end is near"])
def test_what_only_may_be_a_call_is_none(line: str, english: Lexicon) -> None:
    """It pauses, and does not stop."""
    assert understand(line, english).intent != "stop"
    assert may_call_to_stop(line, english)


@pytest.mark.parametrize(
    "line", ["phone call", "sorry, phone call", "i have a phone call", "wait, phone call"]
)
def test_a_phone_call_is_a_pause(line: str, english: Lexicon) -> None:
    """Nearly alone."""
    assert understand(line, english) == Meaning(intent="pause")


@pytest.mark.parametrize(
    ("line", "hurts"),
    [
        *(
            (line, True)
            for line in ("my neck hurts", "owwww", "PAINFULLL", "sharp", "it feels sharp", "sick")
        ),
        *(
            (line, True)
            for line in ("no, pain", "it isn't painful there, here it is painful", "don't hurt me")
        ),
        *((line, False) for line in ("no pain", "pain-free", "painless", "it doesn’t hurt", "not painful")),
        *((line, False) for line in ("at 8 sharp", "sick of work", "how", "burn", "lighter", "")),
    ],
)
def test_pain_is_found_anywhere_in_a_line(line: str, hurts: bool, english: Lexicon) -> None:
    """Drawn out too; what is denied is none."""
    assert speaks_of_pain(line, english) is hurts


@pytest.mark.parametrize(
    ("line", "is_young"),
    [
        *(
            (line, True)
            for line in ("I'm 15", "i am 17 and well", "she is sixteen, ok?", "12 years old", "age 9")
        ),
        *(
            (line, False)
            for line in ("I'm 18", "i am 45", "18 years old", "I'm 15 minutes late", "I am 5 ft")
        ),
        *((line, False) for line in ("we are 2", "15", "15 minutes", "full 10", "he is here", "age")),
    ],
)
def test_who_is_not_of_age_is_noticed(line: str, is_young: bool, english: Lexicon) -> None:
    """In digits and words; what is no age is not taken for one."""
    assert names_minor(line, english) is is_young


@pytest.mark.parametrize("line", ["the phone call was short", "her phone call took an hour"])
def test_talk_of_a_phone_call_is_none(line: str, english: Lexicon) -> None:
    """A sentence about one interrupts nothing."""
    assert understand(line, english).intent != "pause"


@pytest.mark.parametrize(
    "line", ["", "   ", "🙂🙃", "مرحبا", "lorem ipsum dolor", "...", "\u202e", "9999", "my aunt has a dog"]
)
def test_what_means_nothing_to_us_has_no_meaning(line: str, english: Lexicon) -> None:
    """Nothing is guessed."""
    assert understand(line, english) == Meaning()


@pytest.mark.parametrize(
    ("line", "urgency"),
    [
        ("my legs r numb", Urgency.now),
        ("MY LEGS ARE NUMB!", Urgency.now),
        ("tinglng in both feet", Urgency.now),
        ("fell off a lader, back hurts", Urgency.now),
        ("i can’t feel my legs", Urgency.now),
        ("cant pee since yesterday", Urgency.now),
        ("chest pain", Urgency.now),
        ("dark urine", Urgency.now),
        ("I have a fever", Urgency.today),
        ("feaver", Urgency.today),
        ("loosing weight, weight loss", Urgency.today),
        ("is cancer a problem", Urgency.today),
        ("she's pregnent is it ok", Urgency.ask),
        ("im pregnat", Urgency.ask),
        ("I take blood thinners", Urgency.ask),
        ("had surgery last week", Urgency.ask),
        ("osteoporosys", Urgency.ask),
        ("how do I knead with a pacemaker", Urgency.ask),
        ("pregnant and my legs are numb", Urgency.now),
        ("i am on blood thiners", Urgency.ask),
        ("my chest really hurts", Urgency.now),
        ("i can not pee", Urgency.now),
        ("ache in my chest", Urgency.now),
        ("pain in the heart", Urgency.now),
        ("i think i broke a rib", Urgency.today),
        ("had a stroke", Urgency.now),
        ("i'm bleeding", Urgency.now),
        ("怀孕 怎么揉背", Urgency.ask),
        ("胸痛", Urgency.now),
    ],
)
def test_red_flags_are_found_also_with_a_slip(line: str, urgency: Urgency, english: Lexicon) -> None:
    """The most urgent one counts."""
    flag = find_red_flag(line, english)

    assert flag is not None
    assert flag.urgency is urgency


@pytest.mark.parametrize(
    "line",
    [
        "I feel good",
        "it feels great",
        "he felt it",
        "never mind",
        "never again",
        "cancel",
        "cancel the session",
        "cancelled",
        "number",
        "what a number of steps",
        "numbers please",
        "plump cushions",
        "chess again",
        "a bumper car",
        "a clock",
        "how do I knead a back",
        "kneading vs rolling",
        "stop reminding me",
        "weekdays at 9 & 3pm",
        "massge my wife 10 mins",
        "thx!!",
        "I almost fell asleep, lovely",
        "we fell in love",
    ],
)
def test_false_friends_are_no_red_flags(line: str, english: Lexicon) -> None:
    """feel is not fell, never is not fever, cancel is not cancer, number is not numb."""
    flag = find_red_flag(line, english)

    assert flag is None, flag


def test_every_red_flag_is_found_in_every_form(english: Lexicon) -> None:
    """Alone and in a sentence, in capitals and with another apostrophe."""
    for flag in english.red_flags:
        for form in flag.forms:
            for line in (form, f"well, {form.upper()} since monday", form.replace("'", "’")):
                assert find_red_flag(line, english) is not None, line


def test_no_word_for_a_wish_is_a_red_flag(english: Lexicon) -> None:
    """The bot's own words never raise an alarm."""
    forms = [form for several in english.intents.values() for form in several]
    forms += [form for several in english.techniques.values() for form in several]
    forms += [form for several in english.routines.values() for form in several]

    assert [form for form in forms if find_red_flag(form, english)] == []


def test_every_form_of_a_wish_means_that_wish(english: Lexicon) -> None:
    """What the word list says is what is understood."""
    wrong = {
        form: (intent, understand(form, english))
        for intent, forms in english.intents.items()
        for form in forms
        if understand(form, english) != Meaning(intent=intent)
    }

    assert wrong == {}


def test_every_form_of_a_technique_or_routine_means_it(english: Lexicon) -> None:
    """By command argument too."""
    assert {
        form: key
        for key, forms in english.techniques.items()
        for form in forms
        if find_technique(form, english) != key
    } == {}
    assert {
        form: key
        for key, forms in english.routines.items()
        for form in forms
        if find_routine(form, english) != key
    } == {}


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Comparing never fails, and is at rest after the first time."""
    assert normal(normal(text)) == normal(text)


@given(line=st.text(max_size=80))
def test_any_line_has_a_meaning_or_none(line: str, english: Lexicon) -> None:
    """No text breaks the understanding."""
    understand(line, english)
    find_red_flag(line, english)
    nearest(line, english.techniques)

"""What typed lines are taken to mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.saying.meant import meaning_in_session, meaning_without_session
from bot.domain.catalogue import Lexicon
from bot.domain.intent import Intent
from bot.reading.line import Meaning
from bot.reading.reader import Reader


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
def test_techniques_are_understood(line: str, techniques: list[str], english: Reader) -> None:
    """By name, slip, description, pinyin or sign."""
    assert list(english.read(line).meaning.techniques) == techniques


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
def test_routines_are_understood(line: str, routine: str, english: Reader) -> None:
    """By length or by mood."""
    assert english.read(line).meaning == Meaning(routine=routine)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        "quick question",
        "a long day at work",
        "tired calves after a long hike",
        "on a full stomach",
        "deep down",
    ],
)
def test_an_everyday_word_beside_others_names_no_routine(line: str, english: Reader) -> None:
    """It belongs to the words around it."""
    assert english.read(line).without_session.routine is None


@pytest.mark.parametrize(
    ("line", "routine"),
    [
        ("the long one please", "long"),
        ("quick", "quick"),
        ("do the full thing", "full"),
        ("the deep one for tonight", "deep"),
        ("give us the longest one you've got", "deep"),  # like a wish for a session, in more words
    ],
)
def test_an_everyday_word_names_a_routine_in_talk_of_a_massage(
    line: str, routine: str, english: Reader
) -> None:
    """The rest of the line says nothing else."""
    assert english.read(line).without_session == Meaning(routine=routine)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("too hard too hard", Intent.softer),
        ("stop stop stop", Intent.stop),
        ("slower slower please slower", Intent.rhythm),
        ("softer! softer, please softer", Intent.softer),
        ("next next", Intent.skip),
        ("go on, keep going", Intent.resume),
        ("that's enough, we're done", Intent.stop),
        ("enough for tonight, i'm done", Intent.stop),
        ("pause, pause, stop", Intent.stop),
        ("that's enough of this one", Intent.pause),  # no two forms
        ("that's enough pressure", Intent.softer),
        ("that is not enough pressure", Intent.firmer),
    ],
)
def test_what_is_said_twice_is_meant(line: str, intent: Intent, english: Reader) -> None:
    """Two forms of a wish, the same or not, and hardly another word."""
    assert meaning_in_session(english.read(line)).intent is intent


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
        ("how shuld i sit", "posture"),
        ("delet my data", "delete_me"),
        ("thx!!", "thanks"),
        ("hi", "hello"),
        ("back massage", "routine"),
        ("back", "back"),
    ],
)
def test_wishes_are_understood(line: str, intent: str, english: Reader) -> None:
    """The longest form that fits decides: "stop reminding me" is not "stop", "back massage" not "back"."""
    assert english.read(line).meaning == Meaning(intent=Intent(intent))


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
def test_a_call_to_stop_is_certain(line: str, english: Reader) -> None:
    """ "Stop" counts anywhere; ambiguous words count only with few other words."""
    assert english.read(line).meaning == Meaning(intent=Intent.stop)


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
def test_a_sentence_is_no_certain_call_to_stop(line: str, may_stop: bool, english: Reader) -> None:
    """A possible call to stop is told apart from questions and from "don't stop"."""
    assert english.read(line).meaning.intent != "stop"
    assert english.read(line).safety.may_stop is may_stop


@pytest.mark.parametrize("line", ["STOOOPPP!", "stoppp", "Stop.\nPlease"])
def test_a_long_drawn_stop_counts(line: str, english: Reader) -> None:
    """Repeated letters make no difference."""
    assert english.read(line).meaning == Meaning(intent=Intent.stop)


@pytest.mark.parametrize("line", ["let me finish this", "the end is near"])
def test_what_only_may_be_a_call_is_none(line: str, english: Reader) -> None:
    """Such a line pauses the session and does not stop it."""
    assert english.read(line).meaning.intent != "stop"
    assert english.read(line).safety.may_stop


@pytest.mark.parametrize(
    "line", ["phone call", "sorry, phone call", "i have a phone call", "wait, phone call"]
)
def test_a_phone_call_is_a_pause(line: str, english: Reader) -> None:
    """A line about a phone call pauses if it has few other words."""
    assert english.read(line).meaning == Meaning(intent=Intent.pause)


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
def test_pain_is_found_anywhere_in_a_line(line: str, hurts: bool, english: Reader) -> None:
    """Also with repeated letters. A denied pain ("no pain") does not count."""
    assert english.read(line).safety.hurts is hurts


@pytest.mark.parametrize("line", ["the phone call was short", "her phone call took an hour"])
def test_talk_of_a_phone_call_is_none(line: str, english: Reader) -> None:
    """A longer sentence about a phone call does not pause the session."""
    assert english.read(line).meaning.intent != "pause"


@pytest.mark.parametrize(
    "line", ["", "   ", "🙂🙃", "مرحبا", "lorem ipsum dolor", "...", "\u202e", "9999", "my aunt has a dog"]
)
def test_what_means_nothing_to_us_has_no_meaning(line: str, english: Reader) -> None:
    """Nothing is guessed."""
    assert english.read(line).meaning == Meaning()


def test_every_form_of_a_wish_means_that_wish(english: Reader, lexicon: Lexicon) -> None:
    """Every form in the word list is understood as the wish it stands for."""
    wrong = {
        form: (intent, english.read(form).meaning)
        for intent, forms in lexicon.intents.items()
        for form in forms
        if english.read(form).meaning != Meaning(intent=intent)
    }

    assert wrong == {}


def test_every_form_of_a_technique_or_routine_means_it(english: Reader, lexicon: Lexicon) -> None:
    """The same forms work behind a command."""
    assert {
        form: key
        for key, forms in lexicon.techniques.items()
        for form in forms
        if english.read(form).techniques != (key,)
    } == {}
    assert {
        form: key
        for key, forms in lexicon.routines.items()
        for form in forms
        if english.read(form).routine.routine != key
    } == {}


@given(line=st.text(max_size=80))
def test_any_line_has_a_meaning_or_none(line: str, english: Reader) -> None:
    """No text makes a Reader raise an error."""
    english.read(line)
    english.find_red_flag(line)


def test_who_says_goodbye_in_a_session_pauses_it(english: Reader) -> None:
    line = english.read("good night, we're off to bed")

    assert meaning_in_session(line).intent is Intent.pause
    assert meaning_without_session(line).faq == "good_night"

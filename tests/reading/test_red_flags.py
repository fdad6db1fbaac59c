"""Words that may mean something serious are found, and no others."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from bot.domain.catalogue import Lexicon
from bot.domain.dangers import Urgency
from bot.domain.intent import PAIN
from bot.reading.reader import Reader


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
        ("is cancer a problem", Urgency.ask),
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
        ("i have not been able to get out of bed, my legs fold", Urgency.now),
        ("i burned my hand and didn't feel it", Urgency.now),
        ("my sister is pregnant, can i rub her back", Urgency.ask),
    ],
)
def test_red_flags_are_found_also_with_a_slip(line: str, urgency: Urgency, english: Reader) -> None:
    """If a line holds several red flags, the most urgent one counts."""
    flag = english.find_red_flag(line)

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
        "thanks for the lessons",
        "after my meditation",
        "i tried and she was smiling",
        "i have trouble reaching the middle",
        "we discovered tapping",
        "explain it like im five",
        "the massage table collapsed lol",
        "i drank a lot of water before",
    ],
)
def test_false_friends_are_no_red_flags(line: str, english: Reader) -> None:
    """feel is not fell, never is not fever, cancel is not cancer, number is not numb."""
    flag = english.find_red_flag(line)

    assert flag is None, flag


def test_every_danger_is_found_in_every_form(english: Reader, lexicon: Lexicon) -> None:
    """Alone and in a sentence, in capitals and with another apostrophe. Another form may be more urgent."""
    for flag in lexicon.red_flags:
        for form in flag.forms:
            said = spelt_out(form, lexicon.dangers.terms)
            for line in (said, f"well, {said.upper()} since monday", said.replace("'", "’")):
                found = english.find_red_flag(line)
                assert found is not None and found.urgency.rank <= flag.urgency.rank, (form, line)


def spelt_out(form: str, terms: Mapping[str, tuple[str, ...]]) -> str:
    """Return a form of a danger in words: each term by its first phrase, each tail with a beginning."""
    said = form.replace(" + ", " and ").replace("*", "glom")
    while found := re.search(r"<(\w+)>", said):
        said = said.replace(found[0], terms[found[1]][0])
    return said


def test_no_word_for_a_wish_is_a_red_flag(english: Reader, lexicon: Lexicon) -> None:
    """The bot's own words never raise an alarm. Words of pain are words of pain."""
    intents = {intent: forms for intent, forms in lexicon.intents.items() if intent not in PAIN}
    forms = [form for several in intents.values() for form in several]
    forms += [form for several in lexicon.techniques.values() for form in several]
    forms += [form for several in lexicon.routines.values() for form in several]

    flags = {form: english.find_red_flag(form) for form in forms}
    assert [form for form, flag in flags.items() if flag and flag.urgency is not Urgency.unclear] == []


@pytest.mark.parametrize(
    ("figure", "danger"),
    [
        ("the xray is clean", "the biopsy is not clean"),
        ("hit the local gym", "hit the kerb, gym floor broke"),
    ],
)
def test_a_figure_ends_where_a_danger_goes_on(figure: str, danger: str, english: Reader) -> None:
    """The word that a phrase may skip is no "not", and no comma stands there."""
    assert english.find_red_flag(figure) is None
    assert english.find_red_flag(danger) is not None


@pytest.mark.parametrize("danger", ["he is hot, floppy and hard to wake", "like an elephant sits on my ribs"])
def test_a_figure_says_nothing_of_the_other_clauses(danger: str, english: Reader) -> None:
    """What only examples know is heard beside a figure of speech, too."""
    assert english.find_red_flag("i fell behind on my sessions") is None
    assert english.find_red_flag(f"i fell behind on my sessions, {danger}") is not None

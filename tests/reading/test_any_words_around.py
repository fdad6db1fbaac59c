"""Whatever stands around a danger, and with a slip in it, it is answered as one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dangers import Urgency
from tests import once

READERS = once.readers()
LEXICON = once.catalogue().lexicons[once.catalogue().languages[0]]
LONG = 7  # letters; a shorter word must be typed right

FORMS = [
    (flag, form)
    for flag in LEXICON.red_flags
    if flag.urgency in (Urgency.crisis, Urgency.now)
    for form in flag.forms
    if form.isascii()
]
OURS = [
    form
    for several in (LEXICON.intents, LEXICON.techniques, LEXICON.routines)
    for forms in several.values()
    for form in forms
]
# "Fever. No" is an answer.
BEHIND = [form for form in OURS if form not in LEXICON.dangers.scope.refusing]


@st.composite
def dangers(draw: st.DrawFn) -> str:
    """A form of a danger in words, perhaps with a slip in a long word."""
    _, form = draw(st.sampled_from(FORMS))
    said = form.replace(" + ", " and ")
    while found := re.search(r"<(\w+)>", said):
        said = said.replace(found[0], draw(st.sampled_from(LEXICON.dangers.terms[found[1]])), 1)
    words = said.split()
    long = [at for at, word in enumerate(words) if len(word) > LONG and word.isalpha()]
    for at in long[: draw(st.integers(0, 1))]:
        words[at] = draw(slips(words[at]))
    return " ".join(words)


def slips(word: str) -> st.SearchStrategy[str]:
    """`word` with two letters swapped, a letter twice, or a letter left out; its first letter is right.

    What is another common word then ("staring" for "starving") is no slip.
    """
    places = st.integers(1, len(word) - 2)
    return st.one_of(
        places.map(lambda at: word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
        places.map(lambda at: word[:at] + word[at] + word[at:]),
        places.map(lambda at: word[:at] + word[at + 1 :]),
    ).filter(lambda slip: slip == word or slip not in LEXICON.dangers.exceptions)


@given(
    danger=dangers(),
    before=st.sampled_from(OURS),
    after=st.sampled_from(BEHIND),
    mark=st.sampled_from(", .;!\n"),
)
def test_no_words_of_ours_hide_a_danger(danger: str, before: str, after: str, mark: str) -> None:
    flag = READERS.find_red_flag(f"{before}{mark} {danger}{mark} {after}")

    assert flag is not None and flag.urgency.rank <= Urgency.care.rank, flag

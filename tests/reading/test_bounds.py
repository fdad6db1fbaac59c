"""However long a text is, only a bounded part of it is read, and danger at its ends is found."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue, Language
from bot.domain.dangers import RedFlag, Urgency
from bot.domain.intent import Intent
from bot.reading.bounds import EDGE, SIGNS_OF_EDGE, SIGNS_OF_LINE, beginning, ends, searched_part
from bot.reading.line import LONGEST, Line
from bot.reading.readers import Readers
from bot.reading.sentences import sentences
from bot.reading.writing import PlainWriting
from tests.faults.speeches import worst_texts

EN, ZH = Language("en"), Language("zh-Hans")
PROSE = "we tried the kneading after a long drive and then went to bed "
LARGE = "\ufdfa"  # stands for 18 letters
TEXTS = st.text(st.sampled_from(["a", " ", "é", LARGE, "\u0301", "背", "🙂"])).flatmap(
    lambda part: st.integers(0, 4096).map(lambda times: (part * times)[:4096])
)


class Counting:
    """A Reader that notes how much it is given to read."""

    def __init__(self) -> None:
        self.given: list[int] = []

    def read(self, text: str) -> Line:
        self.given.append(len(text))
        return Line(text=text)

    def may_read(self, text: str) -> bool:
        return True

    def may_find(self, text: str) -> bool:
        return True

    def find_red_flag(self, text: str) -> RedFlag | None:
        self.given.append(len(text))
        return None


@given(TEXTS)
def test_a_reader_gets_only_so_much(text: str) -> None:
    """A text is searched for danger at both ends; of a line, as much is read as shows that it is long."""
    reader = Counting()
    readers = Readers(lambda: {EN: reader})

    readers.find_red_flag(text)
    assert len(reader.given) == 1
    assert reader.given[0] <= 2 * EDGE

    line = readers.read(text, EN)
    assert reader.given[-1] <= LONGEST + 1
    assert line.text == text


@given(TEXTS)
def test_a_text_that_is_short_enough_is_handed_on_as_it_is(text: str) -> None:
    short = text[: LONGEST // 18]

    assert beginning(short) == short
    assert ends(short) == (short,)


@pytest.mark.parametrize("length", [0, 500, 1_900, 2_000, 2_100, 4_060])
@pytest.mark.parametrize("filling", [PROSE, LARGE + " ", "a b c "], ids=["prose", "large", "letters"])
def test_danger_at_either_end_is_found(readers: Readers, length: int, filling: str) -> None:
    long = (filling * 4096)[:length]

    for text in (f"my legs are numb. {long}", f"{long}. my legs are numb"):
        assert readers.find_red_flag(text) is not None


@pytest.mark.parametrize("length", [0, 150, 399, 401, 1_900, 4_060])
def test_danger_at_either_end_of_a_chinese_text_is_found(readers: Readers, length: int) -> None:
    long = ("今天我们去公园走了一圈然后回家吃饭" * 4096)[:length]

    for text in (f"我的腿麻了。{long}", f"{long}。我的腿麻了", f"{long}我的腿麻了"):
        assert readers.find_red_flag(text) is not None


def test_of_a_script_without_spaces_fewer_signs_are_searched(readers: Readers) -> None:
    """Each sign is a word."""
    assert searched_part("背" * 4096) == "背" * SIGNS_OF_EDGE + "\n" + "背" * SIGNS_OF_EDGE
    assert searched_part("背" * 2 * SIGNS_OF_EDGE) == "背" * 2 * SIGNS_OF_EDGE


def test_what_is_not_looked_at_is_not_even_cut_into_words() -> None:
    """Of a text with many marks, only the pieces at both ends."""
    given: list[str] = []

    class Noting(PlainWriting):
        def normal(self, text: str) -> str:
            given.append(text)
            return super().normal(text)

    # With a spelling of its own, a language reads each piece by itself.
    said = sentences(", ".join(f"one two three {number}" for number in range(250)), Noting({"three": "3"}))

    assert len(said.words) == 400
    assert len(given) == 100


@pytest.mark.parametrize("language", [EN, ZH])
def test_to_a_text_that_is_too_long_only_calls_are_heeded(readers: Readers, language: Language) -> None:
    """The bot answers that it is too long. A call to stop is heeded all the same."""
    call = {EN: "please stop now", ZH: "停下来"}[language]

    line = readers.read(f"{call}, 10 minutes tomorrow at 8 pm. {PROSE * 20}", language)
    assert line.is_too_long
    assert line.meaning.intent is Intent.stop
    assert line.wish is None
    assert not line.times.hours


@pytest.mark.parametrize("signs", [SIGNS_OF_LINE - 60, SIGNS_OF_LINE + 60])
def test_a_chinese_text_is_too_long_if_it_has_more_signs_than_are_read(readers: Readers, signs: int) -> None:
    """Who is told so says the rest again. An age at its end is heard all the same."""
    text = ("今天我们去公园走了一圈然后回家吃饭" * 40)[:signs]

    assert readers.read(text, ZH).is_too_long == (signs > SIGNS_OF_LINE)
    flag = readers.find_red_flag(f"{text}，她15岁")
    assert flag is not None
    assert flag.key == "minor"


def test_half_a_number_is_no_age(readers: Readers) -> None:
    """Only the end of a long text is looked at for ages, and it may begin within a number."""
    for shown in range(150, 165):  # how many characters the end of the text has from "5 years" on
        end = "5 years old and likes long walks along the river".ljust(shown - 1, ".") + "."
        assert readers.find_red_flag(f"{PROSE * 30}she is 4{end}") is None


def test_of_many_short_words_only_those_at_the_ends_are_looked_at() -> None:
    """What stands before and behind the part that is left out is no one sentence."""
    said = sentences("left " + "a " * 900 + "right", PlainWriting({}))

    assert len(said.words) == 400
    assert (said.words[0], said.words[-1]) == ("left", "right")
    assert not said.are_one(199, 200)


@pytest.mark.parametrize(
    "text", ["", "...", "no. my leg, it hurts!\nsince 9.30 (or so): oh", "腿疼，发烧 了。好"]
)
def test_a_short_text_is_cut_as_the_beginning_of_a_long_one(text: str) -> None:
    """Short texts take a quicker way. Of 400 characters or more both ends are cut."""
    short, long = (sentences(each, PlainWriting({})) for each in (text, text + ". word" * 100))

    here = slice(len(short.words))
    assert (short.words, short.sentence, short.clause) == (
        long.words[here],
        long.sentence[here],
        long.clause[here],
    )
    assert len(long.words) == len(short.words) + 100


@pytest.mark.parametrize("read", [beginning, lambda text: "".join(ends(text))])
def test_of_marks_on_one_letter_only_a_few_are_read(read: Callable[[str], str]) -> None:
    """To put many in order takes long."""
    assert read("a" + "\u0301\u0316" * 200 + " my legs") == "a" + "\u0301\u0316" * 2 + " my legs"


def test_a_word_that_is_cut_is_no_other_word(readers: Readers) -> None:
    """`strokes of a brush` without its end is no stroke."""
    before = ("x" * 9 + " ") * 99 + "one "

    assert ends(f"{before}strokeless {PROSE * 50}")[0].endswith(" one")
    assert ends(f"{PROSE * 50}unstroke {'y' * (EDGE - 7)}")[1] == "y" * (EDGE - 7)


def test_words_on_both_sides_of_what_is_left_out_are_no_phrase(readers: Readers) -> None:
    """`chest` at the end of the first part and `pain` at the beginning of the last one."""
    head, tail = ("a" * 9 + " ") * 99 + "chest", "pain" + (" " + "b" * 9) * 99

    flag = readers.find_red_flag(f"{head} {PROSE * 30} {tail}")
    assert flag is None or flag.urgency is Urgency.unclear


@pytest.mark.parametrize("name", ["red-flag words", "single letters", "one sign that stands for many"])
def test_twice_the_text_is_at_most_about_twice_the_work(
    readers: Readers, catalogue: Catalogue, name: str
) -> None:
    """Counted in calls of functions, up to the bound; beyond it the work stays the same."""
    text = worst_texts(catalogue)[name]
    short, long = text[:500], text[:1_000]

    for read in (readers.find_red_flag, lambda text: readers.read(text, EN)):
        read(text)  # words that were met before are known
        assert work(lambda: read(long)) <= 2.5 * work(lambda: read(short))  # noqa: B023 - called at once
        assert work(lambda: read(text)) <= 1.1 * work(lambda: read(text[: 3 * EDGE])) + 100  # noqa: B023


@pytest.mark.parametrize("between", ["", "，", "。", " "])
def test_a_long_chinese_text_is_not_much_more_work_than_an_english_one(
    readers: Readers, catalogue: Catalogue, between: str
) -> None:
    """Each text is read for the first time, but of words that were met before."""

    def read(language: Language, between: str, chance: int) -> None:
        text = _words_of_danger(catalogue, language, between, chance)
        readers.find_red_flag(text)
        readers.read(text, language)

    for chance in range(4):
        read(EN, " ", chance)
        read(ZH, between, chance)
    assert work(lambda: read(ZH, between, 4)) <= 4 * work(lambda: read(EN, " ", 4))


def test_text_full_of_other_spellings_is_not_much_more_work(readers: Readers, catalogue: Catalogue) -> None:
    """All spellings are replaced in one pass."""
    forms = list(catalogue.lexicons[ZH].spellings)
    plain, spelt = ["今天我们去公园" * 600, "".join(forms * 40)]

    for text in (plain, spelt):
        readers.find_red_flag(text)  # words that were met before are known
    assert work(lambda: readers.find_red_flag(spelt[7:])) <= 4 * work(
        lambda: readers.find_red_flag(plain[7:])
    )


def _words_of_danger(catalogue: Catalogue, language: Language, between: str, chance: int) -> str:
    terms = catalogue.lexicons[language].dangers.terms.values()
    words = [word for several in terms for word in several if word[0] not in "<*"]
    return between.join(random.Random(chance).choices(words, k=4096))[:4096]


def work(read: Callable[[], object]) -> int:
    """Return how many functions `read` calls, written in Python or in C."""
    calls = 0

    def note(_: FrameType, what: str, __: object) -> None:
        nonlocal calls
        calls += what in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read()
    finally:
        sys.setprofile(before)
    return calls

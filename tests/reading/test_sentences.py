"""A text as words with the numbers of their sentences and clauses."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.reading.sentences import sentences
from bot.reading.writing import PlainWriting

PLAIN = PlainWriting({})
PIECES = st.one_of(
    st.sampled_from(["a", "no", " ", ". ", ", ", "1.5", "\n", "\r\n", "：", "don't", "背", "ﬁ", "İ"]),
    st.text(max_size=3),
)


class PieceByPiece(PlainWriting):
    """The same writing, in which each clause is read by itself."""

    rewrites = True


@given(st.lists(PIECES, max_size=60), st.integers(1, 30))
@example(["a", ",", "\n"], 400)  # more marks than are counted
@example(["no ", "a\n"], 300)  # more words than are searched
def test_all_clauses_at_once_have_the_same_words_as_one_after_the_other(
    pieces: list[str], times: int
) -> None:
    text = "".join(pieces * times)

    assert sentences(text, PLAIN) == sentences(text, PieceByPiece({}))


@pytest.mark.parametrize(
    ("text", "words", "sentence", "clause"),
    [
        ("I can not. Can, not", ("i", "cannot", "can", "not"), (0, 0, 1, 1), (0, 0, 1, 2)),
        ("I can. Not me", ("i", "can", "not", "me"), (0, 0, 1, 1), (0, 0, 1, 1)),
        ("", (), (), ()),
    ],
)
def test_a_spelling_of_two_words_stands_in_one_clause(
    text: str, words: tuple[str, ...], sentence: tuple[int, ...], clause: tuple[int, ...]
) -> None:
    """What other languages have read of the same text changes nothing."""
    sentences(text, PLAIN)

    said = sentences(text, PlainWriting({"can not": "cannot"}))
    assert (said.words, said.sentence, said.clause) == (words, sentence, clause)


def test_languages_share_what_was_cut() -> None:
    """A text in which a language has no spelling of its own is cut once for all of them."""
    text = "my leg is numb, can you help? not now"
    others = [sentences(text, PlainWriting(spellings)) for spellings in ({"can not": "cannot"}, {"ss": "ß"})]

    assert all(said is sentences(text, PLAIN) for said in others)

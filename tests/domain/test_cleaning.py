"""What one person wrote is fit to be shown to another: one line, all of it visible, and no live links."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cleaning import CUT, LONGEST, MOST_MARKS, one_line, shown
from telegram_playground.text.finding import find_spans
from tests.sizes import examples

# Stricter than Telegram: a dot, a mark or a slash that anything of a link could follow, or a long number.
LIVE = re.compile(
    r"[\w)\]-]\.(?=[^\W\d_])|(?:\d{1,3}\.){3}\d|@\w|(?:^|[\s(\"])/\w|#\w*[^\W\d_]|\$[A-Z]|//\w|(?:\d[\s-]?){7}"
)
PIECES = [
    *("example", ".com", "https://", "t.me", "/", "@", "durov", "#", "tag", "$", "USD", "/start", ".", "..."),
    *("www.", "evil", "tg://resolve?domain=evil", "mailto:", "a@b.co", "+49 170 123", "4567", "192.168.0.1"),
    *(
        "рф",
        "。",
        "．",
        "＠",
        "＃",
        "／",
        "\u2024",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\u202e",
        "\u2066",
        "\u2069",
    ),
    *(
        "\n",
        "\r\n",
        "\t",
        "\0",
        " ",
        "\u2028",
        "\u00a0",
        "\ud800",
        "\udfff",
        "\ufeff",
        "\u0301",
        "\u0301" * 40,
        "\u20dd",
    ),
    *(
        "é",
        "e\u0301",
        "👩🏽\u200d🦰",
        "👨\u200d👩\u200d👧",
        "🇩🇪",
        "1️⃣",
        "שלום",
        "ශ්\u200dරී",
        "<b>",
        "&amp;",
        '"',
        "{name}",
        "\U000e0041",
        "\u3164",
    ),
]
texts = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@settings(max_examples=examples(2000))
@given(text=texts)
def test_what_is_shown_is_one_visible_line_without_links(text: str) -> None:
    """Whatever a person is called; the playground looks for links as Telegram does."""
    clean = shown(text)

    assert clean.strip() == clean != ""
    assert find_spans(f'{clean} sent you "{clean}", {clean}. It is called {clean}', []) == []
    assert LIVE.search(clean) is None
    assert clean.encode("utf-8").decode("utf-8") == clean
    hidden = [sign for sign in clean if unicodedata.category(sign)[0] in "CZ" and sign not in " \u200d"]
    assert hidden == []
    assert not re.search(r"\u200d(?:\s|$)|(?:^|\s)\u200d", clean)
    marks = "".join("m" if unicodedata.category(sign)[0] == "M" else " " for sign in clean)
    assert "m" * (MOST_MARKS + 1) not in marks
    assert len(clean) <= 2 * LONGEST


@settings(max_examples=examples(2000))
@given(text=texts)
def test_a_line_that_is_clean_stays_as_it_is(text: str) -> None:
    """What is stored and read again is the same line."""
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        *((text, text) for text in ("Anna", "Jean-Luc", "O\u2019Neill", "Müller & Söhne", "李小龍", "محمد")),
        *(
            (text, text)
            for text in ("Evening, slow", "Mo/Di", "and/or", "8.30", "50/50", "Push #2", "St.", "wait...")
        ),
        *(
            (text, text)
            for text in (
                "👨\u200d👩\u200d👧 evening",
                "👩🏽\u200d🦰",
                "🇩🇪",
                "1️⃣",
                "ශ්\u200dරී",
                "<b>x</b>",
                "(10.5)",
                "2026",
            )
        ),
        ("example.com", "example. com"),
        ("https://evil.example/x", "https:// evil. example/x"),
        ("t.me/evil", "t. me/evil"),
        ("@evil and /evil and #evil", "@ evil and / evil and # evil"),
        ("me@evil.example", "me@ evil. example"),
        ("$EVIL", "$ EVIL"),
        ("tg://resolve?domain=evil", "tg:// resolve?domain=evil"),
        ("Call +49 170 1234567 now", "Call … now"),
        ("192.168.0.1", "…"),
        ("1.2.3.4", "1. 2. 3. 4"),
        ("evil\uff0ecom", "evil\uff0e com"),
        ("\u202egnp.exe", "gnp. exe"),
        ("one\ntwo\u2028three\tfour", "one two three four"),
        ("a\ud800b", "ab"),
        ("e" + "\u0323" * 50, "\u1eb9" + "\u0323" * MOST_MARKS),
        ("\u0301x", "x"),
        *((nothing, CUT) for nothing in ("", " ", "\u200d", "\u200b\ufeff", "\u3164", "\u0301", "\ud800")),
        ("x" * 65, "x" * 63 + CUT),
    ],
)
def test_names_stay_readable(text: str, clean: str) -> None:
    """Names, times and words with a slash stay as they are; only what could be a link is taken apart."""
    assert shown(text) == clean

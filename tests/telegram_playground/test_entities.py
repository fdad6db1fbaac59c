"""HTML becomes text and entities as Telegram makes them, with its refusals word for word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, MessageEntity

from telegram_playground.arguments import Arguments
from telegram_playground.errors import ApiError
from telegram_playground.text.formatted import formatted, said


def html(text: str) -> tuple[str, list[dict[str, Any]]]:
    return formatted(Arguments({"text": text, "parse_mode": "HTML"}))


def one(kind: str, offset: int, length: int, **extra: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **extra}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b> <strong>b</strong>", "a b", [one("bold", 0, 1), one("bold", 2, 1)]),
        ("<i>a</i> <em>b</em>", "a b", [one("italic", 0, 1), one("italic", 2, 1)]),
        ("<u>a</u> <ins>b</ins>", "a b", [one("underline", 0, 1), one("underline", 2, 1)]),
        ("<s>a</s> <strike>b</strike>", "a b", [one("strikethrough", 0, 1), one("strikethrough", 2, 1)]),
        ("<del>a</del>", "a", [one("strikethrough", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [one("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [one("spoiler", 0, 1)]),
        ("<code>a</code>", "a", [one("code", 0, 1)]),
        ("<pre>a</pre>", "a", [one("pre", 0, 1)]),
        ('<pre><code class="language-py">a</code></pre>', "a", [one("pre", 0, 1, language="py")]),
        ('<code class="language-py">a</code>', "a", [one("code", 0, 1)]),
        ('<a href="http://a.de/b?c&amp;d">x</a>', "x", [one("text_link", 0, 1, url="http://a.de/b?c&d")]),
        ('<a href="a.de">x</a>', "x", [one("text_link", 0, 1, url="http://a.de/")]),
        ('<a href="nonsense">x</a>', "x", []),
        ("<blockquote>a</blockquote>", "a", [one("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [one("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [one("custom_emoji", 0, 2, custom_emoji_id="5")]),
        (
            '<tg-time unix="1647531900" format="wDT">soon</tg-time>',
            "soon",
            [one("date_time", 0, 4, unix_time=1647531900, date_time_format="wDT")],
        ),
        ('<tg-time unix="1647531900">soon</tg-time>', "soon", [one("date_time", 0, 4, unix_time=1647531900)]),
        ("&lt;b&gt; &amp;amp; &quot; &#65;&#x42; &nbsp; &#1114112;", '<b> &amp; " AB &nbsp; &#1114112;', []),
        ("👍👍<b>👍</b>é", "👍👍👍é", [one("bold", 4, 2)]),
        ("<B>a</b>", "a", [one("bold", 0, 1)]),
        ("<b>a</>", "a", [one("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("  \n a <b>b </b> \n ", "a b", [one("bold", 2, 1)]),
        ("a\rb\x01c\u202ed", "ab cd", []),
        ("<b>a</b><b>b</b>", "ab", [one("bold", 0, 2)]),
        ("<b>a<b>b</b></b>", "ab", [one("bold", 0, 2)]),
        ("<b>a<i>b</i></b>", "ab", [one("bold", 0, 2), one("italic", 1, 1)]),
        ("<b>a<code>b</code>c</b>", "abc", [one("bold", 0, 1), one("code", 1, 1), one("bold", 2, 1)]),
        ("<code><b>a</b></code>", "a", [one("code", 0, 1)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, text: str, entities: list[Any]) -> None:
    assert html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("👍</b>", "Unexpected end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("<i  =a>x</i>", 'Empty attribute name in the tag "i" at byte offset 0'),
        (
            "<i  a>x</i>",
            'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0',
        ),
        ("<i a =  ", 'Unclosed start tag "i" at byte offset 0'),
        ('<i a="b', "Unclosed start tag at byte offset 0"),
        ("<i a=b,>x</i>", "Unexpected end of name token at byte offset 5"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "&#57311;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize("source", ["<tg-time>a</tg-time>", '<tg-time unix="1" format="xyz">a</tg-time>'])
def test_a_time_needs_its_moment_and_a_known_format(source: str) -> None:
    with pytest.raises(ApiError):
        html(source)


def test_length_is_counted_in_utf16_units_after_parsing() -> None:
    assert html("<b>" + "👍" * 2048 + "</b>")[1] == [one("bold", 0, 4096)]
    with pytest.raises(ApiError, match="message is too long"):
        html("👍" * 2048 + "a")


@pytest.mark.parametrize(
    ("text", "reason"), [("", "message text is empty"), (" \n", "text must be non-empty")]
)
def test_an_empty_text_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        html(text)


def test_entities_can_be_given_instead() -> None:
    given = '[{"type": "bold", "offset": 2, "length": 2}, {"type": "bot_command", "offset": 0, "length": 2}]'
    assert formatted(Arguments({"text": "👍👍", "entities": given})) == ("👍👍", [one("bold", 2, 2)])


def test_entities_must_lie_on_whole_characters() -> None:
    for offset, length in ((1, 1), (0, 9)):
        given = f'[{{"type": "bold", "offset": {offset}, "length": {length}}}]'
        with pytest.raises(ApiError, match=f"entity beginning at UTF-16 offset {offset} ends"):
            formatted(Arguments({"text": "👍👍", "entities": given}))


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start", [one("bot_command", 0, 6)]),
        ("/remind 25:99", [one("bot_command", 0, 7)]),
        ("👍 /start@unknot_bot now", [one("bot_command", 3, 17)]),
        ("and/or a/b // /", []),
        ("see https://a.de/b.", [one("url", 4, 14)]),
        ("ask @ann_lee or a@b.de", [one("mention", 4, 8), one("email", 16, 6)]),
        ("#back", [one("hashtag", 0, 5)]),
    ],
)
def test_what_people_write_is_marked(text: str, entities: list[Any]) -> None:
    assert said(text) == (text, entities)


def test_commands_in_code_are_not_commands() -> None:
    assert html("<code>/a</code> /b")[1] == [one("code", 0, 2), one("bot_command", 3, 2)]


KINDS = [
    MessageEntity.BOLD,
    MessageEntity.ITALIC,
    MessageEntity.UNDERLINE,
    MessageEntity.STRIKETHROUGH,
    MessageEntity.SPOILER,
    MessageEntity.CODE,
    MessageEntity.PRE,
    MessageEntity.BLOCKQUOTE,
    MessageEntity.EXPANDABLE_BLOCKQUOTE,
    MessageEntity.TEXT_LINK,
    MessageEntity.DATE_TIME,
]
EXTRA: dict[str, dict[str, Any]] = {
    MessageEntity.TEXT_LINK: {"url": "https://example.org/a?b&c"},
    MessageEntity.DATE_TIME: {"unix_time": datetime(2026, 11, 22, tzinfo=UTC), "date_time_format": "wDT"},
}
WORDS = st.text(st.sampled_from("ab<>&\"'é👍 你\n"), min_size=1, max_size=8).filter(
    lambda word: word.strip() == word
)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[MessageEntity]]:
    """Words, some of them marked, some of the marked with a second mark inside."""
    text, entities = "", []
    for word in draw(st.lists(WORDS, min_size=1, max_size=6)):
        offset, length = len(text.encode("utf-16-le")) // 2, len(word.encode("utf-16-le")) // 2
        kind = draw(st.sampled_from([*KINDS, None]))
        if kind:
            entities.append(MessageEntity(kind, offset, length, **EXTRA.get(kind, {})))
        text += word + " | "
    return text.rstrip(), entities


@given(marked_texts())
def test_what_python_telegram_bot_writes_is_read_back(marked: tuple[str, list[MessageEntity]]) -> None:
    text, entities = marked
    written = Message(1, datetime.now(UTC), Chat(1, "private"), text=text, entities=entities).text_html

    read_text, read = html(written)

    assert read_text == text
    assert [MessageEntity.de_json(entity, None) for entity in read] == entities
    assert [MessageEntity.de_json(entity, None).to_dict() for entity in read] == [
        e.to_dict() for e in entities
    ]

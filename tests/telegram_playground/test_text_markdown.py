"""MarkdownV2 and the older Markdown become text and entities as Telegram makes them, refusals included."""

from __future__ import annotations

from typing import Any

import pytest

from telegram_playground.arguments import Arguments
from telegram_playground.errors import ApiError
from telegram_playground.text.formatted import captioned, formatted


def read(text: str, mode: str = "MarkdownV2") -> tuple[str, list[dict[str, Any]]]:
    return formatted(Arguments({"text": text, "parse_mode": mode}))


def one(kind: str, offset: int, length: int, **extra: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **extra}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_", "a b", [one("bold", 0, 1), one("italic", 2, 1)]),
        (
            "__a__ ~b~ ||c||",
            "a b c",
            [one("underline", 0, 1), one("strikethrough", 2, 1), one("spoiler", 4, 1)],
        ),
        ("*a _b __c___ d*", "a b c d", [one("bold", 0, 7), one("italic", 2, 3), one("underline", 4, 1)]),
        ("___a_**__", "a", [one("italic", 0, 1), one("underline", 0, 1)]),
        ("**", "", []),
        ("`a*\\`b`", "a*`b", [one("code", 0, 4)]),
        ("```\na\n```", "a", [one("pre", 0, 1)]),
        ("```py\na = 1```", "a = 1", [one("pre", 0, 5, language="py")]),
        ("[a](http://b.de/\\))", "a", [one("text_link", 0, 1, url="http://b.de/)")]),
        ("[a](tg://user?id=5)", "a", [one("text_mention", 0, 1, user={"id": 5})]),
        ("[a](nothing)", "a", []),
        ("![👍](tg://emoji?id=5368324170671202286)", "👍", None),
        ("![22:45](tg://time?unix=5&format=wDT)", "22:45", None),
        (">a\n>b\nc", "a\nb\nc", [one("blockquote", 0, 3)]),
        (">a\n>b||", "a\nb", [one("expandable_blockquote", 0, 3)]),
        ("**>a||\nb", "a\nb", [one("expandable_blockquote", 0, 1)]),
        (">a\n**>b\nc", "a\nb\nc", [one("blockquote", 0, 1), one("blockquote", 2, 1)]),
        (">*a\n>b*", "a\nb", [one("blockquote", 0, 3), one("bold", 0, 3)]),
        (">||a||", "a", [one("blockquote", 0, 1), one("spoiler", 0, 1)]),
        ("👍*é👍*", "👍é👍", [one("bold", 2, 3)]),
        ("a\\.b\\\\ \\>", "a.b\\ >", []),
        ("\\é", "\\é", []),
        ("*a\nb*", "a\nb", [one("bold", 0, 3)]),
    ],
)
def test_markdown_v2_is_read_as_telegram_reads_it(source: str, text: str, entities: list[Any] | None) -> None:
    if not text:
        with pytest.raises(ApiError, match="text must be non-empty"):
            read(source)
        return
    got = read(source)
    assert got[0] == text
    if entities is not None:
        assert got[1] == entities


def test_a_moment_and_an_emoji_keep_what_they_stand_for() -> None:
    assert read("![a](tg://emoji?id=7)")[1] == [one("custom_emoji", 0, 1, custom_emoji_id="7")]
    moment = one("date_time", 0, 1, unix_time=5, date_time_format="wDT")
    assert read("![a](tg://time?unix=5&format=wDT)")[1] == [moment]
    assert read("![a](tg://time?unix=5)")[1] == [one("date_time", 0, 1, unix_time=5)]


@pytest.mark.parametrize("letter", "#+-=|{}.!>)]")
def test_a_reserved_letter_must_be_escaped(letter: str) -> None:
    with pytest.raises(ApiError) as refusal:
        read(f"a{letter} b")
    assert refusal.value.description == (
        f"Bad Request: can't parse entities: Character '{letter}' is reserved and must be escaped "
        "with the preceding '\\'"
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é*a", "Can't find end of Bold entity at byte offset 2"),
        ("_a", "Can't find end of Italic entity at byte offset 0"),
        ("__a_", "Can't find end of Italic entity at byte offset 3"),
        ("___a___", "Can't find end of Italic entity at byte offset 6"),
        ("~a", "Can't find end of Strikethrough entity at byte offset 0"),
        ("a||", "Can't find end of Spoiler entity at byte offset 1"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("```a", "Can't find end of Pre entity at byte offset 0"),
        ("```py\na", "Can't find end of PreCode entity at byte offset 0"),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![a", "Can't find end of CustomEmoji entity at byte offset 0"),
        ("![a]", "Custom emoji entity must contain a tg://emoji URL"),
        ("![a](tg://emoji?id=5", "Can't find end of a custom emoji URL at byte offset 5"),
        ("![a](http://emoji?id=5)", 'Custom emoji URL must have scheme "tg"'),
        ("![a](tg://emoji?id=x)", "Invalid custom emoji identifier specified"),
        (">*a\nb", "Can't find end of Bold entity at byte offset 1"),
        ("*>a||", "Can't find end of Bold entity at byte offset 0"),
    ],
)
def test_markdown_v2_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        read(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ `c`", "a b c", [one("bold", 0, 1), one("italic", 2, 1), one("code", 4, 1)]),
        ("*a_b*", "a_b", [one("bold", 0, 3)]),
        ("```py\na```", "a", [one("pre", 0, 1, language="py")]),
        ("[a](http://b.de/)", "a", [one("text_link", 0, 1, url="http://b.de/")]),
        ("a\\_b. \\* !", "a_b. * !", []),
    ],
)
def test_the_older_markdown_is_read(source: str, text: str, entities: list[Any]) -> None:
    assert read(source, "Markdown") == (text, entities)


def test_the_older_markdown_is_refused_in_telegrams_words() -> None:
    with pytest.raises(ApiError, match="Can't find end of the entity starting at byte offset 2"):
        read("é*a", "Markdown")


@pytest.mark.parametrize("mode", ["MarkdownV2", "HTML"])
def test_limits_count_after_parsing(mode: str) -> None:
    left, right = ("*", "*") if mode == "MarkdownV2" else ("<b>", "</b>")
    assert read(left + "👍" * 2048 + right, mode)[1] == [one("bold", 0, 4096)]
    caption = {"caption": left + "a" * 1024 + right, "parse_mode": mode}
    assert captioned(Arguments(caption))[1] == [one("bold", 0, 1024)]
    with pytest.raises(ApiError, match="message is too long"):
        read(left + "a" * 4097 + right, mode)
    with pytest.raises(ApiError, match="message caption is too long"):
        captioned(Arguments({**caption, "caption": left + "a" * 1025 + right}))


def test_quotes_and_moments_can_be_given_as_entities_of_a_caption() -> None:
    given = (
        '[{"type": "expandable_blockquote", "offset": 0, "length": 2},'
        ' {"type": "date_time", "offset": 3, "length": 1, "unix_time": 5, "date_time_format": "t"}]'
    )
    text, entities = captioned(Arguments({"caption": "👍 b", "caption_entities": given}))
    assert (text, entities) == (
        "👍 b",
        [one("expandable_blockquote", 0, 2), one("date_time", 3, 1, unix_time=5, date_time_format="t")],
    )

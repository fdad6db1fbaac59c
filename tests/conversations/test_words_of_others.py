"""What one person writes, or is called, reaches others cleaned: no live links, no hidden signs, one line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.domain.cleaning import shown
from telegram_playground.text.finding import find_spans
from telegram_playground.text.html import parse_html
from tests.conversations.building import builds
from tests.conversations.stage import Shown, Stage
from tests.texts import button

EVIL = [
    *(
        "evil.com",
        "https://evil.example/x",
        "t.me/evil",
        "@evil_bot",
        "Go /evil",
        "#evil",
        "$EVIL",
        "me@evil.example",
    ),
    *(
        "tg://resolve?domain=evil",
        "Evil\n\nhttps://evil.com",
        "\u202eevil.com\u2066",
        "e\u200bvil.com",
        "Ev\ud800il.com",
    ),
    *(
        "+49 170 1234567 evil",
        "evil" + "\u0301" * 30,
        "<a href='https://evil.com'>evil.com</a>",
        "\u2066evil\u2069.com",
    ),
]


def of_evil(message: Shown) -> Iterator[str]:
    """Yield what Telegram would mark in a message because of a person's words."""
    text, formats = parse_html(message.html)
    for span in find_spans(text, formats):
        part = text[span.start : span.end]
        if "evil" in part.casefold() or span.type in ("phone_number", "bank_card_number"):
            yield part


@pytest.mark.parametrize("evil", EVIL)
async def test_a_sharers_name_and_the_name_of_a_routine(stage: Stage, evil: str) -> None:
    """Both reach the friend, who keeps a copy, plays it and lists it."""
    sharer, friend = stage.private(evil, 3003), stage.private("Bert", 2002)
    await sharer.says("/start")
    await builds(sharer, button.add_kneading)
    await sharer.presses(button.name_it)
    await sharer.says(evil[:40])
    await sharer.presses(button.share)
    link = sharer.card().text.rpartition("?start=")[2]

    await friend.says(f"/start {link}")
    assert shown(evil) in friend.card().text
    await friend.presses(button.look_first)
    await friend.presses(button.keep_a_copy)
    await friend.presses(button.start)
    await friend.presses(button.yes_all_clear)
    await friend.says("stop")
    await friend.says("/my_routines")
    await friend.says("/history")

    assert len(friend.messages) > 4
    for message in (*friend.arrived, *sharer.arrived):
        assert list(of_evil(message)) == [], message.text
        assert not set(message.text) & set("\u202e\u2066\u2069\u200b\ud800"), ascii(message.text)
        assert "\u0301" * 5 not in message.text


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize(
    "line", ["/routine {}", "/technique {}", "/remind {}", "/timezone {}", "/start {}", "/start"]
)
async def test_what_is_typed_in_a_group(stage: Stage, evil: str, line: str) -> None:
    """The bot says to the whole group what it has not understood."""
    stage.telegram.administrators.add(1001)
    group = stage.group(evil, 1001)

    await group.says(line.format(evil))

    assert group.messages != []
    for message in group.arrived:
        assert list(of_evil(message)) == [], message.text
        assert not set(message.text) & set("\u202e\u2066\u2069\u200b\ud800"), ascii(message.text)

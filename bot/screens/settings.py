"""The screen of the settings, and its buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from bot.domain.catalogue import TechniqueKey
from bot.domain.liking import Liking, disliked, liked
from bot.domain.message import Button, City, ClockTime, Message, Rows, listed, message, phrase
from bot.domain.pictures import Pictures
from bot.ports import Chat
from bot.screens import presses
from bot.screens.buttons import CHANGE_ZONE, HISTORY, LANGUAGES, PROGRESS, REMINDERS, button, in_rows
from bot.screens.names import technique_name


def settings(likings: Mapping[TechniqueKey, Liking], chat: Chat, *, has_languages: bool = False) -> Message:
    """Answer `/settings`: the settings, and the likes and dislikes, which can be taken back.

    The switches of pictures say how they stand.
    """
    asks_rating, zone, pictures = chat.asks_rating, chat.zone, chat.pictures
    parts = [phrase("settings", rating=phrase("settings_on" if asks_rating else "settings_off"))]
    for liking in dict.fromkeys(likings.values()):
        names = [technique_name(key) for key, each in likings.items() if each is liking]
        parts.append(phrase(f"settings_{liking}", techniques=listed(names)))
    parts.append(phrase("settings_language", language=phrase("language_name")))
    parts.append(phrase("settings_zone", city=City(zone)) if zone else phrase("settings_no_zone"))
    now = "on" if asks_rating else "off"
    switch = button("rating", presses.AskForRating(not asks_rating), state=phrase(f"format.{now}"))
    return message(
        *parts,
        buttons=(
            *bring_back(key for key in likings if key in disliked(likings)),
            *bring_back((key for key in likings if key in liked(likings)), "as_usual"),
            (switch, CHANGE_ZONE),
            _picture_switches(pictures),
            (button("quiet_hours", presses.ShowQuiet()), REMINDERS),
            (
                button("day_begins", presses.AskDayBegins(), time=ClockTime(time(chat.day_begins))),
                button("dark_off" if chat.dark else "dark_on", presses.WantDark(not chat.dark)),
            ),
            # The history is one tap from the progress: its place is needed, so that all is seen at once.
            (PROGRESS, LANGUAGES if has_languages else HISTORY, *_news(chat)),
        ),
    )


def _news(chat: Chat) -> tuple[Button, ...]:
    """Return the switch for news, which come to private chats only."""
    state = phrase("format.on" if chat.wants_news else "format.off")
    return (button("news", presses.WantNews(not chat.wants_news), state=state),) if chat.id > 0 else ()


def _picture_switches(pictures: Pictures) -> tuple[Button, ...]:
    """Return a switch for pictures, and one for those in reminders if there are any pictures."""
    if pictures is Pictures.off:
        return (_picture_switch("pictures", Pictures.on, is_on=False),)
    in_rings = pictures is Pictures.rings
    return (
        _picture_switch("pictures", Pictures.off, is_on=True),
        _picture_switch("pictures_in_reminders", Pictures.on if in_rings else Pictures.rings, is_on=in_rings),
    )


def _picture_switch(label: str, then: Pictures, *, is_on: bool) -> Button:
    state = phrase("format.on" if is_on else "format.off")
    return button(label, presses.WantPictures(then), state=state)


def bring_back(keys: Iterable[TechniqueKey], label: str = "bring_back") -> Rows:
    """Return a button for each technique whose like or dislike can be taken back."""
    return in_rows([button(label, presses.BringBack(key), technique=technique_name(key)) for key in keys], 1)

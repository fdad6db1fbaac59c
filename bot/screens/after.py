"""Screens after a session: how the back feels, likes and dislikes, the history, the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time

from bot.domain.catalogue import RoutineKey, TechniqueKey
from bot.domain.history import Totals
from bot.domain.liking import Liking, disliked, liked
from bot.domain.message import (
    GAP,
    Button,
    ClockTime,
    Length,
    Lines,
    Message,
    Moment,
    Phrase,
    Rows,
    Style,
    listed,
    message,
    minutes,
    phrase,
)
from bot.domain.pictures import Pictures
from bot.domain.session import Feeling, Session
from bot.domain.suggestion import Suggestion
from bot.domain.zones import city_of
from bot.ports import Chat
from bot.screens import presses
from bot.screens.buttons import (
    CHANGE_ZONE,
    HISTORY,
    LANGUAGES,
    PROGRESS,
    REMINDERS,
    ROUTINES,
    SETTINGS,
    button,
    in_rows,
)
from bot.screens.names import technique_name

DONT_ASK = button("dont_ask", presses.StopAsking())


def rate(session: Session) -> Message:
    """Ask how the back feels after a session. Nobody has to answer."""
    feelings = tuple(button(feeling, presses.NoteFeeling(session.id, feeling)) for feeling in Feeling)
    return message(phrase("rate"), buttons=(feelings, (DONT_ASK,)))


def rated(session: Session, likings: Mapping[TechniqueKey, Liking]) -> Message:
    """Repeat the answer, thank for it, and ask whether to do more or less of a technique next time."""
    techniques = session.technique_seconds
    parts = _felt(session.feels) if session.feels else []
    if techniques:
        parts.append(phrase("rated"))
    said = {key: likings[key] for key in techniques if key in likings}
    if said:
        parts.append(GAP)
    parts += [phrase(f"liking.{liking}", technique=technique_name(key)) for key, liking in said.items()]
    if disliked(said):
        parts.append(phrase("liking_less_about"))
    if liked(said):
        parts.append(phrase("liking_more_about"))
    rows = [
        tuple(_liking_button(session, key, liking, is_chosen=said.get(key) is liking) for liking in Liking)
        for key in techniques
    ]
    return message(*parts, buttons=(*rows, (DONT_ASK,)))


def _felt(feels: Feeling) -> list[Phrase]:
    """Return the lines that repeat the answer and thank for it; after "stiffer" sympathy comes first."""
    felt = phrase(f"felt.{feels}")
    if feels is Feeling.stiffer:
        return [phrase("rated_stiffer"), phrase("rated_felt", felt=felt)]
    return [phrase("rated_thanks", felt=felt)]


def _liking_button(session: Session, key: TechniqueKey, liking: Liking, *, is_chosen: bool) -> Button:
    label = phrase(f"button.{liking}_of", technique=technique_name(key))
    shown = phrase("button.current", label=label) if is_chosen else label
    return button(shown, presses.NoteLiking(session.id, key, liking))


def asks_no_more() -> Message:
    """Confirm that the bot no longer asks how a session felt."""
    return message(
        phrase("rating_off"), buttons=((button("ask_again", presses.AskForRating(True)), SETTINGS),)
    )


def by_likings(suggestion: Suggestion) -> tuple[Phrase, ...]:
    """Return lines that say how likes and dislikes changed a suggestion: what is left out or longer."""
    lines = list(_left_out(suggestion.left_out))
    if suggestion.left_out and suggestion.minutes != suggestion.wanted:
        lines.append(phrase("fills", minutes=minutes(suggestion.minutes)))
    if suggestion.more_of:
        lines.append(
            phrase("more_of", techniques=listed([technique_name(key) for key in suggestion.more_of]))
        )
    return tuple(lines)


def not_suggested(keys: Sequence[TechniqueKey]) -> Message:
    """Say that nothing is left to suggest without these techniques, and offer to bring them back."""
    return message(*_left_out(keys), buttons=(*_bring_back(keys), (ROUTINES, SETTINGS)))


def no_history(taste: RoutineKey) -> Message:
    """Answer `/history` before the first session; `taste` is the routine to try."""
    return message(
        phrase("history_none"),
        buttons=((button("try_one_minute", presses.ChooseAudience(taste), Style.primary),), (ROUTINES,)),
    )


def history(
    recent: Sequence[Session], totals: Totals, zone: str | None, names: Mapping[RoutineKey, Phrase]
) -> Message:
    """Answer `/history`: the newest sessions, and the totals of all."""
    spent = sorted(totals.techniques.items(), key=lambda item: -item[1])
    lines = Lines(tuple(_history_line(each, zone, names) for each in recent))
    parts = [
        phrase("history", list=lines, n=totals.sessions, length=_whole_minutes(totals.seconds)),
        *(
            phrase("history_technique", technique=technique_name(key), length=_whole_minutes(seconds))
            for key, seconds in spent
        ),
    ]
    return message(*parts, buttons=((PROGRESS, SETTINGS), (ROUTINES,)))


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
    parts.append(phrase("settings_zone", city=city_of(zone)) if zone else phrase("settings_no_zone"))
    now = "on" if asks_rating else "off"
    switch = button("rating", presses.AskForRating(not asks_rating), state=phrase(f"format.{now}"))
    return message(
        *parts,
        buttons=(
            *_bring_back(key for key in likings if key in disliked(likings)),
            *_bring_back((key for key in likings if key in liked(likings)), "as_usual"),
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


def _left_out(keys: Iterable[TechniqueKey]) -> tuple[Phrase, ...]:
    names = [technique_name(key) for key in keys]
    if len(names) > 1:
        return (phrase("left_out_several", techniques=listed(names)),)
    return tuple(phrase("left_out", technique=name) for name in names)


def _history_line(session: Session, zone: str | None, names: Mapping[RoutineKey, Phrase]) -> Phrase:
    name = names.get(session.routine, phrase("history_other"))
    at, length = Moment(session.started_at, zone), _whole_minutes(session.played_seconds)
    if session.feels is None:
        return phrase("history_line", at=at, routine=name, length=length)
    felt = phrase(f"felt.{session.feels}")
    return phrase("history_line_felt", at=at, routine=name, length=length, felt=felt)


def _whole_minutes(seconds: int) -> Length:
    """Return a length rounded to whole minutes; a length under a minute keeps its seconds."""
    return Length(round(seconds / 60) * 60 if seconds >= 60 else seconds)


def _bring_back(keys: Iterable[TechniqueKey], label: str = "bring_back") -> Rows:
    return in_rows([button(label, presses.BringBack(key), technique=technique_name(key)) for key in keys], 1)

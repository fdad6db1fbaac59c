"""Screens after a session: how the back feels, likes and dislikes, and the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.catalogue import RoutineKey, TechniqueKey
from bot.domain.history import Totals
from bot.domain.liking import Liking, disliked, liked
from bot.domain.message import (
    GAP,
    Button,
    Length,
    Lines,
    Message,
    Moment,
    Phrase,
    Style,
    listed,
    message,
    minutes,
    phrase,
)
from bot.domain.session import Feeling, Session
from bot.domain.suggestion import Suggestion
from bot.screens import presses
from bot.screens.buttons import PROGRESS, ROUTINES, SETTINGS, button
from bot.screens.names import technique_name
from bot.screens.settings import bring_back

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
    return message(*_left_out(keys), buttons=(*bring_back(keys), (ROUTINES, SETTINGS)))


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

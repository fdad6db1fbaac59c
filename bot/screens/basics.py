"""Screens outside sessions: welcome, help, tips, privacy, and answers to lines that were not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from bot.domain import pictures
from bot.domain.catalogue import Language, PhraseId, RoutineKey, TechniqueKey, Tip
from bot.domain.message import (
    GAP,
    Button,
    Length,
    Message,
    Phrase,
    Rows,
    Said,
    Style,
    Told,
    listed,
    message,
    phrase,
)
from bot.domain.suggestion import Suggestion
from bot.ports import DEFAULT, Retention
from bot.screens import presses
from bot.screens.after import by_likings
from bot.screens.buttons import A_TIP, PROGRESS, REMINDERS, ROUTINES, SAFETY, TECHNIQUES, button, in_rows
from bot.screens.languages import switch_to
from bot.screens.names import routine_name, technique_name, tip_text

NO_OTHERS: Mapping[Language, str] = MappingProxyType({})
_TO_LEARN: Rows = ((ROUTINES, TECHNIQUES),)
_TO_DO: Rows = (*_TO_LEARN, (button("reminder", presses.AskHour()), A_TIP))


def tap_one(buttons: Sequence[Button]) -> Message:
    """Ask for a tap on one of `buttons`: a word may mean either."""
    return message(phrase("tap_one"), buttons=in_rows(buttons, 1))


def tap_above() -> Message:
    """Ask for a tap on the button above; it works only there."""
    return message(phrase("tap_above"))


def start(name: str, taste: RoutineKey, others: Mapping[Language, str] = NO_OTHERS) -> Message:
    """Welcome somebody who writes for the first time; `taste` is the routine to try.

    `others`: the names of the languages that the chat does not speak.
    """
    return message(
        phrase("start", name=Said(name)),
        buttons=(
            (button("try_one_minute", presses.ChooseAudience(taste), Style.primary),),
            (TECHNIQUES, ROUTINES),
            (button("reminder", presses.AskHour()), *switch_to(others)),
        ),
        medium=pictures.GREETING,
        tells=Told.second,
    )


def hello(name: str) -> Message:
    """Greet somebody who comes by a link, before what the link leads to."""
    return message(phrase("hello", name=Said(name)))


def dead_link() -> Message:
    """Say that a link is wrong or too old."""
    return message(phrase("e_link"), buttons=(*_TO_LEARN, (REMINDERS, A_TIP)))


def dead_link_hello(name: str, taste: RoutineKey, others: Mapping[Language, str] = NO_OTHERS) -> Message:
    """Say that a link is wrong or too old, and welcome somebody who writes for the first time."""
    hello = start(name, taste, others)
    return replace(hello, parts=(phrase("e_link_hello"), GAP, *hello.parts), tells=Told.last)


def again(suggestion: Suggestion) -> Message:
    """Greet somebody who has done a session before, with a suggestion."""
    return message(
        phrase(
            "again",
            suggestion=routine_name(suggestion.routine.key, suggestion.routine.title),
            minutes=suggestion.minutes,
        ),
        *by_likings(suggestion),
        buttons=(
            (button("start", presses.Begin(suggestion.offer), Style.primary),),
            (ROUTINES, TECHNIQUES),
            (REMINDERS, PROGRESS),
        ),
    )


def help_() -> Message:
    """Answer `/help` in a private chat."""
    return message(
        phrase("help"),
        buttons=(
            (ROUTINES, TECHNIQUES),
            (REMINDERS, A_TIP),
            (SAFETY, button("privacy", presses.ShowPrivacy())),
        ),
    )


def group(bot: str) -> Message:
    """Greet a group, and say how to begin."""
    return message(phrase("group", bot=bot), buttons=_TO_LEARN)


def group_help(bot: str) -> Message:
    """Answer `/help` in a group, where each command ends with the bot's name."""
    return message(phrase("group_help", at=f"@{bot}" if bot else ""), buttons=(*_TO_LEARN, (A_TIP, SAFETY)))


def neck() -> Message:
    """Say that the bot teaches nothing for the neck."""
    return message(phrase("neck"), buttons=((SAFETY, A_TIP),))


def other_part() -> Message:
    """Say that the bot knows backs only."""
    return message(phrase("body_no"), buttons=((SAFETY, A_TIP),))


def no_claim() -> Message:
    """Say that massage does not treat illnesses."""
    return message(phrase("no_claim"), buttons=((SAFETY, A_TIP),))


def less_of(techniques: Sequence[TechniqueKey]) -> Message:
    """Say where to ask for less of a technique."""
    return message(phrase("less_of", techniques=listed([technique_name(key) for key in techniques])))


def not_allowed(why: str) -> Message:
    """Refuse a change in a group; `why` is `e_admin` (no administrator) or `e_admin_unknown`."""
    return message(phrase(why), buttons=((ROUTINES, A_TIP),))


def unheard(*, has_paused: bool) -> Message:
    """Say that voice messages are not understood; `has_paused`: a session was paused because of this one."""
    return message(phrase("e_voice")) if has_paused else message(phrase("e_voice_idle"), buttons=_TO_LEARN)


def unread(*, is_playing: bool) -> Message:
    """Say that only words are read: no pictures, files, polls and the like."""
    if is_playing:  # in a session no other screen's buttons push its card up
        return message(phrase("e_unread_session"))
    return message(phrase("e_unread"), buttons=(*_TO_LEARN, (REMINDERS, A_TIP)))


def forwarded(*, has_paused: bool, is_playing: bool) -> Message:
    """Ask the person to type what was forwarded; `has_paused`: a session was paused because of it."""
    if has_paused:
        return message(phrase("e_forwarded_paused"))
    if is_playing:
        return message(phrase("e_forwarded_session"))
    return message(phrase("e_forwarded"), buttons=_TO_LEARN)


def unread_edit(*, is_playing: bool) -> Message:
    """Say that edits are not read; in a session, that some are."""
    return message(phrase("e_edited_session")) if is_playing else message(phrase("e_edited"))


def passed_over(*, has_paused: bool) -> Message:
    """Say that not all of very many lines was read; `has_paused`: a session was paused because of that.

    The message notifies: so it is sent however many answers wait in the chat.
    """
    if has_paused:
        return message(phrase("e_passed_over_paused"), silent=False)
    return message(phrase("e_passed_over"), buttons=_TO_LEARN, silent=False)


def sorry() -> Message:
    """Apologise for a bug."""
    return message(phrase("oops"), buttons=_TO_LEARN)


def tip(shown: Tip) -> Message:
    """Show a tip."""
    more, less = (presses.WantTips(shown.key, is_more) for is_more in (True, False))
    rating = (button("more_like_it", more), button("less_of_it", less))
    return message(
        phrase("tip", tip=tip_text(shown)), buttons=((button("another", presses.ShowTip()),), rating)
    )


def privacy(retention: Retention = DEFAULT) -> Message:
    """Show what the bot stores about a chat, why, and how long."""
    return message(
        phrase(
            "privacy",
            history=_history_kept(retention.history),
            messages=_length(retention.messages),
            backups=_backups_kept(retention.backups),
        ),
        buttons=(
            (button("take_out", presses.TakeOut()),),
            (button("delete_all", presses.AskToDelete(), Style.danger),),
        ),
    )


def _history_kept(kept: timedelta | None) -> Phrase:
    if kept is None:
        return phrase("privacy_all_kept")
    return phrase("privacy_history_kept", length=_length(kept))


def _backups_kept(kept: timedelta | None) -> Phrase:
    if kept is None:
        return phrase("privacy_backups_unknown")
    return phrase("privacy_backups_kept", length=_length(kept)) if kept else phrase("privacy_no_backups")


def _length(span: timedelta) -> Length:
    return Length(span // timedelta(seconds=1))


def delete() -> Message:
    """Ask whether to delete everything that the bot stores about the chat."""
    return message(
        phrase("delete"),
        buttons=(
            (button("export_first", presses.TakeOut()),),
            (button("delete_all", presses.DeleteMe(), Style.danger),),
            (button("keep", presses.KeepMe()),),
        ),
    )


def thanks(wordings: Sequence[PhraseId], number: int) -> Message:
    """Answer somebody who thanks; `number` chooses one of the `wordings`."""
    return message(Phrase(wordings[number % len(wordings)]))


def plain(id: str, **args: str | int | Phrase) -> Message:
    """Say one phrase, without buttons."""
    return message(phrase(id, **args))


def too_long(length: int) -> Message:
    """Say that a line is too long to be read; `length` in characters."""
    return message(phrase("e_long", n=length), buttons=_TO_LEARN)


def helpless(offers: Sequence[Button]) -> Message:
    """Say that a line was not understood; offer what it may mean, at most two, or else the main screens."""
    if not offers:
        return message(phrase("e_lost_plain"), buttons=_TO_DO)
    labels = [offer.label for offer in offers]
    said = labels[0] if len(labels) == 1 else phrase("format.or", first=labels[0], last=labels[1])
    others = tuple(tuple(each for each in row if each not in offers) for row in _TO_DO)
    return message(phrase("e_lost", nearest=said), buttons=(tuple(offers), *filter(None, others)))

"""The screens of what somebody has done, each at its longest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.added import Added, CannotAdd
from bot.domain.catalogue import Catalogue, Language
from bot.domain.habit import MILESTONES, look_back
from bot.domain.history import Totals
from bot.domain.ids import AddedId, ChatId
from bot.domain.liking import Liking
from bot.domain.message import Message
from bot.domain.pictures import Pictures
from bot.ports import Chat
from bot.screens import adding, progress, settings

SUNDAY = date(2026, 11, 29)


def shown(
    catalogue: Catalogue, days: int, *, shows_streak: bool = True, today: date = SUNDAY
) -> progress.Progress:
    """Return the progress of somebody who has done something on the last `days` days, but for two."""
    off = {SUNDAY - timedelta(days=number) for number in (5, 6)}
    done = {SUNDAY - timedelta(days=number) for number in range(days)} - off
    spent = {on: 60 * (on.day % 4) * 15 for on in done}
    totals = Totals(days, sum(spent.values()), dict.fromkeys(catalogue.techniques, 3600))
    return progress.Progress(SUNDAY, spent, totals, look_back(done, SUNDAY), shows_streak)


def screens(catalogue: Catalogue, zone: str) -> Iterator[tuple[str, Message]]:
    """Yield each screen under the name of its function."""
    there = Chat(ChatId(1), Language("en"), zone=zone)
    for has_languages in (False, True):
        yield "settings", settings.settings({}, there, has_languages=has_languages)
    for each in Pictures:
        yield "settings", settings.settings({}, replace(there, pictures=each))
    for liking in Liking:
        for chat in (there, replace(there, zone=None, asks_rating=False, dark=True, day_begins=6)):
            yield "settings", settings.settings(dict.fromkeys(catalogue.techniques, liking), chat)
    for days in (1, 29):
        for shows in (True, False):
            yield "progress", progress.progress(shown(catalogue, days, shows_streak=shows))
    yield "progress", progress.progress(shown(catalogue, 0))
    yield "nothing_yet", progress.nothing_yet(catalogue.offers.taste)
    yield "ask_day", adding.ask_day(SUNDAY)
    yield "ask_length", adding.ask_length(SUNDAY)
    added = Added(SUNDAY, 180, datetime(2026, 11, 29, tzinfo=UTC), AddedId(10**7))
    for lines in (
        (),
        *((progress.back_again(1000), progress.reached(each)) for each in MILESTONES),
        progress.in_a_row(100, 1, has_kept=True),
    ):
        yield "added", adding.added(added, lines)
    yield "taken_out", adding.taken_out(added)
    yield from refused()
    yield "ask_day_begins", progress.ask_day_begins(6)
    yield "welcome_back", progress.welcome_back(1000, catalogue.offers.taste, catalogue.offers.first)


def refused() -> Iterator[tuple[str, Message]]:
    """Yield why a session cannot be added, with each day of an example."""
    for why in CannotAdd:
        if why is not CannotAdd.too_many:
            yield "refused", adding.refused(why)
    for full in ([], [1], [1, 2]):
        yield "too_many", adding.too_many(SUNDAY, [SUNDAY - timedelta(days=back) for back in full])

"""What becomes of updates beyond a person's allowance: some are heeded all the same, and the person is told.

"Stop" and words of danger must not be lost only because they stand among very many others. To look for them
is cheap. To answer them is not, so that too has limits, for each person. An update that is neither heeded nor
told about gets a receipt and nothing more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from telegram import Bot

from bot.domain.catalogue import Catalogue, Language, Lexicon
from bot.domain.dangers import RedFlag
from bot.domain.ids import ChatId, PersonId, UpdateId
from bot.domain.intent import Intent
from bot.ports import Now
from bot.reading.bounds import searched
from bot.screens.presses import Steer, Walk, decode
from bot.telegram.buckets import Buckets
from bot.telegram.context import Handling
from bot.telegram.raw import Raw, chat_of, is_answered, may_be_for, number_of, person_of, tapped_in, text_in
from bot.telegram.slashed import red_flag_in

if TYPE_CHECKING:
    from bot.reading.calls import Calls

log = logging.getLogger(__name__)

T = TypeVar("T")

LEAST = 50  # characters; a shorter text is searched no faster


@dataclass(frozen=True, slots=True)
class Chosen:
    """Those of the updates that are not simply passed over."""

    heeded: Set[UpdateId] = frozenset()  # handled like any other update
    told: Set[UpdateId] = frozenset()  # answered with the words that something was passed over


class PassedOver:
    """Looks through the updates beyond the allowance."""

    def __init__(self, handling: Handling, bot: Bot) -> None:
        self._handling = handling
        self._bot = bot
        self._lexicons = handling.catalogue.lexicons
        # Made when somebody goes beyond the allowance for the first time; with the lexicons that they are of.
        self._calls: tuple[Mapping[Language, Lexicon], Calls] | None = None
        # How many calls of a person are heeded beyond the allowance, how many characters are searched for
        # red flags, how many red flags are answered, and how often the person is told.
        self._heeds = {Intent.stop: Buckets(5, 1), Intent.help: Buckets(2, 0.2)}
        self._searches = Buckets(6_000, 2_000)
        self._dangers = Buckets(3, 0.5)
        self._tells = Buckets(1, 1 / 600)

    def take_texts(self, catalogue: Catalogue) -> None:
        """Heed the calls of `catalogue` from now on."""
        self._lexicons = catalogue.lexicons

    async def choose(self, updates: Sequence[Raw], now: Now) -> Chosen:
        """Choose from `updates`, all beyond the allowance of their people.

        Of one person, at most one call of a kind and one red flag of each chat are chosen.
        """
        ours = [raw for raw in updates if may_be_for(raw, self._bot.id)]
        heeded = await self._heed_calls(ours, now)
        heeded |= await self._heed_dangers([raw for raw in ours if number_of(raw) not in heeded], now)
        return Chosen(heeded, self._tell([raw for raw in ours if number_of(raw) not in heeded], now))

    async def _heed_calls(self, updates: Sequence[Raw], now: Now) -> set[UpdateId]:
        found = await self._look(self._call, updates)
        heeded, done = set[UpdateId](), set[tuple[PersonId | None, ChatId | None, Intent]]()
        for raw, call in zip(updates, found, strict=True):
            if call is None or (key := (person_of(raw), chat_of(raw), call)) in done:
                continue
            if _fits(self._heeds[call], raw, now):
                heeded.add(number_of(raw))
                done.add(key)
        return heeded

    def _call(self, raw: Raw) -> Intent | None:
        """Return stop or help, if the update most likely calls for it by words or by a button."""
        if data := tapped_in(raw):
            press = decode(data)
            return Intent.stop if isinstance(press, Steer) and press.how is Walk.stop else None
        return self._known_calls().find(text_in(raw))

    def _known_calls(self) -> Calls:
        """Return the calls of the newest texts, which the event loop may exchange meanwhile."""
        from bot.reading.calls import Calls

        lexicons, known = self._lexicons, self._calls
        if known is None or known[0] is not lexicons:
            known = self._calls = lexicons, Calls(lexicons.values())
        return known[1]

    async def _heed_dangers(self, updates: Sequence[Raw], now: Now) -> set[UpdateId]:
        heeded, done = set[UpdateId](), set[tuple[PersonId | None, ChatId | None]]()
        for raw in updates:
            length, key = len(text_in(raw)), (person_of(raw), chat_of(raw))
            if not length or key in done or not _fits(self._searches, raw, now, max(searched(length), LEAST)):
                continue
            [flag] = await self._look(self._danger, [raw])
            if flag is not None and _fits(self._dangers, raw, now):
                heeded.add(number_of(raw))
                done.add(key)
        return heeded

    def _danger(self, raw: Raw) -> RedFlag | None:
        shared = self._handling
        find, texts = shared.readers.find_red_flag, shared.catalogue
        return red_flag_in(text_in(raw), self._bot.username, find, texts, texts.languages[0])

    async def _look(self, look: Callable[[Raw], T], updates: Sequence[Raw]) -> list[T | None]:
        """Look at each update in another thread. Our bug with one of them must not stop all the others."""
        found, errors = await self._handling.off_loop(_look_at_each, look, updates)
        if errors:
            log.error("Updates beyond the allowance could not be looked through: %s", ", ".join(errors))
        return found

    def _tell(self, updates: Iterable[Raw], now: Now) -> set[UpdateId]:
        told = {number_of(raw) for raw in updates if is_answered(raw) and _fits(self._tells, raw, now)}
        if told:
            log.info("A person sends more than is read; what is beyond the allowance is passed over.")
        return told


def _look_at_each(look: Callable[[Raw], T], updates: Sequence[Raw]) -> tuple[list[T | None], list[str]]:
    """Return what `look` finds in each update, and the names of its errors."""
    found, errors = list[T | None](), set[str]()
    for raw in updates:
        try:
            found.append(look(raw))
        except Exception as error:  # noqa: BLE001 - the update is passed over, and the error is logged
            found.append(None)
            errors.add(type(error).__name__)
    return found, sorted(errors)


def _fits(buckets: Buckets, raw: Raw, now: Now, amount: float = 1) -> bool:
    person = person_of(raw)
    return person is not None and buckets.takes(person, number_of(raw), now, amount)

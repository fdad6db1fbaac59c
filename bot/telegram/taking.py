"""Takes a batch of updates in: runs them through the routing and commits what they cause.

Each source of updates calls `take`, also while other batches are under way. Taking stores nothing of a
batch or of its answers, so that batches do not disturb each other.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.delivery.desk import Desk
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId, UpdateId
from bot.domain.message import Phrase
from bot.ports import UNCOUNTED, Figures, NotTheIntake, Now, Rank, is_logged
from bot.telegram.addressed import is_read_as_words
from bot.telegram.allowance import Allowance
from bot.telegram.arrived import Arrived, read_update
from bot.telegram.batch import Batch
from bot.telegram.context import Handling
from bot.telegram.languages import ChatLanguages, language_in
from bot.telegram.passed_over import Chosen, PassedOver
from bot.telegram.raw import Raw, chat_of, chats_of, first_of_each, number_of, person_of, text_in
from bot.telegram.round import Check, Round
from bot.telegram.routing import App
from bot.telegram.toasts import answer_taps

log = logging.getLogger(__name__)

Answers = Mapping[UpdateId, Phrase | None]
REST = 1.0  # seconds after updates that could not be committed


@dataclass(frozen=True, slots=True)
class Taken:
    """The updates that this batch has read and committed, and what the action of each update returned.

    An update that another batch was handling at the same time is not in it: that batch has the tap's toast.
    """

    read: Sequence[Arrived]
    answers: Answers


class Taking:
    """Takes updates in, each with one effect. It does not know where the updates come from."""

    def __init__(
        self,
        application: App,
        desk: Desk,
        handling: Handling,
        languages: ChatLanguages,
        figures: Figures = UNCOUNTED,
    ) -> None:
        self._application = application
        self._desk = desk
        self._languages = languages
        self._handling = handling
        self._figures = figures
        self._allowance = Allowance()  # counts over all batches
        self._passed_over = PassedOver(handling, application.bot)
        self._under_way: Counter[UpdateId] = Counter()  # updates that batches are handling just now

    def take_texts(self, catalogue: Catalogue) -> None:
        """Use `catalogue` from now on; `Handling` has it already."""
        self._languages.take_texts(catalogue)
        self._passed_over.take_texts(catalogue)

    async def take(self, updates: Sequence[Raw], check: Check | None = None) -> Taken:
        """Handle `updates`; commit what they cause, and a receipt for each, even for one that was not read.

        `check` is called first in each unit of work; if it raises, nothing of the unit is kept.
        Actions of one batch are done in the order of arrival; batches have no order between them. It raises
        if something could not be committed. The same updates may then be taken again; those that have a
        receipt are left out.
        """
        updates = first_of_each(updates)
        batch = Batch(tuple(number_of(raw) for raw in updates))
        elsewhere = {number for number in batch.updates if self._under_way[number]}
        self._under_way.update(batch.updates)
        try:
            with self._desk.answering():
                read, answers = await self._take(updates, batch, check)
        finally:
            self._under_way -= Counter(batch.updates)
        self._figures.took(len(batch.updates))
        theirs = {number for number in elsewhere if batch.is_left_out(number)}
        return Taken([update for update in read if update.number not in theirs], answers)

    async def take_or_rest(self, updates: Sequence[Raw], check: Check | None = None) -> Taken | None:
        """Handle `updates`. None: they must be given again, after NotTheIntake to another process."""
        try:
            return await self.take(updates, check)
        except Exception as error:
            if not is_logged(error):
                if not _is_elsewhere(error):
                    log.exception("Updates could not be committed; Telegram gives them again.")
                await self._handling.clock.sleep(REST)
            return None

    async def _take(
        self, updates: Sequence[Raw], batch: Batch, check: Check | None
    ) -> tuple[Sequence[Arrived], Answers]:
        read = await self._read(updates, batch)
        texts = self._handling.catalogue
        await self._learn_languages([update for update in read if is_read_as_words(update, texts)])
        async with asyncio.TaskGroup() as tasks:
            for update in read:
                tasks.create_task(self._handle(update))
            return read, await self._commit(batch, chats_of(updates), check)

    async def answer_taps(self, taken: Taken) -> None:
        """Answer every tap in `taken`; each answer is tried once."""
        texts = self._handling.catalogue
        tapped = [update for update in taken.read if update.callback_query is not None]
        try:
            await self._learn_languages([update for update in tapped if taken.answers.get(update.number)])
        except Exception as error:
            # The answers then are in the language of each person's app.
            if not is_logged(error):
                log.exception("A tap could not be answered: our bug.")
        taps = [
            (update.callback_query, taken.answers.get(update.number), language_in(update, texts))
            for update in tapped
            if update.callback_query is not None
        ]
        await answer_taps(self._application.bot, texts, taps)

    async def _read(self, updates: Sequence[Raw], batch: Batch) -> list[Arrived]:
        """Return the updates to be handled; the others count as done and get their receipts."""
        now = self._handling.clock.now()
        beyond = [raw for raw in updates if not self._is_allowed(raw, now)]
        chosen = await self._passed_over.choose(beyond, now) if beyond else Chosen()
        dropped = {number_of(raw) for raw in beyond} - chosen.heeded - chosen.told
        read = []
        for raw in updates:
            is_told = number_of(raw) in chosen.told
            update = None if number_of(raw) in dropped else self._read_one(raw, batch, is_told=is_told)
            if update is None:
                batch.is_done(number_of(raw))
            else:
                read.append(update)
        return read

    async def _learn_languages(self, updates: Sequence[Arrived]) -> None:
        """Give each update the language of its chat: a typed line is read before a unit of work opens.

        A unit of work itself knows the chat.
        """
        in_chats = [(update, ChatId(chat.id)) for update in updates if (chat := update.effective_chat)]
        languages = await self._languages.of({chat for _, chat in in_chats})
        for update, number in in_chats:
            update.learn_language(languages.get(number))

    def _is_allowed(self, raw: Raw, now: Now) -> bool:
        """May this update be read? Not if its person, where it has one, has used up the allowance."""
        person = person_of(raw)
        return person is None or self._allowance.allows(
            person, number_of(raw), now, len(text_in(raw)), chat_of(raw)
        )

    def _read_one(self, raw: Raw, batch: Batch, *, is_told: bool) -> Arrived | None:
        try:
            return read_update(raw, self._application.bot, batch, is_passed_over=is_told)
        except Exception as error:  # noqa: BLE001 - one update that cannot be read must not stop the others
            log.error("An update that cannot be read is passed over: %s", type(error).__name__)
            return None

    async def _handle(self, update: Arrived) -> None:
        try:
            await self._application.process_update(update)
        finally:
            update.batch.is_done(update.number)

    async def _commit(self, batch: Batch, chats: Collection[ChatId], check: Check | None) -> Answers:
        """Commit what is submitted, round by round, until every update is done and has its receipt.

        It returns what the last action of each update returned.
        """
        without_receipt = batch.updates
        answers: dict[UpdateId, Phrase | None] = {}
        while without_receipt or not batch.is_finished:
            submissions = await batch.taken()
            if not submissions and not without_receipt:
                break
            unit = Round(submissions, without_receipt, self._handling.clock.now(), check)
            done = await self._desk.commit(unit, chats=chats, rank=Rank.answer)
            without_receipt = tuple(update for update in without_receipt if update in done.failed)
            answers.update(
                (submission.update, result)
                for submission, result in zip(submissions, done.results, strict=True)
                if not isinstance(result, Exception)
            )
            batch.leave_out(done.known)
            batch.resume(submissions, done.results)
        return answers


def _is_elsewhere(error: Exception) -> bool:
    """Is it NotTheIntake, so that another process takes the updates? A batch raises errors as a group."""
    if isinstance(error, ExceptionGroup):
        return error.split(NotTheIntake)[1] is None
    return isinstance(error, NotTheIntake)

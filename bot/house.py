"""The bot's parts, joined together, and what they do at each beat."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.actions.keep_time import keep_time, sweep_up
from bot.actions.move_back import fit_to, move_back
from bot.archive.making import FileMaker
from bot.delivery.courier import Courier
from bot.delivery.desk import Desk
from bot.delivery.recorder import Recorder
from bot.domain.catalogue import Catalogue
from bot.domain.reminder import ON_TIME
from bot.ports import NO_NEWS, Feeder, News, Now, Rank, Work
from bot.storage.database import Database
from bot.storage.guarded import Guarded
from bot.storage.intake import SharedIntake
from bot.telegram.beside import Beside
from bot.telegram.pictures import Pictures
from bot.telegram.reloading import Reloading
from bot.telegram.routing import App
from bot.telegram.taking import Taking
from bot.timing.beat import Beat
from bot.timing.clock import MovedClock, SystemClock
from bot.timing.follow import ClockFollower
from bot.timing.portion import Portion

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(hours=1)
OVERWRITE_EVERY = timedelta(seconds=0.9)  # beats are a second apart, and may come a little early


@dataclass(slots=True)
class House:
    """The bot's parts, joined together."""

    clock: SystemClock | MovedClock
    database: Database
    storage: Guarded  # the database, as all other parts use it
    desk: Desk
    recorder: Recorder
    courier: Courier
    taking: Taking
    feeder: Feeder
    beat: Beat
    application: App
    catalogue: Catalogue
    prepare: Callable[[], None]  # makes the Readers ready for the first line
    pictures: Pictures
    files: FileMaker
    reloading: Reloading
    beside: Beside
    intake: SharedIntake | None = None  # only where several processes share the database
    follower: ClockFollower | None = None
    swept_at: datetime | None = None
    has_fitted: bool = False  # has a beat compared what is stored with the clock?
    has_taken_over: bool = False  # has this process looked for calls that others have left?
    overwrote_at: datetime | None = None
    portion: Portion = field(default_factory=Portion)  # of the reminders that are due
    chain: tuple[datetime, datetime] | None = None  # first and last beat of the current unbroken backlog

    def take_texts(self, catalogue: Catalogue) -> None:
        """Use `catalogue` from the next beat on. Sessions that run go on with the steps that they have."""
        self.catalogue = catalogue

    async def tick(self) -> bool:
        """Do what is due; once an hour delete what is stored only for some time. True: more is due."""
        chain, self.chain = self.chain, None
        set_back = timedelta(0)

        def unit(work: Work) -> tuple[bool, Now, datetime, News]:
            nonlocal set_back
            # The clock is asked on the storage's thread: the next unit of work finds both people's time and
            # the sessions moved, and the one before found neither.
            self.clock.undo_set_back(set_back)  # of a try that the server has undone
            set_back = self.clock.set_back_by()
            now = self.clock.now()
            news = work.commons.news(self.desk.owner, now.wire) if self.desk.is_shared else NO_NEWS
            since = _busy_since(now, chain, set_back)
            if set_back and self._is_first_to_move(work, set_back, now):
                move_back(work, set_back, now)
            elif news.has_moved and not set_back:
                return False, now, since, news
            if not self.has_fitted:
                fit_to(work, now)
            return self._keep_time(work, now, since), now, since, news

        try:
            # A beat in a backlog is long. Others have prompts to send, and wait for nobody.
            rank = Rank.usual if chain is None else Rank.patient
            more, now, since, news = await self.desk.commit(unit, rank=rank)
        except Exception:
            self.clock.undo_set_back(set_back)  # nothing has moved; the next beat tries again
            raise
        self.has_fitted = True
        self.chain = (since, now.people) if more else None
        await self._take_over(news)
        await self._overwrite(now)
        if self.swept_at is None or now.wire - self.swept_at > SWEEP_EVERY:
            self.swept_at = now.wire
            if await self.desk.commit(lambda work: sweep_up(work, self.catalogue, now)):
                self.swept_at = None  # the next beat goes on
        return more

    def _keep_time(self, work: Work, now: Now, since: datetime) -> bool:
        """Do what is due, with as many rings as fit into a short unit of work. True: more is due."""
        at_once, end = self.portion.start()
        kept = keep_time(work, self.catalogue, now, since, at_once)
        end(kept.reminders, kept.was_cut)
        return kept.more

    async def _take_over(self, news: News) -> None:
        """Once, and whenever a process has died: settle the calls that nobody will record any more."""
        if self.desk.may_take_over and (news.are_some_dead or not self.has_taken_over):
            if taken := await self.recorder.take_over():
                log.warning("Another process has ended; %d of its calls are taken as ambiguous.", taken)
            self.has_taken_over = True

    def _is_first_to_move(self, work: Work, set_back: timedelta, now: Now) -> bool:
        """Is this the first process that has noticed this step of the clock? The others only follow."""
        return not self.desk.is_shared or work.commons.is_first_to_move(self.desk.owner, set_back, now.wire)

    async def _overwrite(self, now: Now) -> None:
        """Once a second, go on with overwriting what was deleted; then what says so may leave."""
        if self.overwrote_at is None or abs(now.wire - self.overwrote_at) >= OVERWRITE_EVERY:
            self.overwrote_at = now.wire
            if await self.database.overwrite_deleted():
                await self.desk.claim_more()

    async def remember_files(self) -> None:
        """Read which files this bot has uploaded before; Telegram must have said which bot it is."""
        bot = self.application.bot.id
        self.pictures.remember(bot, await self.storage.run(lambda work: work.files.of(bot)))

    def note_due(self, due: datetime | None, rings: datetime | None) -> None:
        """Tell the beat and the playground when something is due next."""
        self.beat.note_due(due)
        if self.follower is not None:
            self.follower.note_due(rings)


def _busy_since(now: Now, chain: tuple[datetime, datetime] | None, set_back: timedelta) -> datetime:
    """Return the start of the current unbroken backlog: since then each beat has left more to do.

    A long gap between two beats ends a backlog: the machine slept, or the clock was set forward. A step back
    does not: the start moves with the clock, so that no reminder that waits becomes late.
    """
    if chain is None:
        return now.people
    first, last = (moment - set_back for moment in chain)
    return first if now.people - last <= max(ON_TIME, now.jitter) else now.people

"""The bot's parts, joined together, and what they do at each beat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.keep_time import keep_time, sweep_up
from bot.actions.move_back import fit_to, move_back
from bot.archive.making import FileMaker
from bot.delivery.courier import Courier
from bot.delivery.desk import Desk
from bot.delivery.recorder import Recorder
from bot.domain.catalogue import Catalogue
from bot.domain.reminder import ON_TIME
from bot.ports import Now, Work
from bot.storage.database import Database
from bot.storage.guarded import Guarded
from bot.telegram.beside import Beside
from bot.telegram.pictures import Pictures
from bot.telegram.polling import Polling
from bot.telegram.reloading import Reloading
from bot.telegram.routing import App
from bot.telegram.taking import Taking
from bot.timing.beat import Beat
from bot.timing.clock import MovedClock, SystemClock
from bot.timing.follow import ClockFollower

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
    polling: Polling
    beat: Beat
    application: App
    catalogue: Catalogue
    pictures: Pictures
    files: FileMaker
    reloading: Reloading
    beside: Beside
    follower: ClockFollower | None = None
    swept_at: datetime | None = None
    has_fitted: bool = False  # has a beat compared what is stored with the clock?
    overwrote_at: datetime | None = None
    chain: tuple[datetime, datetime] | None = None  # first and last beat of the current unbroken backlog

    def take_texts(self, catalogue: Catalogue) -> None:
        """Use `catalogue` from the next beat on. Sessions that run go on with the steps that they have."""
        self.catalogue = catalogue

    async def tick(self) -> bool:
        """Do what is due; once an hour delete what is stored only for some time. True: more is due."""
        chain, self.chain = self.chain, None
        set_back = timedelta(0)

        def unit(work: Work) -> tuple[bool, Now, datetime]:
            nonlocal set_back
            # The clock is asked on the storage's thread: the next unit of work finds both people's time and
            # the sessions moved, and the one before found neither.
            set_back = self.clock.set_back_by()
            now = self.clock.now()
            if set_back:
                move_back(work, set_back, now)
            if not self.has_fitted:
                fit_to(work, now)
            since = _busy_since(now, chain, set_back)
            return keep_time(work, self.catalogue, now, since), now, since

        try:
            more, now, since = await self.desk.commit(unit)
        except Exception:
            self.clock.undo_set_back(set_back)  # nothing has moved; the next beat tries again
            raise
        self.has_fitted = True
        self.chain = (since, now.people) if more else None
        await self._overwrite(now)
        if self.swept_at is None or now.wire - self.swept_at > SWEEP_EVERY:
            self.swept_at = now.wire
            await self.desk.commit(lambda work: sweep_up(work, now))
        return more

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

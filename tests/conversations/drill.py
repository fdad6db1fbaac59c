"""The drill: a backup of the stage's database, its loss, and its way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bot.actions.put_behind import Behind, put_behind
from bot.storage.moving.backup import back_up
from bot.storage.moving.restore import restore
from tests import kept
from tests.conversations.stage import Stage


class Drill:
    """A backup of the stage's database, which is lost and comes back."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage = stage
        self.file = folder / "backup" / "unknot.sqlite3"

    def backs_up(self) -> None:
        """Make a backup while the bot runs."""
        back_up(self.stage.settings.database_url.reveal(), self.file, self.stage.clock.at, "1.0", self.shows)

    async def loses_it(self) -> None:
        """End the bot as a kill does; its database is lost."""
        await self.stage.close()
        if kept.ON_SERVER:
            kept.lose(self.stage.settings.database_url.reveal())
        for path in self.file.parent.parent.glob("unknot.sqlite3*"):
            path.unlink()

    async def restores(self) -> Behind:
        """Fill a new database from the backup, and start the bot on it."""
        settle = partial(put_behind, texts=self.stage.catalogue, now=self.stage.clock.now())
        _, _, behind = restore(self.file, self.stage.settings.database_url.reveal(), self.shows, settle)
        await self.stage.open()
        await self.stage.beats()
        return behind

    def shows(self, name: str, done: int, whole: int) -> None:
        """Show nothing."""

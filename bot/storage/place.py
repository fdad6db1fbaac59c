"""Where the database file is. SQLite goes on writing to a file that was deleted, and does not notice it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.storage.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Place:
    """A file that was opened: its path, and the device and the number that the system knows it by."""

    file: Path
    device: int
    number: int

    @classmethod
    def of(cls, file: Path) -> Place:
        """Note the file that is at the path now."""
        found = file.stat()
        return cls(file, found.st_dev, found.st_ino)

    def trouble(self) -> Trouble | None:
        """Return what is wrong if the path no longer leads to the file. It takes a few microseconds."""
        try:
            found = self.file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return Trouble.gone
        except OSError:
            return None  # this process may not look; SQLite will say what is wrong
        return None if (found.st_dev, found.st_ino) == (self.device, self.number) else Trouble.replaced

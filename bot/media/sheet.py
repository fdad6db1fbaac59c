"""Contact sheets to look at: all pictures on one, and eight frames of each animation."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path

from bot.media import raster
from bot.media.draw.svg import document, element
from bot.media.film import frames
from bot.media.shelf import PICTURE, Shelf
from bot.ports.media import MediaKind

CELL, COLUMNS, FRAMES = 400, 4, 8  # pixels; pictures in a row; frames of an animation


def write_sheets(shelf: Shelf, folder: Path) -> list[Path]:
    """Write the sheets as PNG into `folder`; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [each.path.read_bytes() for each in shelf.files.values() if each.kind is MediaKind.picture]
    written = [_write(folder / "pictures.png", pictures)]
    for name, film in shelf.files.items():
        if not name.startswith(PICTURE):
            written.append(_write(folder / f"{name}.png", frames(film.path, FRAMES)))
    return written


def _write(path: Path, pictures: Iterable[bytes]) -> Path:
    shown = list(pictures)
    cells = "".join(_cell(number, picture) for number, picture in enumerate(shown))
    rows = -(-len(shown) // COLUMNS)
    sheet = document(cells, (0, 0, CELL * COLUMNS, CELL * rows))
    path.write_bytes(raster.png(sheet, CELL * COLUMNS))
    return path


def _cell(number: int, picture: bytes) -> str:
    row, column = divmod(number, COLUMNS)
    inside = base64.b64encode(picture).decode()
    return element(
        "image",
        x=column * CELL,
        y=row * CELL,
        width=CELL,
        height=CELL,
        href=f"data:image/png;base64,{inside}",
    )

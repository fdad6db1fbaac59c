"""The command `unknot preview`. It imports what it needs when it runs: other commands start without that."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.domain.catalogue import Catalogue


def preview(
    file: Annotated[Path | None, typer.Argument(help="The HTML file to write, with all texts.")] = None,
    show: Annotated[str | None, typer.Option(help="Show the messages with this in their name, here.")] = None,
    language: Annotated[str | None, typer.Option(help="Of --show; without it the first language.")] = None,
) -> None:
    """Show texts as people see them: all on one page, or some in the terminal. With nothing: their names."""
    from bot.compose import CannotStart, read_content
    from bot.preview.page import page

    texts = read_content()
    if file is None or show is not None:
        _show(texts, show, language)
    if file is None:
        return
    try:
        file.write_text(page(texts, datetime.now(UTC)), encoding="utf-8")
    except OSError as error:
        raise CannotStart(f"The file {file} cannot be written: {error.strerror}.") from None
    print(f"All texts are in {file}.")


def _show(texts: Catalogue, wanted: str | None, language: str | None) -> None:
    from rich.console import Console

    from bot.compose import CannotStart
    from bot.domain.catalogue import Language
    from bot.preview import terminal
    from bot.preview.shown import all_pieces
    from bot.telegram.rendering import Renderer

    if language is not None and language not in texts.languages:
        raise CannotStart(f"There is no language {language}, but: {', '.join(texts.languages)}.")
    pieces, console = all_pieces(texts, datetime.now(UTC)), Console(soft_wrap=True, highlight=False)
    if wanted is None:
        for line in terminal.titles(pieces):
            console.print(line)
        console.print("\nunknot preview --show NAME shows one, unknot preview FILE writes all to a page.")
        return
    found = terminal.find(pieces, wanted)
    if not found:
        raise CannotStart(f"No message has {wanted!r} in its name; `unknot preview` lists all names.")
    words = Renderer(texts, Language(language) if language else texts.languages[0], tells=True)
    for piece in found:
        console.print(terminal.shown(piece, words))

"""The commands `unknot media build`, `check` and `sheet`.

They import what they need when they are called, since `unknot run` imports this file too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FAULTY = 1
media = typer.Typer(
    no_args_is_help=True, help="Pictures, animations, spoken words: build, check, look at them."
)
Folder = Annotated[Path | None, typer.Option(help="Another folder for the built files.")]
Names = Annotated[str, typer.Argument(help="Only files with this in their name.")]


@media.command()
def build(names: Names = "", folder: Folder = None) -> None:
    """Draw, encode and speak what is older than its content or code."""
    from rich.console import Console

    from bot.bar import progress_bar
    from bot.content.faults import ContentError
    from bot.content.folder import content_folder
    from bot.media import build as building
    from bot.media import speech
    from bot.media.raster import NeedsTools
    from bot.media.rules import find_media_faults
    from bot.media.shelf import media_folder
    from bot.media.track.pieces import VOICE

    console = Console(highlight=False, markup=False)
    try:
        faults = find_media_faults(content_folder())
        if faults:
            raise ContentError(faults)  # nothing is drawn that breaks a rule, such as a hand on the spine
        with progress_bar(console) as show:
            built = building.build(content_folder(), folder or media_folder(), names, show)
            built += speech.build(content_folder(), (folder or media_folder()) / VOICE, names, show)
    except (ContentError, NeedsTools) as error:
        console.print(str(error), style="red")
        raise typer.Exit(FAULTY) from None
    console.print(f"Built: {', '.join(built)}." if built else "Everything is up to date.")


@media.command()
def check(folder: Folder = None) -> None:
    """Say which files are missing, changed, or older than what they are drawn from."""
    from rich.console import Console

    from bot.content.faults import ContentError
    from bot.content.folder import content_folder
    from bot.media import build as building
    from bot.media import speech
    from bot.media.raster import NeedsTools
    from bot.media.shelf import media_folder
    from bot.media.track.pieces import VOICE

    console = Console(highlight=False, soft_wrap=True, markup=False)
    shelf = folder or media_folder()
    try:
        wrong = building.stale(content_folder(), shelf) or building.broken(shelf)
        wrong += speech.stale(content_folder(), shelf / VOICE)
    except ContentError as error:
        wrong = [str(error)]
    except NeedsTools:
        wrong = []  # the hashes are right; without the tools the files are not opened
    for line in wrong:
        console.print(line)
    if wrong:
        raise typer.Exit(FAULTY)
    console.print("All pictures, animations and spoken words are up to date.")


@media.command()
def sheet(
    to: Annotated[Path, typer.Argument(help="The folder for the sheets.")] = Path("build/sheets"),
    folder: Folder = None,
) -> None:
    """Write contact sheets: all pictures, and eight frames of each animation."""
    from rich.console import Console

    from bot.media.raster import NeedsTools
    from bot.media.sheet import write_sheets
    from bot.media.shelf import Shelf, media_folder

    console = Console(highlight=False, soft_wrap=True, markup=False)
    try:
        written = write_sheets(Shelf(folder or media_folder()), to)
    except NeedsTools as error:
        console.print(str(error), style="red")
        raise typer.Exit(FAULTY) from None
    console.print(f"{len(written)} sheets are in {to}.")

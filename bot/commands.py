"""The commands of `unknot`: demo, run, playground, check, preview, migrate, import, doctor, media, moving.

Each command imports what it needs when it is called. So none waits for what only another one needs.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.media.commands import media
from bot.moving.commands import add_to
from bot.preview.commands import preview
from bot.process import log_to_stderr, run, until_signal

FASTEST = 3600.0  # the same as in the playground, which only two commands import

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(media, name="media")
app.command()(preview)
add_to(app)
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")]
Data = Annotated[Path | None, typer.Option(help="Keep database and chats in this folder.")]


def _say_version(wanted: bool) -> None:
    if wanted:
        from bot.version import version

        print(f"Unknot {version()}")
        raise typer.Exit


@app.callback()
def unknot(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Unknot teaches back massage, leads sessions and rings each day."""


@app.command()
def demo(
    port: Port = 0,
    speed: Annotated[float, typer.Option(min=0.01, max=FASTEST, help="How fast people's time runs.")] = 1.0,
    browser: Annotated[bool, typer.Option(help="Open the chat page.")] = True,
    data: Data = None,
) -> None:
    """Chat with the real bot in a browser: no token, no account."""
    log_to_stderr("WARNING")
    if data is not None:
        until_signal(lambda stop: _demo(stop, port, speed, browser, _folder(data)))
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="unknot-", ignore_cleanup_errors=True) as folder:
        until_signal(lambda stop: _demo(stop, port, speed, browser, Path(folder)))


app.command()(run)


@app.command()
def playground(port: Port = 0, data: Data = None) -> None:
    """Serve the pretend Telegram and its chat page, for any bot."""
    log_to_stderr("WARNING")
    until_signal(lambda stop: _playground(stop, port, data and _folder(data)))


@app.command()
def check() -> None:
    """List every fault of the content folder."""
    from bot.content.check import find_faults, parts_of_languages
    from bot.content.folder import content_folder
    from bot.content.kept import catalogue_of
    from bot.doctor.finding import counted
    from bot.media.rules import find_media_faults

    folder = content_folder()
    faults = [*find_faults(folder), *find_media_faults(folder)]
    for fault in faults:
        print(fault)
    if faults:
        print(f"{counted(len(faults), 'fault')}.")
        raise typer.Exit(1)
    catalogue_of(folder)  # kept for a bot that may not write where it is installed
    print("The content has no faults.")
    for line in parts_of_languages(folder):
        print(line)


@app.command()
def migrate() -> None:
    """Bring the database that DATABASE_URL names up to date."""
    from bot.compose import close_storage, open_storage
    from bot.settings import read_database_url
    from bot.timing.zones import use_packaged_zones

    use_packaged_zones()  # a migration may need the date that it was somewhere
    url = read_database_url()

    async def upgrade() -> None:
        await close_storage(await open_storage(url))

    asyncio.run(upgrade())
    print("The database is up to date.")


def _chat_number(said: str) -> int:
    """Return the number of a chat. Telegram's have up to 52 bits."""
    from bot.archive.advice import no_number

    number = re.fullmatch(r"-?[0-9]{1,16}", said)
    if number is None:
        raise typer.BadParameter(no_number(said))
    return int(said)


@app.command(name="import", epilog="For example: unknot import unknot-2026-11-24.zip")
def import_(
    file: Annotated[Path, typer.Argument(help="The zip that the bot sent after /export.")],
    chat: Annotated[
        int | None, typer.Option(parser=_chat_number, help="The chat that the file must be of.")
    ] = None,
    move: Annotated[bool, typer.Option("--move", help="Give the data to --chat, whosever it is.")] = False,
) -> None:
    """Put the data of one chat back, in the place of what is kept about it now. Stop the bot before."""
    from bot.archive.advice import move_where, with_advice
    from bot.archive.zipped import MOST_BYTES, unpack
    from bot.compose import CannotStart, close_storage, open_storage
    from bot.domain.ids import ChatId
    from bot.ports import CannotTakeBack, Fault
    from bot.settings import read_database_url
    from bot.timing.zones import use_packaged_zones

    if move and chat is None:
        raise CannotStart(move_where(file))
    use_packaged_zones()
    url = read_database_url()

    async def take_back() -> None:
        database = await open_storage(url)
        try:
            await database.run(lambda work: work.archives.take_back(archive, target))
        finally:
            await close_storage(database)

    try:
        archive = unpack(_read_file(file, MOST_BYTES + 1))
        target = archive.chat if chat is None else ChatId(chat)
        if target != archive.chat and not move:
            raise CannotTakeBack(f"The file is of the chat {archive.chat}, not of {target}.", Fault.theirs)
        asyncio.run(take_back())
    except CannotTakeBack as refusal:
        raise with_advice(refusal, file, chat, move=move) from None
    made_at = archive.made_at.astimezone(UTC)
    print(f"The data of the chat {target} is as it was on {made_at:%Y-%m-%d at %H:%M} UTC.")


def _read_file(file: Path, most: int) -> bytes:
    from bot.archive.advice import not_readable
    from bot.compose import CannotStart

    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise CannotStart(not_readable(file, error.strerror)) from None


@app.command()
def doctor() -> None:
    """Look at all that a bot needs, also while it runs, and say what to do."""
    from bot.doctor.examination import examine
    from bot.doctor.finding import Verdict
    from bot.doctor.saying import say
    from bot.settings import read_settings

    settings = read_settings()
    log_to_stderr("WARNING", settings.bot_token.reveal())
    findings = asyncio.run(examine(settings, lambda: datetime.now(UTC)))
    say(findings)
    if any(finding.verdict is Verdict.wrong for finding in findings):
        raise typer.Exit(1)


async def _playground(stop: asyncio.Event, port: int, folder: Path | None) -> None:
    from telegram_playground.server import Playground

    stage = Playground(folder / "playground.json" if folder else None)
    await stage.start(port)
    try:
        print(f"The playground is ready: {stage.url}/", flush=True)
        print(f"A bot finds it with BOT_API_URL={stage.url} and any token of the usual form.", flush=True)
        await stop.wait()
    finally:
        await stage.stop()


async def _demo(stop: asyncio.Event, port: int, speed: float, browser: bool, folder: Path) -> None:
    import secrets
    import webbrowser

    from bot.compose import run_bot
    from bot.content.folder import content_folder
    from bot.media.alts import alts
    from bot.media.shelf import Shelf, media_folder
    from bot.settings import read_settings
    from telegram_playground.people_clock import Setting
    from telegram_playground.server import Playground

    told = alts(content_folder(), Shelf(media_folder()))
    stage = Playground(folder / "playground.json", alts=told)
    await stage.start(port)
    try:
        stage.clock.set(Setting(speed=speed))
        settings = read_settings(
            bot_token=f"10001:{secrets.token_hex(18)[:35]}",
            bot_api_url=stage.url,
            clock_url=f"{stage.url}/control/clock",
            database_url=f"sqlite:///{folder / 'unknot.sqlite3'}",
            https_proxy="",
            webhook_url="",
            health_listen="",
        )

        def ready() -> None:
            print(f"Unknot is ready: {stage.url}/", flush=True)
            if browser:
                webbrowser.open(f"{stage.url}/")

        bot = asyncio.create_task(run_bot(settings, stop, None))
        polled = asyncio.create_task(stage.wait_until_polled())
        await asyncio.wait({bot, polled}, return_when=asyncio.FIRST_COMPLETED)
        if polled.done() and not bot.done():
            ready()
        polled.cancel()
        await bot
    finally:
        await stage.stop()


def _folder(path: Path) -> Path:
    from bot.compose import CannotStart
    from bot.storage.rights import make_folder

    try:
        make_folder(path)
    except OSError as error:
        raise CannotStart(f"The folder {path} cannot be used: {error.strerror}.") from None
    return path.resolve()

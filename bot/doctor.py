"""The examination behind `unknot doctor`: what was seen, and what to do about it, a line for each check."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from importlib import metadata
from pathlib import Path

import aiohttp

from bot.domain.zones import read_all_zones
from bot.settings import Settings
from bot.storage import health
from bot.storage.health import Counts, Glance, Standing
from bot.telegram.health import Answer, Trouble, ask
from bot.timing.clock import MovedClock
from bot.timing.follow import ClockFollower
from bot.timing.zones import use_packaged_zones

CLOCK_MAY_BE_OFF, CLOCK_MUST_NOT_BE_OFF = timedelta(seconds=5), timedelta(seconds=60)
ZONES_MAY_BE_OLD = timedelta(days=180)
MAY_WAIT = timedelta(hours=1)
OF_LATE = timedelta(days=2)
MANY_UPDATES = 100  # one fetch of a bot that keeps up
MB = 1_000_000
SPACE_IS_SCARCE, SPACE_IS_OUT = 500 * MB, 50 * MB
SHORT_READ = 100 * MB  # a file that is read through before a bot that wants to write has lost its patience


class Verdict(StrEnum):
    """How serious it is; only `wrong` keeps a bot from doing its work."""

    ok = "ok"
    look = "look"
    wrong = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was seen and, unless all is well, what to do."""

    verdict: Verdict
    subject: str
    seen: str
    todo: str = ""

    def __str__(self) -> str:
        return f"{self.verdict:<6}{self.subject}: {self.seen}.{' ' * bool(self.todo)}{self.todo}"


_ok = partial(Finding, Verdict.ok)
_look = partial(Finding, Verdict.look)
_wrong = partial(Finding, Verdict.wrong)


async def examine(settings: Settings, wall: Callable[[], datetime]) -> list[Finding]:
    """Make every check. DatabaseUnusable: DATABASE_URL cannot be understood."""
    file = health.named_file(settings.database_url)
    answer = await ask(settings.bot_token.get_secret_value(), settings.bot_api_url, wall)
    now, moved = await _people_time(settings.clock_url, wall)
    held = None if file is None else health.is_held(file)
    return [
        check_token(answer),
        check_clock(answer),
        *moved,
        check_zones(use_packaged_zones, wall()),
        check_sqlite(health.sqlite_version()),
        check_webhook(answer, held),
        *check_database(file, held, now, wall()),
        *([check_space(health.free_space(file))] if file else []),
    ]


def check_token(answer: Answer) -> Finding:
    """Does Telegram know the token?"""
    if answer.name:
        return _ok("token", f"Telegram knows it as @{answer.name}")
    if answer.trouble is Trouble.refused:
        todo = "Check BOT_TOKEN with @BotFather, and BOT_API_URL if you set one."
        return _wrong("token", "Telegram refuses it", todo)
    if answer.trouble is Trouble.unreachable:
        todo = "Check the network of this machine, and BOT_API_URL if you set one."
        return _wrong("token", f"Telegram cannot be reached ({answer.said})", todo)
    todo = "Try again in a minute; if it lasts, check BOT_API_URL and any proxy on the way."
    return _wrong("token", f"what answers is not a healthy Bot API ({answer.said})", todo)


def check_clock(answer: Answer) -> Finding:
    """Does this machine's clock agree with Telegram's?"""
    if answer.ahead is None:
        todo = "Compare `date -u` with a clock that you trust."
        return _look("clock", "Telegram told no time to compare with", todo)
    off, side = abs(answer.ahead), "ahead of" if answer.ahead > timedelta(0) else "behind"
    if off <= CLOCK_MAY_BE_OFF:
        return _ok("clock", "it agrees with Telegram's")
    finding = _wrong if off > CLOCK_MUST_NOT_BE_OFF else _look
    todo = "Let the machine set its clock from the network, for example with `timedatectl set-ntp true`."
    return finding("clock", f"it is {off.total_seconds():.0f} s {side} Telegram's", todo)


def check_zones(use: Callable[[], str], now: datetime) -> Finding:
    """Are all time zones there, from the package, and recent? `use` makes Python read them from there."""
    try:
        version = use()
        read_all_zones()
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError, metadata.PackageNotFoundError):
        todo = "Install it again: pip install --force-reinstall tzdata, in the bot's environment."
        return _wrong("time zones", "the tzdata package is missing or damaged", todo)
    # The version names a year and counts within it, so the age is known only at the least.
    age = now - datetime(int(version.split(".")[0]) + 1, 1, 1, tzinfo=UTC)
    seen = f"{len(zoneinfo.available_timezones())} read from tzdata {version}"
    if age > ZONES_MAY_BE_OLD:
        todo = "Zones change: pip install -U tzdata in the bot's environment, then restart the bot."
        return _look("time zones", f"{seen}, which is at least {age.days // 30} months old", todo)
    return _ok("time zones", f"{seen}, which is recent")


def check_sqlite(version: tuple[int, int, int]) -> Finding:
    """Is Python's SQLite new enough?"""
    seen = f"version {'.'.join(map(str, version))}"
    if version < health.OLDEST_SQLITE:
        return _wrong("SQLite", f"{seen} is too old", "Use a Python that has SQLite 3.35 or newer.")
    return _ok("SQLite", seen)


def check_webhook(answer: Answer, held: bool | None) -> Finding:
    """Are updates waiting for us, or sent to somebody else?"""
    webhook = answer.webhook
    if webhook is None:
        todo = "See to the token and the network first, then look again."
        return _look("webhook", f"Telegram did not tell{f' ({answer.said})' if answer.said else ''}", todo)
    waiting = f"{webhook.waiting} updates waiting"
    if not webhook.host:
        if held and webhook.waiting > MANY_UPDATES:
            todo = "The bot does not fetch them: look into its log; another program may use the same token."
            return _look("webhook", f"not set, as it should be, but {waiting}", todo)
        return _ok("webhook", f"not set, as it should be, {waiting}")
    at = f" at {webhook.error_at:%Y-%m-%d %H:%M} UTC" if webhook.error_at else ""
    error = f", last error{at}: {webhook.error}" if webhook.error else ""
    seen = f"set to {webhook.host}, {waiting}{error}"
    if held:
        todo = "The running bot gets nothing: find the program that set it, stop it, then restart the bot."
        return _wrong("webhook", seen, todo)
    todo = "Another program may use this token; `unknot run` removes the webhook when it starts."
    return _look("webhook", seen, todo)


def check_database(file: Path | None, held: bool | None, now: datetime, wire: datetime) -> Iterator[Finding]:
    """Look at the file, whether or not a bot is using it. `now` is people's time, `wire` the machine's."""
    if file is None:
        todo = "Give DATABASE_URL a file, or everything is forgotten when the bot stops."
        yield _look("database", "it is in memory only", todo)
        return
    try:
        if not health.is_there(file):
            todo = (
                "The first start makes it; if it should be there, check DATABASE_URL and the current folder."
            )
            yield _look("database", f"{file} is not there yet", todo)
            return
        with health.glance_at(file, held) as glance:
            yield _check_file(file, glance.journal_mode(), health.may_use_wal(), held)
            yield from _check_tables(glance, health.size_of(file), held, now, wire)
    except health.LeftOpen:
        todo = "Start the bot, which undoes it, and look again; leave the -journal file where it is."
        yield _look("database", f"{file} was left in the middle of a write by a kill", todo)
    except health.Unreadable as problem:
        todo = "If it says locked, try again; else check the path and its rights, or go back to a backup."
        yield _wrong("database", f"{file} cannot be read ({problem})", todo)


def check_space(free: int) -> Finding:
    """Is there room to write?"""
    seen = f"{free // MB} MB free where the database lies"
    if free >= SPACE_IS_SCARCE:
        return _ok("disk", seen)
    return (_wrong if free < SPACE_IS_OUT else _look)("disk", seen, "Make room: a full disk stops the bot.")


def _check_tables(
    glance: Glance, size: int, held: bool | None, now: datetime, wire: datetime
) -> Iterator[Finding]:
    yield _check_integrity(glance, size, held)
    orphans = glance.orphans()
    if orphans:
        yield _wrong("foreign keys", f"{orphans} rows point to one that is not there", _BACKUP)
    else:
        yield _ok("foreign keys", "every row points to one that is there")
    standing = glance.standing()
    yield _STANDINGS[standing]
    if standing is Standing.newest:
        yield check_plan(glance.overdue(now - MAY_WAIT), held)
        yield from check_outbox(glance.counts(now - MAY_WAIT, now - OF_LATE, wire), held)


def _check_file(file: Path, mode: str, may_be_wal: bool, held: bool | None) -> Finding:
    seen = f"{file}, journal mode {mode}, {_IN_USE[held]}"
    if mode == "wal" and not may_be_wal:
        todo = "This SQLite can lose commits in that mode: restart the bot with it, which changes the mode."
        return _look("database", seen, todo)
    return _ok("database", seen)


def _check_integrity(glance: Glance, size: int, held: bool | None) -> Finding:
    if held is not False and size > SHORT_READ and glance.journal_mode() != "wal":
        todo = "Reading it through would hold up a running bot: stop the bot and look again."
        return _look("integrity", f"not looked at, the file has {size // MB} MB", todo)
    faults = glance.faults()
    if faults:
        return _wrong("integrity", f"the file is damaged ({len(faults)} faults)", _BACKUP)
    return _ok("integrity", "the file is sound")


def check_plan(overdue: int, held: bool | None) -> Finding:
    """Does somebody keep the time? What is not planned stands in no outbox."""
    if not overdue:
        return _ok("plan", "no ring and no step is over an hour overdue")
    todo = "Look for the reason in the bot's log, then restart it." if held else "Start the bot."
    return (_wrong if held else _look)("plan", f"{overdue} rings or steps are over an hour overdue", todo)


def check_outbox(counts: Counts, held: bool | None) -> Iterator[Finding]:
    """Is anything stuck, late, or at a bad end?"""
    if counts.sending and not held:
        todo = "If no bot is running, start it: it settles them, and repeats only what may be repeated."
        yield _look("outbox, stuck", f"{counts.sending} messages were left in mid-call", todo)
    elif counts.left:
        todo = "The bot settles them once it has reached Telegram; if it has, restart it."
        yield _look("outbox, stuck", f"{counts.left} messages were left in mid-call by an earlier run", todo)
    else:
        yield _ok("outbox, stuck", f"none; {counts.sending} in mid-call now" if held else "none")
    if counts.waiting:
        todo = "Look for the reason in the bot's log, and at the network." if held else "Start the bot."
        finding = _wrong if held else _look
        yield finding("outbox, waiting", f"{counts.waiting} messages are over an hour late", todo)
    else:
        yield _ok("outbox, waiting", "none is over an hour late")
    seen = f"{counts.failed} failed and {counts.unknown} unknown in the last two days"
    failed = "Failed is a bug of ours: please report the log line `Telegram refuses a message`."
    unknown = "Unknown may have arrived: Telegram never answered. If there are many, look at the network."
    bad = counts.failed or counts.unknown
    yield (
        _look("outbox, ends", seen, failed if counts.failed else unknown)
        if bad
        else _ok("outbox, ends", seen)
    )


async def _people_time(url: str, wall: Callable[[], datetime]) -> tuple[datetime, list[Finding]]:
    """Return people's time, and a finding if it comes from elsewhere."""
    if not url:
        return wall(), []
    clock = MovedClock(wall)
    try:
        await ClockFollower(url, clock, lambda: None).read_once()
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError):
        todo = "Leave CLOCK_URL empty for real time, or start the playground that it names."
        return wall(), [_wrong("people's time", "CLOCK_URL does not answer as a clock", todo)]
    now = clock.now().people
    return now, [_ok("people's time", f"CLOCK_URL says {now:%Y-%m-%d %H:%M} UTC")]


_BACKUP = "Stop the bot, keep a copy of the file as it is, and go back to the last good backup."
_IN_USE = {
    True: "a bot is running with it",
    False: "no bot is running with it",
    None: "whether a bot is running cannot be told, since its lock may not be read",
}
_STANDINGS = {
    Standing.newest: _ok("migrations", "all are done"),
    Standing.empty: _look("migrations", "the database is empty", "The first start fills it."),
    Standing.older: _look("migrations", "some are missing", "Restart the bot, or run `unknot migrate`."),
    Standing.newer: _wrong("migrations", "a newer Unknot wrote the database", "Install that version again."),
    Standing.foreign: _wrong("migrations", "the tables are not Unknot's", "Check DATABASE_URL."),
}

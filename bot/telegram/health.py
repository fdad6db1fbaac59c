"""What Telegram says when asked about the bot: who it is, whether a webhook is set, and what time it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import aiohttp
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.domain.cleaning import one_line
from bot.telegram.proxy import NO_PROXY, Proxy
from bot.telegram.redaction import HIDDEN, redact
from bot.telegram.request import CONNECTIONS, AiohttpRequest

PATIENCE = 10.0  # seconds for each part of a call
SECOND = timedelta(seconds=1)
_USERNAME = re.compile(r"[A-Za-z0-9_]{3,32}")
LONGEST = 200  # characters that are shown of a text from Telegram


class Trouble(Enum):
    """Why the call did not return the bot's name."""

    refused = auto()  # Telegram does not know the token
    unreachable = auto()  # nobody answered
    strange = auto()  # an answer that a healthy Bot API does not give


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram brings updates. `host` is empty if no webhook is set, and updates wait to be fetched.

    `is_ours`: it is the one of WEBHOOK_URL; without that setting, none is set.
    """

    host: str
    waiting: int
    is_ours: bool
    error: str = ""
    error_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What Telegram answered. `ahead`: our clock is ahead by at least so much; below zero: it is behind."""

    name: str = ""
    trouble: Trouble | None = None
    said: str = ""
    ahead: timedelta | None = None
    webhook: Webhook | None = None


async def ask(
    token: str, api_url: str, wall: Callable[[], datetime], proxy: Proxy = NO_PROXY, hook: str = ""
) -> Answer:
    """Call getMe and getWebhookInfo, which do not disturb a running bot. The answer never has the token.

    `hook`: the webhook that the bot sets; empty: it polls.
    """
    root = api_url.rstrip("/")
    request = _DatedRequest(wall, proxy)
    bot = Bot(token, f"{root}/bot", f"{root}/file/bot", request=request, get_updates_request=AiohttpRequest())
    await request.initialize()
    try:
        return await _ask(bot, request, token, hook)
    finally:
        await request.shutdown()


def is_same(one: str, other: str) -> bool:
    """Do both name the same webhook? Telegram may write an address in another way than it was told."""
    return _parts(one) == _parts(other)


def _parts(url: str) -> tuple[object, ...]:
    parts = urlsplit(url)
    try:
        given = parts.port
    except ValueError:  # no number
        return (url,)
    port = given or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.hostname, port, unquote(parts.path) or "/", parts.query


def ahead_of(there: datetime, asked_at: datetime, answered_at: datetime) -> timedelta:
    """Return by how much our clock is ahead at least; below zero: it is behind.

    `there` is the whole second that the other clock showed at some moment between the other two.
    """
    if asked_at > there + SECOND:
        return asked_at - there - SECOND
    return min(answered_at - there, timedelta(0))


async def _ask(bot: Bot, request: _DatedRequest, token: str, hook: str) -> Answer:
    name, webhook = "", None
    try:
        me = await bot.get_me(read_timeout=PATIENCE, connect_timeout=PATIENCE)
        name = _named(me.username or me.first_name)
        info = await bot.get_webhook_info(read_timeout=PATIENCE, connect_timeout=PATIENCE)
        webhook = Webhook(
            host=(plain(urlsplit(info.url).hostname, token) or "an address") if info.url else "",
            waiting=info.pending_update_count,
            is_ours=is_same(info.url, hook),
            error=plain(info.last_error_message, token),
            error_at=info.last_error_date,
        )
    except InvalidToken:  # the text of this error has the token
        return Answer(trouble=Trouble.refused, ahead=request.ahead)
    except TelegramError as error:
        trouble = Trouble.strange if request.was_answered else Trouble.unreachable
        return Answer(name, trouble, plain(error.message, token), request.ahead)
    except Exception as error:  # noqa: BLE001 - the library raises anything for an answer of a wrong shape
        return Answer(name, Trouble.strange, type(error).__name__, request.ahead)
    return Answer(name, ahead=request.ahead, webhook=webhook)


def _named(name: object) -> str:
    """Return a username. Anything else, such as a token, is not shown."""
    return name if isinstance(name, str) and _USERNAME.fullmatch(name) else "somebody"


def plain(text: object, token: str) -> str:
    """Return a text of Telegram's short, printable, on one line, and without the token in any spelling."""
    if not isinstance(text, str):
        return ""
    # Signs that cannot be seen could stand inside of a token; a host name is in small letters.
    seen = one_line("".join(sign if sign.isprintable() else " " for sign in text))
    parts = sorted({token, token.partition(":")[2]}, key=len, reverse=True)
    for part in (each for each in parts if each):
        seen = re.sub(re.escape(part), HIDDEN, seen, flags=re.IGNORECASE)
    return redact(seen, token)[:LONGEST]


class _DatedRequest(AiohttpRequest):
    """Compares our clock with the `Date` header of the first answer."""

    def __init__(self, wall: Callable[[], datetime], proxy: Proxy) -> None:
        super().__init__(proxy)
        self.was_answered = False
        self.ahead: timedelta | None = None
        self._wall = wall
        self._asked_at = wall()

    async def initialize(self) -> None:
        """Open the pool and note when each call is sent and answered."""
        trace = aiohttp.TraceConfig()
        trace.on_request_headers_sent.append(self._note_asked)
        trace.on_request_end.append(self._note_answered)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            headers={"User-Agent": self.USER_AGENT},
            trace_configs=[trace],
        )

    async def _note_asked(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, _call: object
    ) -> None:
        self.was_answered = False
        self._asked_at = self._wall()

    async def _note_answered(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, call: aiohttp.TraceRequestEndParams
    ) -> None:
        self.was_answered = True
        there = _moment(call.response.headers.get("Date", ""))
        if there is not None and self.ahead is None:
            self.ahead = ahead_of(there, self._asked_at, self._wall())


def _moment(header: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)

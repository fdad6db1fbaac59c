"""All checks, in the order in which a person reads them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import env_file
from bot.compose import proxy_of
from bot.doctor.connection import check_clock, check_token, check_webhook
from bot.doctor.database import check_database
from bot.doctor.finding import Finding
from bot.doctor.machine import check_space, check_sqlite, check_versions, check_zones, people_time
from bot.doctor.rights import check_rights
from bot.doctor.server import check_server
from bot.doctor.writing import check_answering, check_writing
from bot.settings import Settings
from bot.storage import health
from bot.storage.server_health import is_server
from bot.telegram.health import ask
from bot.timing.clock import SystemClock
from bot.timing.zones import use_packaged_zones


async def examine(settings: Settings, wall: Callable[[], datetime]) -> list[Finding]:
    """Make every check. DatabaseUnusable: DATABASE_URL cannot be understood."""
    url = settings.database_url.reveal()
    on_server = is_server(url)
    file = None if on_server else health.named_file(url)
    proxy = proxy_of(settings)
    answer = await ask(settings.bot_token.reveal(), settings.bot_api_url, wall, proxy, settings.webhook_url)
    now, moved = await people_time(settings.clock_url, wall)
    clock = SystemClock(wall)
    hangs = None if file is None else await check_answering(file, clock)
    held = None if file is None or hangs else health.is_held(file)
    if on_server:
        held, stored = await asyncio.to_thread(check_server, url, now, wall())
    else:
        stored = [hangs] if hangs else [*check_database(file, held, now, wall())]
    return [
        check_versions(),
        check_token(answer, "" if proxy.for_url(settings.bot_api_url) is None else proxy.place),
        check_clock(answer),
        *moved,
        check_zones(use_packaged_zones, wall()),
        *([] if on_server else [check_sqlite(health.sqlite_version())]),
        check_webhook(answer, held, settings.webhook_url, wall()),
        *stored,
        *([] if hangs else check_rights(Path(env_file.NAME), file)),
        *([await check_writing(file, held, clock)] if file and not hangs else []),
        *([check_space(health.free_space(file))] if file and not hangs else []),
    ]

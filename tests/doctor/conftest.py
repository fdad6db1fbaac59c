"""A stub of two Bot API methods whose answers a test chooses, and settings for a bot that calls it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.doctor.examination import examine
from bot.doctor.finding import Finding
from bot.settings import Settings, settings_of
from bot.storage.database import Database, open_database
from tests import once

TOKEN = "123456:Doctor_Tests-Only0123456789abcdefgh"


@dataclass
class Stub:
    """A Bot API that knows one token. A test can set its clock, its webhook and its health."""

    ahead: timedelta = timedelta(0)
    token: str = TOKEN
    webhook: dict[str, Any] = field(default_factory=lambda: {"url": "", "pending_update_count": 0})
    page: tuple[int, str] | None = None  # what a proxy says instead
    url: str = ""
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.asked.append(method)
        moment = datetime.now(UTC) + self.ahead
        headers = {"Date": format_datetime(moment, usegmt=True)}
        if self.page is not None:
            status, text = self.page
            return web.Response(status=status, text=text, headers=headers, content_type="text/html")
        if request.match_info["token"] != self.token:
            refusal = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            return web.json_response(refusal, status=401, headers=headers)
        me = {"id": 123456, "is_bot": True, "first_name": "Unknot", "username": "unknot_bot"}
        result = me if method == "getMe" else {"has_custom_certificate": False, **self.webhook}
        return web.json_response({"ok": True, "result": result}, headers=headers)


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    stub = Stub()
    application = web.Application()
    application.router.add_post("/bot{token}/{method}", stub.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stub.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield stub
    await runner.cleanup()


@dataclass
class Practice:
    """The doctor, with settings that lead to the stub and the file."""

    stub: Stub
    file: Path

    def settings(self, **changes: str) -> Settings:
        given = {
            "bot_token": TOKEN,
            "bot_api_url": self.stub.url,
            "database_url": f"sqlite:///{self.file}",
            "clock_url": "",
            "log_level": "INFO",
        }
        return settings_of(given | changes)

    async def examine(self, **changes: str) -> dict[str, Finding]:
        """Return the findings by subject; every line is one, and none has the token."""
        findings = await examine(self.settings(**changes), lambda: datetime.now(UTC))
        for finding in findings:
            assert len(str(finding).splitlines()) == 1
            assert TOKEN.partition(":")[2] not in str(finding)
            assert bool(finding.todo) == (finding.verdict != "ok")
        return {finding.subject: finding for finding in findings}

    async def troubles(self, **changes: str) -> dict[str, str]:
        """Return what is not ok, and how serious it is."""
        found = await self.examine(**changes)
        return {name: each.verdict.value for name, each in found.items() if each.verdict != "ok"}


@pytest.fixture
def practice(stub: Stub, tmp_path: Path) -> Practice:
    return Practice(stub, tmp_path / "a folder" / "100% un#knot.sqlite3")


@pytest.fixture
async def bot(practice: Practice) -> AsyncIterator[Database]:
    """The database as a running bot holds it."""
    once.put_tables(practice.file)
    opened = open_database(practice.settings().database_url.reveal())
    await opened.migrate()
    yield opened
    await opened.close()


@pytest.fixture
async def file(practice: Practice) -> Path:
    """A healthy database that no process holds open."""
    once.put_tables(practice.file)
    opened = open_database(practice.settings().database_url.reveal())
    await opened.migrate()
    await opened.close()
    return practice.file

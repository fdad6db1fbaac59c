"""Calls go through a real HTTP proxy to a real TLS server, or directly, as HTTPS_PROXY and NO_PROXY say."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from tests.process.warm import CAN_FORK, Start, run_forked, run_new

HOST = "api.unknot.invalid"  # no name server knows it: only the proxy can reach it
TOKEN = "123456:Proxy_Tests-Only0123456789abcdefghij"
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


@dataclass
class SmallProxy:
    """A proxy that opens tunnels to one server, whatever host is asked for."""

    target: int
    port: int = 0
    refuses: int = 0  # the HTTP status, if it opens no tunnel
    asked: list[str] = field(default_factory=list)

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(head)
        if self.refuses:
            writer.write(f"HTTP/1.1 {self.refuses} No\r\nContent-Length: 0\r\n\r\n".encode())
            writer.close()
            return
        there, onward = await asyncio.open_connection("127.0.0.1", self.target)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_pass(reader, onward), _pass(there, writer))


async def _pass(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


@pytest.fixture
async def certificate(tmp_path: Path) -> Path:
    """A certificate for HOST that signs itself, with its key in the same file."""
    file = tmp_path / "server.pem"
    made = await asyncio.create_subprocess_exec(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
        *("-keyout", str(tmp_path / "key.pem"), "-out", str(file)),
        *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await made.wait() == 0
    return file


@pytest.fixture
async def proxy(certificate: Path) -> AsyncIterator[SmallProxy]:
    """The proxy, and behind it a Bot API with TLS."""

    async def answer(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        me = {"id": 123456, "is_bot": True, "first_name": "Unknot", "username": "UnknotBot"}
        hook = {"url": "", "has_custom_certificate": False, "pending_update_count": 1}
        return web.json_response({"ok": True, "result": me if method == "getMe" else hook})

    application = web.Application()
    application.add_routes([web.post("/bot{token}/{method}", answer)])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    small = SmallProxy(runner.addresses[0][1])
    server = await asyncio.start_server(small.serve, "127.0.0.1", 0)
    small.port = server.sockets[0].getsockname()[1]
    yield small
    server.close()
    await runner.cleanup()


async def doctor(folder: Path, certificate: Path, *, is_new: bool = False, **settings: str) -> str:
    """Run the doctor as a process of its own; return what it says of the token.

    It is forked where the system can do that. `is_new` starts a new Python process, as a person does. Only
    such a process trusts the certificate: a forked one has read those of the system when it was imported.
    """
    environment = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    environment |= {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": f"https://{HOST}",
        "DATABASE_URL": f"sqlite:///{folder}/unknot.sqlite3",
        "SSL_CERT_FILE": str(certificate),
        **settings,
    }
    printed = folder / "printed"
    printed.write_bytes(b"")
    run = run_new if is_new or not CAN_FORK else run_forked
    ran = run(Start("bot.cli", ("doctor",), folder, environment, printed, printed))
    try:
        await asyncio.to_thread(ran.wait, 120)
    finally:
        ran.kill()
    said = printed.read_text("utf-8")
    assert TOKEN not in said and "secret" not in said, said
    return next((line for line in said.splitlines() if "token:" in line), said)


async def test_calls_go_through_the_proxy(proxy: SmallProxy, certificate: Path, tmp_path: Path) -> None:
    """By CONNECT, with user and password, which the doctor does not print."""
    address = f"http://me:secret@127.0.0.1:{proxy.port}"

    said = await doctor(tmp_path, certificate, is_new=True, HTTPS_PROXY=address)

    assert said == f"ok    token: Telegram knows it as @UnknotBot, through the proxy 127.0.0.1:{proxy.port}."
    asked = proxy.asked[0]
    assert asked.startswith(f"CONNECT {HOST}:443 HTTP/1.1\r\n")
    assert f"Proxy-Authorization: Basic {base64.b64encode(b'me:secret').decode()}" in asked
    assert TOKEN not in "".join(proxy.asked)


async def test_the_settings_may_stand_in_the_file(
    proxy: SmallProxy, certificate: Path, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"HTTPS_PROXY=http://127.0.0.1:{proxy.port}\n")

    assert "@UnknotBot, through the proxy" in await doctor(tmp_path, certificate, is_new=True)


@pytest.mark.parametrize("direct", [HOST, "unknot.invalid", "other.example, .unknot.invalid", "*"])
async def test_no_proxy_is_obeyed(proxy: SmallProxy, certificate: Path, tmp_path: Path, direct: str) -> None:
    """A direct call cannot find the host; the proxy is not asked."""
    address = f"http://127.0.0.1:{proxy.port}"

    said = await doctor(tmp_path, certificate, HTTPS_PROXY=address, NO_PROXY=direct)

    assert said.startswith("wrong token: Telegram cannot be reached (")
    assert proxy.asked == []


async def test_a_proxy_that_refuses_or_is_not_there(
    proxy: SmallProxy, certificate: Path, tmp_path: Path
) -> None:
    """The doctor names the settings to check; a SOCKS address is refused in one sentence."""
    proxy.refuses = 407
    said = await doctor(tmp_path, certificate, HTTPS_PROXY=f"http://127.0.0.1:{proxy.port}")
    assert said.startswith("wrong token: Telegram cannot be reached, through the proxy 127.0.0.1:")
    assert "Check HTTPS_PROXY and NO_PROXY" in said

    said = await doctor(tmp_path, certificate, HTTPS_PROXY="socks5://127.0.0.1:1080")
    assert said.startswith("HTTPS_PROXY should be an HTTP proxy") and len(said.splitlines()) == 1

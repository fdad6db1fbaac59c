"""Two hosts in network namespaces of their own, which reach the database server and Telegram over TCP."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tests.postgres import Server

NET = "10.213.77"
DATABASE_PORT = 54329


class NotAllowed(Exception):
    """This machine lets nobody make network namespaces; the text says what it answered."""


def run(*command: str) -> None:
    """Run a command; NotAllowed if it fails."""
    if shutil.which(command[0]) is None:
        raise NotAllowed(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise NotAllowed(done.stderr.strip()[:120])


class Hosts:
    """Hosts `a` and `b`, joined to this machine by a cable each; a cable can be pulled out."""

    def __init__(self) -> None:
        self.names = [f"unknot-{os.getpid()}-{letter}" for letter in "ab"]
        self._forwards: list[asyncio.Server] = []
        self._inside: list[subprocess.Popen[bytes]] = []

    async def __aenter__(self) -> Hosts:
        try:
            for number, name in enumerate(self.names):
                self._make(number, name)
        except NotAllowed:
            self._remove()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._inside:
            process.kill()
            process.wait()
        for forward in self._forwards:
            forward.close()
        self._remove()

    def here(self, number: int) -> str:
        """Return the address of this machine, as a host sees it."""
        return f"{NET}.{4 * number + 1}"

    def pull(self, number: int) -> None:
        """Cut a host off: nothing arrives, and nobody is told so."""
        run("ip", "link", "set", f"un{os.getpid() % 10000}{number}", "down")

    def plug(self, number: int) -> None:
        """Join it again."""
        run("ip", "link", "set", f"un{os.getpid() % 10000}{number}", "up")

    def reaches(self, number: int, port: int) -> bool:
        """Can a host open a connection to a port of this machine?"""
        there = f"timeout 2 bash -c 'echo > /dev/tcp/{self.here(number)}/{port}'"
        asked = ["ip", "netns", "exec", self.names[number], "bash", "-c", there]
        return subprocess.run(asked, capture_output=True).returncode == 0

    async def forward(self, number: int, port: int) -> None:
        """Give a host a port at 127.0.0.1 that leads to the same port of this machine."""
        self._forwards.append(await forward(self.here(number), "127.0.0.1", port))
        command = [sys.executable, "-m", __name__, self.here(number), str(port)]
        inside = ["ip", "netns", "exec", self.names[number], *command]
        self._inside.append(self._start(inside))

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=Path(__file__).parents[2])

    def _make(self, number: int, name: str) -> None:
        here, there = f"un{os.getpid() % 10000}{number}", f"ux{os.getpid() % 10000}{number}"
        run("ip", "netns", "add", name)
        run("ip", "link", "add", here, "type", "veth", "peer", "name", there)
        run("ip", "link", "set", there, "netns", name)
        run("ip", "addr", "add", f"{self.here(number)}/30", "dev", here)
        run("ip", "link", "set", here, "up")
        inside = ("ip", "netns", "exec", name, "ip")
        run(*inside, "addr", "add", f"{NET}.{4 * number + 2}/30", "dev", there)
        run(*inside, "link", "set", there, "up")
        run(*inside, "link", "set", "lo", "up")

    def _remove(self) -> None:
        for name in self.names:
            with suppress(NotAllowed):
                run("ip", "netns", "delete", name)


async def forward(at: str, to: str, port: int) -> asyncio.Server:
    """Hand connections to a port of the address `at` on to the same port of `to`."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            answers, back = await asyncio.open_connection(to, port)
            await asyncio.gather(_hand_on(reader, back), _hand_on(answers, writer))
            back.close()
        writer.close()

    return await asyncio.start_server(connected, at, port)


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        while some := await reader.read(65536):
            writer.write(some)
            await writer.drain()
        writer.write_eof()


class TcpServer(Server):
    """A database server that hosts reach over TCP, too."""

    def make(self) -> None:
        """Make it, and let it be reached."""
        super().make()
        with (self.data / "pg_hba.conf").open("a") as rights:
            rights.write(f"host all all {NET}.0/24 trust\n")
        self.stop()
        self.start()

    def start(self) -> None:
        """Start it at the addresses of this machine."""
        addresses = ",".join(f"{NET}.{4 * number + 1}" for number in range(2))
        listens = f"-h {addresses} -p {DATABASE_PORT} -k {self.folder}"
        options = f"{listens} -c fsync=off -c max_connections=60"
        arguments = ("-w", "-l", str(self.folder / "log"), "-o", options)
        self._run("pg_ctl", *arguments, "start")

    def url(self, database: str = "postgres") -> str:
        """Return the URL for this machine."""
        return f"postgresql://postgres@/{database}?host={self.folder}&port={DATABASE_PORT}"


async def _forward_for_ever(to: str, port: int) -> None:
    async with await forward("127.0.0.1", to, port) as forwarding:
        await forwarding.serve_forever()


if __name__ == "__main__":
    asyncio.run(_forward_for_ever(sys.argv[1], int(sys.argv[2])))

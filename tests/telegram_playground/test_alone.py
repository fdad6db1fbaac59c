"""The playground needs no package called `bot`, and another bot's package of that name does it no harm.

Each test starts pytest in a process of its own, because this process may have imported Unknot's `bot`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Loaded with `-p`, so before any conftest.py. It fails by itself if it does not keep `bot` away.
WITHOUT_BOT = '''
import sys
from importlib import import_module


class Refuses:
    """Refuses to find `bot` and every module in it."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "bot":
            raise ModuleNotFoundError(f"{name} was imported, but there is no bot here", name=name)


def pytest_configure():
    sys.meta_path.insert(0, Refuses())
    try:
        import_module("bot")
    except ModuleNotFoundError:
        return
    raise RuntimeError("bot can still be imported")
'''

# A bot of somebody else, whose package has the usual name.
FOREIGN_BOT = '''
import asyncio

TOKEN = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


async def echo(url, http):
    """Answer every message with its own text."""
    offset = 0
    while True:
        query = {"offset": offset, "timeout": 5}
        async with http.post(f"{url}/bot{TOKEN}/getUpdates", json=query) as answer:
            updates = (await answer.json())["result"]
        for update in updates:
            offset = update["update_id"] + 1
            message = update["message"]
            echoed = {"chat_id": message["chat"]["id"], "text": "You said " + message["text"]}
            await http.post(f"{url}/bot{TOKEN}/sendMessage", json=echoed)
'''

FOREIGN_TEST = """
import asyncio
import contextlib
import sys
from pathlib import Path

import aiohttp
import pytest
from bot.echo import echo

pytest_plugins = ["telegram_playground.pytest_plugin"]


async def test_the_foreign_bot_is_heard(playground):
    async with aiohttp.ClientSession() as http:
        bot = asyncio.ensure_future(echo(playground.url, http))
        ann = await playground.person("Ann")
        await ann.says("hello")
        await ann.hears("You said hello")
        bot.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await bot

    names = [name for name in sys.modules if name.partition(".")[0] == "bot"]
    assert sorted(names) == ["bot", "bot.echo"]
    assert Path(sys.modules["bot"].__file__).parent == Path(__file__).parent / "bot"
"""


def run_pytest(folder: Path, *arguments: str, path: list[Path]) -> str:
    """Run pytest in `folder` with `path` before all other places of modules; return what it printed."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env=inherited | {"PYTHONPATH": os.pathsep.join(map(str, path))},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_the_tests_of_the_playground_pass_without_bot(tmp_path: Path) -> None:
    (tmp_path / "without_bot.py").write_text(WITHOUT_BOT, "utf-8")
    few = "test_a_refusal_is_a_plain_sentence or test_an_empty_404 or test_a_query_dies"

    # All modules of the folder are imported; a few tests are enough to see that the fixtures work.
    printed = run_pytest(
        ROOT, "-n", "0", "-p", "without_bot", "-k", few, "tests/telegram_playground", path=[tmp_path]
    )

    assert "3 passed" in printed


def test_a_foreign_package_called_bot_does_no_harm(tmp_path: Path) -> None:
    foreign = tmp_path / "bot"
    foreign.mkdir()
    (foreign / "__init__.py").touch()
    (foreign / "echo.py").write_text(FOREIGN_BOT, "utf-8")
    (tmp_path / "test_foreign.py").write_text(FOREIGN_TEST, "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\nasyncio_mode = 'auto'\n", "utf-8")

    printed = run_pytest(tmp_path, "test_foreign.py", path=[tmp_path, ROOT])

    assert "1 passed" in printed

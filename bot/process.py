"""A command as a process: its log, the signals that end it, and `unknot run`."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

# A thread that computes keeps the others waiting for so long. With Python's own 5 ms, each step of an answer
# waited so long for the thread that rings reminders or reads a text.
SWITCH_AFTER = 0.001  # seconds


def run() -> None:
    """Run the bot on Telegram, with the settings of `.env.example`."""
    # Objects that are made before the bot begins live as long as the bot. The garbage collector would look at
    # them and free none. `run_bot` turns it on.
    gc.disable()
    sys.setswitchinterval(SWITCH_AFTER)
    from bot import env_file
    from bot.compose import run_bot
    from bot.settings import read_settings

    settings = read_settings()
    log_to_stderr(settings.log_level, settings.bot_token.reveal())
    if env_file.is_open_to_others(Path(env_file.NAME)):
        logging.getLogger("bot").warning("Other users can read .env, and with it the token: chmod 600 .env")

    def ready() -> None:
        if settings.webhook_url:
            logging.getLogger("bot").info("Unknot takes what Telegram brings to its webhook.")
        else:
            logging.getLogger("bot").info("Unknot is polling.")

    until_signal(lambda stop: run_bot(settings, stop, ready, _at_hangup()))


def until_signal(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run `work`, and set its event at Ctrl-C or a request to end."""

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, stop.set)
            except NotImplementedError:  # Windows: Ctrl-C ends the loop instead
                break
        await work(stop)

    asyncio.run(run())


def _at_hangup() -> asyncio.Event:
    """Return an event that SIGHUP sets. In a terminal that signal ends the bot: the terminal was closed."""
    wish = asyncio.Event()
    if hasattr(signal, "SIGHUP") and not sys.stdin.isatty():
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, wish.set)
    return wish


def log_to_stderr(level: str, token: str = "") -> None:
    """Log from `level` on. No line has the token."""
    from bot.telegram.redaction import Redacting, quieten

    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(logging.Formatter("%(asctime)s %(levelname)s %(message)s"), token))
    logging.basicConfig(level=level, handlers=[handler])
    quieten()

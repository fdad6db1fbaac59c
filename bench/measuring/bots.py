"""The bots that are measured: how each is started."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from bench.measuring.processes import ROOT, Process
from bench.stand_in.standing import TOKEN, StandIn

DEFAULT, ON_AIOHTTP = "python-telegram-bot, default", "python-telegram-bot on aiohttp"
AIOGRAM, TELEBOT = "aiogram", "pyTelegramBotAPI"
WIDE_SLOTS = 100
ALONE = ROOT / "bench" / "peers" / "alone"  # hides what a peer has only because Unknot is installed too


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot: its name in the tables, its command, its settings, and the kind of its database."""

    name: str
    command: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    database: str = ""

    def start(self, stand_in: StandIn, *more: str, **settings: str) -> Process:
        """Start it against the stand-in."""
        if self.database:
            address = {"BOT_TOKEN": TOKEN, "BOT_API_URL": stand_in.url, "LOG_LEVEL": "ERROR"}
            return Process(*self.command, settings={**address, **self.settings, **settings})
        given = ("--url", stand_in.url, "--token", TOKEN, *more)
        return Process(*self.command, *given, settings={"PYTHONPATH": f"{ALONE}{os.pathsep}{ROOT}"})


def unknot(database: str, *, rate: float | None = None, slots: int | None = None) -> Bot:
    """Return the bot of this repository as people run it, or with a wider pace and more slots."""
    if rate is None:
        return Bot(f"Unknot, {database}", ("-m", "bot.cli", "run"), database=database)
    opened = {"BENCH_RATE": str(rate), "BENCH_SLOTS": str(slots or WIDE_SLOTS)}
    return Bot(f"Unknot, {database}", ("-m", "bench.opened"), opened, database)


def peers() -> dict[str, Bot]:
    """Return the same small bot with other libraries."""
    ptb = ("-m", "bench.peers.ptb")
    all_peers = (
        Bot(DEFAULT, ptb),
        Bot(ON_AIOHTTP, (*ptb, "--http", "aiohttp", "--at-once", "256")),
        Bot(AIOGRAM, ("-m", "bench.peers.aiogram_echo")),
        Bot(TELEBOT, ("-m", "bench.peers.telebot_echo")),
    )
    return {bot.name: bot for bot in all_peers}

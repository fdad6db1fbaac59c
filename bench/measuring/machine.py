"""The machine in one sentence, since figures mean nothing without it."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib import metadata
from pathlib import Path

LIBRARIES = (
    "python-telegram-bot",
    "aiohttp",
    "SQLAlchemy",
    "aiogram",
    "pyTelegramBotAPI",
    "APScheduler",
    "whenever",
)


def machine() -> str:
    """Return the processor, the system, how busy it is, and the versions that were measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    return (
        f"{cores} cores ({_processor()}), {system}{load}; Python {platform.python_version()}, SQLite"
        f" {sqlite3.sqlite_version}; {versions}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"

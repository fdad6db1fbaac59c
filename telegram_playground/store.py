"""Saves the state for the next start: a new JSON file is written, then it replaces the old one."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from pathlib import Path

from filelock import FileLock, Timeout

from telegram_playground import shapes, view
from telegram_playground.errors import ApiError, FileInUse, Json
from telegram_playground.profile import Profile
from telegram_playground.updates import Updates
from telegram_playground.webhook import Webhook, checked_url
from telegram_playground.world import World

VERSION = 1
DELAY_S = 0.2
# Rights of what holds people's words: only the owner may read it.
ONLY_OURS, ONLY_OURS_FOLDER = 0o600, 0o700
log = logging.getLogger(__name__)


class Store:
    """Reads the file once at the start and writes it soon after each change."""

    def __init__(self, path: Path, world: World) -> None:
        self._path = path
        self._world = world
        world.files.folder = path.parent / "files"
        self._timer: asyncio.TimerHandle | None = None
        self._held = FileLock(f"{path}.lock", timeout=0, thread_local=False, mode=ONLY_OURS)

    def take(self) -> None:
        """Hold the file until `release` or the end of the process; FileInUse if another playground does."""
        try:
            self._path.parent.mkdir(mode=ONLY_OURS_FOLDER, parents=True, exist_ok=True)
            self._held.acquire()
        except Timeout:
            raise FileInUse(
                f"Another playground is using {self._path}: stop it first, or give this one another folder."
            ) from None
        except OSError:
            return  # where nothing can be written, the playground works without a file, and says so

    def release(self) -> None:
        """Let another playground use the file."""
        self._held.release()

    def load(self) -> bool:
        """Read the file; return whether there was a state to go on from. A damaged file gets another name."""
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return False
        except (OSError, ValueError, RecursionError):
            return self._set_aside()
        try:
            _restore(self._world, kept)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, ApiError):
            return self._set_aside()
        return True

    def _set_aside(self) -> bool:
        aside = self._path.with_name(f"{self._path.name}.damaged-{int(self._world.clock.wall())}")
        try:
            os.replace(self._path, aside)
        except OSError:
            log.warning(
                "The playground's file %s cannot be read. The playground starts without it.", self._path
            )
        else:
            log.warning(
                "The playground's file was damaged. It is kept as %s; the playground starts without it.",
                aside,
            )
        return False

    def save_soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(DELAY_S, self.save)

    def save(self, *, stopped: bool = False) -> None:
        """Write the file now. When the disk is full, the state is not saved, and the playground goes on."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        text = json.dumps(_dump(self._world, stopped), ensure_ascii=False)
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new.unlink(missing_ok=True)
            new.touch(ONLY_OURS)
            new.write_text(text, "utf-8")
            os.replace(new, self._path)
        except OSError as error:
            log.warning("The playground's chats could not be saved: %s.", error.strerror)


def _dump(world: World, stopped: bool) -> Json:
    return {
        "version": VERSION,
        "stopped": stopped,
        "clock": world.clock.dump(),
        "chats": world.chats.dump(),
        "updates": world.updates.dump(),
        "queries": world.queries.dump(),
        "profile": world.profile.dump(),
        "webhook": world.webhook.dump(),
        "files": world.files.dump(),
    }


def _restore(world: World, kept: Json) -> None:
    if kept["version"] != VERSION:
        raise ValueError("written by another version")
    crashed = kept["stopped"] is not True
    fresh = _build(world, kept, crashed)
    _try_out(fresh)
    world.clock.load(kept["clock"])
    world.chats, world.queries, world.profile = fresh.chats, fresh.queries, fresh.profile
    world.webhook = fresh.webhook
    world.updates.load(kept["updates"], crashed=crashed)
    world.files.load(fresh.files.dump())


def _build(world: World, kept: Json, crashed: bool) -> World:
    """Return a new world, on the clock of `world`, with what was kept."""
    fresh = World(clock=world.clock, updates=Updates(world.updates.next_id))
    fresh.chats.load(kept["chats"], crashed=crashed)
    fresh.updates.load(kept["updates"], crashed=crashed)
    fresh.queries.load(kept["queries"])
    fresh.profile = _profile(kept)
    fresh.files.load(kept.get("files", {"number": 0, "known": []}))
    fresh.webhook = Webhook(**kept.get("webhook", {}))
    return fresh


def _profile(kept: Json) -> Profile:
    """Return the bot's profile; in older files each group holds the privacy mode."""
    by_group = [one["privacy"] for one in kept["chats"].get("groups", []) if "privacy" in one]
    return Profile(**{"privacy": all(by_group), **kept["profile"]})


def _try_out(world: World) -> None:
    """Build every answer once, so that a file with wrong contents is noticed here and not in a call."""
    view.snapshot(world)
    if world.webhook.url:
        checked_url(world.webhook.url)
    for chat in world.chats.messages.values():
        for message in chat.values():
            json.dumps([world.shape(message), shapes.page_message(message)])

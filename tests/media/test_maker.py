"""The process that joins a track: what it makes, and what happens if it is killed or does not end."""

from __future__ import annotations

import asyncio
import time
import tracemalloc
from asyncio.subprocess import Process
from typing import Any

import pytest

from bot.domain.catalogue import Audience, Catalogue, Language, RoutineKey
from bot.domain.message import phrase
from bot.domain.plan import EVERY_CUE, Pace
from bot.media.shelf import media_folder
from bot.media.track.maker import TrackMaker
from bot.media.track.pieces import VOICE, read_pieces
from bot.media.track.recipe import recipe
from bot.media.track.worker import join
from bot.ports.tracks import CannotMake, Told
from bot.screens import tracks
from bot.screens.tracks import Played
from bot.telegram.tracks import told
from tests.measured import in_time

PIECES = read_pieces(media_folder() / VOICE)


@pytest.fixture
def said(catalogue: Catalogue) -> Told:
    steps = catalogue.routines[catalogue.offers.taste].plans[Audience.partner]
    played = Played(phrase("track_by"), Audience.partner, steps, Pace.beginner, EVERY_CUE)
    return told(tracks.track(played, catalogue), catalogue, Language("en"))


async def test_a_process_of_its_own_joins_the_track(said: Told) -> None:
    """The same bytes as in this process."""
    made = recipe(said, PIECES)
    parts = [(part.file, part.times) for part in made.parts]

    file = await TrackMaker(PIECES).make(said)

    assert file == join(PIECES.folder, parts, said.title, said.performer)


def test_ten_minutes_take_little_time_and_memory(catalogue: Catalogue) -> None:
    """At most 60 MB, and, where it is measured, 5 s of one core."""
    steps = catalogue.routines[RoutineKey("full")].plans[Audience.partner]
    played = Played(phrase("track_by"), Audience.partner, steps, Pace.beginner, EVERY_CUE)
    track = tracks.track(played, catalogue)
    assert track.seconds == 600
    made = recipe(told(track, catalogue, Language("en")), PIECES)
    tracemalloc.start()
    before = time.process_time()

    join(PIECES.folder, [(part.file, part.times) for part in made.parts], "Full", "Unknot")

    spent, (_, most) = time.process_time() - before, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (in_time(spent, 5), most < 60_000_000) == (True, True), (spent, most)


async def test_a_process_that_is_killed_or_hangs_gives_no_track(
    said: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, nothing is left running, and the next track is made."""
    begun: list[Process] = []
    begin = asyncio.create_subprocess_exec

    async def begin_and_kill(*args: Any, **more: Any) -> Process:
        process = await begin(*args, **more)
        process.kill()
        begun.append(process)
        return process

    async def begin_a_sleeper(*args: Any, **more: Any) -> Process:
        process = await begin("sleep", "60", **more)
        begun.append(process)
        return process

    async def begin_nothing(*args: Any, **more: Any) -> Process:
        raise OSError(28, "No space left on device")

    maker = TrackMaker(PIECES, may_take=0.1)
    for instead in (begin_and_kill, begin_a_sleeper, begin_nothing):
        monkeypatch.setattr(asyncio, "create_subprocess_exec", instead)
        with pytest.raises(CannotMake):
            await maker.make(said)

    assert [process.returncode for process in begun] == [-9, -9]
    monkeypatch.undo()
    assert await TrackMaker(PIECES).make(said)

"""The real scenes, read once."""

from __future__ import annotations

import pytest

from bot.content.faults import Fault
from bot.content.folder import content_folder
from bot.media.scenes import Scenes, read_scenes


@pytest.fixture(scope="session")
def scenes() -> Scenes:
    faults: list[Fault] = []
    found = read_scenes(content_folder(), faults)
    assert faults == []
    return found

"""What all tests share: the packaged time zones, the real texts, and chance that is the same on every run."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue, Lexicon
from bot.timing.zones import use_packaged_zones

settings.register_profile(
    "unknot",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("unknot")

# As when the bot runs, and before any test module asks which zones there are.
use_packaged_zones()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real texts."""
    return read_catalogue(content_folder())


@pytest.fixture(scope="session")
def english(catalogue: Catalogue) -> Lexicon:
    """What people type in English."""
    return catalogue.lexicon(catalogue.languages[0])

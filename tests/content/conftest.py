"""The real content, and copies of it that a test may damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(content_folder())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content with English alone."""
    copy = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    for folder in (copy / "locales").iterdir():
        if folder.name != "en":
            shutil.rmtree(folder)
    (copy / "languages.yaml").write_text("languages: [en]\n", "utf-8")
    return copy

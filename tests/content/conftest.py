"""The real content, and copies of it that a test may damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.content.documents import Document, parse
from bot.content.faults import Fault
from bot.content.folder import content_folder


@pytest.fixture(autouse=True, scope="session")
def remembered_files() -> Iterator[None]:
    """Parse each text of a file once: nearly all files of a damaged copy are those of the real folder."""

    @cache
    def parsed(name: str, text: str) -> tuple[Document, tuple[Fault, ...]]:
        faults: list[Fault] = []
        return parse(name, text, faults), tuple(faults)

    def remembered(name: str, text: str, faults: list[Fault]) -> Document:
        document, new = parsed(name, text)
        faults.extend(new)
        return document

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.content.documents.parse", remembered)
        yield


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content with English alone."""

    def others(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder).name == "locales" and name != "en"]

    copy = Path(shutil.copytree(content_folder(), tmp_path / "content", ignore=others))
    (copy / "languages.yaml").write_text("languages: [en]\n", "utf-8")
    return copy

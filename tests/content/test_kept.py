"""The catalogue that is kept for the next start never stands for other content or other code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.content import kept, reader
from bot.content.faults import ContentError, Fault
from bot.content.kept import catalogue_of
from bot.domain.catalogue import Catalogue


class Reads:
    """Takes the place of reading, which takes long, and counts."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.times = 0

    def __call__(self, folder: Path) -> Catalogue:
        self.times += 1
        if (folder / "bad.yaml").exists():
            raise ContentError([Fault("bad.yaml", 1, "", "wrong")])
        return self.catalogue


@pytest.fixture
def reads(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Reads:
    reads = Reads(catalogue)
    monkeypatch.setattr(reader, "read_catalogue", reads)
    monkeypatch.setattr(kept, "PACKAGE", tmp_path / "package")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return reads


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "tips.yaml").write_text("a: b\n")
    return folder


def files(place: Path) -> list[Path]:
    return sorted(place.iterdir()) if place.exists() else []


def test_the_same_content_and_code_are_read_once(tmp_path: Path, folder: Path, reads: Reads) -> None:
    first, second = catalogue_of(folder, tmp_path / "k"), catalogue_of(folder, tmp_path / "k")

    assert reads.times == 1
    assert second is not first
    assert second == first
    assert files(tmp_path / "k")[0].stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("changed", ["content/tips.yaml", "content/more.yaml", "package/domain/plan.py"])
def test_a_change_of_content_or_code_is_seen(
    tmp_path: Path, folder: Path, reads: Reads, changed: str
) -> None:
    """Also one that leaves the file's length and time as they were. What was kept before is deleted."""
    catalogue_of(folder, tmp_path / "k")

    (tmp_path / changed).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / changed).write_text("a: c\n")
    catalogue_of(folder, tmp_path / "k")

    assert reads.times == 2
    assert len(files(tmp_path / "k")) == 1


def test_what_changes_while_it_is_read_is_not_kept(
    tmp_path: Path, folder: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(of: Path) -> Catalogue:
        (folder / "tips.yaml").write_text("a: c\n")
        return reads(of)

    monkeypatch.setattr(reader, "read_catalogue", read)
    catalogue_of(folder, tmp_path / "k")

    assert files(tmp_path / "k") == []


def test_content_with_a_fault_is_not_kept(tmp_path: Path, folder: Path, reads: Reads) -> None:
    (folder / "bad.yaml").touch()

    for _ in range(2):
        with pytest.raises(ContentError):
            catalogue_of(folder, tmp_path / "k")

    assert files(tmp_path / "k") == []


def test_what_was_damaged_or_may_be_anothers_is_not_used(tmp_path: Path, folder: Path, reads: Reads) -> None:
    catalogue_of(folder, tmp_path / "k")
    [file] = files(tmp_path / "k")
    whole = file.read_bytes()

    for content, mode in ((whole[:-1] + b"x", 0o600), (whole[:9], 0o600), (b"", 0o600), (whole, 0o622)):
        file.write_bytes(content)
        file.chmod(mode)
        before = reads.times
        assert catalogue_of(folder, tmp_path / "k") == reads.catalogue
        assert reads.times == before + 1


def test_where_nothing_may_be_written_nothing_is_kept(
    tmp_path: Path, folder: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    catalogue_of(folder, tmp_path / "file" / "k")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    catalogue_of(folder, tmp_path / "k")

    assert reads.times == 2
    assert files(tmp_path / "k") == []

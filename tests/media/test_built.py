"""The files in `media/` are built from the content and code of today, and can be sent as they are."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.content.folder import content_folder
from bot.media import build
from bot.media.film import LARGEST, faults_of_film, frames, write_film
from bot.media.raster import png
from bot.media.shelf import MANIFEST, Shelf, media_folder
from bot.ports.media import MediaKind
from tests import once

MOST_IN_ALL = 5_000_000  # bytes
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'


def test_every_file_is_as_new_as_what_it_is_drawn_from() -> None:
    assert build.stale(content_folder(), media_folder()) == []


def test_the_files_are_small() -> None:
    sizes = {name: file.size for name, file in Shelf(media_folder()).files.items()}
    films = [size for name, size in sizes.items() if "/" not in name]

    assert max(films) <= LARGEST
    assert sum(sizes.values()) <= MOST_IN_ALL


def test_every_step_has_an_animation_and_every_technique_a_picture() -> None:
    texts = once.catalogue()
    shelf = Shelf(media_folder())
    steps = {
        step.prompt.removeprefix("step.")
        for routine in texts.routines.values()
        for plan in routine.plans.values()
        for step in plan
    }

    assert [step for step in steps if shelf.animation(step) is None] == []
    assert [key for key in texts.techniques if shelf.picture(key) is None] == []


def test_the_animations_are_silent_h264_of_the_right_length() -> None:
    pytest.importorskip("av")
    shelf = Shelf(media_folder())
    films = [file for file in shelf.files.values() if file.kind is MediaKind.animation]

    assert len(films) >= 14
    assert {film.path.name: faults_of_film(film.path, film.duration, 640) for film in films} == {
        film.path.name: [] for film in films
    }


@pytest.mark.parametrize("name", ["breathing", "shoulder_tapping", "settle_solo"])
def test_the_end_of_a_film_looks_like_its_beginning(name: str) -> None:
    av = pytest.importorskip("av")
    film = Shelf(media_folder()).files[name]
    with av.open(str(film.path)) as opened:
        greys = [bytes(frame.reformat(64, 64, "gray").planes[0]) for frame in opened.decode(video=0)]
    differences = [abs(a - b) for a, b in zip(greys[0], greys[-1], strict=True)]

    assert sum(differences) / len(differences) < 1.0  # of 255
    assert max(len(set(pixel)) for pixel in zip(*greys, strict=True)) > 20  # something moves


def test_a_film_of_another_size_or_length_is_told() -> None:
    pytest.importorskip("av")
    film = Shelf(media_folder()).files["settle"]

    assert len(faults_of_film(film.path, film.duration + 1, 320)) == 2


def test_the_pictures_are_png_of_1080_pixels() -> None:
    for file in Shelf(media_folder()).files.values():
        if file.kind is MediaKind.picture:
            header = file.path.read_bytes()[:24]
            assert header.startswith(b"\x89PNG")
            assert (header[16:20], header[20:24]) == ((1080).to_bytes(4), (1080).to_bytes(4))


def test_what_is_wrong_with_a_folder_is_said(tmp_path: Path) -> None:
    manifest = json.loads((media_folder() / MANIFEST).read_text("utf-8"))
    manifest["files"]["extra"] = {**manifest["files"]["settle"]}
    del manifest["files"]["breathing"]
    manifest["files"]["finish"]["from"] = "older"
    for name in ("finish", "kneading"):
        entry = manifest["files"][name]
        (tmp_path / entry["file"]).write_bytes((media_folder() / entry["file"]).read_bytes())
    (tmp_path / manifest["files"]["kneading"]["file"]).write_bytes(b"cut")
    (tmp_path / MANIFEST).write_text(json.dumps(manifest), "utf-8")

    wrong = build.stale(content_folder(), tmp_path)

    assert "extra: nothing in the content has this name" in wrong
    assert "breathing: not built yet" in wrong
    assert "finish: older than the content or the code it is drawn from" in wrong
    assert "kneading: the file kneading.mp4 is missing or changed" in wrong


def test_the_command_says_that_all_is_up_to_date() -> None:
    answer = CliRunner().invoke(app, ["media", "check"])

    said = "All pictures, animations and spoken words are up to date.\n"
    assert (answer.exit_code, answer.output) == (0, said)


def test_a_picture_is_drawn_once_more_only_if_its_drawing_changed(tmp_path: Path) -> None:
    pytest.importorskip("resvg")
    said: list[str] = []

    def progress(name: str, done: int, whole: int) -> None:
        said.append(f"{name} {done}/{whole}")

    first = build.build(content_folder(), tmp_path, "picture/pressure", progress)
    second = build.build(content_folder(), tmp_path, "picture/pressure", progress)

    assert (first, second, said) == (["picture/pressure"], [], ["picture/pressure 1/1"])
    [built] = Shelf(tmp_path).files.values()
    assert built.sha256 == hashlib.sha256(built.path.read_bytes()).hexdigest()
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "pressure.png"]


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("av")
    pytest.importorskip("resvg")
    pictures = [png(DRAWING.replace('10"/>', f'{wide}"/>'), 64) for wide in (2, 6, 9)]
    for name in ("one.mp4", "other.mp4"):
        write_film(tmp_path / name, pictures, 64)

    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "other.mp4").read_bytes()
    assert faults_of_film(tmp_path / "one.mp4", 3 / 25, 64) == []
    assert [len(frames(tmp_path / "one.mp4", count)) for count in (1, 3)] == [1, 3]


def test_without_its_tools_the_command_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "resvg", None)

    answer = CliRunner().invoke(app, ["media", "build", "picture/pressure", "--folder", str(tmp_path)])

    assert answer.exit_code == 1
    assert "pip install 'unknot[media]'" in answer.output


def test_a_drawing_has_the_width_that_is_asked_for() -> None:
    pytest.importorskip("resvg")

    assert png(DRAWING, 64)[16:24] == (64).to_bytes(4) * 2

"""Draws and encodes what is stale, and writes the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.bar import Show
from bot.content.faults import ContentError, Fault, in_order
from bot.media import raster
from bot.media.film import FRAMES_PER_SECOND, SETTINGS, faults_of_film, write_film
from bot.media.scenes import Scene, read_scenes
from bot.media.shelf import MANIFEST, PICTURE, Shelf
from bot.ports.media import MediaKind

FILM_SIZE, PICTURE_SIZE = 640, 1080  # pixels
# The picture of /progress is drawn for each person. What only it needs makes no built picture old.
FOR_PROGRESS = ("draw/progress.py", "fonts/NotoSansSC.ttf")
CODE = ("draw/*.py", "scenes.py", "reading.py", "film.py", "raster.py", "fonts/*.ttf")

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One file that is built."""

    name: str  # in the manifest
    file: str  # in the folder
    kind: MediaKind
    scene: Scene

    @property
    def frames(self) -> int:
        """Return how many pictures it is made of."""
        return 1 if self.kind is MediaKind.picture else round(self.scene.duration * FRAMES_PER_SECOND)

    @property
    def size(self) -> int:
        """Return its width and height, in pixels."""
        return PICTURE_SIZE if self.kind is MediaKind.picture else FILM_SIZE

    def drawings(self) -> Iterator[str]:
        """Yield each frame as SVG."""
        for number in range(self.frames):
            yield self.scene.draw(number / FRAMES_PER_SECOND)


def items(content: Path) -> list[Item]:
    """Return all that is built from a content folder; ContentError, if there are faults."""
    faults: list[Fault] = []
    scenes = read_scenes(content, faults)
    if faults:
        raise ContentError(in_order(faults))
    films = [
        Item(name, f"{name}.mp4", MediaKind.animation, scene) for name, scene in scenes.animations.items()
    ]
    stills = [
        Item(f"{PICTURE}{name}", f"{name}.png", MediaKind.picture, scene)
        for name, scene in scenes.pictures.items()
    ]
    return [*films, *stills]


def origin(content: Path) -> str:
    """Return the hash of all that the files are built from: `content/media/`, and the code that draws."""
    code = Path(__file__).parent
    files = sorted((content / "media").rglob("*.yaml"))
    for name in CODE:
        files += sorted(set(code.glob(name)) - {code / each for each in FOR_PROGRESS})
    digest = hashlib.sha256()
    for file in files:
        # A checkout may have other line ends.
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def build(content: Path, folder: Path, wanted: str, progress: Show) -> list[str]:
    """Build what is stale and return its names. `wanted`: only names with this text; "" for all.

    A file stays as it is while its drawings are the same, whatever else changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    source = origin(content)
    built = []
    every = items(content)
    for item in every:
        if wanted not in item.name:
            continue
        drawn = _drawn(item)
        entry = known.get(item.name)
        if entry is None or entry["drawn"] != drawn or not _is_whole(folder, entry):
            known[item.name] = _make(item, folder, drawn, progress)
            built.append(item.name)
        known[item.name]["from"] = source
        _write(folder, {each.name: known[each.name] for each in every if each.name in known})
    return built


def stale(content: Path, folder: Path) -> list[str]:
    """Return a sentence for each file that is missing, changed, or older than what it is built from."""
    known = _known(folder)
    source = origin(content)
    wrong = []
    for item in items(content):
        entry = known.pop(item.name, None)
        if entry is None:
            wrong.append(f"{item.name}: not built yet")
        elif not _is_whole(folder, entry):
            wrong.append(f"{item.name}: the file {entry['file']} is missing or changed")
        elif entry["from"] != source:
            wrong.append(f"{item.name}: older than the content or the code it is drawn from")
    return wrong + [f"{name}: nothing in the content has this name" for name in known]


def broken(folder: Path) -> list[str]:
    """Return a sentence for each animation that cannot be sent as it is; NeedsTools: av is not installed."""
    return [
        f"{name}: {wrong}"
        for name, file in Shelf(folder).files.items()
        if file.kind is MediaKind.animation
        for wrong in faults_of_film(file.path, file.duration, FILM_SIZE)
    ]


def _known(folder: Path) -> dict[str, Entry]:
    try:
        files: dict[str, Entry] = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    except FileNotFoundError:
        return {}
    return files


def _is_whole(folder: Path, entry: Entry) -> bool:
    file = folder / entry["file"]
    return file.is_file() and _sha256(file) == str(entry["sha256"])


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _drawn(item: Item) -> str:
    """Return the hash of all drawings of a file, and of how they are encoded."""
    digest = hashlib.sha256(f"{SETTINGS} {item.size}".encode())
    for font in sorted(raster.FONTS.glob("*.ttf")):
        digest.update(font.read_bytes())
    for drawing in item.drawings():
        digest.update(drawing.encode())
    return digest.hexdigest()


def _make(item: Item, folder: Path, drawn: str, progress: Show) -> Entry:
    file = folder / item.file
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"unfinished-{file.name}")
    pictures = _rastered(item, progress)
    if item.kind is MediaKind.animation:
        write_film(unfinished, pictures, item.size)
    else:
        unfinished.write_bytes(next(pictures))
        progress(item.name, 1, 1)
    unfinished.replace(file)
    return {
        "file": item.file,
        "kind": item.kind.value,
        "sha256": _sha256(file),
        "width": item.size,
        "height": item.size,
        "duration": item.frames / FRAMES_PER_SECOND if item.kind is MediaKind.animation else 0,
        "bytes": file.stat().st_size,
        "drawn": drawn,
    }


def _rastered(item: Item, progress: Show) -> Iterator[bytes]:
    for number, drawing in enumerate(item.drawings(), start=1):
        yield raster.png(drawing, item.size)
        progress(item.name, number, item.frames)


def _write(folder: Path, files: dict[str, Entry]) -> None:
    text = json.dumps({"files": files}, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", "utf-8", newline="\n")

"""Small files of every kind, made by hand, and a way to upload them."""

from __future__ import annotations

import io
import json
import struct
import zlib
from typing import Any

import aiohttp

from .conftest import ANN, TOKEN, Client


def png(width: int, height: int, *, extra: int = 0, rows: int | None = None) -> bytes:
    """`rows`: how many have pixels; None: all, which takes long for a very large one."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((width + 1) * (height if rows is None else rows)), 1)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts + bytes(extra)


def gif(width: int, height: int, *, frames: int = 2, hundredths: int = 50) -> bytes:
    delay = b"\x21\xf9\x04\x00" + struct.pack("<H", hundredths) + b"\x00\x00"
    frame = b"\x2c" + struct.pack("<HHHH", 0, 0, width, height) + b"\x00\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00" + (delay + frame) * frames + b";"


def jpeg(width: int, height: int) -> bytes:
    table = b"\xff\xdb" + struct.pack(">H", 67) + bytes(65)
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + bytes(14) + table + frame + b"\xff\xd9"


def webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def ogg(seconds: float, *, extra: int = 0) -> bytes:
    def page(samples: int, data: bytes) -> bytes:
        return b"OggS\x00\x00" + struct.pack("<qIIIB", samples, 1, 0, 0, 1) + bytes([len(data)]) + data

    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 48000, 0, 0)
    return page(0, head) + bytes(extra) + page(int(seconds * 48000) + 312, b"sound")


def mp4(seconds: float, size: tuple[int, int] | None) -> bytes:
    def box(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", 8 + len(data)) + name + data

    head = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, int(seconds * 1000)) + bytes(80))
    width, height = size or (0, 0)
    track = box(b"trak", box(b"tkhd", bytes(76) + struct.pack(">II", width << 16, height << 16)))
    return box(b"ftyp", b"isom0000isom") + box(b"moov", head + track) + box(b"mdat", b"frames")


def mp3(seconds: float) -> bytes:
    # MPEG 1 layer III, 128 kbit/s, 44.1 kHz.
    return (
        b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + b"\xff\xfb\x90\x00" + bytes(int(seconds * 16000) - 4)
    )


SAMPLES = {
    "photo": (png(64, 48), "a.png"),
    "animation": (gif(40, 30), "a.gif"),
    "audio": (mp3(3), "a.mp3"),
    "voice": (ogg(2), "a.ogg"),
    "document": (b"%PDF-1.4 \x00\xff", "plan.pdf"),
    "sticker": (webp(512, 400), "a.webp"),
}


async def send(client: Client, method: str, given: Any = None, **files: tuple[bytes, str]) -> dict[str, Any]:
    """Call a method with a multipart form and return the whole answer."""
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in {"chat_id": ANN, **(given or {})}.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (content, file_name) in files.items():
        form.add_field(name, io.BytesIO(content), filename=file_name, content_type="application/octet-stream")
    async with client.http.post(f"{client.url}/bot{TOKEN}/{method}", data=form) as answer:
        body: dict[str, Any] = await answer.json()
        assert answer.status == body.get("error_code", 200)
        return body


async def sent(client: Client, method: str, given: Any = None, **files: tuple[bytes, str]) -> dict[str, Any]:
    answer = await send(client, method, given, **files)
    assert answer["ok"], answer
    result: dict[str, Any] = answer["result"]
    return result


async def refused(client: Client, method: str, given: Any = None, **files: tuple[bytes, str]) -> str:
    answer = await send(client, method, given, **files)
    assert not answer["ok"], answer
    return str(answer["description"])

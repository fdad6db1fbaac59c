"""Files are kept and served again, also after a restart; beyond the limit the oldest are deleted."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from telegram_playground import Playground, files
from telegram_playground.files import Files
from telegram_playground.pictures import picture_size
from telegram_playground.recordings import recording_type, seconds

from .conftest import ANN, TOKEN, Client, running
from .media_files import SAMPLES, gif, jpeg, mp3, mp4, ogg, png, send, sent, webp


async def fetch(client: Client, path: str, **headers: str) -> tuple[int, bytes, Any]:
    async with client.http.get(client.url + path, headers=headers) as answer:
        return answer.status, await answer.read(), answer.headers


async def test_get_file_tells_where_the_bytes_are(client: Client) -> None:
    voice = (await sent(client, "sendVoice", voice=SAMPLES["voice"]))["voice"]

    found = await client.ok("getFile", file_id=voice["file_id"])

    assert found == {
        "file_id": voice["file_id"],
        "file_unique_id": voice["file_unique_id"],
        "file_size": len(SAMPLES["voice"][0]),
        "file_path": "voice/file_1.oga",
    }
    status, content, _ = await fetch(client, f"/file/bot{TOKEN}/{found['file_path']}")
    assert (status, content) == (200, SAMPLES["voice"][0])


@pytest.mark.parametrize("path", ["nothing", "../state.json", "voice/../../x", "%2e%2e/x", ""])
async def test_nothing_else_can_be_fetched(client: Client, path: str) -> None:
    assert (await fetch(client, f"/file/bot{TOKEN}/{path}"))[0] == 404
    assert (await fetch(client, f"/file/bot123/{path}"))[0] in (401, 404)
    assert (await fetch(client, f"/files/{path}"))[0] == 404


async def test_wrong_ids_are_refused(client: Client) -> None:
    assert await client.refused("getFile") == "Bad Request: file_id not specified"
    assert await client.refused("getFile", file_id="x") == "Bad Request: invalid file_id"
    large = await sent(client, "sendDocument", document=(bytes(20 * 1024 * 1024 + 1), "a.bin"))
    assert await client.refused("getFile", file_id=large["document"]["file_id"]) == (
        "Bad Request: file is too big"
    )


async def test_the_page_can_seek_in_a_file(client: Client) -> None:
    await send(client, "sendAudio", audio=SAMPLES["audio"])
    url, content = (await client.chat())[-1]["media"]["url"], SAMPLES["audio"][0]

    whole = await fetch(client, url)
    assert (whole[0], whole[1], whole[2]["Content-Type"]) == (200, content, "audio/mpeg")
    for asked, status, start, end in (
        ("bytes=0-9", 206, 0, 10),
        ("bytes=5-", 206, 5, len(content)),
        ("bytes=-7", 206, len(content) - 7, len(content)),
        (f"bytes=9-{10**9}", 206, 9, len(content)),
        ("lines=1-2", 200, 0, len(content)),
    ):
        assert (await fetch(client, url, Range=asked))[:2] == (status, content[start:end])
    status, _, headers = await fetch(client, url, Range=f"bytes={len(content)}-")
    assert (status, headers["Content-Range"]) == (416, f"bytes */{len(content)}")


async def test_what_could_act_as_the_page_is_only_saved(client: Client) -> None:
    for name in ("a.html", "a.svg", "a.js"):
        await send(client, "sendDocument", document=(b"<script>1</script>", name))
        _, _, headers = await fetch(client, (await client.chat())[-1]["media"]["url"])
        assert headers["Content-Type"] == "application/octet-stream"
        assert headers["Content-Disposition"] == "attachment"
        assert "sandbox" in headers["Content-Security-Policy"]


async def test_other_sites_cannot_look(client: Client) -> None:
    await send(client, "sendPhoto", photo=SAMPLES["photo"])
    url = (await client.chat())[-1]["media"]["url"]
    assert (await fetch(client, url, **{"Sec-Fetch-Site": "cross-site"}))[0] == 403


async def test_files_and_pins_outlive_a_kill(state_path: Path) -> None:
    async with running(Playground(state_path)) as client:
        await client.says("/start")
        message = await sent(client, "sendPhoto", {"caption": "a"}, photo=SAMPLES["photo"])
        await client.ok("pinChatMessage", chat_id=ANN, message_id=message["message_id"])
        file_id, chat = message["photo"][-1]["file_id"], await client.get(f"people/{ANN}/chat")
        await asyncio.sleep(0.3)
        as_killed = await asyncio.to_thread(state_path.read_bytes)
    await asyncio.to_thread(state_path.write_bytes, as_killed)

    async with running(Playground(state_path)) as client:
        assert await client.get(f"people/{ANN}/chat") == chat
        path = (await client.ok("getFile", file_id=file_id))["file_path"]
        assert (await fetch(client, f"/file/bot{TOKEN}/{path}"))[1] == SAMPLES["photo"][0]
        again = await client.ok("sendPhoto", chat_id=ANN, photo=file_id)
        assert again["photo"] == message["photo"]
        newer = await sent(client, "sendPhoto", photo=SAMPLES["photo"])
        assert (await client.ok("getFile", file_id=newer["photo"][0]["file_id"]))["file_path"] != path


async def test_lost_bytes_cost_one_file_and_not_the_chat(state_path: Path) -> None:
    async with running(Playground(state_path)) as client:
        await client.says("/start")
        message = await sent(client, "sendPhoto", photo=SAMPLES["photo"])
    [kept] = (state_path.parent / "files").iterdir()
    kept.unlink()

    async with running(Playground(state_path)) as client:
        assert await client.refused("getFile", file_id=message["photo"][0]["file_id"]) == (
            "Bad Request: wrong file_id or the file is temporarily unavailable"
        )
        assert (await fetch(client, (await client.chat())[-1]["media"]["url"]))[0] == 404


def test_the_oldest_files_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    kept = Files()
    kept.folder = tmp_path / "files"

    first, *rest = [kept.add("document", bytes(40), "text/plain", f"{name}.txt", {}) for name in "abc"]

    assert kept.find(first.id) is None
    assert [kept.content(one) for one in rest] == [bytes(40)] * 2
    assert len(list(kept.folder.iterdir())) == 2


def test_a_full_disk_costs_no_message(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    kept = Files()
    (tmp_path / "files").write_text("in the way")
    kept.folder = tmp_path / "files"

    stored = kept.add("document", b"a", "text/plain", "a.txt", {})

    assert kept.content(stored) == b"a"
    assert "could not be saved" in caplog.text


@pytest.mark.parametrize("make", [png, gif, jpeg, webp])
def test_sizes_of_pictures_are_read(make: Any) -> None:
    assert picture_size(make(640, 48)) == (640, 48)


def test_sizes_of_other_webp_pictures_are_read() -> None:
    lossless = b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f" + (99 | 49 << 14).to_bytes(4, "little")
    lossy = b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(10) + b"\x64\x00\x32\x00"
    assert (picture_size(lossless), picture_size(lossy)) == ((100, 50), (100, 50))


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"RIFF0000WEBPVP8 "]
)
def test_a_damaged_picture_has_no_size(content: bytes) -> None:
    assert picture_size(content) is None
    assert picture_size(png(0, 5)) is None


def test_lengths_of_recordings_are_read() -> None:
    known = [(ogg(2), "audio/ogg", 2), (mp4(9, None), "audio/mp4", 9), (mp4(7, (4, 2)), "video/mp4", 7)]
    for content, kind, length in [*known, (mp3(3), "audio/mpeg", 3)]:
        assert (recording_type(content), seconds(content, kind)) == (kind, length)
        for cut in range(0, 120, 7):
            assert seconds(content[:cut], kind) >= 0

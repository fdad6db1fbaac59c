"""A small scripted bot for the chat page, the files it sends, and what a test does on a page."""

from __future__ import annotations

import asyncio
import hashlib
import html
import json
import re
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from telegram_playground.pages import FOLDER

TOKEN = "123456789:" + "A" * 35
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
KEYS = [
    [{"text": "Go on", "callback_data": "edit", "style": "primary"}],
    [{"text": "Nod", "callback_data": "toast"}, {"text": "Warn", "callback_data": "alert"}],
]
REPLY_KEYS = [["Techniques", "Reminder"], [{"text": "Share my place", "request_location": True}]]


def png(width: int, height: int) -> bytes:
    """Return a plain picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\xe2\x55\x3a" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


VOICE = (FOLDER / "beep.ogg").read_bytes()
# Silence: the header of an MPEG 1 layer 3 frame, and a frame without any bits set.
MP3 = (b"\xff\xfb\x90\x00" + bytes(413)) * 40
GIF = bytes.fromhex(
    "474946383961080006008000 00e2553afffaf4 21ff0b4e45545343415045322e30 0301000000"
    "21f904000a000000 2c00000000080006000002068c8fa9cbed5d00"
    "21f904000a000000 2c00000000080006000002068c8fa9cbed5d00 3b".replace(" ", "")
)
WEBP = (FOLDER / "hello_light.webp").read_bytes()
FILES: dict[str, tuple[str, str, bytes, str]] = {
    "photo": ("sendPhoto", "month.png", png(64, 48), "image/png"),
    "animation": ("sendAnimation", "knead.gif", GIF, "image/gif"),
    "audio": ("sendAudio", "session.mp3", MP3, "audio/mpeg"),
    "voice": ("sendVoice", "voice.ogg", VOICE, "audio/ogg"),
    "document": ("sendDocument", "export.json", b'{"sessions": 3}', "application/json"),
    "sticker": ("sendSticker", "wave.webp", WEBP, "image/webp"),
}


# What its pictures show: by their bytes, then by the language of the person's app.
ALTS = {
    hashlib.sha256(png(64, 48)).hexdigest(): {"": "Five days of a month"},
    hashlib.sha256(GIF).hexdigest(): {"en": "Hands circle", "": "No words"},
}


@dataclass
class ScriptedBot:
    """Answers /start with keys and any other text with the same text; each key has its own answer."""

    api: str
    session: aiohttp.ClientSession
    taps: list[str] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)

    async def call(self, method: str, **body: Any) -> Any:
        answer = await self.try_to(method, **body)
        assert answer["ok"], answer
        return answer["result"]

    async def try_to(self, method: str, **body: Any) -> Any:
        async with self.session.post(f"{self.api}/{method}", json=body) as response:
            return await response.json()

    async def send(self, kind: str, chat: int, **more: Any) -> Any:
        """Send a real, small file."""
        method, name, content, mime = FILES[kind]
        form = aiohttp.FormData()
        form.add_field(kind, content, filename=name, content_type=mime)
        for key, value in {"chat_id": chat, **more}.items():
            form.add_field(key, value if isinstance(value, str) else json.dumps(value))
        async with self.session.post(f"{self.api}/{method}", data=form) as response:
            answer = await response.json()
        assert answer["ok"], (kind, answer)
        return answer["result"]

    async def run(self) -> None:
        await self.call("setMyCommands", commands=[{"command": "help", "description": "All commands"}])
        offset = 0
        while True:
            for update in await self.updates(offset):
                offset = update["update_id"] + 1
                self.seen.append(update)
                if "text" in update.get("message", {}):
                    await self.hear(update["message"])
                elif "callback_query" in update:
                    await self.feel(update["callback_query"])

    async def updates(self, offset: int) -> Any:
        try:
            return await self.call("getUpdates", offset=offset, timeout=20)
        except aiohttp.ClientError:
            # An outage: like any bot, this one asks again a little later.
            await asyncio.sleep(0.1)
            return []

    async def hear(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message["text"]
        if text.startswith("/start"):
            name = html.escape(message["from"]["first_name"])
            words = f"<b>Hello</b>\nGood to see you, {name}. Try /help."
            await self.say(chat, words, reply_markup={"inline_keyboard": KEYS})
        elif text == "keys":
            markup = {"keyboard": REPLY_KEYS, "resize_keyboard": True}
            await self.say(chat, "Choose", reply_markup=markup)
        else:
            await self.say(chat, f"You said {html.escape(text)}")

    async def say(self, chat: int, text: str, **more: Any) -> None:
        await self.try_to("sendMessage", chat_id=chat, text=text, parse_mode="HTML", **more)

    async def feel(self, query: dict[str, Any]) -> None:
        self.taps.append(query["data"])
        if query["data"] == "edit":
            keys = [[{"text": "Pause", "callback_data": "toast"}]]
            place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            markup = {"inline_keyboard": keys}
            await self.call("editMessageText", text="Step 1 of 2\n▰▰▱▱▱ 40%", reply_markup=markup, **place)
            await self.call("answerCallbackQuery", callback_query_id=query["id"])
        else:
            loud = query["data"] == "alert"
            words = "Keep off the spine." if loud else "Noted."
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text=words, show_alert=loud)


async def started(page: Any) -> None:
    await page.click("#start")
    await page.wait_for_selector(".key")


async def say(page: Any, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def texts(page: Any) -> list[str]:
    lines = await page.locator("#log .text").all_inner_texts()
    return [re.sub(r"\s*(edited)?\s*\d\d:\d\d$", "", line) for line in lines]

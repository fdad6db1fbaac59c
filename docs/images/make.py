"""Draws the pictures of the README: the real bot in the chat page, on a desk and on a phone.

    python docs/images/make.py

It starts `unknot demo`, walks Ann into a one-minute session with a partner, takes the pictures when the bar
stands about half way, and ends the demo. It needs the `dev` extra and Chromium (CHROMIUM names another one).
"""

# ruff: noqa: S310, S603, TID251 - it asks and waits for a demo that it has started itself
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ANN = 1001
WAY_IN = ("Try one minute", "With a partner", "Yes, all clear", "Start now")
SHOTS: dict[str, dict[str, Any]] = {
    "chat.png": {"viewport": {"width": 1280, "height": 800}},
    "phone.png": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
LARGEST = 300_000  # bytes


class Demo:
    """A running `unknot demo`, and the way to be a person in it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, path: str, body: Any = None) -> Any:
        """GET, or POST with a `body`."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/control/{path}", data, {"Content-Type": "application/json"})
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def wait_for(self, words: str) -> None:
        """Return once the newest of the bot's messages has `words`, in its text or on a button."""
        for _ in range(150):
            messages = self.ask(f"people/{ANN}/chat")["messages"]
            said = [message for message in messages if message["from"] == "bot"]
            if said and words in json.dumps([said[-1]["text"], said[-1]["buttons"]], ensure_ascii=False):
                return
            time.sleep(0.2)
        raise SystemExit(f"The bot did not say: {words}")

    def walk_in(self) -> None:
        """Bring Ann from /start into the middle of a one-minute session."""
        self.ask(f"people/{ANN}/say", {"text": "/start"})
        for label in WAY_IN:
            self.wait_for(label)
            self.ask(f"people/{ANN}/press", {"label": label})
        self.wait_for("2/3")
        self.wait_for("▰▰▰▰")  # the card shows its bar from the first edit on


@contextmanager
def running_demo() -> Iterator[Demo]:
    """Start a demo on a free port and end it afterwards."""
    folder = tempfile.mkdtemp(prefix="unknot-pictures-")
    command = [sys.executable, "-m", "bot.cli", "demo", "--no-browser", "--data", folder]
    process = subprocess.Popen(command, cwd=HERE.parent.parent, stdout=subprocess.PIPE, text=True)
    try:
        ready = re.search(r"http://\S+[^/\s]", process.stdout.readline() if process.stdout else "")
        if ready is None:
            raise SystemExit("The demo did not start.")
        yield Demo(ready[0])
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def take(browser: Browser, url: str, name: str, look: dict[str, Any]) -> None:
    """Take one picture of the page as it is now."""
    page = browser.new_page(reduced_motion="reduce", **look)
    page.goto(url)
    page.wait_for_selector("#log .msg:visible")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(600)
    picture = page.screenshot()
    page.close()
    if len(picture) > LARGEST:
        raise SystemExit(f"{name} has {len(picture)} bytes, more than {LARGEST}.")
    (HERE / name).write_bytes(picture)
    sys.stdout.write(f"{name}: {len(picture) / 1000:.0f} kB\n")


def main() -> None:
    """Take all pictures."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with running_demo() as demo, sync_playwright() as playwright:
        demo.walk_in()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, look in SHOTS.items():
            take(browser, demo.url, name, look)
        browser.close()


if __name__ == "__main__":
    main()

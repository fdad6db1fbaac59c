"""Draws the pictures of the documentation: the real bot in the chat page, on a desk and on a phone.

    python docs/images/make.py

It starts `unknot demo`, lets Ann look at a plan and walks her through five minutes with a partner, with the
clock in a hurry: pictures of the plan, of a step half way, and of the end. It takes some twenty seconds, and
needs the `dev` extra and Chromium (CHROMIUM names another one).
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
WAY_IN = ("Start", "None of these", "Start now")
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
LARGEST = 300_000  # bytes
AT = 0.66  # seconds from the beginning of an animation
# Animations play, so that no sign to start them hides the hands; all stand still at the same moment.
HOLD = """(at) => Promise.all([...document.querySelectorAll("video")].map((film) => new Promise((held) => {
    film.pause();
    film.addEventListener("seeked", held, { once: true });
    film.currentTime = at;
})))"""


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

    def has(self, words: str) -> bool:
        """Whether the newest of the bot's messages has `words`, in its text or on a button."""
        messages = self.ask(f"people/{ANN}/chat")["messages"]
        said = [message for message in messages if message["from"] == "bot"]
        return bool(said) and words in json.dumps([said[-1]["text"], said[-1]["buttons"]], ensure_ascii=False)

    def wait_for(self, words: str) -> None:
        """Return once it has."""
        for _ in range(150):
            if self.has(words):
                return
            time.sleep(0.2)
        raise SystemExit(f"The bot did not say: {words}")

    def say(self, text: str) -> None:
        """Let Ann write."""
        self.ask(f"people/{ANN}/say", {"text": text})

    def press(self, label: str) -> None:
        """Let Ann press a button, once it is on the newest message."""
        self.wait_for(label)
        self.ask(f"people/{ANN}/press", {"label": label})

    def look_at_a_plan(self) -> None:
        """Show Ann the routine of ten minutes."""
        self.say("/start")
        self.press("Routines")
        self.press("Full 10")
        self.wait_for("Full · 10 min")

    def walk_in(self) -> None:
        """Bring Ann into the middle of a session of five minutes."""
        self.say("/routine quick")
        self.wait_for("Quick · 5 min")
        for label in WAY_IN:
            self.press(label)
        self.wait_for("1/4 Settle")
        self.go_on_to("2/4 Kneading")
        self.ask("clock", {"forward_s": 91})
        self.wait_for("Half way")

    def come_to_the_end(self) -> None:
        """Let the session run out, and ask how it was."""
        self.go_on_to("Done: Quick")
        self.press("Rate it")
        self.wait_for("How does the back feel")

    def go_on_to(self, words: str) -> None:
        """Jump from one due moment to the next until the newest of the bot's messages has `words`."""
        while not self.has(words):
            clock = self.ask("clock")
            if clock["next_due"] and clock["next_due"] > clock["now"]:
                self.ask("clock", {"now": clock["next_due"]})
            time.sleep(0.5)


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
    page = browser.new_page(**look)
    page.goto(url)
    page.wait_for_selector("#log .msg:visible")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(600)
    page.evaluate(HOLD, AT)
    picture = page.screenshot()
    page.close()
    if len(picture) > LARGEST:
        raise SystemExit(f"{name} has {len(picture)} bytes, more than {LARGEST}.")
    (HERE / name).write_bytes(picture)
    sys.stdout.write(f"{name}: {len(picture) / 1000:.0f} kB\n")


def main() -> None:
    """Take all pictures."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        demo.look_at_a_plan()
        take(browser, demo.url, "plan.png", PHONE)
        demo.walk_in()
        take(browser, demo.url, "chat.png", DESK)
        take(browser, demo.url, "step.png", PHONE)
        demo.come_to_the_end()
        take(browser, demo.url, "end.png", PHONE)
        browser.close()


if __name__ == "__main__":
    main()

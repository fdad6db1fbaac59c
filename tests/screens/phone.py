"""A person with a phone: types, taps and looks at the chat page, and lets time pass."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from telegram_playground.client import Group, Person, Stage
from tests.screens.bot import Bot
from tests.screens.layout import MEASURE, faults_of

SIZE = {"width": 390, "height": 844}
# Real seconds until a test fails. A machine that is busy with other work needs many of them; where the thing
# comes sooner, nobody waits for them.
PATIENCE_S = 90.0
SETTLES_S = 90.0
MOST_JUMPS = 50
# Waits until a key stands still under the finger, and returns where; null: it is gone. A chat that follows
# its newest message first gets there. Only an older key is scrolled to. Playwright's own click would scroll
# to a key that is covered or moves for a moment, and the page takes that for a move of the reader.
# A click that meets something else, because the chat has moved, does nothing, and `tapped` is false.
AIM = """(key) => new Promise((aims) => {
    const [log, down] = ["#log", "#down"].map((each) => document.querySelector(each));
    let before = "";
    const look = () => {
        if (!key.isConnected) return aims(null);
        const box = key.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const isAtRest = !down.hidden || log.scrollHeight - log.scrollTop - log.clientHeight < 2;
        const now = `${log.scrollTop} ${log.scrollHeight} ${x} ${y}`;
        if (isAtRest && now === before) {
            if (key.contains(document.elementFromPoint(x, y))) {
                window.tapped = false;
                const judge = (event) => {
                    window.tapped = key.contains(event.target);
                    if (!window.tapped) event.stopImmediatePropagation();
                };
                addEventListener("click", judge, { capture: true, once: true });
                return aims([x, y]);
            }
            const visible = log.getBoundingClientRect();
            if (y < visible.top || y > visible.bottom) key.scrollIntoView({ block: "center" });
        }
        before = now;
        requestAnimationFrame(look);
    };
    look();
})"""
LOOK_EVERY_S = 0.03
# People's time between two things that a person does: a chat gets no more than about a message a second, a
# group one in three.
BREATH_S = 2.0
BREATH_IN_GROUP_S = 4.0

# What the chat shows, as a person reads it: of each message its words, its buttons, and whose it is. The id
# tells one message from another with the same words.
READ = """
() => [...document.querySelectorAll("#log .msg:not(.typing)")].map((node) => ({
  id: node.id,
  own: node.classList.contains("out"),
  text: node.querySelector(".text").innerText,
  rows: [...node.querySelectorAll(".keys:not([hidden]) > div")].map((row) =>
    [...row.children].map((key) => key.dataset.label)),
}))
"""
LIVE = "select 1 from sessions where chat_id = ? and state in ('running', 'paused', 'outage')"
_META = re.compile(r"\s*(edited)?\s*\d\d:\d\d$")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the page shows it."""

    text: str
    rows: list[list[str]]
    own: bool
    id: str

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def labels(self) -> list[str]:
        return [label for row in self.rows for label in row]

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.split("\n") if line]


@dataclass(slots=True)
class Phone:
    """The page in front of one person after another; only one of them holds it at a time."""

    page: Any
    stage: Stage
    story: str
    pictures: Path | None
    database: Path
    chat: int = 0  # the open one
    taken: int = 0
    breath: float = BREATH_S
    bot: Bot | None = None  # where a story may stop it and let it begin again

    # --- what one does ----------------------------------------------------------------------------------

    async def goes_to(self, person: Person) -> None:
        """Give the phone to `person`, in their own chat."""
        self.breath, self.chat = BREATH_S, person.id
        await self.page.evaluate("id => { location.hash = id; }", person.id)
        await self.page.wait_for_selector(f"#bar-status:has-text('you are {person.name}')")
        await self.page.wait_for_selector("#start:visible, #write:visible")

    async def goes_to_group(self, group: Group) -> None:
        """Open a group, as whoever holds the phone."""
        self.breath, self.chat = BREATH_IN_GROUP_S, group.id
        await self.page.evaluate("id => { location.hash = id; }", group.id)
        await self.page.wait_for_selector(f"#bar-name:has-text({_quoted(group.title)})")
        await self.page.wait_for_selector("#write:visible")

    async def starts(self) -> Shown:
        """Press START in an empty chat."""
        await self.page.click("#start")
        return await self.sees("I'm Unknot.")

    async def types(self, text: str) -> None:
        """Type and send a line, a moment after the last action; wait until the line is shown."""
        await self.waits(self.breath)
        before = await self._newest_own()
        await self.page.fill("#text", text)
        await self.page.press("#text", "Enter")
        await self._shows_own_after(before)

    async def taps(self, label: str) -> None:
        """Tap the newest button with exactly this label, once it is there, and wait for its answer."""
        await self.waits(self.breath)
        key = self.page.locator(f"#log .key[data-label={_quoted(label)}]").last
        ends = time.monotonic() + PATIENCE_S
        while not await self._hits(key):
            assert time.monotonic() < ends, f"{label!r} cannot be tapped"
        await self.page.wait_for_selector("#log .key[aria-busy=true]", state="detached")

    async def opens(self, payload: str) -> None:
        """Follow a deep link to the bot; wait until its /start is shown."""
        before = await self._newest_own()
        await self.page.click("#title")
        await self.page.fill("#card-start", payload)
        await self.page.press("#card-start", "Enter")
        await self._shows_own_after(before)

    async def _hits(self, key: Any) -> bool:
        """Tap where the key is; return whether the key, and nothing else, was tapped."""
        await key.wait_for()
        at = await key.evaluate(AIM)
        if at is None:
            return False
        await self.page.mouse.click(*at)
        return bool(await self.page.evaluate("window.tapped"))

    # --- what one sees ----------------------------------------------------------------------------------

    async def reads(self) -> list[Shown]:
        """Return all that the chat shows, oldest first."""
        told = await self.page.evaluate(READ)
        return [Shown(_META.sub("", one["text"]).strip(), one["rows"], one["own"], one["id"]) for one in told]

    async def shows(self, what: Callable[[list[Shown]], bool]) -> list[Shown]:
        """Wait until what the chat shows passes, and return it."""
        ends = time.monotonic() + PATIENCE_S
        while True:
            shown = await self.reads()
            if shown and what(shown):
                return shown
            assert time.monotonic() < ends, (
                f"the chat shows instead: {[(s.text, s.rows) for s in shown[-3:]]}"
            )
            await asyncio.sleep(LOOK_EVERY_S)

    async def sees(self, words: str) -> Shown:
        """Wait until the newest message is the bot's and has `words`, and return it."""
        return (await self.shows(lambda shown: not shown[-1].own and words in shown[-1].text))[-1]

    async def offers(self, rows: list[list[str]]) -> None:
        """Wait until the newest message with buttons has these."""
        await self.shows(lambda shown: [each.rows for each in shown if each.rows][-1:] == [rows])

    async def says(self, text: str, answer: str) -> Shown:
        """Type, and wait for the answer."""
        await self.types(text)
        return await self.sees(answer)

    async def follows(self, label: str, answer: str) -> Shown:
        """Tap, and wait for what it leads to."""
        await self.taps(label)
        return await self.sees(answer)

    async def taps_newest(self, label: str, answer: str) -> Shown:
        """Tap a button of the newest message, and wait for what it leads to."""
        assert label in (await self.reads())[-1].labels
        return await self.follows(label, answer)

    async def toast(self, words: str) -> None:
        """Wait for a toast with these words."""
        await self.page.wait_for_selector(f"#toast.on:has-text({_quoted(words)})")

    async def looks(self, name: str) -> None:
        """Check how it looks, once it has settled; with SCREENS=folder, keep a picture of it there.

        The newest message of a live session must have buttons.
        """
        await self.page.evaluate("document.fonts.ready")
        ends = time.monotonic() + SETTLES_S
        while faults := [*faults_of(await self.page.evaluate(MEASURE)), *await self._faults_of_newest()]:
            assert time.monotonic() < ends, f"{name}: {faults}"
            await asyncio.sleep(LOOK_EVERY_S)
        if self.pictures is not None:
            self.taken += 1
            await self.keep(self.pictures / f"{_plain(self.story)}-{self.taken:02}-{_plain(name)}.png")

    async def keep(self, path: Path) -> None:
        """Take a picture."""
        await self.page.screenshot(path=path)

    # --- time -------------------------------------------------------------------------------------------

    async def waits_for(self, words: str) -> Shown:
        """Jump from one due moment to the next until the newest message has `words`."""
        for _ in range(MOST_JUMPS):
            shown = (await self.reads())[-1]
            if words in shown.text:
                return shown
            await self._due_is_done(await self.stage.clock.to_next_due(), shown)
        raise AssertionError(f"{words!r} never came; the newest message is: {shown.text!r}")

    async def waits(self, seconds: float) -> None:
        """Let so many seconds pass at once. A jump past a due moment would look like an outage to the bot."""
        await self.stage.clock.forward(seconds)

    async def _due_is_done(self, due: datetime, newest: Shown) -> None:
        """Wait until what was due at `due` is done, and the page shows a message newer than `newest`.

        The bot names the next due moment while the message for this one is still on its way. A jump before
        that message is shown would skip it.
        """

        async def look() -> bool | None:
            told = (await self.stage.get("clock"))["next_due"]
            return told is None or datetime.fromisoformat(told) > due or None

        await self.stage.until(look, lambda: "the bot did not do what was due")
        await self.shows(lambda shown: shown[-1].id != newest.id)

    async def _faults_of_newest(self) -> list[str]:
        shown = [each for each in await self.reads() if not each.own]
        if shown and not shown[-1].rows and self._has_live_session():
            return [f"A session is live, and its newest message has no buttons: {shown[-1].headline!r}"]
        return []

    def _has_live_session(self) -> bool:
        """Ask the bot's own database."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=PATIENCE_S)) as asked:
            found = asked.execute(LIVE, (self.chat,)).fetchone()
        return found is not None

    async def _newest_own(self) -> str | None:
        return next((each.id for each in reversed(await self.reads()) if each.own), None)

    async def _shows_own_after(self, before: str | None) -> None:
        """Wait until the person's new message is shown: before that the newest answer is an old one."""
        await self.shows(lambda shown: [each.id for each in shown if each.own][-1:] not in ([], [before]))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(text: str) -> str:
    return re.sub(r"\W+", "_", text).strip("_")

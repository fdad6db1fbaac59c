"""Watches each film and each sound of the chat page from the moment at which it comes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.screens.phone import Phone

# What is noted of each film, by the id of its message: where the words below it stood before it was loaded,
# and where they stand now; when its first picture was drawn; how far it has played; how often it began again.
WATCH = """() => {
    window.films = {};
    const meet = (video) => {
        const message = video.closest(".msg");
        const words = message.querySelector(".text");
        const place = () => words.getBoundingClientRect().top - message.getBoundingClientRect().top;
        const ratio = () => video.videoWidth / video.videoHeight;
        const told = Number(video.parentElement.style.getPropertyValue("--ratio"));
        const film = { id: message.id, came: performance.now(), ready: video.readyState, before: place(),
            after: null, known: null, drawn: null, plays: false, at: 0, loops: 0, loop: video.loop, video };
        window.films[message.id] = film;
        video.requestVideoFrameCallback((now) => {
            Object.assign(film, { drawn: now, plays: !video.paused });
        });
        video.addEventListener("loadeddata", () => {
            film.after = place();
            film.known = Math.abs(told - ratio()) < 0.01;
        });
        video.addEventListener("timeupdate", () => {
            if (video.currentTime > 0 && !video.paused) film.plays = true;
            if (video.currentTime < film.at - 1) film.loops += 1;
            film.at = video.currentTime;
        });
    };
    const seen = new WeakSet();
    new MutationObserver(() => {
        for (const video of document.querySelectorAll("#log video")) {
            if (!seen.has(video)) meet(video);
            seen.add(video);
        }
    }).observe(document.querySelector("#log"), { childList: true, subtree: true });
    const press = () => { window.pressed = performance.now(); };
    document.querySelector("#start").addEventListener("click", press, { capture: true, once: true });
}"""
READ = """() => Object.values(window.films).map(({ video, before, after, ready, ...film }) => ({
    ...film, duration: video.duration, paused: video.paused,
    moved: after === null || ready ? null : Math.abs(after - before) }))"""
GOES_ON = """(id) => {
    const film = window.films[id];
    return film && film.loops > 0 && film.at > 0.5 && !film.video.paused;
}"""
# Of many films only those run that are in sight.
OTHERS_REST = """() => Object.values(window.films).every(({ video }) => {
    const { top, bottom } = video.getBoundingClientRect();
    return video.paused || (bottom > 0 && top < innerHeight);
})"""
FIRST_FRAME = "() => Object.values(window.films)[0]?.drawn"
# A player is made to play as fast as a browser can.
HEAR = """(id) => {
    const sound = document.querySelector(`#${id} audio`);
    window.heard = { ended: false, reached: 0, length: null };
    sound.addEventListener("playing", () => { sound.playbackRate = 16; });
    sound.addEventListener("timeupdate", () => {
        window.heard.reached = Math.max(window.heard.reached, sound.currentTime);
    });
    sound.addEventListener("ended", () => {
        Object.assign(window.heard, { ended: true, length: sound.duration });
    });
}"""


@dataclass(frozen=True, slots=True)
class Film:
    """What was seen of a film, as WATCH notes it. Moments are the page's milliseconds, places its pixels."""

    id: str
    came: float
    moved: float | None  # so far did the words move when it was loaded; None: that was not seen
    known: bool | None  # the page knew its shape before it was loaded
    drawn: float | None
    plays: bool
    at: float
    loops: int
    loop: bool
    paused: bool
    duration: float | None

    @property
    def is_still(self) -> bool:
        """Do the words stay where they are? Where the page does not know the size, they may move."""
        return self.moved is not None and (not self.known or self.moved <= 1)


async def films_of(page: Any) -> dict[str, Film]:
    """Return the films that have come so far, by the id of their message."""
    return {told["id"]: Film(**told) for told in await page.evaluate(READ)}


async def comes(phone: Phone, what: str, arg: Any = None) -> Any:
    """Wait until an expression in the page is true, and return it; None if it never is."""

    async def look() -> Any:
        return await phone.page.evaluate(what, arg) or None

    with suppress(AssertionError):
        return await phone.stage.until(look, lambda: "it did not come")
    return None

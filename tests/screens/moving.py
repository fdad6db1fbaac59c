"""Looks whether films and guided tracks play in the real page, at a phone's size, and prints a table.

`python -m tests.screens.moving` needs about four minutes; it ends with 1 if something does not hold.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.catalogue import Audience, RoutineKey, Step
from bot.domain.pictures import of_step
from tests.once import catalogue
from tests.screens.alone import a_phone
from tests.screens.films import FIRST_FRAME, GOES_ON, HEAR, OTHERS_REST, WATCH, Film, comes, films_of
from tests.screens.phone import Phone, Shown
from tests.texts import button, texts

Steps = Sequence[Step]

FAST, SLOWER = 60, 20
HEARD = ("taster", "full")
NEAR_S = 1.0  # a track may be so much longer or shorter than its plan
TURN = {Audience.partner: button.with_partner, Audience.alone: button.on_my_own}


@dataclass
class Table:
    """Prints what was seen, line by line, and keeps what of it does not hold."""

    faults: list[str] = field(default_factory=list)

    def says(self, what: str, seen: str, *faults: str) -> None:
        """Print a line at once."""
        self.faults += [f"{what}: {fault}" for fault in faults]
        sys.stdout.write(f"{what:<28} {seen}\n" + "".join(f"  NOT: {fault}\n" for fault in faults))
        sys.stdout.flush()


async def look(phone: Phone, table: Table) -> None:
    """Go through all of it."""
    await phone.page.evaluate("document.fonts.ready")
    await phone.page.evaluate(WATCH)
    await _first_frame(phone, table)
    await _techniques(phone, table)
    for key in HEARD:
        await _track(phone, table, RoutineKey(key))
    for routine in catalogue().routines.values():
        for audience, steps in routine.plans.items():
            await _session(phone, table, routine.key, audience, steps)
    rest = await comes(phone, OTHERS_REST)
    films = f"{len(await films_of(phone.page))} films came"
    table.says("Films out of sight", films, *([] if rest else ["films run out of sight"]))


async def _first_frame(phone: Phone, table: Table) -> None:
    """From pressing Start in a new chat to the first frame of a film."""
    await phone.starts()
    drawn = await comes(phone, FIRST_FRAME)
    pressed = await phone.page.evaluate("window.pressed")
    passed = f"{(drawn - pressed) / 1000:.2f} s" if drawn else "never"
    table.says("Start to the first frame", passed, *([] if drawn else ["no frame was drawn"]))


async def _techniques(phone: Phone, table: Table) -> None:
    """The film of each technique's card plays, begins again, and moves no words."""
    for key in catalogue().techniques:
        card = (await phone.says(f"/technique {key}", texts(f"alt.step.{key}"))).id
        await comes(phone, GOES_ON, card)
        film = (await films_of(phone.page)).get(card)
        if film is None:
            table.says(f"/technique {key}", "no film", "its message has no film")
            continue
        holds = {
            "the film does not play": film.plays and not film.paused,
            "the film ends and does not begin again": film.loop and film.loops > 0,
            f"the words moved by {_px(film)}": film.is_still,
        }
        seen = f"{film.duration or 0:.1f} s, begun again {film.loops} x"
        size = f"size {'known' if film.known else 'unknown'}, words moved {_px(film)}"
        faults = [fault for fault, does in holds.items() if not does]
        table.says(f"/technique {key}", f"{seen}; {size}", *faults)


async def _plan(phone: Phone, key: RoutineKey, audience: Audience, steps: Steps) -> int:
    """Show the plan of a routine, and return its seconds."""
    seconds = sum(step.seconds for step in steps)
    name = texts(f"routine.{key}.name")
    shown = await phone.says(f"/routine {name}", texts.opening("plan", routine=name))
    wanted = texts.plan(key, seconds / 60, audience)
    if wanted not in shown.text:
        await phone.follows(TURN[audience], wanted)
    return seconds


async def _passes_gate(phone: Phone, words: str) -> Shown:
    """Say yes to the safety question, if it is asked, and wait for what follows."""
    gate = texts.headline("gate")
    shown = (await phone.shows(lambda seen: gate in seen[-1].text or words in seen[-1].text))[-1]
    return await phone.follows(button.yes_all_clear, words) if gate in shown.text else shown


async def _track(phone: Phone, table: Table, key: RoutineKey) -> None:
    """The guided track of a plan plays to its end, and is as long as the plan."""
    audience, steps = next(iter(catalogue().routines[key].plans.items()))
    seconds = await _plan(phone, key, audience, steps)
    name = texts(f"routine.{key}.name")
    await phone.taps(button.audio)
    shown = await _passes_gate(phone, texts.opening("track", routine=name).rstrip(" ·"))
    await phone.page.evaluate(HEAR, shown.id)
    await phone.page.click(f"#{shown.id} .play")
    await comes(phone, "window.heard.ended")
    heard = await phone.page.evaluate("window.heard")
    faults = [] if heard["ended"] else ["it does not play to its end"]
    length = heard["length"] or 0.0
    if abs(length - seconds) > NEAR_S or heard["reached"] < seconds - 2 * NEAR_S:
        faults.append(f"it has {length:.2f} s, and played to {heard['reached']:.2f} s of {seconds}")
    table.says(f"{name}, audio", f"plays to its end; {length:.2f} s for a plan of {seconds} s", *faults)


async def _session(phone: Phone, table: Table, key: RoutineKey, audience: Audience, steps: Steps) -> None:
    """Play a routine to its end; the newest card of each step has a film that plays.

    A film that Telegram does not know yet follows its words. A step of 10 s may be over by then at this
    speed, so that its film never comes; then the routine is played once more, not as fast.
    """
    own = await _played(phone, key, audience, steps, FAST)
    late = _without(steps, own)
    if late:
        own = await _played(phone, key, audience, steps, SLOWER)
    shaken = [f"the words moved by {_px(each)}" for each in own if each and each.plays and not each.is_still]
    delays = [film.drawn - film.came for film in own if film and film.drawn is not None]
    slowest = f"first frame after {max(delays):.0f} ms at most" if delays else "no frame"
    count = f"{len(steps)} steps, {sum(bool(film and film.plays) for film in own)} films; {slowest}"
    again = f"; at x{SLOWER} (at x{FAST} none for {', '.join(late)})" if late else ""
    missing = [f"no film plays for {name}" for name in _without(steps, own)]
    about = f"{texts(f'routine.{key}.name')}, {texts(f'audience.{audience}')}"
    table.says(about, f"{count}{again}", *missing, *shaken)


async def _played(
    phone: Phone, key: RoutineKey, audience: Audience, steps: Steps, speed: float
) -> list[Film | None]:
    """Play a routine `speed` times as fast, and return the film of the newest card of each step."""
    before = {each.id for each in await phone.reads()}
    await _plan(phone, key, audience, steps)
    await phone.taps(button.start)
    await _passes_gate(phone, texts.opening("ready" if audience is Audience.partner else "ready_solo"))
    await phone.stage.clock.speed(speed)
    end = texts.opening("end", routine=texts(f"routine.{key}.name")).rstrip(" ,")
    shown = await phone.shows(lambda seen: end in seen[-1].text)
    await phone.stage.clock.speed(1)
    new = [each for each in shown if each.id not in before]
    cards = [_newest(new, number, len(steps), step) for number, step in enumerate(steps, 1)]
    films = await films_of(phone.page)
    return [films.get(card) for card in cards]


def _without(steps: Steps, films: Sequence[Film | None]) -> list[str]:
    """Return the names of the steps whose film is not there, or does not play."""
    return [of_step(step) for step, film in zip(steps, films, strict=True) if film is None or not film.plays]


def _px(film: Film) -> str:
    return "unseen" if film.moved is None else f"{film.moved:.1f} px"


def _newest(shown: Sequence[Shown], number: int, steps: int, step: Step) -> str:
    """Return the id of the newest card of a step, a message that has the first line of the step, or ""."""
    head = texts.opening("step_header", i=number, n=steps, name=texts(step.name))
    cards = [each.id for each in shown if any(line.startswith(head) for line in each.lines)]
    return cards[-1] if cards else ""


async def run() -> int:
    """Open the bot and the page, look at everything, and say whether all of it holds."""
    table = Table()
    with tempfile.TemporaryDirectory(prefix="unknot-") as folder:
        async with a_phone("moving", Path(folder), moves=True) as phone:
            await look(phone, table)
    sys.stdout.write(f"{len(table.faults)} faults\n")
    return 1 if table.faults else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(run()))

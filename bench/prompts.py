"""How late the prompts of sessions are while a thousand sessions run: `python -m bench.prompts`.

Each session begins at a moment of its own. A prompt is due when the step before it ends, as the plan says.
A second table compares 200 sessions with pictures and without.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from bench.measuring import filling
from bench.measuring.bots import unknot
from bench.measuring.filling import FIRST_CHAT, write
from bench.measuring.processes import TooSlow, until
from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, milliseconds, percentile, verdict, whole
from bot.domain.catalogue import Audience
from bot.domain.pictures import Pictures
from bot.domain.walk import GET_READY
from bot.ports import Work
from tests.faults import crowd

SESSIONS, RATE = 1_000, 1_000.0
WATCHED = 15.0  # seconds from the first prompt of the first session
GOAL = 100  # milliseconds
WITH_PICTURES = 200  # sessions
# How much of the time without pictures counts as no worse. Two runs of the same bot differ by as much.
NO_WORSE = 1.1
AUDIENCE = Audience.partner  # the longer count
LEADS = (16.0, 40.0)  # seconds from the empty database to the first prompt; if the bot starts too late, more

Messages = Sequence[tuple[float, int, str, str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one run."""

    late: list[float]  # seconds, of each prompt
    rate: float  # messages and edits a second
    missing: int  # prompts that were due and did not come
    core: float  # share of a core


def measure(setup: Setup) -> list[Table]:
    """Measure each database once or more, then pictures against none."""
    return [_of_databases(setup), _of_pictures(setup)]


def _of_pictures(setup: Setup) -> Table:
    sessions = setup.count(WITH_PICTURES)
    table = Table(
        f"Prompts of {whole(sessions)} live sessions, with pictures and without",
        ("pictures", "late p99 ms", "goal", "late p50 ms", "prompts", "missing", "messages/s", "of a core"),
    )
    ways = (Pictures.off, Pictures.on)
    runs: dict[Pictures, list[Figures]] = {way: [] for way in ways}
    for _ in range(max(setup.rounds, 1)):
        for way in ways:
            runs[way].append(run(setup, "SQLite", sessions, pictures=way))
    late = {way: [moment for each in runs[way] for moment in each.late] for way in ways}
    without = percentile(late[Pictures.off], 99) * 1e3
    for way in ways:
        p99 = percentile(late[way], 99) * 1e3
        table.rows.append(
            (
                way.value,
                f"{p99:.1f}",
                verdict(p99, most=round(without * NO_WORSE, 1)) if way is Pictures.on else "",
                milliseconds(percentile(late[way], 50)),
                whole(len(late[way])),
                whole(sum(each.missing for each in runs[way])),
                whole(median(each.rate for each in runs[way])),
                f"{median(each.core for each in runs[way]):.2f}",
            )
        )
    return table


def _of_databases(setup: Setup) -> Table:
    table = Table(
        "Prompts of live sessions",
        (
            "database",
            "sessions",
            "late p99 ms",
            "goal",
            "late p50 ms",
            "prompts",
            "missing",
            "messages/s",
            "of a core",
        ),
    )
    sessions = setup.count(SESSIONS)
    for kind in setup.databases.kinds:
        runs = [run(setup, kind, sessions) for _ in range(max(setup.rounds - 2, 1))]
        late = [moment for each in runs for moment in each.late]
        table.rows.append(
            (
                kind,
                whole(sessions),
                milliseconds(percentile(late, 99)),
                _holds(late, sum(each.missing for each in runs)),
                milliseconds(percentile(late, 50)),
                whole(len(late)),
                whole(sum(each.missing for each in runs)),
                whole(median(each.rate for each in runs)),
                f"{median(each.core for each in runs):.2f}",
            )
        )
    return table


def _holds(late: Sequence[float], missing: int) -> str:
    """Say whether the goal is reached. Where prompts are missing, the others say nothing."""
    if missing:
        return f"at most {GOAL}: no, prompts are missing"
    return verdict(percentile(late, 99) * 1e3, most=GOAL)


def run(
    setup: Setup,
    kind: str,
    sessions: int,
    watched: float = WATCHED,
    pictures: Pictures = Pictures.off,
) -> Figures:
    """Let sessions begin, and look at their prompts for a while; begin anew if the bot starts too late."""
    for lead in LEADS:
        url = setup.databases.make(kind)
        try:
            found = _run_once(setup, kind, url, sessions, lead, watched, pictures)
        finally:
            setup.databases.drop(url)
        if found is not None:
            return found
    raise TooSlow("The bot was not ready before the first prompt: the machine is too busy.")


def _run_once(
    setup: Setup, kind: str, url: str, sessions: int, lead: float, watched: float, pictures: Pictures
) -> Figures | None:
    stand_in = setup.stand_in
    # A session begins with a count, and the bot starts within it: it takes a session that begins in the
    # future for one that a wrong clock has begun.
    first = datetime.now(UTC) + timedelta(seconds=lead) - GET_READY[AUDIENCE]
    begins = {
        FIRST_CHAT + number: first + timedelta(seconds=watched * number / sessions)
        for number in range(sessions)
    }
    write(url, *(_session(chat, at, pictures) for chat, at in begins.items()))
    starts = (first + GET_READY[AUDIENCE]).timestamp()
    ends = starts + watched
    stand_in.tell("forget")
    with unknot(kind, rate=RATE).start(stand_in, DATABASE_URL=url) as process:
        process.wait_until(stand_in.is_polled, "the first fetch")
        process.wait_until(lambda: bool(stand_in.state["messages"] >= sessions), "the counts")
        if time.time() > starts - 1:
            return None
        until(lambda: time.time() >= starts, "the first prompt", within=lead)
        cpu = process.cpu
        until(lambda: time.time() >= ends + 1, "the end", within=watched + 2)
        core = (process.cpu - cpu) / (watched + 1)
        messages = stand_in.messages()
    late, missing = lateness(messages, begins, ends)
    sent = sum(starts <= moment <= ends for moment, *_ in messages)
    return Figures(late, sent / watched, missing, core)


def _session(chat: int, at: datetime, pictures: Pictures) -> Callable[[Work], object]:
    part = crowd.sessions([chat], at, AUDIENCE, pictures)
    return lambda work: part(work, filling.texts())


def lateness(messages: Messages, begins: dict[int, datetime], ends: float) -> tuple[list[float], int]:
    """Return how many seconds late each prompt was that was due before `ends`, and how many did not come."""
    steps = filling.texts().routines[crowd.SOLO].plans[AUDIENCE]
    planned: dict[tuple[int, int], float] = {}
    for chat, begun in begins.items():
        due = begun.timestamp() + GET_READY[AUDIENCE].total_seconds()
        for number, step in enumerate(steps, 1):
            if due < ends:
                planned[chat, number] = due
            due += step.seconds
    late = []
    for moment, chat, method, head in messages:
        said = head.removeprefix("<b>")
        if method.startswith("send") and said[:1].isdigit() and said[1:2] == "/":
            due_at = planned.pop((chat, int(said[0])), None)
            if due_at is not None:
                late.append(moment - due_at)
    return late, len(planned)


if __name__ == "__main__":
    command(measure, "prompts", __doc__)

"""All tables of docs/performance.md, one after the other: `python -m bench.all --to FILE`.

It takes about eight minutes on two idle cores. Prompts and bursts are measured with SQLite only; their own
commands do it with PostgreSQL too. `--rounds` and `--scale` are for all benches; without them each has its
own. The file is written after each bench, so that nothing is lost if one fails.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench import bursts, ceiling, fanout, growth, pictures, prompts, replies, rings, schedule, starts
from bench.measuring.running import Measure, Setup, arguments, set_up, write
from bench.measuring.tables import Table, missed


@dataclass(frozen=True, slots=True)
class Planned:
    """A bench, with its rounds and its scale, so that all together take some minutes."""

    name: str
    measure: Measure
    rounds: int
    scale: float = 1.0
    with_server: bool = True


PLAN = (
    Planned("ceiling", ceiling.measure, 3),
    Planned("replies", replies.measure, 2, 0.6),
    Planned("fanout", fanout.measure, 2, 0.4),
    Planned("starts", starts.measure, 2),
    Planned("schedule", schedule.measure, 1),
    Planned("rings", rings.measure, 3),
    Planned("pictures", pictures.measure, 2),
    Planned("prompts", prompts.measure, 1, with_server=False),
    Planned("bursts", bursts.measure, 1, with_server=False),
    Planned("growth", growth.measure, 1, 0.25),
)


def run_all(setup: Setup, plan: Sequence[Planned], scale: float, rounds: int | None) -> list[Table]:
    """Run every bench of `plan`; one that fails leaves a table that says so."""
    tables: list[Table] = []
    for planned in plan:
        begins = time.monotonic()
        databases = setup.databases if planned.with_server else setup.databases.files_only()
        own = replace(
            setup, rounds=rounds or planned.rounds, scale=scale * planned.scale, databases=databases
        )
        try:
            tables += planned.measure(own)
        except Exception as error:  # noqa: BLE001 - the other benches go on
            traceback.print_exc()
            tables.append(Table(f"bench.{planned.name} failed", ("why",), [(str(error).splitlines()[0],)]))
        sys.stderr.write(f"bench.{planned.name}: {time.monotonic() - begins:.0f} s\n")
    return tables


def main() -> None:
    """Run all benches from the command line."""
    parser = arguments("all", __doc__)
    parser.set_defaults(rounds=0)
    given = parser.parse_args()
    with set_up(given) as setup:
        tables: list[Table] = []
        for planned in PLAN:
            tables += run_all(setup, (planned,), given.scale, given.rounds or None)
            if given.to is not None:
                write([missed(tables), *tables], given.to)
        if given.to is None:
            write([missed(tables), *tables], None)


if __name__ == "__main__":
    main()

"""What a text costs to read, by its length: CPU of the search for red flags, and of reading it as a line."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.reading.readers import make_readers
from bot.timing.zones import use_packaged_zones
from tests.faults.speeches import LONGEST, worst_texts

LENGTHS = (250, 500, 1_000, 2_000, LONGEST)
PROSE = "we tried the kneading after a long drive and my shoulders felt better but stiff the next day "


def main() -> None:
    """Measure each text at each length, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.texts", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="the fastest of so many counts")
    rounds = parser.parse_args().rounds
    use_packaged_zones()
    catalogue = read_catalogue(content_folder())
    readers, language = make_readers(catalogue), catalogue.languages[0]
    texts = {"prose": PROSE * 60, "short line": PROSE[:40], "Chinese signs": "背" * LONGEST}
    for name, text in {**texts, **worst_texts(catalogue)}.items():
        readers.read(text, language)  # the first time it also loads the places
        for length in sorted({min(each, len(text)) for each in LENGTHS}):
            part = text[:length]
            search = _cpu(lambda: readers.find_red_flag(part), rounds)  # noqa: B023 - called at once
            read = _cpu(lambda: readers.read(part, language), rounds)  # noqa: B023
            sys.stdout.write(f"| {name} | {length} | {search:.2f} ms | {read:.2f} ms |\n")


def _cpu(work: Callable[[], object], rounds: int) -> float:
    """Return the milliseconds of CPU that the fastest of `rounds` took."""
    spent = []
    for _ in range(rounds):
        before = time.thread_time()
        work()
        spent.append(time.thread_time() - before)
    return min(spent) * 1_000


if __name__ == "__main__":
    main()

"""What a text costs to read: CPU of the search for red flags, of reading it as a line, and of the start."""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean, median

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue
from bot.reading.places import read_all_places
from bot.reading.readers import Readers, make_readers
from bot.running import set_aside_what_stays
from bot.timing.zones import use_packaged_zones
from tests.faults.speeches import LONGEST, worst_texts

LINES = Path(__file__).parent.parent / "tests" / "reading" / "lines"
LENGTHS = (250, 500, 1_000, 2_000, LONGEST)
PROSE = "we tried the kneading after a long drive and my shoulders felt better but stiff the next day "


def main() -> None:
    """Measure the start, the lines of people, and each text at each length; print a table of each."""
    parser = argparse.ArgumentParser(prog="python -m bench.texts", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="the fastest of so many counts")
    rounds = parser.parse_args().rounds
    use_packaged_zones()
    catalogue = read_catalogue(content_folder())
    _show_start(catalogue, rounds)
    readers, lines = make_readers(catalogue), list(_lines())
    _show_parts(readers)
    read_all_places()
    set_aside_what_stays()  # so the garbage collector is at work as in the bot
    _show_lines(readers, catalogue, lines)
    for name, text in _texts(catalogue, lines).items():
        for length in sorted({min(each, len(text)) for each in LENGTHS}):
            _show(f"{name} | {length}", readers, catalogue, text[:length], rounds)


def _show_start(catalogue: Catalogue, rounds: int) -> None:
    spent = _cpu(lambda: make_readers(catalogue), rounds)
    gc.collect()
    tracemalloc.start()
    kept = make_readers(catalogue)
    gc.collect()
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    sys.stdout.write(f"| start of the Readers | {spent:.0f} ms | {megabytes:.1f} MB |\n")


def _show_parts(readers: Readers) -> None:
    """Show what it takes to make the parts of all Readers: a bot does so before its first line."""
    sys.stdout.write(f"| parts of the Readers | {_cpu(readers.prepare, 1):.0f} ms |\n")


def _show_lines(readers: Readers, catalogue: Catalogue, lines: Sequence[str]) -> None:
    """Each line is met for the first time, as in a chat."""
    spent = [_cpu(lambda: _hear(readers, catalogue, line), 1) for line in lines]  # noqa: B023 - called at once
    sys.stdout.write(
        f"| {len(lines)} lines of people | mean {fmean(spent):.2f} ms | median {median(spent):.2f} ms"
        f" | most {max(spent):.2f} ms |\n"
    )


def _show(name: str, readers: Readers, catalogue: Catalogue, text: str, rounds: int) -> None:
    first = _cpu(lambda: _hear(readers, catalogue, text), 1)
    search = _cpu(lambda: readers.find_red_flag(text), rounds)
    read = _cpu(lambda: readers.read(text, catalogue.languages[0]), rounds)
    sys.stdout.write(f"| {name} | first {first:.2f} ms | {search:.2f} ms | {read:.2f} ms |\n")


def _hear(readers: Readers, catalogue: Catalogue, text: str) -> None:
    readers.find_red_flag(text)
    readers.read(text, catalogue.languages[0])


def _texts(catalogue: Catalogue, lines: Sequence[str]) -> dict[str, str]:
    chance = random.Random(1)
    said = [word for line in lines for word in line.split()]
    return {
        "prose": PROSE * 60,
        "Chinese signs": "背" * LONGEST,
        "emoji": "😀" * LONGEST,
        "numbers": "1 " * LONGEST,
        "denied": "no pain my back " * LONGEST,
        "words of people": " ".join(chance.choices(said, k=LONGEST)),
        "code": "for (int i = 0; i < n; i++) { a[i] += b[i]; }\n" * 90,
        "new words": " ".join(f"x{number}word" for number in range(LONGEST)),
        **worst_texts(catalogue),
    }


def _lines() -> Iterator[str]:
    for table in sorted(LINES.glob("*.tsv")):
        head, *rows = table.read_text(encoding="utf-8").splitlines()
        if head.startswith("right\t"):
            yield from (row.split("\t")[3] for row in rows)


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

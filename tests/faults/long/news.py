"""News go out while the process is killed, and while people write."""

from __future__ import annotations

import argparse
import statistics

from bot.domain.catalogue import Catalogue
from tests.faults.broadcasting import answers_while_news_go_out, kill_while_news_go_out
from tests.faults.long.chance import let_calls_fail
from tests.faults.long.line import Line, Part
from tests.faults.scene import Scene

MORE_BY_NEWS = 0.1  # seconds that a broadcast may add to the p95 of answers


async def news(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """kill -9 while news go out and calls fail by chance."""
    await let_calls_fail(scene, wanted.seed)
    verdict = await kill_while_news_go_out(scene, catalogue, wanted.listeners, wanted.news_kills)
    return Line(
        "kill -9 while news go out, with faults by chance",
        f"{verdict.kills} kills, {verdict.people} people",
        f"copies {dict(sorted(verdict.copies.items()))}; rows that end as unknown {verdict.unknown};"
        f" {'whole' if verdict.is_whole else 'BROKEN'}",
        verdict.passed,
    )


async def news_answers(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """People write while news go out."""
    busy, quiet, verdict = await answers_while_news_go_out(scene, catalogue, wanted.listeners, wanted.idle)
    p95 = [statistics.quantiles(waits, n=20)[-1] for waits in (busy, quiet)]
    return Line(
        "people write while news go out",
        f"{verdict.people} people, {len(busy)} answers ({len(quiet)} idle)",
        f"answers p95 {p95[0]:.3f} s, median {statistics.median(busy):.3f} s (idle {p95[1]:.3f} and"
        f" {statistics.median(quiet):.3f} s); at most {verdict.most_in_a_second} news in a second",
        verdict.passed and p95[0] <= p95[1] + MORE_BY_NEWS,
    )


PARTS: dict[str, Part] = {"news": news, "news_answers": news_answers}

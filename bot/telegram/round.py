"""One round of a batch as a unit of work: the submitted actions, and a receipt for each update."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.ids import UpdateId
from bot.domain.message import Phrase
from bot.ports import Now, Work
from bot.telegram.batch import Submission


class Round:
    """Does the submissions of updates that have no receipt yet, and writes the receipts of `updates`.

    An update whose action fails gets no receipt in this round: its error handler may submit an action.
    """

    def __init__(self, submissions: Sequence[Submission], updates: Sequence[UpdateId], now: Now) -> None:
        self._submissions = submissions
        self._updates = updates
        self._now = now

    def __call__(self, work: Work) -> list[Phrase | Exception | None]:
        """Return what each submission returned or raised; None for those that are left out."""
        known = work.receipts.known(self._updates)
        fresh = [each for each in self._submissions if each.update not in known]
        done = dict(zip((id(each) for each in fresh), run_all(work, fresh), strict=True))
        results = [done.get(id(each)) for each in self._submissions]
        failed = {
            each.update
            for each, result in zip(self._submissions, results, strict=True)
            if isinstance(result, Exception)
        }
        work.receipts.write([each for each in self._updates if each not in failed | known], self._now)
        return results


def run_all(work: Work, submissions: Iterable[Submission]) -> list[Phrase | Exception | None]:
    """Do every submission in a savepoint of its own: one that fails undoes nothing of the others."""
    results: list[Phrase | Exception | None] = []
    for submission in submissions:
        try:
            with work.savepoint():
                results.append(submission.act(work))
        except Exception as error:  # noqa: BLE001 - handed to its handler, whose error handler tells of it
            results.append(error)
    return results

"""One round of a batch as a unit of work: the submitted actions, and a receipt for each update."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.ids import UpdateId
from bot.ports import Now, Work
from bot.telegram.batch import Result, Submission

Check = Callable[[Work], None]  # raises if the updates are not for this process any more


@dataclass(frozen=True, slots=True)
class Done:
    """What a round has done."""

    results: Sequence[Result]  # one for each submission; None for a submission that was left out
    failed: Collection[UpdateId]  # updates without a receipt, because one of their actions has raised
    known: Collection[UpdateId]  # updates that had a receipt already: another batch has handled them


class Round:
    """Does the submissions of updates that have no receipt yet, and writes the receipts of `updates`.

    An update whose action fails gets no receipt in this round: its error handler may submit an action.
    """

    def __init__(
        self,
        submissions: Sequence[Submission],
        updates: Sequence[UpdateId],
        now: Now,
        check: Check | None = None,
    ) -> None:
        self._submissions = submissions
        self._updates = updates
        self._now = now
        self._check = check

    def __call__(self, work: Work) -> Done:
        """Run inside a unit of work."""
        if self._check is not None:
            self._check(work)
        # Written first: the receipt claims its update, so that one statement both asks and notes.
        known = set(self._updates) - work.receipts.write(self._updates, self._now)
        fresh = [each for each in self._submissions if each.update not in known]
        done = dict(zip((id(each) for each in fresh), run_all(work, fresh), strict=True))
        results = [done.get(id(each)) for each in self._submissions]
        failed = {
            each.update
            for each, result in zip(self._submissions, results, strict=True)
            if isinstance(result, Exception)
        }
        work.receipts.take_back(failed.intersection(self._updates))
        return Done(results, failed, known)


def run_all(work: Work, submissions: Iterable[Submission]) -> list[Result]:
    """Do each submission; one that fails undoes nothing of the others.

    They are done in one savepoint. Only if one of them fails, all is undone, and each is done in its own.
    """
    submissions = list(submissions)
    if len(submissions) > 1:
        with contextlib.suppress(Exception), work.savepoint():
            return [submission.act(work) for submission in submissions]
    return [_act_in_savepoint(work, submission) for submission in submissions]


def _act_in_savepoint(work: Work, submission: Submission) -> Result:
    """Do a submission in a savepoint of its own; return what it raises, too."""
    try:
        with work.savepoint():
            return submission.act(work)
    except Exception as error:  # noqa: BLE001 - its handler gets it, and the error handler logs it
        return error

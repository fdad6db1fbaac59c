"""Figures for Prometheus. They have no chat's number, no person's, no words and no token.

`due`, `lag` and `overdue` are the database's: all processes of one bot say the same. All others are of this
process since its start.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from math import nan

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import choose_encoder

from bot.ports import Kind, Lane, Outcome, RowState
from bot.ports.load import GROUPS, Group, Load

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
UPDATES = (1, 2, 5, 10, 20, 50, 100)
# So long after it was written, a message of a group that leaves is late.
LATE = {
    Group.replies: timedelta(seconds=5),
    Group.session: timedelta(seconds=2),
    Group.reminders: timedelta(seconds=60),
    Group.others: timedelta(seconds=60),
}
COUNTED = {RowState.sent: "sent", RowState.failed: "failed", RowState.unknown: "unknown"}


class Metrics:
    """`ports.Figures` that keeps the figures of one process."""

    def __init__(self, version: str) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # one more line for each figure
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        Info("unknot", "The version.", registry=self._registry).info({"version": version})
        self._updates = self._counter("updates", "Updates that were taken in.")
        self._batches = self._histogram("batch_updates", "Updates in one commit.", UPDATES)
        self._waiting = self._gauge("updates_waiting", "Updates that wait at Telegram for a webhook.")
        self._refused = self._counter("webhook_refused", "Requests that were not taken.", "reason")
        self._commits = self._histogram("commit_seconds", "Until a unit of work was committed.", SECONDS)
        self._calls = self._counter("calls", "Calls that send, by what became of them.", "outcome")
        self._ends = {
            state: self._counter(name, f"Messages that ended as {name}.", "kind")
            for state, name in COUNTED.items()
        }
        self._late = self._counter("late", "Messages that were sent late.", "kind")
        self._delays = Histogram(
            "unknot_delay_seconds",
            "From when a message was written until Telegram accepted it.",
            ("group",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._due = self._gauge("due", "Messages that may leave now; 10,000 at most.", "group")
        self._lag = self._gauge("lag_seconds", "For how long the oldest of them has waited.", "group")
        self._overdue = self._gauge("overdue_seconds", "For how long the earliest ring or step has been due.")
        self._ready = self._gauge("ready", "1: /readyz says yes.")
        for kind in Kind:  # a counter that begins with its first event hides that event from `increase`
            for counter in (*self._ends.values(), self._late):
                counter.labels(kind.value)

    def took(self, updates: int) -> None:
        """Count a batch that was committed."""
        self._updates.inc(updates)
        self._batches.observe(updates)

    def waiting(self, updates: int) -> None:
        """Note how many updates wait at Telegram; it is asked once a minute."""
        self._waiting.set(updates)

    def refused(self, reason: str) -> None:
        """Count a request to the webhook that was not taken."""
        self._refused.labels(reason).inc()

    def committed(self, took: timedelta) -> None:
        """Note how long a unit of work took, with the wait for its turn."""
        self._commits.observe(took.total_seconds())

    def called(self, outcome: Outcome) -> None:
        """Count a call by its outcome."""
        self._calls.labels(type(outcome).__name__).inc()

    def ended(self, kind: Kind, lane: Lane, state: RowState, after: timedelta | None) -> None:
        """Count a message that is on its way no more."""
        if state not in self._ends:
            return
        self._ends[state].labels(kind.value).inc()
        if state is RowState.sent and after is not None:
            group = GROUPS[lane]
            self._delays.labels(group.value).observe(after.total_seconds())
            if after > LATE[group]:
                self._late.labels(kind.value).inc()

    def ask(self, name: str, says: str, value: Callable[[], float]) -> None:
        """Add a figure that is asked for each time."""
        self._gauge(name, says).set_function(value)

    def page(self, accept: str, load: Load | None, *, is_ready: bool) -> tuple[bytes, str]:
        """Return all figures and their content type. No `load`: the database did not tell."""
        for group in Group:
            queue = load.queues[group] if load else None
            self._due.labels(group.value).set(queue.due if queue else nan)
            self._lag.labels(group.value).set(queue.lag.total_seconds() if queue else nan)
        self._overdue.set(load.overdue.total_seconds() if load else nan)
        self._ready.set(is_ready)
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        return Counter(f"unknot_{name}", says, labels, registry=self._registry)

    def _gauge(self, name: str, says: str, *labels: str) -> Gauge:
        return Gauge(f"unknot_{name}", says, labels, registry=self._registry)

    def _histogram(self, name: str, says: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"unknot_{name}", says, buckets=buckets, registry=self._registry)

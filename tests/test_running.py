"""What a process does beside its work: it gets ready, also while it takes no updates in."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot import running


@pytest.mark.parametrize("begins", [True, False], ids=["it fetches", "it stands by"])
async def test_a_process_gets_ready_whether_it_fetches_or_not(
    monkeypatch: pytest.MonkeyPatch, begins: bool
) -> None:
    """The garbage collector, which is off since the start, is turned on with it."""
    made_ready: list[Any] = []
    monkeypatch.setattr(running, "_make_ready", lambda *parts: made_ready.append(parts))
    monkeypatch.setattr(running, "READY_WITHIN", 60 if begins else 0.01)
    has_begun = asyncio.Event()
    house: Any = SimpleNamespace(
        feeder=SimpleNamespace(has_begun=has_begun), prepare="Readers", catalogue="texts"
    )
    if begins:
        has_begun.set()

    async with asyncio.timeout(30):
        await running._prepare(house)

    assert made_ready == [("Readers", "texts")]

"""Calls that fail by chance, as they do in life."""

from __future__ import annotations

from tests.faults.scene import Scene

SHARES = {"retry_after": 0.03, "server_error": 0.02, "drop_before": 0.01, "drop_after": 0.01, "hang": 0.003}


async def let_calls_fail(scene: Scene, seed: int) -> None:
    """Let a small share of the messages fail in each way, until the test ends."""
    for number, (kind, probability) in enumerate(SHARES.items()):
        more = {"retry_after": 1} if kind == "retry_after" else {}
        await scene.fault(
            kind, method="sendMessage", count=None, probability=probability, seed=seed + number, **more
        )

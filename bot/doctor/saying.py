"""Writes what the doctor has found to the terminal, one line for each finding, in colours."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from bot.doctor.finding import Finding, Verdict

COLOURS = {Verdict.ok: "green", Verdict.look: "yellow", Verdict.wrong: "bold red"}


def say(findings: Iterable[Finding]) -> None:
    """Print `findings`; how serious each one is stands first, and has a colour."""
    console = Console(soft_wrap=True, highlight=False)
    for finding in findings:
        line = Text(str(finding))
        line.stylize(COLOURS[finding.verdict], 0, len(finding.verdict))
        console.print(line)

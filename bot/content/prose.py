"""Reads the phrases of one language: ids from nested maps, and addresses in the place of source keys."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.documents import Document, KeyPath, read_document
from bot.content.faults import Fault
from bot.content.sources import CITED
from bot.domain.catalogue import Source

NOT_PHRASES = (
    "words.yaml",
    "times.yaml",
    "dangers.yaml",
    "examples.yaml",
    "outlines.yaml",
    "cities.yaml",
    "zones.yaml",
    "claims.yaml",
    "shame.yaml",
)
_ADDRESS = re.compile(r"\{url:([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A template, and its place in a file."""

    text: str
    document: Document
    path: KeyPath

    def fault(self, phrase_id: str, right: str) -> Fault:
        """Return a fault of this phrase."""
        place = self.document.fault(self.path, right)
        return Fault(place.file, place.line, phrase_id, right)


def read_phrases(
    folder: Path, language: str, sources: Mapping[str, Source], faults: list[Fault]
) -> dict[str, Phrase]:
    """Read all phrases of `language`, by id; add to `faults` what is wrong."""
    phrases: dict[str, Phrase] = {}
    for path in sorted((folder / "locales" / language).glob("*.yaml")):
        if path.name not in NOT_PHRASES:
            document = read_document(folder, f"locales/{language}/{path.name}", faults)
            _flatten(document, document.values, (), phrases, faults)
    return {
        phrase_id: Phrase(_fill(phrase_id, phrase, sources, faults), phrase.document, phrase.path)
        for phrase_id, phrase in phrases.items()
    }


def _flatten(
    document: Document, node: object, path: KeyPath, phrases: dict[str, Phrase], faults: list[Fault]
) -> None:
    phrase_id = ".".join(path)
    if isinstance(node, dict):
        for key, value in node.items():
            _flatten(document, value, (*path, str(key)), phrases, faults)
    elif not isinstance(node, str) or not node.strip():
        faults.append(
            document.fault(path, "give a text here (in quotes, if it looks like a number, yes or no)")
        )
    elif phrase_id in phrases:
        faults.append(document.fault(path, f"give it once; also in {phrases[phrase_id].document.file}"))
    else:
        phrases[phrase_id] = Phrase(node.strip(), document, path)


def _fill(phrase_id: str, phrase: Phrase, sources: Mapping[str, Source], faults: list[Fault]) -> str:
    """Return the template with each `{url:V1}` replaced by the address of that source."""

    def address(found: re.Match[str]) -> str:
        source = sources.get(found[1])
        if source is not None and source.url is not None and source.grade in CITED:
            return html.escape(source.url)
        faults.append(phrase.fault(phrase_id, f"{found[1]} is no source of grade A or B with an address"))
        return ""

    return _ADDRESS.sub(address, phrase.text)

"""Reads the questions that people often ask, and small talk: the buttons and the sources of each answer."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.prose import Phrase
from bot.content.sources import ADVICE, cited
from bot.domain.catalogue import Faq, FaqKey, Source
from bot.screens.faq import NEXT


def read_faq(
    folder: Path, sources: Mapping[str, Source], pictures: Sequence[str], faults: list[Fault]
) -> dict[FaqKey, Faq]:
    """Read faq.yaml. A question has sources, also `design` for our own advice; small talk has none.

    `pictures`: the names of those that can stand above an answer.
    """
    section = Section(read_document(folder, "faq.yaml", faults), faults)
    asked = dict(section.section("questions").sections())
    talk = section.section("small_talk")
    section.finish()
    found = {FaqKey(key): _read(key, each, sources, pictures) for key, each in asked.items()}
    for key, each in talk.sections():
        if key in found:
            talk.fault(key, "a question has this key; choose another")
        found[FaqKey(key)] = _read(key, each, None, pictures)
    offered = {key for key, each in found.items() if each.is_offered}
    for key, each in asked.items():
        for other in found[FaqKey(key)].also:
            if other not in offered or other == key:
                each.fault("also", f"{other} is no other question of this file")
    return found


def check_answers(
    faq: Iterable[Faq], sources: Mapping[str, Source], phrases: Mapping[str, Phrase], faults: list[Fault]
) -> None:
    """Add a fault for each answer that does not link a source of its facts."""
    for each in faq:
        phrase_id = f"faq.{each.key}"
        for key in each.sources if phrase_id in phrases else ():
            url = sources[key].url if key in sources else None
            if url is not None and html.escape(url) not in phrases[phrase_id].text:
                right = f'name its source too: <a href="{{url:{key}}}">...</a>'
                faults.append(phrases[phrase_id].fault(phrase_id, right))


def _read(key: str, section: Section, sources: Mapping[str, Source] | None, pictures: Sequence[str]) -> Faq:
    ids = section.texts("sources") if sources is not None else ()
    cited(section, "sources", ids, sources or {}, ADVICE)
    buttons = section.texts("next", default=())
    for each in buttons:
        if each not in NEXT:
            section.fault("next", f"there is no button {each}; known are {', '.join(sorted(NEXT))}")
    picture = section.choice("picture", pictures) if section.has("picture") else None
    also = tuple(map(FaqKey, section.texts("also", default=()))) if sources is not None else ()
    words = section.number_or_none("words")
    section.finish()
    return Faq(FaqKey(key), sources is not None, buttons, ids, picture, also, words)

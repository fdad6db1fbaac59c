"""Checks how long texts are: the words of a step and of an answer, and a technique's card."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from bot.content.facts import Facts
from bot.content.faults import Fault
from bot.content.markup import PLACEHOLDER
from bot.content.prose import Phrase
from bot.domain.catalogue import Step
from bot.domain.measure import CAPTION, visible_length
from bot.domain.pictures import BREATHING, GREETING, KEEP_OFF, PRESSURE, WALL_BALL, alt, picture
from bot.domain.plan import Pace
from bot.screens.names import CARD_FIELDS
from bot.screens.steps import short_text, text_of_other_side

MOST_WORDS = 45  # of a step's text
MOST_FAQ_WORDS = 60  # of an answer to a question
MOST_SHORT_WORDS = 15  # of the text of a rest of 20 s or less

_CARD = "technique_card"
# Phrases that stand below a picture, each with the picture that it tells of, and what stands below a step.
_CAPTIONS: Mapping[str, str | None] = {
    "start": GREETING,
    "ready": None,
    "ready_solo": WALL_BALL,
    "safety_keep_off": KEEP_OFF,
    "safety_pressure": PRESSURE,
    "five_breaths": BREATHING,
    "breath": None,
    "breaths_done": None,
}
_BELOW_STEP = ("step_header", "card_left", "card_done_at", "card_bar", "cue_side_partner")
_VALUES = 150  # UTF-16 units; the most that names, times and the like take in such a message
# A word, or a number with its signs. Of a script without spaces, two characters count as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{1,2}|[^\W\u3040-\u30ff\u4e00-\u9fff]+(?:[-–'’.:][^\W_]+)*")


def check_lengths(facts: Facts, phrases: Mapping[str, Phrase], faults: list[Fault]) -> None:
    """Add a fault for each step and answer with too many words, and each card with too many characters."""
    texts = {phrase_id: phrase.text for phrase_id, phrase in phrases.items()}
    for step in facts.steps:
        rhythms = [texts.get(f"rhythm.{step.technique}.{pace}", "") for pace in Pace]
        words = {"rhythm": max(rhythms, key=count_words), "pressure": _pressure(step, facts, texts)}
        heard = {"pressure": _pressure(step, facts, texts, "ear.", "3 to 5")}
        _check(step.prompt, words, MOST_WORDS, phrases, faults)
        _check(f"ear.{step.prompt}", heard, MOST_WORDS, phrases, faults)
        if step.prompt in facts.sided:
            _check(text_of_other_side(step), words, MOST_WORDS, phrases, faults)
        if step.technique is None:
            for each in (short_text(step), f"ear.{short_text(step)}"):
                _check(each, {}, MOST_SHORT_WORDS, phrases, faults)
    own_advice = {"own_advice": texts.get("own_advice", "")}
    for asked in facts.faq.values():
        _check(f"faq.{asked.key}", own_advice, asked.words or MOST_FAQ_WORDS, phrases, faults)
    for technique in facts.techniques:
        fields = {field: texts.get(f"technique.{technique}.{field}", "") for field in CARD_FIELDS}
        fields["shows"] = texts.get(f"alt.step.{technique}", "")
        length = visible_length(_fill(texts.get(_CARD, ""), fields))
        at = f"technique.{technique}.how"
        if length > CAPTION and at in phrases:
            right = f"the whole card has {length} characters; {CAPTION} is the most"
            faults.append(phrases[at].fault(at, right))
    _check_captions(facts, texts, phrases, faults)


def _check_captions(
    facts: Facts, texts: Mapping[str, str], phrases: Mapping[str, Phrase], faults: list[Fault]
) -> None:
    """Add a fault for each text that does not fit below its picture: it would be sent without."""
    for phrase_id, text in _captions(facts, texts).items():
        length = visible_length(PLACEHOLDER.sub("", text)) + _VALUES
        if length > CAPTION and phrase_id in phrases:
            right = f"below its picture it has {length} characters; {CAPTION} is the most"
            faults.append(phrases[phrase_id].fault(phrase_id, right))


def _captions(facts: Facts, texts: Mapping[str, str]) -> dict[str, str]:
    """Return all the words that stand below a picture with each phrase."""
    below = "".join(texts.get(phrase_id, "") for phrase_id in _BELOW_STEP)
    answers = {f"faq.{each.key}": picture(each.picture) for each in facts.faq.values() if each.picture}
    captions = {
        phrase_id: texts.get(phrase_id, "") + (texts.get(alt(medium), "") if medium else "")
        for phrase_id, medium in {**_CAPTIONS, **answers}.items()
    }
    return captions | {step.prompt: texts.get(step.prompt, "") + below for step in facts.steps}


def count_words(text: str) -> int:
    """Return how many words people read of `text`."""
    return len(_WORD.findall(html.unescape(re.sub(r"<[^>]*>", " ", text))))


def _check(
    phrase_id: str, args: Mapping[str, str], most: int, phrases: Mapping[str, Phrase], faults: list[Fault]
) -> None:
    if phrase_id not in phrases:
        return
    count = count_words(_fill(phrases[phrase_id].text, args))
    if count > most:
        faults.append(phrases[phrase_id].fault(phrase_id, f"it has {count} words; {most} is the most"))


def _pressure(step: Step, facts: Facts, texts: Mapping[str, str], of: str = "", longest: str = "3–5") -> str:
    """Return the longest words for the pressure in this step; `of`: what their phrases begin with."""
    technique = facts.techniques.get(step.technique) if step.technique else None
    has_low = technique is not None and technique.pressure_low_ribs is not None
    is_low = has_low and step.prompt not in facts.above_low_ribs
    template = texts.get(f"{of}pressure_low_ribs" if is_low else f"{of}pressure", "")
    return _fill(template, {"range": longest, "low": longest})


def _fill(template: str, args: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: args.get(found[1], "0"), template)

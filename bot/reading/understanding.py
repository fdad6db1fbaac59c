"""What a typed line means: a technique, a routine, or one of a few wishes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz, process

from bot.domain.catalogue import Lexicon, RoutineKey, TechniqueKey
from bot.domain.intent import NAMES_REMINDERS, PAIN, REFUSED, Intent
from bot.reading.words import contains, mentions, normal, sign

Key = TypeVar("Key", bound=str)

STEERING = frozenset(intent for intent in Intent if intent.steers)
_STEERING_WORDS = 8  # a longer line is a sentence about something, not a call (but `stop` always is one)
_BESIDE = 6  # words at most beside a form that has to stand nearly alone
_CLAUSES = re.compile(r"[^\w\s'’‘`´-]+")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_AFTER_UNWANTED = 2  # words at most from "without" to the end of the technique's name
_NEAR = 70


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line is taken to mean. At most one of the three is set, and techniques may be several."""

    techniques: tuple[TechniqueKey, ...] = ()
    routine: RoutineKey | None = None
    intent: Intent | None = None


def understand(text: str, lexicon: Lexicon, *, is_steered: bool = True) -> Meaning:
    """Return what `text` means; an empty Meaning if it means nothing that we know.

    A call to stop goes before everything but a wish about reminders: "stop reminding me" is not "stop".
    Else the longest form that fits decides; a technique that is named goes before wishes in general words.
    `is_steered` False: nothing runs, so that words for steering are passed over.
    """
    typed = normal(text)
    intent, length = _intent(text, lexicon, is_steered=is_steered)
    if intent is None and (short := _LONG_DRAWN.sub(r"\1", text)) != text:
        intent, length = _intent(short, lexicon, is_steered=is_steered)
    if is_steered and intent not in NAMES_REMINDERS and calls_to_stop(text, lexicon):
        return Meaning(intent=Intent.stop)
    if intent is not None and intent.steers:
        return Meaning(intent=intent)
    techniques = tuple(_mentioned(typed, lexicon.techniques))
    if techniques and intent not in NAMES_REMINDERS:
        return Meaning(techniques=techniques)
    if intent is Intent.remind:
        return Meaning(intent=intent)
    routine, routine_length = _longest(typed, lexicon.routines)
    if routine and (intent is None or routine_length > length or intent is Intent.routine):
        return Meaning(routine=routine)
    return Meaning(intent=intent)


def calls_to_stop(text: str, lexicon: Lexicon) -> bool:
    """Is `text` certainly a call to stop?"""
    short = _LONG_DRAWN.sub(r"\1", text)  # STOOOPPP
    return any(_calls(short, Intent.stop, form, lexicon) for form in lexicon.intents.get(Intent.stop, ()))


def may_call_to_stop(text: str, lexicon: Lexicon) -> bool:
    """Might `text` be a call to stop, though it says more, or asks: "can we end it here?"

    Who begins like "when", "how" or "is" wants to know something.
    """
    typed = normal(text)
    if typed.partition(" ")[0] in lexicon.calls.asking:
        return False
    if _intent(text, lexicon)[0] in NAMES_REMINDERS:
        return False
    soft = (normal(form) for form in lexicon.intents.get(Intent.stop, ()))
    return any(form in lexicon.calls.nearly_alone and contains(typed, form) for form in soft)


def speaks_of_pain(text: str, lexicon: Lexicon) -> bool:
    """Does `text` say, anywhere in it, that something hurts or that somebody feels unwell?"""
    lines = {text, _LONG_DRAWN.sub(r"\1", text)}  # "owwww"
    return any(
        _is_nearly_all(line, normal(form), lexicon)
        if normal(form) in lexicon.calls.nearly_alone
        else contains(normal(line), form) and contains(_meant(line, lexicon), form)
        for intent in PAIN
        for form in lexicon.intents.get(intent, ())
        for line in lines
    )


def find_refusal(text: str, lexicon: Lexicon) -> Intent | None:
    """Return the intent of a line that speaks of children, or of drink or drugs; else None."""
    typed = normal(text)
    for intent in REFUSED:
        for form in lexicon.intents.get(intent, ()):
            if contains(typed, form) and _calls(text, intent, form, lexicon):
                return intent
    return None


def is_just(intent: Intent, text: str, lexicon: Lexicon) -> bool:
    """Is the whole of `text` one of the forms of `intent`, and nothing more?"""
    return normal(text) in {normal(form) for form in lexicon.intents.get(intent, ())}


def find_technique(text: str, lexicon: Lexicon) -> TechniqueKey | None:
    """Return the one technique that `text` names, or None."""
    found = tuple(_mentioned(normal(text), lexicon.techniques))
    return found[0] if len(found) == 1 else None


def find_unwanted(text: str, lexicon: Lexicon) -> tuple[TechniqueKey, ...]:
    """Return the techniques that `text` wants less of: "no kneading please"; none for a question."""
    words = normal(text).split()
    if not words or words[0] in lexicon.calls.asking:
        return ()
    for at in range(len(words)):
        for phrase in lexicon.calls.unwanted:
            after = at + len(phrase.split())
            next_to_it = " ".join(words[after : after + _AFTER_UNWANTED])
            if words[at:after] == phrase.split() and any(_mentioned(next_to_it, lexicon.techniques)):
                return tuple(_mentioned(" ".join(words[after:]), lexicon.techniques))
    return ()


def find_routine(text: str, lexicon: Lexicon) -> RoutineKey | None:
    """Return the routine that `text` names, or None."""
    return _longest(normal(text), lexicon.routines)[0]


def nearest(text: str, forms: Mapping[Key, Iterable[str]], least: int = _NEAR) -> Key | None:
    """Return the key with the form that is nearest to `text`, or None if none is near (`least` of 100)."""
    keys = {form: key for key, several in forms.items() for form in several}
    best = process.extractOne(normal(text)[:100], list(keys), scorer=fuzz.ratio, score_cutoff=least)
    return keys[best[0]] if best else None


def _intent(text: str, lexicon: Lexicon, *, is_steered: bool = True) -> tuple[Intent | None, int]:
    best: tuple[Intent | None, int] = (None, 0)
    typed = normal(text)
    for intent, forms in lexicon.intents.items():
        if intent.steers and not is_steered:
            continue
        for form in forms:
            if not contains(typed, form):  # most lines hold hardly any form
                continue
            if len(normal(form)) > best[1] and _calls(text, intent, form, lexicon):
                best = (intent, len(normal(form)))
    return best


def _calls(text: str, intent: Intent, form: str, lexicon: Lexicon) -> bool:
    typed, wanted = normal(text), normal(form)
    if intent.needs_whole_line:
        return typed == wanted and sign(text) == sign(form)
    if intent in REFUSED:
        return contains(typed, form) and contains(_meant(text, lexicon), form)
    if not intent.steers:
        return contains(typed, form)
    if wanted in lexicon.calls.nearly_alone:
        return _is_nearly_all(text, wanted, lexicon)
    if intent is not Intent.stop and len(typed.split()) > _STEERING_WORDS:
        return False
    return contains(typed, form) and contains(_meant(text, lexicon), form)


def _meant(text: str, lexicon: Lexicon) -> str:
    """Return `text` without what is not meant: "don't stop" calls nothing, but "don't! stop!" does."""
    clauses = [f" {normal(clause)} " for clause in _CLAUSES.split(text)]
    for phrase in lexicon.calls.not_meant:
        clauses = [clause.replace(f" {phrase} ", " . ") for clause in clauses]
    return " ".join(" ".join(clauses).split())


def _is_nearly_all(text: str, form: str, lexicon: Lexicon) -> bool:
    """Is `text` hardly more than `form`, and no question?"""
    typed = normal(text)
    if "?" in text or "？" in text or not contains(typed, form):
        return False
    if typed != form and typed.partition(" ")[0] in lexicon.calls.asking:
        return False
    rest = f" {typed} ".replace(f" {form} ", " ").split()
    return len(rest) <= _BESIDE and all(word in lexicon.calls.beside for word in rest)


def _mentioned(typed: str, forms: Mapping[Key, Iterable[str]]) -> Iterable[Key]:
    exact = [key for key, several in forms.items() if any(contains(typed, form) for form in several)]
    if exact:
        return exact
    return [key for key, several in forms.items() if any(mentions(typed, form) for form in several)]


def _longest(typed: str, forms: Mapping[Key, Iterable[str]]) -> tuple[Key | None, int]:
    best: tuple[Key | None, int] = (None, 0)
    for key, several in forms.items():
        for form in several:
            if len(form) > best[1] and mentions(typed, form):
                best = (key, len(form))
    return best

"""What a typed line means: a red flag, a technique, a routine, or one of a few wishes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from rapidfuzz import fuzz, process

from bot.domain.catalogue import Lexicon, RedFlag, RoutineKey, TechniqueKey, Urgency
from bot.domain.words import FAR, contains, mentions, nearly_contains, normal, resembles, sign

Key = TypeVar("Key", bound=str)

# Words of every day steer only as the whole line.
_WHOLE = ("skip", "back", "repeat", "now", "plus", "minus", "resume", "just_right")
STEERING = ("stop", "pause", "softer", *_WHOLE)
_STEERING_WORDS = 8  # a longer line is a sentence about something, not a call (but `stop` always is one)
_BESIDE = 6  # words at most beside a form that has to stand nearly alone
_CLAUSES = re.compile(r"[^\w\s'’‘`´-]+")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_NAMES_REMINDERS = ("remind", "stop_reminders")
_NEAR = 70
_MINUTES = re.compile(r"(?<![\w.,:-])([0-9]{1,6})\s*min(?:ute)?s?\b", re.IGNORECASE)
_UNIT = re.compile(r"\s*\bmin(?:ute)?s?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"[-−–+]?[0-9]+(?:[.,][0-9]+)?")
_SLIP = 80  # of 100: how near a name must be that stands beside a number
_DIGITS = 6  # of a number; more are not read

ANYWHERE = ""  # first letter of forms in scripts without spaces, which may begin within a word
WRONG = -1  # minutes that are no number


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line is taken to mean. At most one of the three is set, and techniques may be several."""

    techniques: tuple[TechniqueKey, ...] = ()
    routine: RoutineKey | None = None
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A length that is wished for. `is_named`: with the name of `routine`, not just by length or mood."""

    minutes: int
    routine: RoutineKey | None = None
    is_alone: bool = False
    is_named: bool = False


def find_red_flag(text: str, lexicon: Lexicon) -> RedFlag | None:
    """Return the most urgent red flag that `text` mentions, or None."""
    typed = normal(text)
    for phrase in lexicon.harmless:
        typed = typed.replace(normal(phrase), " ")
    ranks = list(Urgency)
    # A word that is right as it stands is no slip of another one: `cancel` is not `cancer`.
    own = _own_words(lexicon)
    doubtful = [word for word in typed.split() if word not in own]
    letters = {word[0] for word in typed.split()} | {ANYWHERE}
    found = [
        flag
        for flag, forms in _by_letter(lexicon)
        if any(_warns(typed, doubtful, form) for letter in letters for form in forms.get(letter, ()))
    ]
    return min(found, key=lambda flag: ranks.index(flag.urgency), default=None)


def understand(text: str, lexicon: Lexicon, *, is_steered: bool = True) -> Meaning:
    """Return what `text` means; an empty Meaning if it means nothing that we know.

    A call to stop goes before everything but a wish about reminders: "stop reminding me" is not "stop".
    Else the longest form that fits decides; a technique that is named goes before wishes in general words.
    `is_steered` False: nothing runs, so that words for steering are passed over.
    """
    typed = normal(text)
    intent, length = _intent(text, lexicon, is_steered=is_steered)
    if is_steered and intent not in _NAMES_REMINDERS and calls_to_stop(text, lexicon):
        return Meaning(intent="stop")
    if intent in STEERING:
        return Meaning(intent=intent)
    techniques = tuple(_mentioned(typed, lexicon.techniques))
    if techniques and intent not in _NAMES_REMINDERS:
        return Meaning(techniques=techniques)
    if intent == "remind":
        return Meaning(intent=intent)
    routine, routine_length = _longest(typed, lexicon.routines)
    if routine and (intent is None or routine_length > length or intent == "routine"):
        return Meaning(routine=routine)
    return Meaning(intent=intent)


def calls_to_stop(text: str, lexicon: Lexicon) -> bool:
    """Is `text` certainly a call to stop?"""
    short = _LONG_DRAWN.sub(r"\1", text)  # STOOOPPP
    return any(_calls(short, "stop", form, lexicon) for form in lexicon.intents.get("stop", ()))


def may_call_to_stop(text: str, lexicon: Lexicon) -> bool:
    """Might `text` be a call to stop, though it says more, or asks: "can we end it here?"

    Who begins like "when", "how" or "is" wants to know something.
    """
    typed = normal(text)
    if typed.partition(" ")[0] in lexicon.calls.asking:
        return False
    if _intent(text, lexicon)[0] in _NAMES_REMINDERS:
        return False
    soft = (normal(form) for form in lexicon.intents.get("stop", ()))
    return any(form in lexicon.calls.nearly_alone and contains(typed, form) for form in soft)


def is_just(intent: str, text: str, lexicon: Lexicon) -> bool:
    """Is the whole of `text` one of the forms of `intent`, and nothing more?"""
    return normal(text) in {normal(form) for form in lexicon.intents.get(intent, ())}


def find_technique(text: str, lexicon: Lexicon) -> TechniqueKey | None:
    """Return the one technique that `text` names, or None."""
    found = tuple(_mentioned(normal(text), lexicon.techniques))
    return found[0] if len(found) == 1 else None


def find_routine(text: str, lexicon: Lexicon) -> RoutineKey | None:
    """Return the routine that `text` names, or None."""
    return _longest(normal(text), lexicon.routines)[0]


def split_length(text: str, lexicon: Lexicon) -> tuple[RoutineKey | None, int | None]:
    """Return the routine that `text` names, and the minutes beside the name: `full 5`, `10`, `5 min full`.

    What stands there and is no whole number is WRONG.
    """
    forms = {normal(form): key for key, several in lexicon.routines.items() for form in several}
    if normal(text) in forms:
        return forms[normal(text)], None
    text = in_digits(text, lexicon)
    found = _MINUTES.search(text)
    if found is not None:
        return find_routine(_MINUTES.sub(" ", text), lexicon), int(found[1])
    wish = _wish_of_number(text, lexicon)
    if wish is not None:
        return wish.routine, wish.minutes
    if len(said := _words_beside(text, lexicon)) == 1 and _NUMBER.fullmatch(said[0]):
        return None, _whole_number(said[0])
    words = _UNIT.sub("", text).split()
    for at in range(len(words) - 1, 0, -1):
        before, after = " ".join(words[:-at]), " ".join(words[at:])
        named = forms.get(normal(" ".join(words[:at])))
        if named is not None and (at == len(words) - 1 or _has_number(after)):
            return named, _whole_number(after)
        named = forms.get(normal(" ".join(words[-at:])))
        if named is not None and _has_number(before):
            return named, _whole_number(before)
    if not any(sign.isalpha() for sign in text):
        return None, _whole_number(text.strip())
    return find_routine(text, lexicon), None


def split_alone(text: str, lexicon: Lexicon) -> tuple[str, bool]:
    """Return `text` without "on my own" at its end or its beginning, and whether it says so."""
    for form in sorted(lexicon.intents.get("alone", ()), key=len, reverse=True):
        words = re.escape(form)
        rest, said = re.subn(rf"(?<!\w){words}\W*$|^\W*{words}(?!\w)[\s,.:!]*", "", text, flags=re.IGNORECASE)
        if said:
            return rest.strip(), True
    return text, False


def in_digits(text: str, lexicon: Lexicon) -> str:
    """Return `text` with its numbers in digits: `ten minutes` is `10 minutes`, `half an hour` is `30 min`."""
    words = {form: f"{number} min" for form, number in lexicon.lengths.spans.items()}
    words |= {form: str(number) for form, number in lexicon.lengths.numbers.items()}
    for form in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", words[form], text, flags=re.IGNORECASE)
    return text


def find_wish(text: str, lexicon: Lexicon) -> Wish | None:
    """Return the length that a line wishes for: "massage my wife 5 min", "full ten", "solo for 10"."""
    plain = in_digits(text, lexicon)
    found = _MINUTES.search(plain)
    if found is None:
        wish = None if _names_without_number(text, lexicon) else _wish_of_number(plain, lexicon)
        # "Massage for two" is about people: without a name the number has to be in digits.
        is_sure = wish is not None and (wish.routine is not None or wish.is_alone or plain == text)
        return wish if is_sure else None
    minutes, rest = int(found[1]), _MINUTES.sub(" ", plain)
    of_rest = understand(rest, lexicon, is_steered=False)
    without, is_alone = split_alone(rest, lexicon)
    named = understand(without, lexicon, is_steered=False).routine
    is_named = named is not None and is_name(without, lexicon)
    if is_alone or of_rest.intent == "alone":
        return Wish(minutes, named if is_named else None, True, is_named)
    routine = named or understand(plain, lexicon, is_steered=False).routine
    is_wish = routine is not None or of_rest.intent == "routine" or not _words_beside(rest, lexicon)
    return Wish(minutes, routine, False, is_named) if is_wish else None


def is_name(text: str, lexicon: Lexicon) -> bool:
    """Does `text` call a routine by its name, and not by a length or a mood?"""
    typed = normal(text)
    best = max(
        (form for forms in lexicon.routines.values() for form in forms if mentions(typed, form)),
        key=len,
        default=None,
    )
    return best is not None and normal(best) not in lexicon.unnamed


def _wish_of_number(text: str, lexicon: Lexicon) -> Wish | None:
    """Return what a line wishes for that is just a routine, "massage" or "alone", and a number: `full 5`."""
    without, is_alone = split_alone(text, lexicon)
    words = _words_beside(without, lexicon)
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    others = " ".join(word for word in words if not _NUMBER.fullmatch(word))
    if len(numbers) != 1:
        return None
    forms = {
        " ".join(_words_beside(form, lexicon)): key
        for key, several in lexicon.routines.items()
        for form in several
        if normal(form) not in lexicon.unnamed
    }
    routine = forms.get(others) or nearest(others, {key: (form,) for form, key in forms.items()}, least=_SLIP)
    is_massage = others in {normal(form) for form in lexicon.intents.get("routine", ())}
    if routine is None and not is_massage and (others or not is_alone):
        return None
    return Wish(_whole_number(numbers[0]), routine, is_alone, routine is not None)


def _names_without_number(text: str, lexicon: Lexicon) -> bool:
    """Is `text` just the form of a routine, although a word of it is a number: "the full one"?"""
    words = _words_beside(text, lexicon)
    return any(words == _words_beside(form, lexicon) for forms in lexicon.routines.values() for form in forms)


def _words_beside(text: str, lexicon: Lexicon) -> list[str]:
    """Return the words of `text` but those that may stand beside any length; numbers keep their signs."""
    words = [word.casefold().strip("!?.,;:()") for word in text.split()]
    plain = [word if _NUMBER.fullmatch(word) else normal(word) for word in words]
    return [word for word in plain if word and word not in lexicon.lengths.beside]


def _has_number(text: str) -> bool:
    return any(sign.isnumeric() for sign in text)


def _whole_number(text: str) -> int:
    return int(text[:_DIGITS]) if text.isascii() and text.isdigit() else WRONG


def nearest(text: str, forms: Mapping[Key, Iterable[str]], least: int = _NEAR) -> Key | None:
    """Return the key with the form that is nearest to `text`, or None if none is near (`least` of 100)."""
    keys = {form: key for key, several in forms.items() for form in several}
    best = process.extractOne(normal(text)[:100], list(keys), scorer=fuzz.ratio, score_cutoff=least)
    return keys[best[0]] if best else None


def _warns(typed: str, doubtful: list[str], form: str) -> bool:
    # One slip in a long word must not hide a red flag; short words must be right (`fell`, not `feel`).
    if contains(typed, form):
        return True
    words = normal(form).split()
    if len(words) > 1:
        return nearly_contains(typed.split(), form)
    if len(words[0]) < FAR:
        return False
    return any(resembles(word, form) for word in doubtful)


@cache
def _by_letter(lexicon: Lexicon) -> tuple[tuple[RedFlag, Mapping[str, Sequence[str]]], ...]:
    """Return the red flags with their forms by first letter: a slip never changes that one."""
    flags = []
    for flag in lexicon.red_flags:
        forms = defaultdict(list)
        for form in flag.forms:
            forms[normal(form)[:1] if normal(form).isascii() else ANYWHERE].append(form)
        flags.append((flag, dict(forms)))
    return tuple(flags)


@cache
def _own_words(lexicon: Lexicon) -> frozenset[str]:
    several = (lexicon.intents, lexicon.techniques, lexicon.routines)
    return frozenset(
        word for forms in several for each in forms.values() for form in each for word in normal(form).split()
    )


def _intent(text: str, lexicon: Lexicon, *, is_steered: bool = True) -> tuple[str | None, int]:
    best: tuple[str | None, int] = (None, 0)
    for intent, forms in lexicon.intents.items():
        if intent in STEERING and not is_steered:
            continue
        for form in forms:
            if len(normal(form)) > best[1] and _calls(text, intent, form, lexicon):
                best = (intent, len(normal(form)))
    return best


def _calls(text: str, intent: str, form: str, lexicon: Lexicon) -> bool:
    typed, wanted = normal(text), normal(form)
    if intent in _WHOLE:
        return typed == wanted and sign(text) == sign(form)
    if intent not in STEERING:
        return contains(typed, form)
    if wanted in lexicon.calls.nearly_alone:
        return _is_nearly_all(text, wanted, lexicon)
    if intent == "stop":
        return contains(typed, form) and contains(_meant(text, lexicon), form)
    return len(typed.split()) <= _STEERING_WORDS and contains(typed, form)


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

"""Lengths that a line wishes for: in digits or words, beside a routine's name or alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.catalogue import Lexicon, RoutineKey
from bot.domain.intent import Intent
from bot.reading.understanding import find_routine, nearest, understand
from bot.reading.words import mentions, normal

_MINUTES = re.compile(r"(?<![\w.,:-])([0-9]{1,6})\s*min(?:ute)?s?\b", re.IGNORECASE)
_UNIT = re.compile(r"\s*\bmin(?:ute)?s?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"[-−–+]?[0-9]+(?:[.,][0-9]+)?")
_SLIP = 80  # of 100: how near a name must be that stands beside a number
_DIGITS = 6  # of a number; more are not read

WRONG = -1  # minutes that are no number


@dataclass(frozen=True, slots=True)
class Wish:
    """A length that is wished for. `is_named`: with the name of `routine`, not just by length or mood."""

    minutes: int
    routine: RoutineKey | None = None
    is_alone: bool = False
    is_named: bool = False


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
    if is_alone or of_rest.intent is Intent.alone:
        return Wish(minutes, named if is_named else None, True, is_named)
    routine = named or understand(plain, lexicon, is_steered=False).routine
    is_wish = routine is not None or of_rest.intent is Intent.routine or not _words_beside(rest, lexicon)
    return Wish(minutes, routine, False, is_named) if is_wish else None


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
    for form in sorted(lexicon.intents.get(Intent.alone, ()), key=len, reverse=True):
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
    is_massage = others in {normal(form) for form in lexicon.intents.get(Intent.routine, ())}
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

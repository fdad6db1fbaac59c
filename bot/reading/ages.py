"""Ages that a line names: who is younger than an adult gets no massage."""

from __future__ import annotations

import re

from bot.domain.catalogue import Lexicon
from bot.reading.lengths import in_digits
from bot.reading.words import contains, normal

ADULT = 18
_CLAUSES = re.compile(r"[.,;:!?\n]+")
_NUMBER = re.compile(r"\b[0-9]{1,2}\b")


def names_minor(text: str, lexicon: Lexicon) -> bool:
    """Does `text` say that somebody is not of age: "I'm 15", "she is sixteen, ok?", "12 years old"?"""
    typed, ages = normal(text), lexicon.ages
    if not any(contains(typed, form) for form in (*ages.before, *ages.after)):
        return False
    return any(
        int(found[0]) < ADULT
        and _is_age(clause[: found.start()].split(), clause[found.end() :].split(), lexicon)
        for clause in (normal(in_digits(part, lexicon)) for part in _CLAUSES.split(text))
        for found in _NUMBER.finditer(clause)
    )


def _is_age(before: list[str], after: list[str], lexicon: Lexicon) -> bool:
    """Is a number with these words around it an age? "I'm 15 minutes late" has none."""
    rest, said = f"{' '.join(after)} ", f" {' '.join(before)}"
    if any(rest.startswith(f"{normal(form)} ") for form in lexicon.ages.after):
        return True
    if not any(said.endswith(f" {normal(form)}") for form in lexicon.ages.before):
        return False
    return not after or after[0] in lexicon.calls.beside

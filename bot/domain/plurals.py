"""Which form of a word a language uses with a number: "1 minute", "2 minutes"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from gettext import c2py

TRIED = 1_000  # every language's rule repeats long before


def _one_or_other(number: int) -> int:
    return 0 if number == 1 else 1


@dataclass(frozen=True, slots=True)
class PluralRule:
    """The forms of a language, by the names of Unicode CLDR, and the place in them of each number's form."""

    forms: tuple[str, ...] = ("one", "other")
    index: Callable[[int], int] = field(default=_one_or_other, compare=False)

    def form(self, number: int) -> str:
        """Return the name of the form that stands with `number`."""
        return self.forms[self.index(number)]

    def stands_alone(self, form: str) -> bool:
        """Is this the form of one number only? Then its words need not say the number: "a minute"."""
        place = self.forms.index(form)
        return sum(self.index(number) == place for number in range(TRIED)) == 1


class WrittenRule:
    """A plural rule, written as in the head of a .po file. ValueError, RecursionError: it is none."""

    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._index = c2py(rule)

    def __call__(self, number: int) -> int:
        """Return the place of the number's form."""
        return self._index(number)

    def __reduce__(self) -> tuple[type[WrittenRule], tuple[str]]:
        """Let pickle keep the rule as it is written: the function that `gettext` makes cannot be kept."""
        return WrittenRule, (self._rule,)


ONE_OR_OTHER = PluralRule()

"""Which form of a word a language uses with a number: "1 minute", "2 minutes"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

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


ONE_OR_OTHER = PluralRule()

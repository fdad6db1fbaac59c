"""The phrases that not every language needs: the forms of its plurals, and the mark of what falls back."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.languages import Languages
from bot.domain.catalogue import Language
from bot.domain.message import UNITS


def required_in(language: Language, languages: Languages) -> Mapping[str, frozenset[str]]:
    """Return the ids of the phrases that `language` must have besides those of all, with placeholders."""
    rule = languages.plural(language)
    counted = {
        f"format.long.{unit}.{form}": frozenset({"n?" if rule.stands_alone(form) else "n"})
        for unit in UNITS
        for form in rule.forms
    }
    return counted | ({"fallen_back": frozenset()} if language in languages.partial else {})

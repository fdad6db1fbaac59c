"""A text that begins with a slash: its parts, its words, and the danger in it.

Some people put a slash before everything. A danger behind a slash is as urgent as without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.catalogue import Catalogue, Language
from bot.domain.dangers import LAST, RedFlag, Urgency, most_urgent
from bot.telegram import commands
from bot.telegram.mistyped import command_meant, is_ordinary

_PARTS = re.compile(r"/+(?P<name>[^\s@]*)(?:@(?P<bot>\S*))?(?P<rest>.*)", re.DOTALL)

_GUESSED = LAST | {Urgency.care}  # mostly what a line is like, not what it names


@dataclass(frozen=True, slots=True)
class Slashed:
    """A text that begins with a slash. `name` and `addressed`, the name of a bot, are in small letters."""

    name: str
    addressed: str
    rest: str
    words: str  # the text without the slash and without the name of this bot

    def is_for(self, bot: str) -> bool:
        """Does it name this bot, or none?"""
        return self.addressed in ("", bot.lower())


def slashed(text: str, bot: str = "") -> Slashed | None:
    """Return the parts of `text`; None: it begins with no slash. `bot`: the name of this bot."""
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return None
    name, addressed, rest = parts["name"], parts["bot"] or "", parts["rest"]
    other = f" {addressed}" if addressed and addressed.lower() != bot.lower() else ""
    words = f"{name.replace('_', ' ')}{other}{rest}".strip()
    return Slashed(name.lower(), addressed.lower(), rest.strip(), words)


def as_words(text: str, bot: str) -> str:
    """Return a command and the text after it as the words that it may stand for; a line stays as it is."""
    said = slashed(text, bot)
    return text if said is None else said.words


def meant(said: Slashed, catalogue: Catalogue, own: Language) -> tuple[str, str] | None:
    """Return the command that is meant, and the text after it; None: it is no command, but words."""
    known = commands.commands(catalogue)
    return command_meant(said.name, said.rest, known, catalogue.lexicons, own, commands.READ)


def red_flag_in(
    text: str, bot: str, find: Callable[[str], RedFlag | None], catalogue: Catalogue, own: Language
) -> RedFlag | None:
    """Return the most urgent danger of `text`, also behind a slash. `find` finds the one of a plain text."""
    said = slashed(text, bot)
    if said is None:
        return find(text) if text else None
    flag = find(said.words) if said.words else None
    if flag is None and not said.rest:
        return None
    known = commands.commands(catalogue)
    # Is the name alone a command, or one mistyped? Then what stands behind it counts by itself too.
    is_command = command_meant(said.name, "", known, catalogue.lexicons, own) is not None
    if is_command and said.rest:
        if said.name in known and flag is not None and flag.urgency in _GUESSED:
            flag = None  # "/routine 10 min solo" is no sentence, and looks strange as one
        return most_urgent((flag, find(said.rest)))
    # "/sertings" is near to a word of a danger, and nearer to "settings".
    is_slip = is_command and said.is_for(bot) and flag is not None and not _is_exact(said.name, catalogue)
    return None if is_slip else flag


def _is_exact(name: str, catalogue: Catalogue) -> bool:
    """Is a name, perhaps without an ending, written as a word of the languages? "pus" and "sextings" are."""
    lexicons = catalogue.lexicons.values()
    endings = {"", *(ending for each in lexicons for ending in each.dangers.endings)}
    shapes = {name.removesuffix(ending) for ending in endings}
    return any(is_ordinary(shape, lexicons) for shape in shapes if len(shape) >= min(len(name), 3))

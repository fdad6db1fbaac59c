"""Which command is meant by one that does not exist: `/routin`, `/lang`, `/remind8:30`.

A guess must not hide what a person says. So an ordinary word is no slip of a command, and words behind the
name that the command cannot take make it a line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.domain.catalogue import Language, Lexicon
from bot.screens.commands import CommandName

_PARTS = re.compile(r"(?P<name>[a-z]+(?:_[a-z]+)*)[^a-z]*?(?P<more>\d.*)?")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40  # characters; a longer name is no slip
_BEGINNING = 3  # letters that may stand for a whole name
_SHORT = 4  # letters; in a name of so many an error makes another word, unless letters are swapped or doubled
_LONG = 8  # letters; a name of so many may have two errors
# A wrong guess of these costs less than a call that is not heard. In other short names any error is too much.
_HARMLESS = (CommandName.stop, CommandName.help)
_DOUBLED = re.compile(r"(.)\1")


def command_meant(
    name: str,
    rest: str,
    known: Collection[str],
    lexicons: Mapping[Language, Lexicon],
    own: Language,
    takes: Collection[str] = (),
) -> tuple[str, str] | None:
    """Return the command of `known` that `/name rest` means, and the text after it; None: there is none.

    `lexicons`: the words of all languages; `own`: the chat's language. `takes`: the commands that take words.
    """
    if name in known:
        return name, rest
    parts = _PARTS.fullmatch(name) if len(name) <= _LONGEST else None
    if parts is None:
        return None
    typed, more = parts["name"], parts["more"] or ""
    behind = f"{more} {rest}".strip()
    found = typed if typed in known else None
    if found is None and not _is_call(typed.replace("_", " "), lexicons[own]):
        found = _nearest(typed, known, lexicons.values())
    is_fit = found in takes or not behind or behind[0].isdigit()
    return (found, behind) if found is not None and is_fit else None


def _is_call(typed: str, lexicon: Lexicon) -> bool:
    return any(typed in forms for forms in _calls(lexicon))


def is_ordinary(typed: str, lexicons: Iterable[Lexicon]) -> bool:
    """Is `typed` a word of a form of any language? Forms of dangers have most words that people use."""
    return any(
        typed in form and typed in _WORD.findall(form)
        for lexicon in lexicons
        for forms in (*_calls(lexicon), *_dangers(lexicon))
        for form in forms
    )


def _calls(lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    yield from (*lexicon.intents.values(), *lexicon.techniques.values(), *lexicon.routines.values())


def _dangers(lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    yield from (flag.forms for flag in lexicon.red_flags)
    yield from lexicon.dangers.terms.values()


def _nearest(typed: str, known: Collection[str], lexicons: Iterable[Lexicon]) -> str | None:
    """Return the only name that is nearest to `typed`, or the shortest that it begins."""
    from rapidfuzz.distance import OSA  # it takes time to load, and the start needs none of it

    if len(typed) < _BEGINNING:
        return None
    begun = [each for each in known if each.startswith(typed)]
    if begun:
        return min(begun, key=len)
    may_err = 2 if len(typed) >= _LONG else 1
    alike = [each for each in known if each[0] == typed[0] and abs(len(each) - len(typed)) <= may_err]
    near = sorted((OSA.distance(typed, each), each) for each in alike)
    if not near or near[0][0] > may_err or (len(near) > 1 and near[1][0] == near[0][0]):
        return None
    found = near[0][1]
    if len(found) <= _SHORT and found not in _HARMLESS and not _is_small_slip(typed, found):
        return None
    return None if is_ordinary(typed, lexicons) else found


def _is_small_slip(typed: str, wanted: str) -> bool:
    """Are letters only swapped, or doubled? `/hepl` and `/skipp` are; `/top` and `/skin` are other words."""
    return sorted(typed) == sorted(wanted) or _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", wanted)

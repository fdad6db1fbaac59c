"""The bot's words for tests: a test asks for a phrase by its name, so that a better sentence breaks no test.

`texts("lapsed")` is what a person reads of the phrase `lapsed`, put into words as the bot does it, and
`button.start_now` is the label in the phrase `button.start_now`. What people type stays literal in the tests.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from html import unescape

from bot.domain.catalogue import Language, PhraseId
from bot.domain.message import Length, Phrase, Timer, Value, listed, phrase
from bot.telegram.rendering import Renderer
from tests.once import catalogue

_TAG = re.compile(r"<[^>]+>")
_MISSING = "\ufffc"  # stands where no value was given


class Texts:
    """What the phrases of the catalogue say, without tags, in a language; else in its first one."""

    def __init__(self, language: Language | None = None) -> None:
        self._language = language

    def __call__(self, name: str, /, **args: Value) -> str:
        """Return the whole phrase; KeyError where one of its values is not given."""
        return _complete(name, _read(name, args, self._language))

    def templates(self) -> Collection[str]:
        """Return all phrases as they are written, with their tags."""
        return catalogue().phrases[_renderer(self._language).language].values()

    def headline(self, name: str, /, **args: Value) -> str:
        """Return the first line of the phrase; only the values of that line are needed."""
        return _complete(name, _read(name, args, self._language).partition("\n")[0])

    def opening(self, name: str, /, **args: Value) -> str:
        """Return the phrase up to the first value that is not given, or to the end of its first line."""
        return re.split(f"[\n{_MISSING}]", _read(name, args, self._language))[0].rstrip()

    def are_in(self, text: str, name: str, /, **args: Value) -> bool:
        """Tell whether `text` holds the words of the phrase; a value that is not given may be anything."""
        wanted = ".+?".join(map(re.escape, _read(name, args, self._language).split(_MISSING)))
        return re.search(wanted, text, re.DOTALL) is not None

    def step(self, number: int, steps: int, key: str, seconds: int) -> str:
        """Return the first line of a step's card; `key`: of a technique, or of another kind of step."""
        return self("step_header", i=number, n=steps, name=self.step_name(key), length=Length(seconds))

    def numbered(self, number: int, steps: int, key: str) -> str:
        """Return the first line of a step's card without the length: `2/3 Kneading`."""
        return self.opening("step_header", i=number, n=steps, name=self.step_name(key)).rstrip(" ·")

    def step_name(self, key: str) -> str:
        """Return what a step is called; `key`: of a technique, or of another kind of step."""
        [name] = {f"technique.{key}.name", f"step_name.{key}"} & _phrases().keys()
        return self(name)

    def planned(self, key: str, seconds: int, *, sides: bool = False) -> str:
        """Return the line of a step in a plan; `sides`: it is done on both."""
        line = "plan_line_sides" if sides else "plan_line"
        return self(line, name=self.step_name(key), time=Timer(seconds))

    def plan(self, routine: str, minutes: float, audience: str = "partner") -> str:
        """Return the first line of a plan; `routine`: a key, or what a person called their own."""
        who = phrase(f"audience.{audience}")
        length = Length(round(minutes * 60))
        return self.headline("plan", routine=_routine(routine), length=length, audience=who)

    def done(self, routine: str, seconds: int) -> str:
        """Return the first line of a summary; `routine` as for `plan`."""
        return self.headline("end", routine=_routine(routine), length=Length(seconds))

    def needs(self, *things: str) -> str:
        """Return what a plan says of the things that it needs."""
        return self("plan_needs", things=listed([phrase(f"need.{each}") for each in things]))


class Labels:
    """The labels of the buttons: `button.stop`, or with a value `button("more_of", technique="Rolling")`."""

    def __init__(self, words: Texts) -> None:
        self._words = words

    def __getattr__(self, name: str) -> str:
        return self(name)

    def __call__(self, name: str, /, **args: Value) -> str:
        return self._words(f"button.{name}", **args)


texts = Texts()
button = Labels(texts)


def not_understood(text: str) -> bool:
    """Tell whether `text` is one of the answers to what the bot could not make out."""
    return any(
        texts.are_in(text, name) for name in ("e_lost", "e_lost_plain", "e_lost_session", "e_lost_paused")
    )


def plain(html: str) -> str:
    """Return what a person reads of a message's HTML."""
    return unescape(_TAG.sub("", html))


@cache
def _renderer(language: Language | None = None) -> Renderer:
    return Renderer(catalogue(), language or catalogue().languages[0])


def _phrases() -> Mapping[PhraseId, str]:
    return _renderer().catalogue.phrases[_renderer().language]


def _routine(routine: str) -> Value:
    name = f"routine.{routine}.name"
    return phrase(name) if name in _phrases() else routine


def _read(name: str, args: Mapping[str, Value], language: Language | None = None) -> str:
    """Return what a person reads of the phrase, with a mark in place of each value that is not given."""
    given = defaultdict[str, Value](lambda: _MISSING, args)
    return plain(_renderer(language).phrase(Phrase(PhraseId(name), given)))


def _complete(name: str, text: str) -> str:
    if _MISSING in text:
        raise KeyError(f"{name} needs more values: {text}")
    return text

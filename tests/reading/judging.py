"""Judges a Reader by lines with what is right for each: what comes back first?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bot.actions.saying.meant import meaning_in_session, meaning_without_session
from bot.domain.catalogue import Language
from bot.domain.dangers import LAST, MILD, Urgency
from bot.domain.intent import NAMES_REMINDERS, PAIN, Intent
from bot.reading.line import Line, Meaning
from bot.reading.readers import Readers

LINES = Path(__file__).parent / "lines"
EN = Language("en")
MINUTES = {"taster": "1", "quick": "5", "full": "10", "long": "15", "deep": "20"}
# What keeps somebody from a massage. For a harmless line each of these is a false alarm.
ALARMS = {each.value for each in Urgency} - {"cure"} | {"safety"}
# After one of these no button starts a session or tries a technique.
UNSOLD = {*("crisis", "now", "today", "ask", "local", "care", "pain"), *("sexual", "minor", "sober")}
_IF_SAFE = "is_it_safe"  # the tables do not tell it from the list of signs
_CALLED = {
    Intent.alone: "solo",
    Intent.my_routines: "own",
    Intent.techniques: "techs",
    Intent.delete_me: "delete",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A typed line. `right`: the answers that count, several with `|`."""

    right: str
    in_session: bool
    kind: str
    text: str

    @property
    def rights(self) -> list[str]:
        """The answers that count."""
        return self.right.split("|")

    @property
    def is_harmless(self) -> bool:
        """Must the line raise no alarm?"""
        return "harmless" in self.rights

    @property
    def is_danger(self) -> bool:
        """Must no answer to the line sell anything?"""
        return self.rights[0] in UNSOLD

    @property
    def is_for_judging(self) -> bool:
        """Does the line belong to the half that nothing was tuned on?"""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


def judged_lines(name: str) -> list[Judged]:
    """Return the lines of a table in `lines/`."""
    _, *rows = (LINES / name).read_text(encoding="utf-8").splitlines()
    split = (row.split("\t") for row in rows)
    return [Judged(right, session == "1", kind, text) for right, session, kind, text in split]


def is_right(line: Judged, answer: str) -> bool:
    """Is `answer` one of the answers that count for `line`?"""
    return any(_fits(right, answer) for right in line.rights)


def _fits(right: str, answer: str) -> bool:
    if right in ("harmless", "nothing"):
        return answer not in ALARMS
    if right == "unsteered":
        return answer not in ALARMS and (not answer.startswith("steer:") or answer == "steer:just_right")
    if right.endswith(":any"):
        return answer.startswith(right.removesuffix("any"))
    return right == answer


def answer_to(line: Judged, readers: Readers, language: Language = EN) -> str:
    """Return a short name of what the bot answers first."""
    flag = readers.find_red_flag(line.text)
    mild = flag.urgency if flag is not None else None
    if mild is not None and mild not in MILD:
        return mild.value
    read = readers.read(line.text, language)
    meaning = meaning_in_session(read) if line.in_session else meaning_without_session(read)
    return _answer_to_mild(line, read, meaning, mild) or _answer_to_meaning(line, read, meaning, mild)


def _answer_to_mild(line: Judged, read: Line, meaning: Meaning, mild: Urgency | None) -> str | None:
    """Return the answer to `mild`, as `answer_line` chooses it; None: something else comes first."""
    hurts = line.in_session and read.safety.hurts
    if mild is Urgency.care and not hurts and meaning.intent is not Intent.stop:
        return "care"
    others = (*NAMES_REMINDERS, Intent.soreness, Intent.pain)
    if mild is None or mild in LAST or meaning.intent in others:
        return None
    is_for_session = meaning.steers or meaning.intent is Intent.step
    return None if line.in_session and is_for_session else mild.value


def _answer_to_meaning(line: Judged, read: Line, meaning: Meaning, mild: Urgency | None) -> str:
    wish, place = read.wish, read.place
    says_where = place.is_watch or (place.says_where and place.is_named)
    if says_where and meaning.intent not in PAIN and not (line.in_session and meaning.steers):
        return "timezone"
    if meaning.faq is not None:
        return "safety" if meaning.faq == _IF_SAFE else f"faq:{meaning.faq}"
    if meaning.techniques:
        return _answer_to_techniques(line, read, meaning)
    if wish is not None and meaning.intent in (None, Intent.routine, Intent.alone, Intent.hello):
        return "solo" if wish.is_alone else f"plan:{wish.minutes}"
    if meaning.routine is not None:
        return "solo" if meaning.routine == "solo" else f"plan:{MINUTES[meaning.routine]}"
    intent = meaning.intent
    if intent is None and mild is None and not line.in_session and read.length is not None:
        return f"plan:{read.length.minutes}"
    if intent is None:
        stiff = "lost" if line.in_session else "pain"
        return {Urgency.unclear: "care", Urgency.stiff: stiff}.get(mild, "lost") if mild else "lost"
    if intent in (Intent.pain, Intent.soreness):
        return "pain"
    if line.in_session and (intent.steers or intent in (Intent.time_left, Intent.step, Intent.firmer)):
        return f"steer:{intent.value}".replace("time_left", "timeleft")
    return _CALLED.get(intent, intent.value)


def _answer_to_techniques(line: Judged, read: Line, meaning: Meaning) -> str:
    if read.unwanted and read.length is not None and not line.in_session:
        return f"plan:{read.length.minutes}"
    return "tech:two" if len(meaning.techniques) > 1 else f"tech:{meaning.techniques[0]}"

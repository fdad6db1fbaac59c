"""Hours of the day: `8:30`, `830`, `7p`, "half past eight", "ten to five", "8 in the evening"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta

from bot.domain.hours import shifted
from bot.domain.said_times import Part, SaidHour, parts_of
from bot.reading.times.kinds import CLOCK, DASH, DOTTED, NUMBER
from bot.reading.times.tokens import Token, kind_at

UNITS = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years", "times"})
PARTS = {"morning": Part.morning, "afternoon": Part.afternoon, "evening": Part.evening, "night": Part.night}
_EARLY = 24  # behind a dash or a space a number from here on must be minutes: "8 30", but not "8 10"


@dataclass(frozen=True, slots=True)
class HourFound:
    """An hour in a line, or the text of an hour that does not exist. `end`: the first token behind it."""

    end: int
    hour: SaidHour | None
    wrong: str = ""
    is_bare: bool = False  # a number and no more
    is_written: bool = False  # nobody would write anything but an hour so
    is_doubtful: bool = False  # it may be something else: "10 to 5"


class HourReader:
    """Reads hours at a place among tokens. `half_is_before`: "half eight" is 7:30 and not 8:30."""

    def __init__(self, *, half_is_before: bool = False) -> None:
        self._half = -30 if half_is_before else 30

    def read(self, tokens: Sequence[Token], at: int) -> HourFound | None:
        """Return the hour that begins at a token; None: there is none."""
        found = self._relative(tokens, at) or self._base(tokens, at)
        return None if found is None else _with_half(tokens, found)

    def _relative(self, tokens: Sequence[Token], at: int) -> HourFound | None:
        """Read "half past eight", "ten to five", "half eight"."""
        amount, follows = _amount(tokens, at)
        if amount is None:
            return None
        kind = kind_at(tokens, follows)
        if tokens[at].kind == "half" and kind == NUMBER:
            base = self._base(tokens, follows)
            return _moved(base, self._half) if base is not None and base.is_bare else None
        if tokens[at].kind == "quarter" and kind == "on" and tokens[follows].text == "of":
            kind = "to"  # "a quarter of nine"
        if kind not in ("past", "to", "after", "before"):
            return None
        base = self._base(tokens, follows + 1)
        if base is None or base.hour is None or not (base.is_bare or base.hour.at.minute == 0):
            return None
        in_digits = tokens[at].kind == NUMBER and not tokens[at].is_word and follows == at + 1
        is_doubtful = kind == "to" and in_digits and kind_at(tokens, at - 1) != "at"
        found = _moved(base, amount if kind in ("past", "after") else -amount)
        return replace(found, is_doubtful=is_doubtful)

    def _base(self, tokens: Sequence[Token], at: int) -> HourFound | None:
        kind = kind_at(tokens, at)
        if kind in (CLOCK, DOTTED):
            return _clock(tokens[at], at + 1)
        if kind == "noon":
            return HourFound(at + 1, SaidHour(time(12)), is_written=True)
        if kind == "midnight":
            return HourFound(at + 1, SaidHour(time(0)), is_written=True)
        return _number(tokens, at) if kind == NUMBER else None


def hour_in(part: Part, said: SaidHour) -> time | None:
    """Return the hour that `said` means in a part of the day; None: they do not fit together."""
    hour, minute = said.at.hour, said.at.minute
    if not said.is_twelve:
        return said.at if part in parts_of(hour) else None
    hour %= 12
    wanted = {
        Part.morning: hour if hour else None,
        Part.afternoon: hour + 12 if hour <= 6 else None,
        Part.evening: hour + 12 if hour >= 4 else None,
        Part.night: hour + 12 if hour >= 6 else hour,
        Part.tonight: hour + 12 if hour >= 4 else None,
    }[part]
    return None if wanted is None else time(wanted, minute)


def _amount(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """Return the minutes before "past" or "to", and the first token behind them."""
    token = tokens[at]
    if token.kind == "half":
        return 30, at + 1
    if token.kind == "quarter":
        return 15, at + 1
    if token.kind == NUMBER and 0 < token.value < 60:
        return token.value, at + (2 if kind_at(tokens, at + 1) == "minutes" else 1)
    return None, at


def _moved(base: HourFound | None, minutes: int) -> HourFound:
    assert base is not None and base.hour is not None  # noqa: S101 - the callers have looked
    said = base.hour
    hour = shifted(said.at, timedelta(minutes=minutes))
    if said.is_twelve and hour.hour == 0:
        hour = hour.replace(hour=12)  # "half past twelve" and "half twelve" stay on the clock of twelve
    return replace(base, hour=replace(said, at=hour), is_bare=False, is_written=True)


def _clock(token: Token, end: int) -> HourFound:
    """Read `8:30`, `8.30`, `8h30`, `20:00:00`."""
    hours, minutes, *seconds = _parted(token.text)
    if len(minutes) != 2 or int(hours) > 23 or int(minutes) > 59 or any(int(each) for each in seconds):
        return HourFound(end, None, wrong=token.text)
    hour = int(hours)
    is_twelve, is_padded = 1 <= hour <= 12, hours[0] == "0"
    # Who writes `5.30` may mean the afternoon; `5:30` and `05.30` are hours of a clock of 24 hours.
    is_open = 1 <= hour <= 5 and not is_padded and "." in token.text
    said = SaidHour(time(hour, int(minutes)), is_twelve, is_open, is_padded)
    return HourFound(end, said, is_written=":" in token.text)


def _parted(text: str) -> list[str]:
    text = text.rstrip(".")
    for sign in ".h":
        text = text.replace(sign, ":")
    return [each.strip() for each in text.split(":")]


def _number(tokens: Sequence[Token], at: int) -> HourFound | None:
    token = tokens[at]
    if not token.is_word and len(token.text) in (3, 4) and token.text.isdigit():
        return _run_together(token, at + 1, kind_at(tokens, at + 1))
    if token.value < 0 or kind_at(tokens, at + 1) in UNITS or (len(token.text) > 2 and not token.is_word):
        return None
    if (written := _with_minutes(tokens, at)) is not None:
        return written
    if token.value > 23:
        return HourFound(at + 1, None, wrong=token.text, is_bare=True)
    is_twelve = 1 <= token.value <= 12
    return HourFound(at + 1, SaidHour(time(token.value), is_twelve, is_twelve), is_bare=True)


def _with_minutes(tokens: Sequence[Token], at: int) -> HourFound | None:
    """Read `8-30`, `8 30`, "eight thirty"; None: the hour has no minutes."""
    token = tokens[at]
    place = at + 2 if kind_at(tokens, at + 1) == DASH else at + 1
    if token.value > 23 or kind_at(tokens, place) != NUMBER or kind_at(tokens, place + 1) in UNITS:
        return None
    minutes = tokens[place]
    if not 0 <= minutes.value <= 59 or minutes.is_word != token.is_word:
        return None
    if token.is_word:
        fits = minutes.value >= 10
    else:
        fits = len(minutes.text) == 2 and (minutes.value >= _EARLY or minutes.text == "00")
    if not fits:
        return None
    is_twelve = 1 <= token.value <= 12
    said = SaidHour(time(token.value, minutes.value), is_twelve, is_twelve and token.is_word)
    return HourFound(place + 1, said)


def _run_together(token: Token, end: int, follows: str) -> HourFound | None:
    """Read `830` and `2015`, and `1800 hours`."""
    if follows in UNITS - {"hours"}:
        return None
    hour, minute = divmod(token.value, 100)
    if hour > 23 or minute > 59:
        return HourFound(end, None, wrong=token.text)
    said = SaidHour(time(hour, minute), 1 <= hour <= 12, is_padded=token.text[0] == "0")
    return HourFound(end + (follows == "hours"), said, is_written=follows == "hours")


def _with_half(tokens: Sequence[Token], found: HourFound) -> HourFound:
    """Add "o'clock", "am", "pm" or a part of the day behind the hour."""
    end = found.end
    if kind_at(tokens, end) == DASH and kind_at(tokens, end + 1) == "oclock":
        end += 1  # "8-Uhr-Erinnerung"
    if kind_at(tokens, end) == "oclock":
        end += 1
        found = replace(found, end=end, is_bare=False, is_written=True)
    if (
        kind_at(tokens, end) == "in"
        and kind_at(tokens, end + 1) == "on"
        and kind_at(tokens, end + 2) in PARTS
    ):
        end += 2  # "in the evning"
    kind = kind_at(tokens, end)
    if kind in ("am", "pm"):
        if found.hour is None or not found.hour.is_twelve:
            return HourFound(end + 1, None, wrong=_text(tokens, found, end))
        hour = found.hour.at.hour % 12 + (12 if kind == "pm" else 0)
        return _closed(found, end + 1, found.hour.at.replace(hour=hour))
    if kind in PARTS and found.hour is not None:
        at = hour_in(PARTS[kind], found.hour)
        if at is None:
            return HourFound(end + 1, None, wrong=_text(tokens, found, end))
        return _closed(found, end + 1, at)
    return found


def _closed(found: HourFound, end: int, at: time) -> HourFound:
    return replace(found, end=end, hour=SaidHour(at), is_bare=False, is_written=True)


def _text(tokens: Sequence[Token], found: HourFound, end: int) -> str:
    first = max(found.end - 1, 0)
    while first > 0 and tokens[first].kind == "oclock":
        first -= 1
    return " ".join(token.text for token in tokens[first : end + 1])

"""Hours that each have days of their own: "weekdays at 7, weekends at 9:30"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.days import DAILY, Days
from bot.domain.said_times import Does, SaidHour
from bot.reading.times.collected import Collected

_IN_TURN = re.compile(r"(?:d+h){2,}|(?:hd+){2,}")


def pairs_of(found: Collected, does: Does | None) -> tuple[tuple[SaidHour, Days], ...]:
    """Return each hour of a line with its days; nothing where hours and days do not stand in turn.

    "Every day at 8, sundays at 10" names sundays twice, so it is no such line: it is asked about.
    """
    order = found.order
    if (other := _except_on(found, does)) is not None:
        return other
    if does not in (None, Does.ring) or sum(found.masks) != found.mask:
        return ()
    has_more = found.dates or found.parts or found.without or found.refused or found.moved or found.is_either
    if has_more or found.after is not None or _IN_TURN.fullmatch(order) is None:
        return ()
    if len(found.hours) != order.count("h") or len(found.masks) != order.count("d"):
        return ()
    days = [0] * len(found.hours)
    at, masks = 0, iter(found.masks)
    for sign, following in zip(order, f"{order[1:]} ", strict=True):
        if sign == "d":
            days[at] |= next(masks)
        is_end = sign == "h" if order[0] == "d" else sign == "d" and following == "h"
        at += is_end
    return tuple((hour, Days(mask)) for hour, mask in zip(found.hours, days, strict=True))


def in_their_part(
    found: Collected, pairs: tuple[tuple[SaidHour, Days], ...], fitted: Sequence[SaidHour]
) -> tuple[tuple[SaidHour, Days], ...]:
    """Return the pairs with the hours that the part of the day gives: it holds for what stands behind it.

    "Weekdays in the evening at 8 but fridays at 9" are 20:00 and 21:00.
    """
    before = found.in_turn.partition("p")[0].count("h")
    if not found.parts or len(fitted) != len(pairs):
        return pairs
    return (
        *pairs[:before],
        *((hour, days) for hour, (_, days) in zip(fitted[before:], pairs[before:], strict=True)),
    )


def says_other_hour(found: Collected) -> bool:
    """May the hour behind refused days be meant for just them: "weekdays at 8 but fridays at 9"?"""
    return re.search("h.*xh", found.order) is not None


def _except_on(found: Collected, does: Does | None) -> tuple[tuple[SaidHour, Days], ...] | None:
    """Read "weekdays at 8 but fridays at 9"; None: the line is no such one."""
    if does not in (None, Does.ring) or re.fullmatch("d*hxh", found.order) is None or len(found.hours) != 2:
        return None
    other = found.refused_masks[0]
    rest = (found.mask or DAILY.mask) & ~other
    return ((found.hours[0], Days(rest)), (found.hours[1], Days(other))) if rest else None

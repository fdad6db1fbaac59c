"""A stroke as data, and where its hand is at any moment. All points are those of the left side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from bot.media.draw.outline import Outline, Point, along, between

BOUNCE = 5.0  # how far a fist that taps bounces off


class Motion(StrEnum):
    """How a hand moves."""

    circle = "circle"  # circles at each stop; the skin goes with the hand
    glide = "glide"  # down along the stops, and back through the air
    pinch = "pinch"  # takes hold, lifts, lets go
    tap = "tap"  # comes down and bounces off, left and right in turn
    roll = "roll"  # rolls to and fro about the forearm, and creeps along
    rest = "rest"  # lies still


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke. Lengths are units of the canvas, times are seconds."""

    motion: Motion
    hand: str  # the key of a hand shape
    lanes: tuple[str, ...]  # zones that hold the whole moving patch
    patch: tuple[float, float]  # width and height of what touches
    stops: tuple[Point, ...]  # where the patch's middle goes
    per_minute: float  # circles, passes, pinches, rolls; of taps those of both hands together
    times: int  # how many of them at each stop
    move: float  # from a stop to the next
    back: float  # from the last stop to the first, through the air
    radius: float  # of a circle; of a roll half of its way
    turn: float  # degrees by which the hand is turned outwards
    arm: float  # degrees by which the forearm is turned against the hand
    both: bool  # both hands work, each on its side; otherwise only the left one
    pressure: tuple[int, int]  # of 10
    each: tuple[int, int] | None = None  # how often at one place, if not `times`
    resting: tuple[float, float, float] | None = None  # x, y and turn of a hand that lies still meanwhile
    home: Point | None = None  # where the hand goes at the end; None: to the first stop

    @property
    def once(self) -> float:
        """Return how long one circle, pass, pinch or roll of one hand takes."""
        return (120 if self.motion is Motion.tap else 60) / self.per_minute

    @property
    def stay(self) -> float:
        """Return how long a hand stays at one stop."""
        return self.once * self.times

    @property
    def duration(self) -> float:
        """Return how long the loop takes."""
        if self.motion is Motion.glide:
            return self.once
        return len(self.stops) * self.stay + (len(self.stops) - 1) * self.move + self.back


@dataclass(frozen=True, slots=True)
class Moment:
    """A hand at one moment. `phase`: 0 to 1 within one circle, pinch, tap or roll."""

    at: Point  # the middle of the patch
    stop: int  # the stop it is at, or comes from
    phase: float
    count: int  # how many are done at this stop
    lift: float  # 0: on the skin
    press: float  # 0 to 1
    turn: float = 0.0  # of a circle: degrees that are done


def moment(stroke: Stroke, time: float, *, late: float = 0.0) -> Moment:
    """Return the hand at `time`, in seconds since the loop began. `late`: seconds behind the other hand."""
    time = (time - late) % stroke.duration
    if stroke.motion is Motion.glide:
        return _gliding(stroke, time)
    here = time
    for number in range(len(stroke.stops)):
        last = number == len(stroke.stops) - 1
        away = stroke.back if last else stroke.move
        if here < stroke.stay or (last and not away):
            return _working(stroke, number, here / stroke.once)
        if here < stroke.stay + away:
            goes = stroke.home or stroke.stops[0] if last else stroke.stops[number + 1]
            return _moving(stroke, number, goes, (here - stroke.stay) / away, high=last)
        here -= stroke.stay + away
    return _working(stroke, 0, 0.0)  # the very end of the loop is its beginning


def track(stroke: Stroke) -> list[Point]:
    """Return the line of a glide."""
    return smooth(stroke.stops)


def smooth(stops: tuple[Point, ...], each: int = 12) -> list[Point]:
    """Return a smooth line through the stops."""
    padded = [stops[0], *stops, stops[-1]]
    found: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        first = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6)
        second = (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
        curve = Outline((("M", (b,)), ("C", (first, second, c))))
        found += curve.points(each)[:-1]
    return [*found, stops[-1]]


def ease(part: float) -> float:
    """Return `part` with a soft beginning and end."""
    return 0.5 - 0.5 * math.cos(math.pi * max(0.0, min(1.0, part)))


def _working(stroke: Stroke, stop: int, done: float) -> Moment:
    at, count, phase = stroke.stops[stop], int(done), done % 1
    match stroke.motion:
        case Motion.circle:
            angle = math.radians(-90 + 360 * done)
            at = (at[0] + stroke.radius * math.cos(angle), at[1] + stroke.radius * math.sin(angle))
            return Moment(at, stop, phase, count, 0.0, min(1.0, 0.75 + 0.25 * done), 360 * done)
        case Motion.pinch:
            up = pinched(phase)[1]
            return Moment((at[0], at[1] - 2 * up), stop, phase, count, 0.5 * up, 1 - 0.4 * up)
        case Motion.tap:
            up = bounced(phase)
            if count == stroke.times - 1:  # the last one here: it comes down at the next stop
                goes = stroke.stops[(stop + 1) % len(stroke.stops)]
                at = between(at, goes, ease((phase - 0.12) / 0.76))
            return Moment((at[0], at[1] - BOUNCE * up), stop, phase, count, up, 1 - up)
        case Motion.roll:
            way = -math.cos(2 * math.pi * phase)
            creep = _creep(stroke, stop, done)
            return Moment((creep[0], creep[1] + stroke.radius * way), stop, phase, count, 0.0, 0.85)
    breath = 0.5 - 0.5 * math.cos(2 * math.pi * phase)
    return Moment(at, stop, phase, count, 0.0, 0.15 + 0.85 * breath)


def _creep(stroke: Stroke, stop: int, done: float) -> Point:
    """Return where a roll is on its slow way to the next stop."""
    goes = stroke.stops[min(stop + 1, len(stroke.stops) - 1)]
    return between(stroke.stops[stop], goes, done / stroke.times)


def _moving(stroke: Stroke, stop: int, goes: Point, part: float, *, high: bool) -> Moment:
    begins, ends = _working(stroke, stop, float(stroke.times)), _working(stroke, stop, 0.0)
    offset = (ends.at[0] - stroke.stops[stop][0], ends.at[1] - stroke.stops[stop][1])
    at = between(begins.at, (goes[0] + offset[0], goes[1] + offset[1]), ease(part))
    lets_go = stroke.motion is Motion.pinch  # it is off the skin at once
    hop = ease(4 * min(part, 1 - part)) if lets_go else math.sin(math.pi * part)
    lift = hop * (0.9 if high or lets_go else 0.15)
    begun = ends.lift + (1 - ends.lift) * lift
    return Moment(at, stop, 0.0, stroke.times, begun, (1 - hop) * ends.press, begins.turn)


def _gliding(stroke: Stroke, time: float) -> Moment:
    down = stroke.once - stroke.back
    points = track(stroke)
    if time < down:
        part = ease(time / down) * 0.35 + (time / down) * 0.65  # nearly one speed, soft at both ends
        return Moment(along(points, part), 0, part, 0, 0.0, min(1.0, 0.5 + 3 * min(part, 1 - part)))
    part = (time - down) / stroke.back
    at = between(points[-1], stroke.home or points[0], ease(part))
    return Moment(at, 1, part, 1, math.sin(math.pi * part), 0.5 * abs(1 - 2 * part))


def pinched(phase: float) -> tuple[float, float]:
    """Return how far a pinch is closed, and how far it is lifted, each 0 to 1."""
    close = ease(phase / 0.28) - ease((phase - 0.66) / 0.2)
    lift = ease((phase - 0.26) / 0.26) - ease((phase - 0.58) / 0.24)
    return close, lift


def bounced(phase: float) -> float:
    """Return how high a fist is, 0 to 1; it touches for a moment around phase 0."""
    away = min(phase, 1 - phase) * 2
    return 0.0 if away < 0.12 else math.sin(math.pi / 2 * (away - 0.12) / 0.88)

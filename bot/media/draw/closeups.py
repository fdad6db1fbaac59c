"""What a hand does with the muscle, from close by: it carries it round, pushes along it, lifts it, taps it.

One looks from the receiver's side, the head on the left, and sees how the hand is held. Only a pinch is seen
from the feet: it holds a fold of muscle between flank and spine. The spine is on the right then.
"""

from __future__ import annotations

import math

from bot.media.draw import marks
from bot.media.draw.art import Art
from bot.media.draw.hands import Hand, morphed
from bot.media.draw.outline import Place, Point
from bot.media.draw.painting import Colours
from bot.media.draw.strokes import Moment, Motion, Stroke, pinched
from bot.media.draw.svg import circle, group, stroke
from bot.media.draw.window import Window, both, dots, flesh, hill

WINDOW = Window((97.5, 70.0))
SCALE = 1.3  # of a hand in the window
LOW = 6.5  # y of the skin
ARM = -52.0  # of the forearm, which comes from the giver at the head
FIRM, LIGHT = 3.0, 1.0  # how deep a hand presses in
FOLD = -5.0  # x of the muscle that is pinched
BONE: Point = (11.5, 11.0)  # of the spine, in the view from the feet
BOUNCES: list[Point] = [
    (9.4 + 0.3 * n, 2.4 - 1.15 * abs(n - 10)) for n in range(23)
]  # of a fist: down and up
SHOWN = {  # the hand shapes that each motion shows
    Motion.circle: ("palm_side",),
    Motion.glide: ("palm_side",),
    Motion.tap: ("fist_side",),
    Motion.pinch: ("pinch_front_open", "pinch_front_closed"),
}


def close_up(art: Art, stroke: Stroke, now: Moment, hand: Colours, skin: Colours) -> str:
    """Return the window at one moment; nothing for hands that lie still."""
    match stroke.motion:
        case Motion.circle:
            inside = _circling(art, stroke, now, hand, skin)
        case Motion.glide:
            inside = _gliding(art, stroke, now, hand, skin)
        case Motion.tap:
            inside = tapping(art, now.lift, hand, skin)
        case Motion.pinch:
            away = 0.0 if now.phase else now.lift
            inside = pinching(art, now.phase, away, hand, skin) + _bone(skin)
        case _:
            return ""
    return WINDOW.draw(inside, skin)


def _circling(art: Art, stroke: Stroke, now: Moment, hand: Colours, skin: Colours) -> str:
    """The heel leans in, carries the muscle round, and lets it come back. The skin goes with the hand."""
    middle = stroke.stops[now.stop]
    out, along = ((now.at[k] - middle[k]) / stroke.radius if now.phase else 0.0 for k in (0, 1))
    on_skin = 1 - now.lift
    squeeze = (0.5 + 0.5 * along) * on_skin
    x = -4.0 + 3.4 * along
    dent = FIRM * (0.35 + 0.65 * squeeze) * on_skin
    raised = both(hill(x, 6.5, -dent), hill(x + 10, 5.5, 2.6 * squeeze), hill(x - 9, 5, 0.8 * squeeze))
    place = Place(at=(x, LOW + dent - 5 * now.lift - 0.5 * out), scale=SCALE)
    shown = Hand(art.glyphs["palm_side"], place, ARM)
    drawn = flesh(LOW, raised, skin)
    drawn += dots(LOW, raised, hill(-4.0, 13, 3.4 * along * on_skin), skin)
    drawn += shown.draw(hand) + _touch((x, LOW + dent + 0.6), squeeze, skin)
    begins = now.turn - 60
    points = [
        (-2 + 8.5 * math.cos(math.radians(a)), -13 + 3.2 * math.sin(math.radians(a)))
        for a in (begins + 12.0 * n for n in range(23))
    ]
    return drawn + marks.arrow(points, 1.5, skin, max(0.0, 1 - 2 * now.lift))


def _gliding(art: Art, stroke: Stroke, now: Moment, hand: Colours, skin: Colours) -> str:
    """The heel leads, and pushes a low wave before it; the way back is in the air."""
    begins, ends = stroke.stops[0][1], stroke.stops[-1][1]
    x = -9.0 + 14.0 * (now.at[1] - begins) / (ends - begins)
    firm = FIRM if stroke.pressure[1] > 2 else LIGHT
    dent = firm * 0.8 * now.press if now.lift == 0 else 0.0
    raised = both(hill(x, 6, -dent), hill(x + 8, 5, 0.75 * dent))
    place = Place(at=(x, LOW + dent - 7 * now.lift), scale=SCALE)
    drawn = flesh(LOW, raised, skin) + dots(LOW, raised, lambda _: 0.0, skin)
    drawn += Hand(art.glyphs["palm_side"], place, ARM).draw(hand)
    drawn += _touch((x, LOW + dent + 0.6), now.press if now.lift == 0 else 0.0, skin)
    points: list[Point] = [(-3 + 1.0 * n, -12.5) for n in range(17)]
    return drawn + marks.arrow(points, 1.5, skin, max(0.0, 1 - 3 * now.lift))


def tapping(art: Art, lift: float, hand: Colours, skin: Colours) -> str:
    """Return a loose fist that falls and bounces off; the wrist gives way. `lift`: 0 is on the skin."""
    hit = max(0.0, 1 - lift / 0.4)
    ripple = 8 + 9 * min(1.0, lift * 1.6)
    raised = both(hill(0, 6, -1.8 * hit), hill(ripple, 3.4, 0.9 * hit), hill(-ripple, 3.4, 0.9 * hit))
    place = Place(at=(0.5, LOW + 1.4 * hit - 10.5 * lift), turn=-14 * lift, scale=SCALE)
    drawn = flesh(LOW, raised, skin)
    drawn += Hand(art.glyphs["fist_side"], place, -58 + 20 * lift).draw(hand)
    return drawn + _touch((0.5, LOW + 2), hit, skin) + marks.arrow(BOUNCES, 1.5, skin)


def pinching(art: Art, phase: float, away: float, hand: Colours, skin: Colours) -> str:
    """Return thumb and fingers that gather muscle, lift it, and let it sink. `away`: 1 is off the skin."""
    close, lift = pinched(phase) if phase else (0.0, 0.0)
    high, wide = 2.2 + 2.0 * close + 4.4 * lift, 9.0 - 4.2 * close
    raised = hill(FOLD, wide, high)
    glyph = morphed(art.glyphs["pinch_front_open"], art.glyphs["pinch_front_closed"], close)
    place = Place(at=(FOLD, LOW - 0.4 - 4.4 * lift - 6 * away), scale=SCALE)
    drawn = flesh(LOW, raised, skin) + Hand(glyph, place, -14).draw(hand)
    points: list[Point] = [(-16.6, 2.5 - 0.55 * n) for n in range(17)]
    return drawn + marks.arrow(points, 1.5, skin, lift)


def _bone(colours: Colours) -> str:
    """Return the spine from its end, with the sign "not here"."""
    x, y = BONE
    spine = circle(x, y + 6, 5.2, fill=colours["glow"], stroke=colours["keep"], stroke_width=0.4)
    spine += stroke(f"M {x} {y + 2} L {x} {y - 3.2}", colours["glow"], 3.4)
    return spine + marks.no_sign((x, y - 9.5), 3.0, colours, filled=True)


def _touch(at: Point, much: float, colours: Colours) -> str:
    return group(marks.contact(at, (9.0, 2.6), much, colours)) if much > 0.05 else ""

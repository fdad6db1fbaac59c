"""The screens before a session: the plan, and what can be chosen about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.catalogue import Audience, Catalogue, Routine, Step
from bot.domain.message import (
    GAP,
    Button,
    Length,
    Lines,
    Message,
    Phrase,
    Rows,
    Style,
    Timer,
    apart,
    button,
    either,
    listed,
    message,
    phrase,
)
from bot.domain.plan import Choice, Cues, Pace, is_shortened, nearest_length
from bot.domain.suggestion import Suggestion
from bot.screens.after import by_likings
from bot.screens.names import routine_name, technique_name

IN_A_ROW = 3
CUES = (Cues.half, Cues.ten, Cues.side, Cues.sound)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screens show: a choice, its routine and its steps; if it is suggested, why they are these."""

    choice: Choice
    routine: Routine
    steps: tuple[Step, ...]
    catalogue: Catalogue
    suggestion: Suggestion | None = None
    wished: int | None = None  # minutes that were asked for, if there is no such length


def plan(shown: Shown) -> Message:
    """What will be done, before the start; for another audience as long as it can be, at the same pace."""
    choice, routine = shown.choice, shown.routine
    others = [
        button(label, f"plan:{_for(other, shown).data}")
        for other, label in ((Audience.partner, "with_partner"), (Audience.alone, "on_my_own"))
        if other is not choice.audience and other in routine.plans
    ]
    last = (*others, button("routines", "pick"))
    return message(*_words(shown), buttons=(_start(choice), _choices(choice), last))


def choose_length(shown: Shown, lengths: tuple[int, ...]) -> Message:
    """The same plan, with the lengths that the routine can fill."""
    rows = _lengths(shown.choice, lengths, round(sum(step.seconds for step in shown.steps) / 60))
    return message(*_words(shown), buttons=(_start(shown.choice), *rows, _close(shown.choice)))


def choose_pace(shown: Shown) -> Message:
    """The same plan, with the two paces."""
    choice = shown.choice
    row = tuple(
        _option(phrase(f"button.{pace}"), f"plan:{replace(choice, pace=pace).data}", pace is choice.pace)
        for pace in Pace
    )
    words = (*_words(shown), GAP, phrase("pace_about"))
    return message(*words, buttons=(_start(choice), row, _close(choice)))


def choose_cues(shown: Shown, cues: Cues) -> Message:
    """The same plan, with a switch for each cue and one for their sound."""
    choice = shown.choice
    switches = [
        button(
            f"cue_{cue.name}",
            f"cue:{choice.data}:{cue.name}",
            state=phrase("format.on" if cue in cues else "format.off"),
        )
        for cue in CUES
    ]
    rows = (tuple(switches[:2]), tuple(switches[2:]))
    words = (*_words(shown), GAP, phrase("cues_about"))
    return message(*words, buttons=(_start(choice), *rows, _close(choice)))


def wrong_length(choice: Choice, lengths: tuple[int, ...]) -> Message:
    """A length that there is not, or that the routine cannot fill; the ones it can, and how to say one."""
    said = phrase(
        "e_length_alone" if choice.audience is Audience.alone else "e_length",
        lengths=either(lengths),
        routine=routine_name(choice.routine),
        minutes=lengths[len(lengths) // 2],
    )
    return message(said, buttons=_lengths(choice, lengths, None))


def _for(audience: Audience, shown: Shown) -> Choice:
    known = shown.catalogue.routines.values(), shown.catalogue.techniques
    minutes = nearest_length(shown.routine, audience, shown.choice.minutes, *known)
    return replace(shown.choice, audience=audience, minutes=minutes)


def _words(shown: Shown) -> tuple[Phrase, ...]:
    head = phrase(
        "plan",
        routine=routine_name(shown.choice.routine),
        length=Length(sum(step.seconds for step in shown.steps)),
        audience=phrase(f"audience.{shown.choice.audience}"),
        steps=Lines(tuple(_line(step) for step in shown.steps)),
    )
    why = by_likings(shown.suggestion) if shown.suggestion else ()
    near = () if shown.wished is None else (phrase("plan_nearest", wished=shown.wished),)
    lines = (*_needs(shown.steps), *_shortened(shown.steps, shown.catalogue), *_too_short(shown))
    return apart(head, *near, *lines, *why)


def _needs(steps: tuple[Step, ...]) -> tuple[Phrase, ...]:
    """Return a line with what to fetch, in the order in which it is needed."""
    things = [phrase(f"need.{need}") for need in dict.fromkeys(need for step in steps for need in step.needs)]
    return (phrase("plan_needs", things=listed(things)),) if things else ()


def _line(step: Step) -> Phrase:
    id = "plan_line_sides" if step.sides > 1 else "plan_line"
    return phrase(id, name=Phrase(step.name), time=Timer(step.seconds))


def _shortened(steps: tuple[Step, ...], catalogue: Catalogue) -> tuple[Phrase, ...]:
    """Return a line per step that gets less than the seed's minimum time."""
    lines = []
    for step in steps:
        technique = catalogue.techniques[step.technique] if step.technique else None
        if technique is None or not is_shortened(step, catalogue.techniques):
            continue
        least, most = (technique.min_seconds or 0) // 60, (technique.max_seconds or 0) // 60
        lines.append(
            phrase(
                "plan_shortened",
                technique=technique_name(technique.key),
                limits=phrase("limits", least=least, most=most),
                time=Timer(step.seconds),
            )
        )
    return tuple(lines)


def _too_short(shown: Shown) -> tuple[Phrase, ...]:
    """Return a line with the techniques of the routine for which its time is too short."""
    held = {step.technique for step in shown.steps}
    if shown.suggestion is not None:
        held |= set(shown.suggestion.left_out)
    whole = dict.fromkeys(step.technique for step in shown.routine.plans[shown.choice.audience])
    missing = [technique_name(key) for key in whole if key is not None and key not in held]
    return (phrase("plan_too_short", techniques=listed(missing)),) if missing else ()


def _start(choice: Choice) -> tuple[Button, ...]:
    return (button("start", f"begin:{choice.data}", Style.primary),)


def _choices(choice: Choice) -> tuple[Button, ...]:
    return tuple(button(each, f"{each}:{choice.data}") for each in ("length", "pace", "cues"))


def _close(choice: Choice) -> tuple[Button, ...]:
    return (button("close", f"plan:{choice.data}"),)


def _lengths(choice: Choice, lengths: tuple[int, ...], current: int | None) -> Rows:
    options = [
        _option(
            phrase("button.length_n", n=each), f"plan:{replace(choice, minutes=each).data}", each == current
        )
        for each in lengths
    ]
    return tuple(tuple(options[at : at + IN_A_ROW]) for at in range(0, len(options), IN_A_ROW))


def _option(label: Phrase, data: str, is_current: bool) -> Button:
    return Button(phrase("button.current", label=label) if is_current else label, data)

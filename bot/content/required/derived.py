"""The phrases that follow from the facts of the content and from the values of the bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.content.facts import Facts
from bot.content.required.labels import BUTTONS
from bot.domain.added import CannotAdd
from bot.domain.catalogue import Audience, Step
from bot.domain.days import NAMES
from bot.domain.drafting import Limit
from bot.domain.habit import MILESTONES
from bot.domain.if_then import Barrier, Cue
from bot.domain.liking import Liking
from bot.domain.plan import EVERY_CUE, Pace
from bot.domain.said_times import Cannot
from bot.domain.session import Feeling
from bot.screens.adding import LIKE
from bot.screens.commands import MENU
from bot.screens.names import CARD_FIELDS, EXERCISE_FIELDS, WHY_FIELDS
from bot.screens.plans import CUES
from bot.screens.presses import BREATHS, Change, Fewer, SafetyPart
from bot.screens.steps import short_text, text_of_other_side

NOTHING: frozenset[str] = frozenset()


def derived_phrases(facts: Facts) -> Mapping[str, frozenset[str]]:
    """Return the phrase ids that need not be listed, with their placeholders."""
    plain = (
        *_of_values(),
        *_of_techniques(facts),
        *_of_tips(facts),
        *_of_routines(facts),
        *_of_steps(facts),
        *_of_media(facts),
        *(f"helpline.{each.country}" for each in facts.helplines.values() if each.name is None),
    )
    return {
        **dict.fromkeys(plain, NOTHING),
        **{f"liking.{liking}": frozenset({"technique"}) for liking in Liking},
        "technique_card": frozenset((*CARD_FIELDS, "shows")),
        "technique_why": frozenset(WHY_FIELDS),
        "exercise": frozenset((*EXERCISE_FIELDS, "source")),
        "posture": frozenset(("tip", "source")),
        **{f"button.cue_{cue.name}": frozenset({"state"}) for cue in CUES},
        **{step.prompt: _in_prompt(step, facts) for step in facts.steps},
        **{
            text_of_other_side(step): _in_prompt(step, facts)
            for step in facts.steps
            if step.prompt in facts.sided
        },
        **{
            f"ear.{step.prompt}": frozenset({"pressure"}) if step.pressure else NOTHING
            for step in facts.steps
        },
        **dict(_of_faq(facts)),
    }


def _of_media(facts: Facts) -> Iterable[str]:
    """Yield what says in words what an animation or a picture shows."""
    yield from (f"alt.{step.prompt}" for step in facts.steps)
    yield from (f"alt.picture.{name}" for name in facts.pictures)


def _of_values() -> Iterable[str]:
    # The last three are labels of buttons whose press has that value.
    yield from (f"button.{label}" for label in (*BUTTONS.split(), *Pace, *Feeling, *Change, *Fewer))
    yield from (f"button.cue_{cue}" for cue in Cue)
    yield from (f"cue.{cue}" for cue in Cue)
    yield from (f"button.barrier_{barrier}" for barrier in Barrier)
    yield from (f"{way}.{barrier}" for way in ("plan_if", "plan_quote_way") for barrier in Barrier)
    yield from (f"command.{command}" for command in MENU)
    yield from (f"cue_{cue.name}" for cue in EVERY_CUE)
    yield from (f"breath_words.{breath}" for breath in range(1, BREATHS + 1))
    yield from (f"felt.{feeling}" for feeling in Feeling)
    yield from (f"safety_{part}" for part in SafetyPart)
    yield from (f"audience.{audience}" for audience in Audience)
    yield from (limit.value for limit in Limit if limit is not Limit.time)  # that one names the times
    yield from (f"cannot_{what}" for what in Cannot)
    yield from (f"add_{what}" for what in CannotAdd if what is not CannotAdd.too_many)  # it shows an example
    yield from (f"add_like.{when}" for when in LIKE)
    yield from (f"milestone.{days}" for days in MILESTONES)
    yield from (f"month_name.{month}" for month in range(1, 13))
    yield from (f"format.day.{day}" for day in NAMES)
    yield from (f"format.month.{month}" for month in range(1, 13))


def _of_techniques(facts: Facts) -> Iterable[str]:
    for technique in facts.techniques:
        yield f"button.add_{technique}"
        parts = dict.fromkeys(("name", "line", *CARD_FIELDS, *WHY_FIELDS))
        yield from (f"technique.{technique}.{part}" for part in parts)


def _of_tips(facts: Facts) -> Iterable[str]:
    for key, tip in facts.tips.items():
        yield from (f"tip.{key}.{part}" for part in EXERCISE_FIELDS) if tip.is_exercise else (f"tip.{key}",)
        if tip.source in facts.sources:  # else that is a fault already
            yield f"source.{tip.source}"


def _of_routines(facts: Facts) -> Iterable[str]:
    for routine in facts.routines:
        yield f"button.routine.{routine}"
        yield from (f"routine.{routine}.{part}" for part in ("name", "line"))


def _of_steps(facts: Facts) -> Iterable[str]:
    for step in facts.steps:
        yield from (step.name, *(f"need.{need}" for need in step.needs))
        if step.technique is None:
            yield from (short_text(step), f"ear.{short_text(step)}")
        if step.prompt in facts.paced:
            yield from (f"rhythm.{step.technique}.{pace}" for pace in Pace)


def _of_faq(facts: Facts) -> Iterable[tuple[str, frozenset[str]]]:
    for each in facts.faq.values():
        yield f"faq.{each.key}", frozenset({"own_advice"}) if each.is_own_advice else NOTHING
        if each.is_offered:
            yield f"button.faq.{each.key}", NOTHING


def _in_prompt(step: Step, facts: Facts) -> frozenset[str]:
    """Return the placeholders of the words that open a step."""
    if step.pressure is None:
        return NOTHING
    return frozenset({"pressure", "rhythm"} if step.prompt in facts.paced else {"pressure"})

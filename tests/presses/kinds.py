"""All kinds of presses, and any press at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, time
from typing import Any, get_args, get_type_hints
from zoneinfo import available_timezones

from hypothesis import strategies as st

from bot.domain.added import LONGEST
from bot.domain.catalogue import Audience, FaqKey, Language, RoutineKey, TechniqueKey, TipKey
from bot.domain.days import Days
from bot.domain.hours import Hours
from bot.domain.ids import AddedId, BroadcastId, OwnId, ReminderId, SessionId
from bot.domain.if_then import Barrier, Cue
from bot.domain.liking import Liking
from bot.domain.own import own_id
from bot.domain.own_day import HOURS
from bot.domain.pictures import Pictures
from bot.domain.plan import EVERY_CUE, LENGTHS, Choice, Cues, Pace, Wanted
from bot.domain.quiet import Quiet
from bot.domain.said_times import Part
from bot.domain.session import Feeling
from bot.screens.presses import (
    BREATHS,
    LATEST,
    MINUTES,
    MOST_PUT_OFF,
    Adjust,
    Begin,
    Change,
    EditPart,
    Fewer,
    Listen,
    Press,
    PutOff,
    SafetyPart,
    ShowPlan,
    SwapPlaces,
    Walk,
)

KINDS: tuple[type[Press], ...] = get_args(Press)
MOST = 6  # reminders of a chat
LARGE = 10**7  # an id after years of use

ids = st.integers(0, LARGE)
own_ids = ids.map(OwnId)
of = st.none() | own_ids
texts = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=12)
named = texts.filter(lambda key: key not in ("spare", "swap", "resume") and own_id(key) is None)
routines = named.map(RoutineKey)
audiences = st.sampled_from(Audience)
hours = st.times().map(lambda at: time(at.hour, at.minute))
choices = st.builds(
    Choice, routines, audiences, st.sampled_from(LENGTHS), st.sampled_from(Pace), st.booleans()
)
named_wishes = choices.map(lambda choice: choice.wanted) | st.builds(
    Wanted, routines, audiences, st.none() | st.sampled_from(LENGTHS), suggested=st.booleans()
)
own_wishes = st.builds(
    Wanted,
    own_ids.map(lambda own: RoutineKey(f"own_{own}")),
    st.just(Audience.partner),
    suggested=st.booleans(),
)
wishes = named_wishes | own_wishes

# What a field of this type may hold.
VALUES: Mapping[Any, st.SearchStrategy[Any]] = {
    RoutineKey: routines,
    Language: st.from_regex(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", fullmatch=True).map(Language),
    TechniqueKey: named.map(TechniqueKey),
    FaqKey: named.map(FaqKey),
    Audience: audiences,
    Audience | None: st.none() | audiences,
    Wanted: wishes,
    Choice: choices,
    Cues: st.sampled_from([*EVERY_CUE, Cues.sound]),
    SessionId: ids.map(SessionId),
    ReminderId: ids.map(ReminderId),
    ReminderId | None: st.none() | ids.map(ReminderId),
    Part | None: st.none() | st.sampled_from(Part),
    OwnId: own_ids,
    AddedId: ids.map(AddedId),
    BroadcastId: ids.map(BroadcastId),
    OwnId | None: of,
    tuple[ReminderId, ...]: st.lists(ids.map(ReminderId), min_size=1, max_size=MOST).map(tuple),
    tuple[PutOff, ...]: st.lists(
        st.builds(PutOff, ids.map(ReminderId), st.integers(0, LATEST)), max_size=MOST_PUT_OFF
    ).map(tuple),
    Begin | Listen | SwapPlaces | None: st.none()
    | st.builds(Begin, wishes)
    | st.builds(Listen, wishes)
    | st.builds(SwapPlaces, ids.map(SessionId)),
    SafetyPart | None: st.none() | st.sampled_from(SafetyPart),
    Walk | Adjust: st.sampled_from([*Walk, *Adjust]),
    Change: st.sampled_from(Change),
    Pictures: st.sampled_from(Pictures),
    Feeling: st.sampled_from(Feeling),
    Days: st.integers(1, 127).map(Days),
    EditPart: st.sampled_from(EditPart),
    Liking: st.sampled_from(Liking),
    bool: st.booleans(),
    time: hours,
    tuple[time, ...]: st.lists(hours, min_size=1, max_size=MOST).map(tuple),
    date: st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    Hours: st.builds(
        Hours, st.lists(hours, min_size=1, max_size=MOST).map(tuple), st.integers(1, 127).map(Days)
    ),
    time | None: st.none() | hours,
    TipKey: texts.map(TipKey),
    Fewer: st.sampled_from(Fewer),
    Cue: st.sampled_from(Cue),
    Barrier: st.sampled_from(Barrier),
    Quiet | None: st.none() | st.builds(Quiet, hours, hours),
}
# Fields that hold less, or other things, than their type says.
NAMED: Mapping[str, st.SearchStrategy[Any]] = {
    "token": st.text("abcXYZ019_-", min_size=10, max_size=22),
    "breath": st.integers(0, BREATHS + 1),
    "turn": ids,
    "at": st.integers(0, 99),
    "lasts": st.integers(1, LONGEST),
    "at_hour": st.sampled_from(HOURS),
    "wait": st.sampled_from(sorted(MINUTES)),
    "minutes": st.none() | st.sampled_from(LENGTHS),
    "span": st.integers(1, 366 * 24 * 60),
    "offset": st.integers(-15 * 60, 15 * 60),
    "zone": st.sampled_from(sorted(available_timezones())),
}


def of_kind(kind: type[Press]) -> st.SearchStrategy[Press]:
    """Return presses of one kind."""
    if kind is ShowPlan:  # a routine that a person built has a press of its own
        return st.builds(kind, named_wishes)
    hints = get_type_hints(kind)
    fields = [field.name for field in dataclasses.fields(kind)]
    return st.builds(kind, **{name: NAMED[name] if name in NAMED else VALUES[hints[name]] for name in fields})


presses = st.sampled_from(KINDS).flatmap(of_kind)

"""What the page needs of the whole state: people, groups, command menus, and a snapshot of everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from telegram_playground import shapes
from telegram_playground.calls import Calls
from telegram_playground.chats import Chats
from telegram_playground.errors import Json
from telegram_playground.faults import Faults
from telegram_playground.flood import Flood
from telegram_playground.groups import Group
from telegram_playground.people_clock import PeopleClock
from telegram_playground.profile import Profile

Alts = Mapping[
    str, Mapping[str, str]
]  # what pictures show: by the SHA-256 of the file, then by language code


class State(Protocol):
    """The part of the whole state that the page shows. `World` imports this module, not the reverse."""

    clock: PeopleClock
    chats: Chats
    profile: Profile
    calls: Calls
    faults: Faults
    flood: Flood
    alts: Alts

    def polling(self) -> Json: ...


def people(state: State) -> list[Json]:
    chats = state.chats
    return [shapes.page_person(one, chats.last(one.id)) for one in chats.people.values()]


def groups(state: State) -> list[Json]:
    return [group(state, one) for one in state.chats.groups.values()]


def group(state: State, one: Group) -> Json:
    return shapes.page_group(one, state.chats.last(one.id), privacy=state.profile.privacy)


def faults(state: State) -> Json:
    return {"faults": state.faults.page(), "flood": state.flood.page()}


def commands(state: State) -> Json:
    """Return the command menus: the general one, one for each person, one for each member of each group."""
    chats, profile = state.chats, state.profile
    return {
        "commands": profile.commands_for(None),
        "by_person": {str(one.id): profile.commands_for(one) for one in chats.people.values()},
        "by_group": {str(one.id): commands_in(state, one) for one in chats.groups.values()},
    }


def commands_in(state: State, group: Group) -> Json:
    """Return the menu of each member by id."""
    members = (state.chats.people[one] for one in group.members)
    return {str(one.id): state.profile.commands_for(one, group) for one in members}


def snapshot(state: State) -> Json:
    """Return everything that a page needs when it opens."""
    return {
        "bot": state.profile.page(),
        "people": people(state),
        "groups": groups(state),
        "clock": state.clock.snapshot(),
        **commands(state),
        "calls": state.calls.newest(80),
        "polling": state.polling(),
        "alts": {name: dict(words) for name, words in state.alts.items()},
        **faults(state),
    }

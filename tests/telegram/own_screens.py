"""Every screen of own routines, for tests of all screens."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import own as building
from bot.domain.catalogue import Audience, Catalogue, TechniqueKey
from bot.domain.ids import ChatId, OwnId
from bot.domain.message import Message, phrase
from bot.domain.plan import Wanted
from bot.screens import builder, own, safety
from bot.screens.names import routine_name
from bot.screens.presses import Begin, BuildAfresh, EditAfresh
from tests.telegram.listening import to_listen

LARGE = 10**7  # an id after years of use
EVIL = '<a href="x">&</a>'


def own_screens(catalogue: Catalogue) -> list[tuple[str, Message]]:
    """Return every screen of own routines, with the longest of names and of plans."""
    pieces = tuple(building.Piece(TechniqueKey("kneading"), 300) for _ in range(13))
    token = "x" * 22
    made = building.OwnRoutine(OwnId(LARGE), ChatId(1), EVIL + "x" * 20, pieces, token, "x" * 64)
    routine = building.as_routine(made, catalogue.techniques)
    steps = routine.plans[Audience.partner]
    draft = building.Draft(ChatId(1), pieces)
    return [
        ("mine", own.mine([], None)),
        ("mine", own.mine([(made, routine)] * 2, None)),
        *(("mine", own.mine([(made, routine)] * 20, draft, edited)) for edited in (made, None)),
        ("is_full", own.is_full()),
        ("is_full_for", own.is_full_for(made)),
        ("is_private", own.is_private("x" * 32, f"r_{token}")),
        ("is_private", own.is_private("", "my_routines")),
        *(
            (name, screen)
            for edited in (made, None)
            for name, screen in (
                ("builder", builder.builder(steps, edited, techniques=catalogue.techniques)),
                (
                    "builder",
                    builder.builder(
                        building.steps_of((), catalogue.techniques), edited, techniques=catalogue.techniques
                    ),
                ),
                *(("order", builder.order(steps, at, edited)) for at in (0, 12)),
                *(("times", builder.times(steps, at, edited)) for at in (0, 12)),
                ("unsaved", builder.unsaved(edited, BuildAfresh())),
                ("unsaved", builder.unsaved(edited, EditAfresh(OwnId(LARGE)))),
            )
        ),
        ("built", builder.built(steps)),
        ("ask_name", builder.ask_name()),
        *(("ask_name", builder.ask_name(phrase(id, suggestion=EVIL))) for id in ("e_name", "e_name_ours")),
        ("ask_name", builder.ask_name(phrase("e_name_empty"))),
        ("ask_name", builder.ask_name(phrase("e_name_long", n=4096, most=building.LONGEST_NAME))),
        ("not_named", builder.not_named()),
        ("not_renamed", own.not_renamed(made)),
        ("edited", own.edited(made, routine)),
        ("edited", own.edited(replace(made, token=None), routine)),
        ("own_link", own.own_link(made, routine)),
        ("saved", own.saved(made)),
        ("renamed", own.renamed(made)),
        ("one", own.one(made, routine)),
        ("share", own.share(made, "x" * 32, token)),
        ("ask_to_delete", own.ask_to_delete(made)),
        ("deleted", own.deleted(made)),
        ("gone", own.gone()),
        ("shared", own.shared(made, routine)),
        ("look", own.look(made, routine)),
        ("copied", own.copied(made, routine)),
        ("declined", own.declined()),
        ("dead_link", own.dead_link()),
        ("gate", safety.gate(Begin(Wanted(made.key, Audience.partner)))),
        *to_listen(routine_name(made.key, made.name), Audience.partner, steps, catalogue),
    ]

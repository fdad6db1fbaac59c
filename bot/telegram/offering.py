"""What the newest message of a chat offers to a person who types an answer instead of tapping one."""

from __future__ import annotations

from bot.ports import NO_OFFERS, Offers
from bot.reading.picking import By, is_one_of, pick
from bot.telegram.context import BotContext
from bot.telegram.rendering import Renderer


def offers_to(context: BotContext, text: str) -> Offers:
    """Return the buttons of the newest message, and which of them `text` names in the reader's language.

    In a group the newest message may be for somebody else.
    """
    asked, handling = context.asked, context.handling
    if asked is None or not asked.is_private:
        return NO_OFFERS
    newest = handling.newest.of(asked.chat)
    if newest is None:
        return NO_OFFERS
    buttons = newest.buttons
    catalogue = handling.catalogue
    words = [lexicon.picks for lexicon in catalogue.lexicons.values()]
    renderer = Renderer(catalogue, asked.language, leaves_out=True)
    picked = pick(text, [renderer.plain(button.label) for button in buttons], words)
    button = None if picked is None else buttons[picked.index]
    is_named = picked is not None and picked.by is By.label
    return Offers(
        message=newest.message,
        row=newest.row,
        buttons=buttons,
        named=button if is_named else None,
        likely=None if is_named else button,
        is_place=picked is not None and picked.by is By.place,
        says_none=is_one_of(text, (form for each in words for form in each.none)),
        says_doubt=is_one_of(text, (form for each in words for form in each.doubt)),
    )

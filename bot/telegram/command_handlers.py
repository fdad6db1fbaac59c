"""Does commands, and reads as words what is no command."""

from __future__ import annotations

from functools import partial

from telegram import Update

from bot.actions import note_membership
from bot.actions.answer_unknown import answer_unknown, may_call
from bot.actions.heed_red_flag import heed_red_flag
from bot.domain.catalogue import Language
from bot.domain.dangers import LAST
from bot.reading.line import Line
from bot.screens.presses import manages_by_name
from bot.telegram import administering, commands
from bot.telegram.addressed import as_member, is_for_us, why_not
from bot.telegram.context import BotContext
from bot.telegram.slashed import Slashed, meant, slashed
from bot.telegram.update_parts import is_reply_to, text_of


async def do_command(update: Update, context: BotContext) -> None:
    """Do a command; the text after it is the command's line. What is no command is read as words."""
    said, asked = slashed(text_of(update), context.bot.username), context.asked
    if said is None or asked is None or not is_for_us(update, context):
        return
    if (administer := administering.command_of(said.name, context)) is not None:
        await administer(update, context)
        return
    known = commands.commands(context.handling.catalogue)
    is_known = said.name in known and said.is_for(context.bot.username)
    # In a group a command that names no bot may be another bot's.
    is_ours = asked.is_private or bool(said.addressed) or is_reply_to(update, context.bot.id)
    if await _is_answered_as_words(update, said, context, is_known=is_known, is_ours=is_ours):
        return
    found = (said.name, said.rest) if is_known else None
    if found is None and is_ours:
        found = await _command_in(said, context, asked.language)
    if found is None or (context.mild is not None and not is_known):
        if asked.is_private:
            await context.act(answer_unknown, await context.read(said.words), context.mild)
        return
    name, rest = found
    if manages_by_name(name) and (refusal := await why_not(update, context)):
        await context.act(note_membership.refuse_management, refusal)
        return
    line = await context.read(rest) if rest and name in commands.READ else Line(rest)
    await context.act(known[name], line)


async def _command_in(said: Slashed, context: BotContext, own: Language) -> tuple[str, str] | None:
    """Return the command that is meant, and the text after it; another thread guesses, as that takes time."""
    shared = context.handling
    return await shared.off_loop(meant, said, shared.catalogue, own)


async def _is_answered_as_words(
    update: Update, said: Slashed, context: BotContext, *, is_known: bool, is_ours: bool
) -> bool:
    """Answer what comes before any command: words of the body, of pain, or a call to stop."""
    is_private = context.asked is not None and context.asked.is_private
    mild = None if context.mild in LAST else context.mild
    if (said.rest or not is_known) and (is_known or is_ours):
        line = await context.read(said.words)
        is_call = may_call(line, takes_words=is_known and said.name in commands.READ)
        if is_call or (is_private and mild is not None):
            answer = partial(context.act, answer_unknown, line, context.mild)
            await (answer() if is_private else as_member(update, context, answer))
            return True
    if mild is not None:
        await context.act(heed_red_flag, mild)
    return mild is not None

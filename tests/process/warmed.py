"""What the fork server has done before it is forked: it has the bot, its texts and its Readers in memory.

The texts are the same for every bot of a checkout. A bot that a test starts anew, not by fork, reads them.
A bot imports Alembic only for a database that is not up to date; most bots of the tests begin with an empty
one.
"""

from __future__ import annotations

import alembic.command

import bot.cli
import bot.commands
import bot.compose

__all__ = ["alembic", "bot"]

_TEXTS = bot.compose.read_texts()
_TEXTS[1].prepare()

bot.compose.read_texts = lambda: _TEXTS

"""Check of deletions: is everything overwritten that people wanted deleted?"""

from __future__ import annotations

from bot.doctor.finding import Finding, look, ok


def check_deleted(are_left: bool, held: bool | None) -> Finding:
    """Is data that was deleted also overwritten in the files?"""
    if not are_left:
        return ok("deleted data", "it is overwritten")
    if held:
        todo = "The bot does it once no other program reads the database; in a large file, within the hour."
    else:
        todo = "Start the bot, which does it at once."
    return look("deleted data", "fragments of it may still stand in the files", todo)

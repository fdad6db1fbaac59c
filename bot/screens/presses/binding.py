"""Which buttons a typed line presses by their own label alone, never by a place, a part or a yes."""

from __future__ import annotations

from bot.screens.presses.building import BuildAfresh
from bot.screens.presses.coding import Press
from bot.screens.presses.if_then import DropPlan
from bot.screens.presses.news import DropNews, SendNews, StopNews
from bot.screens.presses.own import DeleteOwn, EditAfresh, LeaveEdit
from bot.screens.presses.peace import TurnOff
from bot.screens.presses.progress import TakeBack
from bot.screens.presses.reminders import DropReminders
from bot.screens.presses.sessions import ClearRedFlag, ConfirmSafety
from bot.screens.presses.settings import DeleteMe, TakeFileBack

# They are listed, and not told by the colour of a button: some of these buttons are plain.
_BINDING = (
    # What decides about safety.
    *(ConfirmSafety, ClearRedFlag),
    # What cannot be undone, and asks no second question.
    *(TurnOff, DropReminders, DropPlan, BuildAfresh, EditAfresh, LeaveEdit, DeleteOwn, TakeBack),
    *(SendNews, DropNews, StopNews, DeleteMe, TakeFileBack),
)


def is_binding(press: Press | None) -> bool:
    """Does a typed line press this by the button's whole label only?"""
    return isinstance(press, _BINDING)

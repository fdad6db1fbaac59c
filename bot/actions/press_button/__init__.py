"""A person taps a button: the action for its kind of press is done."""

from bot.actions.press_button.press_button import press_button

__all__ = ["press_button"]

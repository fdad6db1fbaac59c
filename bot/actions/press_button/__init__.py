"""A person taps a button: what its press asks for is done, by one action for each kind of press."""

from bot.actions.press_button.press_button import press_button

__all__ = ["press_button"]

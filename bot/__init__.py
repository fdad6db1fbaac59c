"""Unknot: a Telegram bot that teaches back massage, leads sessions and rings each day."""

"""Reads what a line says of times: words become tokens, then hours, days and dates, and these one value."""

from bot.reading.times.times import Times

__all__ = ["Times"]

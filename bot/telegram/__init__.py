"""The only package that knows python-telegram-bot."""

import os

# The library returns waits as timedelta. It will give up plain numbers of seconds.
os.environ.setdefault("PTB_TIMEDELTA", "true")

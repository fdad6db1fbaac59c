"""The only package that knows python-telegram-bot."""

import os

# Waits come as lengths of time, not as bare numbers, which the library is giving up.
os.environ.setdefault("PTB_TIMEDELTA", "true")

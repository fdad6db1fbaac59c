"""The only package that knows python-telegram-bot."""

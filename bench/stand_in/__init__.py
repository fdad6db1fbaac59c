"""The benches' own stand-in for Telegram."""

"""Texts and their entities: parsed, cleaned, checked and found as Telegram does it."""

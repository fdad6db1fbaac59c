"""Stands in the place of APScheduler, which Unknot needs. python-telegram-bot would load it."""

raise ImportError("apscheduler is hidden: see bench/peers/alone/README.md")

"""Stands in the place of click, which the tests need. httpx would load its own command line with it."""

raise ImportError("click is hidden: see bench/peers/alone/README.md")

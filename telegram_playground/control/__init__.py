"""The control API: everything a test, or the page, can do that a bot cannot."""

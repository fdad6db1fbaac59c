"""Reads and checks the content folder; the texts themselves are in content/."""

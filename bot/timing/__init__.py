"""Clocks, and the beat."""

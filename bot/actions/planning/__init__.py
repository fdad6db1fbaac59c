"""Finds, chooses and suggests routines: which one, how long, for whom."""

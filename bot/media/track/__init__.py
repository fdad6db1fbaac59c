"""Guided tracks: spoken phrases, a soft pulse and a bell, joined into one audio file for a plan."""

"""Drawings as text: pure functions from values to SVG. Nothing here reads a file or a clock."""

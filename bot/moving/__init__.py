"""The commands that take everything from one place to another: copy, backup, restore."""

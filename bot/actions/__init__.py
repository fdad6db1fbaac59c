"""One thing a person, or the clock, can ask for: one file each, named by its verb."""

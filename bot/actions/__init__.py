"""Everything that a person, or the clock, can ask for: each in a file of its own, named by its verb."""

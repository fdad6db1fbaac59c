"""How a routine is found, chosen and suggested: which one, how long, for whom."""

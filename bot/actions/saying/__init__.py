"""How actions answer, and what they ask."""

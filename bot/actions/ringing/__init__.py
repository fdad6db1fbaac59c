"""How a reminder rings, and how its first ring is planned."""

"""The messages of a session that changes: prompts, cards, cues, the question after an outage, the end."""

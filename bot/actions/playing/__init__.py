"""What a session sends when it changes: prompts, cards, cues, the question after an outage, the end."""

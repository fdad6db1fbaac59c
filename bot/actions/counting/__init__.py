"""What the sessions and days of a chat come to."""

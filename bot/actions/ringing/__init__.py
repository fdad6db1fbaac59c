"""What a reminder sends when it is due, and how it begins to be due."""

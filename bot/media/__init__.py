"""Pictures, animations and sound: drawn or spoken ahead of time, found by name, and joined."""
